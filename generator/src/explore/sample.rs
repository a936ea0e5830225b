//! Values that stand for any in examples: types of the graph go in, literals of URLs and JSON come out.

use serde_json::{Map, Value as Json, json};

use crate::api::walk::{self, Spelling};
use crate::api::{Api, Constant, EdgeId, Parameter, Piece, Scalar, Step, TypeKind, Value};

/// A step with values in place of what it takes; `None` where one of them has no literal.
pub(super) fn step(api: &Api, edge: EdgeId, spelling: Spelling) -> Option<String> {
    match &api[edge].step {
        Step::Key(key) => match key.parts.as_slice() {
            parts if spelling.segment_keys && !key.alternate => {
                let parts = parts
                    .iter()
                    .map(|part| Some(format!("/{}", text(api, part)?)));
                parts.collect()
            }
            [only] if !key.alternate => Some(format!("({})", literal(api, only)?)),
            parts => assigned(api, parts),
        },
        Step::Call { parameters, .. } => {
            let template = walk::template(api, &[edge], spelling);
            let name = template.split('(').next().unwrap_or_default();
            let required: Vec<Parameter> =
                parameters.iter().filter(|p| p.required).cloned().collect();
            Some(format!("{name}{}", assigned(api, &required)?))
        }
        Step::Template { before, .. } => Some(format!("{before}a/b")),
        Step::Mixed(pieces) => {
            let pieces = pieces.iter().map(|piece| match piece {
                Piece::Text(text) => Some(text.clone()),
                Piece::Parameter(part) => text(api, part),
            });
            let segment: String = pieces.collect::<Option<_>>()?;
            Some(format!("/{segment}"))
        }
        Step::Segments(_) | Step::Cast(_) | Step::Onward => {
            Some(walk::template(api, &[edge], spelling))
        }
    }
}

/// `(a='a',b=1)`; nothing for nothing.
fn assigned(api: &Api, parts: &[Parameter]) -> Option<String> {
    let parts = parts
        .iter()
        .map(|part| Some(format!("{}={}", part.name, literal(api, part)?)));
    let parts: Vec<String> = parts.collect::<Option<_>>()?;
    Some(if parts.is_empty() {
        String::new()
    } else {
        format!("({})", parts.join(","))
    })
}

/// A value as a literal of a URL.
fn literal(api: &Api, part: &Parameter) -> Option<String> {
    let text = text(api, part)?;
    Some(match scalar(api, &part.value) {
        Some(Scalar::Text) | None => format!("'{}'", text.replace('\'', "''")),
        Some(Scalar::Duration) => format!("duration'{text}'"),
        Some(Scalar::Bytes) => format!("binary'{text}'"),
        Some(_) => text,
    })
}

/// A value as the text of a segment: texts are the names of what they stand for.
fn text(api: &Api, part: &Parameter) -> Option<String> {
    match json(api, &part.name, &part.value, 1)? {
        Json::String(text) => Some(text),
        value @ (Json::Number(_) | Json::Bool(_)) => Some(value.to_string()),
        _ => None,
    }
}

fn scalar(api: &Api, value: &Value) -> Option<Scalar> {
    match value {
        Value::Scalar(scalar) => Some(*scalar),
        Value::Named(id) => match &api[*id].kind {
            TypeKind::Alias(value) => scalar_of_alias(value),
            _ => None,
        },
        Value::Nullable(value) => scalar(api, value),
        Value::List(_) | Value::Map(_) => None,
    }
}

fn scalar_of_alias(value: &Value) -> Option<Scalar> {
    match value {
        Value::Scalar(scalar) => Some(*scalar),
        _ => None,
    }
}

/// A body with all parameters that must be sent.
pub(super) fn body(api: &Api, parameters: &[Parameter]) -> Option<Json> {
    let required = parameters.iter().filter(|parameter| parameter.required);
    let members = required.map(|p| Some((p.name.clone(), json(api, &p.name, &p.value, 0)?)));
    members.collect::<Option<Map<_, _>>>().map(Json::Object)
}

fn constant(value: &Constant) -> Option<Json> {
    match value {
        Constant::Text(text) => Some(json!(text)),
        Constant::Integer(number) | Constant::Number(number) => serde_json::from_str(number).ok(),
        Constant::Boolean(value) => Some(json!(value)),
    }
}

/// A value as JSON, with no more than the type needs.
fn json(api: &Api, name: &str, value: &Value, depth: usize) -> Option<Json> {
    match value {
        Value::List(_) => Some(json!([])),
        Value::Map(_) => Some(json!({})),
        Value::Nullable(_) => Some(Json::Null),
        Value::Named(id) => match &api[*id].kind {
            TypeKind::Struct { .. } => (depth == 0).then(|| json!({})),
            TypeKind::Enum { members } => constant(&members.first()?.value),
            TypeKind::Union(union) => json(api, name, &union.variants.first()?.value, depth),
            TypeKind::Alias(value) => json(api, name, value, depth),
        },
        Value::Scalar(scalar) => Some(match scalar {
            Scalar::Any => json!({}),
            Scalar::Boolean => json!(true),
            Scalar::Bytes => json!("AQID"),
            Scalar::Date => json!("2030-01-31"),
            Scalar::DateTime => json!("2030-01-31T12:30:00Z"),
            Scalar::Duration => json!("PT1H"),
            Scalar::Decimal | Scalar::Float(_) | Scalar::Integer(_) | Scalar::Natural(_) => {
                json!(1)
            }
            Scalar::Stream => return None,
            Scalar::Text => json!(name),
            Scalar::Time => json!("12:30:00"),
            Scalar::Uuid => json!("01234567-89ab-cdef-0123-456789abcdef"),
        }),
    }
}
