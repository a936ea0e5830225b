//! serde's traits for values that are texts. In: a serializer or deserializer of any format. Out: the text, or
//! the value that it is.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

use super::{Binary, Date, DateTimeOffset, Decimal, Duration, Guid, TimeOfDay};

/// Reads a string and makes something of it; numbers are taken as their text.
pub(super) fn deserialize_text<'de, D: Deserializer<'de>, T>(
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

macro_rules! texts {
    ($($type:ty, $write:expr, $read:expr, $expected:literal;)*) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let write: fn(&Self) -> String = $write;
                serializer.serialize_str(&write(self))
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let read: fn(&str) -> Option<Self> = $read;
                deserialize_text(deserializer, read)?
                    .ok_or_else(|| D::Error::custom(concat!("expected ", $expected)))
            }
        }
    )*};
}

texts! {
    DateTimeOffset, DateTimeOffset::text, |text| text.parse().ok(),
        "a date and time with an offset";
    Duration, |value| value.to_string(), |text| text.parse().ok(), "a duration";
    Decimal, |value| value.to_string(), |text| text.parse().ok(), "a decimal number as a string";
    Date, |value| value.to_string(), |text| text.parse().ok(), "a date";
    TimeOfDay, |value| value.to_string(), |text| text.parse().ok(), "a time of day";
    Guid, |value| value.to_string(), |text| text.parse().ok(), "a GUID";
    Binary, Binary::to_base64, |text| Binary::from_base64(text).ok(), "base64";
}
