//! serde over the shared reader and writer, behind the feature `serde`: any of its formats reads and writes
//! models. In: a serializer or deserializer of any format. Out: what it makes of a value, or the value.

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::model::present;
use super::seeds::{FieldSeed, ModelSeed};
use super::serde_texts::deserialize_text;
use super::trail::Trail;
use super::view::items;
use super::write::not_finite;
use super::{Enumeration, Field, Flags, Model, View, binary};

/// `Serialize` of every model.
///
/// # Errors
/// The serializer's own.
pub fn serialize_model<S: Serializer>(model: &dyn Model, serializer: S) -> Result<S::Ok, S::Error> {
    let mut count = 0;
    present(model, |_, _, _| count += 1);
    let mut map = serializer.serialize_map(Some(count))?;
    let mut result = Ok(());
    present(model, |name, view, _| {
        if result.is_ok() {
            result = map.serialize_entry(name, &Written(view));
        }
    });
    result?;
    map.end()
}

/// `Serialize` of every union.
///
/// # Errors
/// The serializer's own.
pub fn serialize_field<S: Serializer>(field: &dyn Field, serializer: S) -> Result<S::Ok, S::Error> {
    Written(field.view()).serialize(serializer)
}

/// `Deserialize` of every model.
///
/// # Errors
/// The deserializer's own; or that a value does not fit, with its path in the text.
pub fn deserialize_into<'de, D: Deserializer<'de>>(
    model: &mut dyn Model,
    deserializer: D,
) -> Result<(), D::Error> {
    let mut trail = Trail::default();
    let result = ModelSeed {
        model,
        trail: &mut trail,
    }
    .deserialize(deserializer);
    result.map_err(|error| match trail.failure {
        Some(_) => D::Error::custom(trail.into_error(&error)),
        None => error,
    })
}

/// `Deserialize` of every polymorphic value.
///
/// # Errors
/// As [`deserialize_into`].
pub fn deserialize_field<'de, D: Deserializer<'de>>(
    field: &mut dyn Field,
    deserializer: D,
) -> Result<(), D::Error> {
    let mut trail = Trail::default();
    let seed = FieldSeed {
        field,
        trail: &mut trail,
    };
    match seed.deserialize(deserializer) {
        Ok(true) => Ok(()),
        Ok(false) => Err(trail.refused("a value")),
        Err(error) => Err(error),
    }
    .map_err(|error| match trail.failure {
        Some(_) => D::Error::custom(trail.into_error(&error)),
        None => error,
    })
}

struct Written<'a>(View<'a>);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            View::Null => serializer.serialize_none(),
            View::Bool(value) => serializer.serialize_bool(*value),
            View::Int(number) | View::Int64(number) => serializer.serialize_i64(*number),
            View::UInt64(number) => serializer.serialize_u64(*number),
            View::Double(number) if number.is_finite() => serializer.serialize_f64(*number),
            View::Single(number) if number.is_finite() => serializer.serialize_f32(*number),
            View::Double(number) => serializer.serialize_str(not_finite(*number)),
            View::Single(number) => serializer.serialize_str(not_finite(f64::from(*number))),
            View::Decimal(value) => value.serialize(serializer),
            View::Str(text) => serializer.serialize_str(text),
            View::Enum { text, .. } => serializer.serialize_str(text),
            View::Guid(value) => serializer.collect_str(value),
            View::Date(value) => serializer.collect_str(value),
            View::TimeOfDay(value) => serializer.collect_str(value),
            View::DateTimeOffset(value) => serializer.serialize_str(&value.text()),
            View::Duration(value) => serializer.collect_str(value),
            View::Binary(bytes) => serializer.serialize_str(&binary::encode(bytes)),
            View::Json(value) | View::RawJson(_, value) => value.serialize(serializer),
            View::Model(model) => serialize_model(*model, serializer),
            View::List(list) => serializer.collect_seq(items(*list).map(Written)),
        }
    }
}

/// `Deserialize` of every enumeration.
///
/// # Errors
/// The deserializer's own; every text is a member, or an unrecognized one.
pub fn deserialize_enumeration<'de, D: Deserializer<'de>, E: Enumeration>(
    deserializer: D,
) -> Result<E, D::Error> {
    deserialize_text(deserializer, super::parse)
}

impl<E: Enumeration> Serialize for Flags<E> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.wire())
    }
}

impl<'de, E: Enumeration> Deserialize<'de> for Flags<E> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_text(deserializer, Self::read)
    }
}
