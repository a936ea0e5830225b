//! The shared reader. In: JSON bytes. Out: filled fields and models, or an error with the path of the value
//! that did not fit.

use serde::de::DeserializeSeed;

use super::by_text::{holds_json, read_json};
use super::links::{Links, ResolveLink};
use super::seeds::{FieldSeed, ModelSeed};
use super::trail::{Digits, Trail};
use super::unheld::{has_unheld, has_unusual_number};
use super::{Field, Json, Model};
use crate::error::DecodeError;

/// What is read into.
enum Target<'a> {
    Model(&'a mut dyn Model),
    Field(&'a mut dyn Field),
}

/// Reads JSON into a model.
///
/// # Errors
/// If the bytes are not JSON, or a value does not fit its property.
pub fn read_model(json: &[u8], model: &mut dyn Model) -> Result<(), DecodeError> {
    read_whole(json, &mut Target::Model(model), None)
}

/// Reads JSON into any field: a list, a primitive value, a model.
///
/// # Errors
/// If the bytes are not JSON, or a value does not fit.
pub fn read_field(json: &[u8], field: &mut dyn Field) -> Result<(), DecodeError> {
    read_whole(json, &mut Target::Field(field), None)
}

/// As [`read_model`], with the links of control information made absolute.
pub(crate) fn read_model_of_reply(
    json: &[u8],
    model: &mut dyn Model,
    links: ResolveLink,
) -> Result<(), DecodeError> {
    read_whole(json, &mut Target::Model(model), Some(links))
}

/// As [`read_field`], with the links of control information made absolute.
pub(crate) fn read_field_of_reply(
    json: &[u8],
    field: &mut dyn Field,
    links: ResolveLink,
) -> Result<(), DecodeError> {
    read_whole(json, &mut Target::Field(field), Some(links))
}

/// Reads a whole JSON text; a second time, value by value from its text, where digits were lost or a value
/// cannot be held; and again where links came before what they are resolved against.
fn read_whole(
    json: &[u8],
    target: &mut Target<'_>,
    links: Option<ResolveLink>,
) -> Result<(), DecodeError> {
    let json = without_mark(json);
    // Checked as a whole: that is quicker than string by string. If it is not UTF-8, the reader of bytes
    // says where.
    let text = std::str::from_utf8(json);
    let mut trail = Trail {
        links: links.map(Links::new),
        ..Trail::default()
    };
    loop {
        let result = match text {
            Ok(text) => read_from(serde_json::Deserializer::from_str(text), target, &mut trail),
            Err(_) => read_from(
                serde_json::Deserializer::from_slice(json),
                target,
                &mut trail,
            ),
        };
        let by_text = trail.digits != Digits::Asked
            && match &result {
                Ok(()) => trail.digits == Digits::Rounded && has_unusual_number(json),
                Err(_) => trail.failure.is_none() && has_unheld(json),
            };
        if by_text {
            trail.digits = Digits::Asked;
        }
        match result {
            _ if trail.restart(by_text) => {}
            Ok(()) => return Ok(()),
            Err(error) => return Err(trail.into_error(&error)),
        }
    }
}

/// Reads a value into a field. False: it does not fit.
pub(super) fn read_value(value: &Json, field: &mut dyn Field) -> bool {
    let mut trail = Trail::default();
    let trail = &mut trail;
    matches!(FieldSeed { field, trail }.deserialize(value), Ok(true))
}

fn read_from<'de, R: serde_json::de::Read<'de>>(
    mut deserializer: serde_json::Deserializer<R>,
    target: &mut Target<'_>,
    trail: &mut Trail,
) -> serde_json::Result<()> {
    match target {
        Target::Model(model) => {
            let model = &mut **model;
            ModelSeed { model, trail }.deserialize(&mut deserializer)?;
        }
        Target::Field(field) => {
            let field = &mut **field;
            if trail.digits == Digits::Asked && holds_json(field) {
                read_json(field, &mut deserializer)?;
                return deserializer.end();
            }
            let seed = FieldSeed {
                field,
                trail: &mut *trail,
            };
            if !seed.deserialize(&mut deserializer)? {
                return Err(trail.refused("a value"));
            }
        }
    }
    deserializer.end()
}

/// Without the byte order mark that some services put first.
pub(crate) fn without_mark(json: &[u8]) -> &[u8] {
    json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json)
}
