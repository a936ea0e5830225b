//! serde over the shared reader and writer, so that any serde format reads and writes models.

use std::fmt;

use serde::de::{Deserializer, Error, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::model::present;
use super::view::items;
use super::write::not_finite;
use super::{Field, Model, View, binary};

/// `Serialize` of every model.
pub(crate) fn serialize_model<S: Serializer>(
    model: &dyn Model,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut count = 0;
    present(model, |_, _| count += 1);
    let mut map = serializer.serialize_map(Some(count))?;
    let mut result = Ok(());
    present(model, |name, view| {
        if result.is_ok() {
            result = map.serialize_entry(name, &Written(view));
        }
    });
    result?;
    map.end()
}

/// `Deserialize` of every model.
pub(crate) fn deserialize_into<'de, D: Deserializer<'de>>(
    model: &mut dyn Model,
    deserializer: D,
) -> Result<(), D::Error> {
    super::read_into(model, deserializer)
}

/// `Deserialize` of every polymorphic value.
pub(crate) fn deserialize_field<'de, D: Deserializer<'de>>(
    field: &mut dyn Field,
    deserializer: D,
) -> Result<(), D::Error> {
    super::read_field_into(field, deserializer)
}

struct Written<'a>(View<'a>);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            View::Null => serializer.serialize_none(),
            View::Bool(value) => serializer.serialize_bool(*value),
            View::Int(number) => serializer.serialize_i64(*number),
            View::Double(number) if number.is_finite() => serializer.serialize_f64(*number),
            View::Single(number) if number.is_finite() => serializer.serialize_f32(*number),
            View::Double(number) => serializer.serialize_str(not_finite(*number)),
            View::Single(number) => serializer.serialize_str(not_finite(f64::from(*number))),
            View::Decimal(value) => value.serialize(serializer),
            View::Str(text) => serializer.serialize_str(text),
            View::Enum(text) => serializer.serialize_str(text),
            View::Guid(value) => serializer.collect_str(value),
            View::Date(value) => serializer.collect_str(value),
            View::TimeOfDay(value) => serializer.collect_str(value),
            View::DateTimeOffset(value) => serializer.serialize_str(&value.text()),
            View::Duration(value) => serializer.collect_str(value),
            View::Binary(bytes) => serializer.serialize_str(&binary::encode(bytes)),
            View::Json(value) => value.serialize(serializer),
            View::Model(model) => serialize_model(*model, serializer),
            View::List(list) => serializer.collect_seq(items(*list).map(Written)),
        }
    }
}

/// Reads a string and makes something of it; numbers are taken as their text.
pub(crate) fn deserialize_text<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    read: impl FnOnce(&str) -> T,
) -> Result<T, D::Error> {
    deserializer.deserialize_any(TextVisitor(read))
}

struct TextVisitor<F>(F);

impl<T, F: FnOnce(&str) -> T> Visitor<'_> for TextVisitor<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok((self.0)(text))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        Ok((self.0)(&number.to_string()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        Ok((self.0)(&number.to_string()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        Ok((self.0)(&number.to_string()))
    }
}
