//! Values of properties that are not declared. In: JSON, or any serde format. Out: a value for [`Extra`], or its text
//! where no value is exactly that.

use serde::de::{Error, MapAccess};
use serde_json::value::RawValue;

use super::trail::{Digits, Trail};
use super::unheld::read_held;
use super::{Extra, Json};

/// Whether some number in a value may have been rounded.
pub(super) fn has_float(value: &Json) -> bool {
    match value {
        Json::Array(items) => items.iter().any(has_float),
        Json::Object(members) => members.values().any(has_float),
        value => value.is_f64(),
    }
}

/// The value of a property that is not declared.
pub(super) enum Undeclared<'de> {
    Value(Json),
    Text(&'de RawValue),
}

impl Undeclared<'_> {
    pub(super) fn put(self, extra: &mut Extra, name: impl Into<String>) {
        match self {
            Self::Value(value) => {
                extra.insert(name, value);
            }
            // It has been read already.
            Self::Text(text) => extra.keep(name.into(), text.get()).unwrap_or_default(),
        }
    }

    pub(super) fn as_str(&self) -> Option<&str> {
        match self {
            Self::Value(value) => value.as_str(),
            Self::Text(_) => None,
        }
    }
}

/// Reads the value of a property that is not declared. A null says no more than the property's absence, and
/// kept it would be sent as a property to be cleared.
pub(super) fn read_undeclared<'de, A: MapAccess<'de>>(
    name: &str,
    map: &mut A,
    trail: &mut Trail,
) -> Result<Option<Undeclared<'de>>, A::Error> {
    let value = if trail.digits == Digits::Asked {
        let text: &'de RawValue = map.next_value()?;
        match read_held(text.get()) {
            Ok((value, true)) => Ok(Undeclared::Value(value)),
            Ok((_, false)) => Ok(Undeclared::Text(text)),
            Err(error) => Err(A::Error::custom(error)),
        }
    } else {
        map.next_value::<Json>().map(|value| {
            if has_float(&value) {
                trail.rounded();
            }
            Undeclared::Value(value)
        })
    };
    match value {
        Ok(Undeclared::Value(Json::Null)) => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(error) => {
            trail.leave(name);
            Err(error)
        }
    }
}
