//! Paths. In: a template, its parameters and their values. Out: the path, and what of a query stands in the template.

use super::Written;
use super::escape::{escape, escape_template};
use super::json::to_sent_json;
use super::pairs::flat_texts;
use crate::call::operation::{In, Parameter, Style};
use crate::error::InvalidRequest;
use crate::value::Field;

/// The value of a parameter of the path, kept until its style is known.
#[derive(Clone, Debug)]
pub(in crate::call) struct PathValue {
    value: Written,
    json: String,
}

impl PathValue {
    pub(in crate::call) fn new(field: &dyn Field) -> Self {
        let view = field.view();
        Self {
            value: Written::of_view(&view),
            json: String::from_utf8_lossy(&to_sent_json(&view)).into_owned(),
        }
    }
}

/// Fills a template with values, one after the other.
pub(in crate::call) fn fill_template(
    template: &str,
    parameters: &[Parameter],
    values: &[PathValue],
) -> Result<String, InvalidRequest> {
    let mut path = String::with_capacity(template.len() + 32);
    let mut rest = template.split('#').next().unwrap_or_default();
    let mut values = values.iter();
    while let Some((before, name, after)) = next_name(rest) {
        path.push_str(&escape_template(before));
        let usual = Parameter::path("");
        let mut known = parameters.iter();
        let parameter = known.find(|known| known.place == In::Path && known.name == name);
        let value = values
            .next()
            .ok_or_else(|| InvalidRequest::Url(format!("the parameter {name} has no value")))?;
        path.push_str(&path_text(name, parameter.unwrap_or(&usual), value)?);
        rest = after;
    }
    path.push_str(&escape_template(rest));
    let segments = path.split('?').next().unwrap_or_default();
    match segments.split('/').find(|segment| is_dots(segment)) {
        Some(segment) => Err(InvalidRequest::PathSegment(segment.to_owned())),
        None => Ok(path),
    }
}

/// The text before a name in braces, the name, and what comes after.
fn next_name(template: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = template.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

/// Whether a segment leads to another resource. URLs are read so with their dots escaped, too.
fn is_dots(segment: &str) -> bool {
    let plain = segment.replace("%2E", ".").replace("%2e", ".");
    plain == "." || plain == ".."
}

fn path_text(
    name: &str,
    parameter: &Parameter,
    kept: &PathValue,
) -> Result<String, InvalidRequest> {
    let text = |text: &str| escape(text, parameter.reserved);
    let value = &kept.value;
    if value.is_empty() || *value == Written::Text(String::new()) {
        return Err(InvalidRequest::PathSegment(String::new()));
    }
    if parameter.json {
        return Ok(text(&kept.json));
    }
    let Parameter { style, explode, .. } = *parameter;
    let (prefix, separator) = match style {
        Style::Label => (".", if explode { '.' } else { ',' }),
        Style::Matrix => (";", if explode { ';' } else { ',' }),
        _ => ("", ','),
    };
    let texts = match value {
        // Alone, it is not told from others.
        Written::Text(one) => vec![one.as_str()],
        value => flat_texts(name, value, separator)?,
    };
    let texts: Vec<String> = texts.into_iter().map(text).collect();
    let is_object = matches!(value, Written::Object(_));
    let own = text(name);
    let texts: Vec<String> = match (style, explode) {
        (_, true) if is_object => {
            let (pairs, _) = texts.as_chunks::<2>();
            let pairs = pairs.iter();
            pairs.map(|[name, text]| format!("{name}={text}")).collect()
        }
        (Style::Matrix, true) => texts.iter().map(|text| format!("{own}={text}")).collect(),
        (Style::Matrix, false) => vec![format!("{own}={}", texts.join(","))],
        _ => texts,
    };
    Ok(format!("{prefix}{}", texts.join(&separator.to_string())))
}
