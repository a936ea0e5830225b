//! Parameters (OpenAPI 3.1.1, section 4.8.12).

use std::collections::HashSet;

use super::Lowering;
use super::paths::names;
use crate::api::http::{HttpParameter, Style, Written};
use crate::api::{Docs, Place, Scalar, Value};
use crate::limits::Limit;
use crate::openapi::context::Spot;
use crate::openapi::schema::{Name, default};

/// Headers that are no parameters: other parts of the description say them.
const NOT_HEADERS: &[&str] = &["accept", "content-type", "authorization"];

impl<'t> Lowering<'_, 't> {
    /// The parameters of an operation with those of its path.
    pub(super) fn parameters(
        &mut self,
        template: &str,
        (item, operation): (Spot<'t>, Spot<'t>),
        name: &Name<'_>,
    ) -> Vec<HttpParameter> {
        let mut all: Vec<HttpParameter> = Vec::new();
        // Those of the operation stand in for those of the path.
        for spot in [operation, item] {
            let list = self.cx.list(spot, "parameters");
            let mut seen = HashSet::new();
            for spot in list.into_iter().flat_map(Spot::items) {
                let Some(parameter) = self.parameter(spot, name) else {
                    continue;
                };
                let same = |own: &HttpParameter| {
                    own.place == parameter.place && own.name == parameter.name
                };
                let key = (parameter.name.clone(), format!("{:?}", parameter.place));
                if !seen.insert(key) {
                    let message = format!("the parameter `{}` is there twice", parameter.name);
                    self.cx.warn(spot, message, "the first is taken; keep one");
                }
                if !all.iter().any(same) {
                    all.push(parameter);
                }
            }
        }
        if all.len() > self.cx.limits.get(Limit::Members) {
            let what = "an operation has too many parameters";
            self.cx.exceeded(Limit::Members, Some(operation), what);
        }
        self.with_path(template, operation, all)
    }

    /// Those of the path first, in its order; what is not declared is a text, and what is not in the path is left out.
    fn with_path(
        &self,
        template: &str,
        operation: Spot<'t>,
        all: Vec<HttpParameter>,
    ) -> Vec<HttpParameter> {
        let (mut in_path, others): (Vec<_>, Vec<_>) = all
            .into_iter()
            .partition(|parameter| parameter.place == Place::Path);
        let mut ordered: Vec<HttpParameter> = Vec::new();
        for name in names(template) {
            if ordered.iter().any(|own| own.name == name) {
                continue;
            }
            let at = in_path.iter().position(|parameter| parameter.name == name);
            if let Some(at) = at {
                ordered.push(in_path.swap_remove(at));
                continue;
            }
            let message = format!("the parameter `{name}` of the path is not declared");
            self.cx
                .warn(operation, message, "it is taken for a text; declare it");
            ordered.push(undeclared(name));
        }
        for left in in_path {
            let message = format!("the path has no parameter `{}`", left.name);
            self.cx
                .warn(operation, message, "it is passed over; correct it");
        }
        ordered.extend(others);
        ordered
    }

    fn parameter(&mut self, spot: Spot<'t>, name: &Name<'_>) -> Option<HttpParameter> {
        let cx = self.cx;
        let spot = cx.followed(spot)?;
        let Some(own) = cx.text(spot, "name") else {
            let message = "a parameter without a name";
            cx.warn(spot, message, "it is passed over; name it");
            return None;
        };
        let place = match cx.text(spot, "in") {
            Some("path") => Place::Path,
            Some("query") => Place::Query,
            Some("querystring") => Place::QueryString,
            Some("header") => Place::Header,
            Some("cookie") => Place::Cookie,
            other => {
                let other = other.unwrap_or("nowhere");
                let message = format!("the parameter `{own}` is in `{other}`");
                let remedy = "it is passed over; `in` must be path, query, header or cookie";
                cx.warn(spot, message, remedy);
                return None;
            }
        };
        if place == Place::Header && NOT_HEADERS.contains(&own.to_ascii_lowercase().as_str()) {
            return None;
        }
        cx.check_name(spot, own);
        let (written, schema) = self.written(spot, own, place);
        let value = match schema {
            Some(schema) => self.schemas.read(schema, &name.inner(own)),
            None => Value::Scalar(match written {
                Written::Content(_) => Scalar::Any,
                Written::Styled { .. } => Scalar::Text,
            }),
        };
        Some(HttpParameter {
            name: own.to_owned(),
            place,
            written,
            value,
            required: place == Place::Path || cx.flag(spot, "required") == Some(true),
            deprecated: cx.is_deprecated(spot),
            default: default(schema.into_iter().chain([spot])),
            docs: self.parameter_docs(spot, schema),
        })
    }

    fn parameter_docs(&self, spot: Spot<'t>, schema: Option<Spot<'t>>) -> Docs {
        let mut docs = self.cx.docs(spot);
        if docs.text.is_none() {
            docs.text = schema.and_then(|schema| self.cx.words(schema, "description"));
        }
        docs
    }

    /// How a parameter is written, and the schema of its value.
    fn written(&self, spot: Spot<'t>, name: &str, place: Place) -> (Written, Option<Spot<'t>>) {
        let cx = self.cx;
        let content = cx.named(spot, "content").next();
        if let (Some((member, media)), None) = (content, spot.get("schema")) {
            let written = Written::Content(member.name.to_string());
            return (written, media.get("schema"));
        }
        let usual = match place {
            Place::Path | Place::Header => Style::Simple,
            _ => Style::Form,
        };
        let style = match cx.text(spot, "style") {
            None => usual,
            Some(word) => style(word).unwrap_or_else(|| {
                let message = format!("the parameter `{name}` has the style `{word}`");
                cx.warn(spot, message, "it is passed over; OpenAPI does not have it");
                usual
            }),
        };
        let written = Written::Styled {
            style,
            explode: cx.flag(spot, "explode").unwrap_or(style == Style::Form),
            allow_reserved: cx.flag(spot, "allowReserved") == Some(true),
        };
        (written, spot.get("schema"))
    }
}

/// A style by its name.
pub(super) fn style(word: &str) -> Option<Style> {
    Some(match word {
        "simple" => Style::Simple,
        "label" => Style::Label,
        "matrix" => Style::Matrix,
        // 3.2's style of cookies writes what `form` writes, without escapes.
        "form" | "cookie" => Style::Form,
        "spaceDelimited" => Style::SpaceDelimited,
        "pipeDelimited" => Style::PipeDelimited,
        "deepObject" => Style::DeepObject,
        _ => return None,
    })
}

fn undeclared(name: String) -> HttpParameter {
    HttpParameter {
        name,
        place: Place::Path,
        written: Written::Styled {
            style: Style::Simple,
            explode: false,
            allow_reserved: false,
        },
        value: Value::Scalar(Scalar::Text),
        required: true,
        deprecated: false,
        default: None,
        docs: Docs::default(),
    }
}
