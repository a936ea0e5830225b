//! Names of properties. In: the name in an object that is read, and the model that the object is read into. Out: the
//! place of the value there.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, Visitor};
use serde_json::value::RawValue;

use super::unheld::read_string;
use super::{Model, Place};

/// Finds the place of a name while the name is still borrowed from the input.
pub(super) struct KeySeed<'a> {
    pub(super) model: &'a mut dyn Model,
    /// Names are read from their text, so that half a surrogate pair in one costs that name alone: it becomes U+FFFD.
    /// JSON only.
    pub(super) by_text: bool,
}

impl<'a, 'de> DeserializeSeed<'de> for KeySeed<'a> {
    type Value = (Place<'a>, Cow<'de, str>);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if !self.by_text {
            return deserializer.deserialize_str(self);
        }
        let text = <&RawValue>::deserialize(deserializer)?;
        let (name, _) = read_string(text.get()).map_err(D::Error::custom)?;
        Ok((self.model.slot(&name), Cow::Owned(name)))
    }
}

impl<'a, 'de> Visitor<'de> for KeySeed<'a> {
    type Value = (Place<'a>, Cow<'de, str>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok((self.model.slot(name), Cow::Owned(name.to_owned())))
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok((self.model.slot(name), Cow::Borrowed(name)))
    }
}
