//! The shared reader. In: JSON bytes. Out: filled fields and models, or an error with the path of the value
//! that did not fit.

use serde::de::DeserializeSeed;

use super::seeds::{FieldSeed, ModelSeed};
use super::trail::{Digits, Trail};
use super::{Field, Model};
use crate::error::DecodeError;

/// Reads JSON into a model.
///
/// # Errors
/// If the bytes are not JSON, or a value does not fit its property.
pub fn read_model(json: &[u8], model: &mut dyn Model) -> Result<(), DecodeError> {
    read_whole(json, &mut |deserializer, trail| {
        ModelSeed {
            model: &mut *model,
            trail,
        }
        .deserialize(deserializer)
    })
}

/// Reads JSON into any field: a list, a primitive value, a model.
///
/// # Errors
/// If the bytes are not JSON, or a value does not fit.
pub fn read_field(json: &[u8], field: &mut dyn Field) -> Result<(), DecodeError> {
    read_whole(json, &mut |deserializer, trail| {
        let seed = FieldSeed {
            field: &mut *field,
            trail: &mut *trail,
        };
        if seed.deserialize(deserializer)? {
            Ok(())
        } else {
            Err(trail.refused("a value"))
        }
    })
}

type JsonReader<'de> = serde_json::Deserializer<serde_json::de::SliceRead<'de>>;

/// Reads a whole JSON text; a second time where digits were lost.
fn read_whole(
    json: &[u8],
    read: &mut dyn FnMut(&mut JsonReader<'_>, &mut Trail) -> serde_json::Result<()>,
) -> Result<(), DecodeError> {
    let mut trail = Trail::default();
    loop {
        let mut deserializer = serde_json::Deserializer::from_slice(without_mark(json));
        let result = read(&mut deserializer, &mut trail).and_then(|()| deserializer.end());
        if let Err(error) = result {
            return Err(trail.into_error(&error));
        }
        if trail.digits != Digits::Rounded || !has_long_number(json) {
            return Ok(());
        }
        trail.digits = Digits::Asked;
    }
}

/// Whether some number may have more digits than every float keeps, or an exponent, with which a float
/// may keep fewer or none (`1.2345e-320`, `1e-400`). Digits in strings count too: that costs a second
/// reading, no more.
fn has_long_number(json: &[u8]) -> bool {
    /// Significant decimal digits that a 64-bit float always keeps.
    const EXACT_DIGITS: usize = 15;
    let mut digits = 0;
    json.iter().any(|byte| {
        digits = match byte {
            b'0'..=b'9' => digits + 1,
            b'.' => digits,
            b'e' | b'E' if digits > 0 => return true,
            _ => 0,
        };
        digits > EXACT_DIGITS
    })
}

/// Without the byte order mark that some services put first.
fn without_mark(json: &[u8]) -> &[u8] {
    json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json)
}
