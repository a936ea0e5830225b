//! Headers and cookies. In: a parameter and its value. Out: the text of a header; the pairs of the header `Cookie`.

use super::escape::escape_cookie;
use super::json::to_ascii_json;
use super::pairs::{flat_texts, present};
use super::{NESTED, Written, unreadable};
use crate::call::operation::Parameter;
use crate::error::InvalidRequest;
use crate::value::View;

/// The text of a header, in which nothing is escaped, as nobody decodes it. `None`: nothing is sent.
pub(in crate::call) fn header_text(
    parameter: &Parameter,
    view: &View<'_>,
) -> Result<Option<String>, InvalidRequest> {
    let Some(value) = checked(parameter, view)? else {
        return Ok(None);
    };
    let name = parameter.name;
    let text = match &value {
        _ if parameter.json => to_ascii_json(view),
        Written::Text(text) => text.clone(),
        Written::Object(_) if parameter.explode => assigned(name, &value, ',')?.join(","),
        value => flat_texts(name, value, ',')?.join(","),
    };
    if text.trim() != text {
        let reason = "it begins or ends with a blank, which no header keeps";
        return Err(unreadable(name, reason));
    }
    Ok(Some(text))
}

/// The pairs of a cookie.
pub(in crate::call) fn cookie_pairs(
    parameter: &Parameter,
    view: &View<'_>,
) -> Result<Vec<String>, InvalidRequest> {
    let Some(value) = checked(parameter, view)? else {
        return Ok(Vec::new());
    };
    let name = parameter.name;
    let pair = |name: &str, text: &str| format!("{name}={}", escape_cookie(text));
    let nested = || unreadable(name, NESTED);
    match &value {
        _ if parameter.json => Ok(vec![pair(name, &to_ascii_json(view))]),
        Written::Text(text) => Ok(vec![pair(name, text)]),
        Written::List(items) if parameter.explode => present(items)
            .map(|item| Ok(pair(name, item.text().ok_or_else(nested)?)))
            .collect(),
        Written::Object(members) if parameter.explode => {
            let members = members
                .iter()
                .filter(|(_, value)| *value != Written::Nothing);
            members
                .map(|(member, value)| Ok(pair(member, value.text().ok_or_else(nested)?)))
                .collect()
        }
        value => {
            let texts = flat_texts(name, value, ',')?;
            let texts: Vec<String> = texts.into_iter().map(escape_cookie).collect();
            Ok(vec![format!("{name}={}", texts.join(","))])
        }
    }
}

/// The value, if there is anything to write of it.
fn checked(parameter: &Parameter, view: &View<'_>) -> Result<Option<Written>, InvalidRequest> {
    let value = Written::of_view(view);
    let is_empty = if parameter.json {
        value == Written::Nothing
    } else {
        value.is_empty()
    };
    if is_empty && parameter.required {
        return Err(InvalidRequest::EmptyParameter(parameter.name.to_owned()));
    }
    Ok(Some(value).filter(|_| !is_empty))
}

/// `R=1` for each member of an object.
pub(super) fn assigned(
    name: &str,
    value: &Written,
    separator: char,
) -> Result<Vec<String>, InvalidRequest> {
    let texts = flat_texts(name, value, separator)?;
    let (pairs, _) = texts.as_chunks::<2>();
    Ok(pairs
        .iter()
        .map(|[member, text]| format!("{member}={text}"))
        .collect())
}
