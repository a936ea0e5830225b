//! Null told from absence. In: JSON. Out: a value, null, or nothing.

use super::{Field, Json, Mismatch, Slot, Token, View};

/// A null that is written, where [`View::Null`] is left out.
pub(super) static JSON_NULL: Json = Json::Null;

/// A member that may be absent, null, or a value, all three told apart: absent is not sent, and null is.
///
/// ```
/// use service_client::Nullable;
/// let description: Nullable<String> = "new".to_owned().into();
/// assert_eq!(description.value().map(String::as_str), Some("new"));
/// assert_eq!(Nullable::<i32>::from(None), Nullable::Null);
/// assert_eq!(Nullable::<i32>::default(), Nullable::Absent);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Nullable<T> {
    /// Nothing was said.
    #[default]
    Absent,
    /// `null`.
    Null,
    /// A value.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value, moved out.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Whether it is null; absent is not.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether nothing was said.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is null.
impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T: Field> Field for Nullable<T> {
    fn empty() -> Self {
        Self::Absent
    }

    fn put(&mut self, token: Token<'_>) -> Result<Slot<'_>, Mismatch> {
        if token == Token::Null {
            *self = Self::Null;
            return Ok(Slot::Done);
        }
        *self = Self::Value(T::empty());
        match self {
            Self::Value(value) => value.put(token),
            Self::Absent | Self::Null => Ok(Slot::Done),
        }
    }

    fn view(&self) -> View<'_> {
        match self {
            Self::Absent => View::Null,
            Self::Null => View::Json(&JSON_NULL),
            Self::Value(value) => value.view(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Map, from_json, to_json};

    #[test]
    fn null_value_and_absence_are_told_apart() {
        let json = br#"{"a":null,"b":1}"#;
        let map: Map<Nullable<i32>> = from_json(json).unwrap();
        assert_eq!(map.get("a"), Some(&Nullable::Null));
        assert_eq!(map.get("b"), Some(&Nullable::Value(1)));
        assert_eq!(map.get("c").copied().unwrap_or_default(), Nullable::Absent);
        assert_eq!(to_json(&map), json);
        let list: Vec<Nullable<Vec<i32>>> = from_json(b"[null,[1]]").unwrap();
        assert_eq!(list, [Nullable::Null, Nullable::Value(vec![1])]);
        assert_eq!(to_json(&list), b"[null,[1]]");
    }
}
