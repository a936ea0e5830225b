//! Objects with names of any kind. In: JSON. Out: values of one type by their names.

use std::collections::BTreeMap;
use std::collections::btree_map;

use super::nullable::JSON_NULL;
use super::{Extra, Field, Mismatch, Model, Place, Slot, Token, View, Visit};

/// An object whose members are not declared by name, and whose values are all of one type (JSON Schema's
/// `additionalProperties` and `patternProperties`). Sorted by name.
///
/// A member that is null, where `T` has no null, is not among what this gives; it is written back as null.
///
/// ```
/// use service_client::Map;
/// let prices: Map<i64> = service_client::from_json(br#"{"b": 2, "a": 1, "c": null}"#)?;
/// assert_eq!(prices.get("a"), Some(&1));
/// assert_eq!(prices.len(), 2);
/// assert_eq!(service_client::to_json(&prices), br#"{"a":1,"b":2,"c":null}"#);
///
/// let tags: Map<String> = [("colour", "red".to_owned())].into_iter().collect();
/// assert_eq!(service_client::to_json(&tags), br#"{"colour":"red"}"#);
/// # Ok::<(), service_client::error::DecodeError>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct Map<T> {
    members: BTreeMap<String, Member<T>>,
    /// A member without a name, which models keep apart.
    extra: Extra,
}

/// The value of a member.
#[derive(Clone, PartialEq)]
struct Member<T> {
    value: T,
    /// It was null, which `T` does not have.
    is_null: bool,
}

impl<T> Member<T> {
    fn new(value: T) -> Self {
        Self {
            value,
            is_null: false,
        }
    }

    fn get(&self) -> Option<&T> {
        (!self.is_null).then_some(&self.value)
    }

    fn into_value(self) -> Option<T> {
        (!self.is_null).then_some(self.value)
    }
}

impl<T> Map<T> {
    /// A map of nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether there are no members.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.members.get(name)?.get()
    }

    /// The value of a name, to change it.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        let member = self.members.get_mut(name)?;
        (!member.is_null).then_some(&mut member.value)
    }

    /// Sets a value, and gives back the one before.
    pub fn insert(&mut self, name: impl Into<String>, value: T) -> Option<T> {
        self.members
            .insert(name.into(), Member::new(value))?
            .into_value()
    }

    /// Takes a value out.
    pub fn remove(&mut self, name: &str) -> Option<T> {
        self.members.remove(name)?.into_value()
    }

    /// Names and values, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        let members = self.members.iter();
        members.filter_map(|(name, member)| Some((name.as_str(), member.get()?)))
    }
}

impl<T> Default for Map<T> {
    fn default() -> Self {
        Self {
            members: BTreeMap::new(),
            extra: Extra::default(),
        }
    }
}

impl<T: std::fmt::Debug> std::fmt::Debug for Map<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<N: Into<String>, T> FromIterator<(N, T)> for Map<T> {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(pairs: I) -> Self {
        let mut map = Self::default();
        map.extend(pairs);
        map
    }
}

impl<N: Into<String>, T> Extend<(N, T)> for Map<T> {
    fn extend<I: IntoIterator<Item = (N, T)>>(&mut self, pairs: I) {
        for (name, value) in pairs {
            self.insert(name, value);
        }
    }
}

/// Names and values, sorted by name.
#[derive(Debug)]
pub struct IntoIter<T>(btree_map::IntoIter<String, Member<T>>);

impl<T> std::fmt::Debug for Member<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.is_null { "null" } else { "…" })
    }
}

impl<T> Iterator for IntoIter<T> {
    type Item = (String, T);

    fn next(&mut self) -> Option<(String, T)> {
        self.0
            .find_map(|(name, member)| Some((name, member.into_value()?)))
    }
}

impl<T> IntoIterator for Map<T> {
    type Item = (String, T);
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        IntoIter(self.members.into_iter())
    }
}

impl<T: Field> Field for Map<T> {
    fn empty() -> Self {
        Self::default()
    }

    fn put(&mut self, token: Token<'_>) -> Result<Slot<'_>, Mismatch> {
        match token {
            Token::Object => {
                self.members.clear();
                self.extra = self.extra.emptied();
                Ok(Slot::Model(self))
            }
            _ => Err(Mismatch {
                expected: "an object",
            }),
        }
    }

    fn view(&self) -> View<'_> {
        View::Model(self)
    }
}

impl<T: Field> Model for Map<T> {
    fn slot(&mut self, name: &str) -> Place<'_> {
        // A model's place for what is not declared is asked for by the empty name.
        if name.is_empty() {
            return Place::Extra(&mut self.extra);
        }
        let member = self
            .members
            .entry(name.to_owned())
            .or_insert_with(Member::empty);
        *member = Member::empty();
        Place::Declared(member)
    }

    fn each<'a>(&'a self, visit: &mut Visit<'_, 'a>) {
        for (name, member) in &self.members {
            // What is there is written, null or not.
            let view = match member.view() {
                View::Null => View::Json(&JSON_NULL),
                view => view,
            };
            visit.property(name, view);
        }
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }
}

impl<T: Field> Field for Member<T> {
    fn empty() -> Self {
        Self::new(T::empty())
    }

    fn put(&mut self, token: Token<'_>) -> Result<Slot<'_>, Mismatch> {
        if token == Token::Null {
            self.is_null = self.value.put(token).is_err();
            return Ok(Slot::Done);
        }
        self.is_null = false;
        self.value.put(token)
    }

    fn view(&self) -> View<'_> {
        if self.is_null {
            return View::Null;
        }
        self.value.view()
    }
}

#[cfg(feature = "serde")]
mod over_serde {
    use super::{Field, Map};
    use crate::value::serde_adapter::{deserialize_field, serialize_model};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    impl<T: Field> Serialize for Map<T> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serialize_model(self, serializer)
        }
    }

    impl<'de, T: Field> Deserialize<'de> for Map<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let mut map = Self::default();
            deserialize_field(&mut map, deserializer)?;
            Ok(map)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Decimal, Json, from_json, to_json};

    #[test]
    fn members_are_read_and_written_back() {
        let json = br#"{"":1,"a":[{"b":null}],"c":null}"#;
        let map: Map<Json> = from_json(json).unwrap();
        assert_eq!(map.get("c"), Some(&Json::Null));
        assert_eq!(to_json(&map), br#"{"a":[{"b":null}],"c":null,"":1}"#);
        let nested: Map<Map<Vec<i64>>> = from_json(br#"{"a":{"b":[1,2]},"d":{}}"#).unwrap();
        assert_eq!(nested.get("a").unwrap().get("b"), Some(&vec![1, 2]));
        assert_eq!(to_json(&nested), br#"{"a":{"b":[1,2]},"d":{}}"#);
    }

    #[test]
    fn digits_of_members_stay() {
        let json = br#"{"a":12345678901234567890.10,"b":0.50}"#;
        let map: Map<Decimal> = from_json(json).unwrap();
        assert_eq!(map.get("a").unwrap().to_string(), "12345678901234567890.10");
        assert_eq!(to_json(&map), json);
    }

    #[test]
    fn what_does_not_fit_is_an_error_with_its_name() {
        let error = from_json::<Map<i64>>(br#"{"a":1,"b":"x"}"#).unwrap_err();
        assert_eq!(error.path(), "b");
        assert!(from_json::<Map<i64>>(b"[]").is_err());
    }

    #[test]
    fn it_is_a_map() {
        let mut map: Map<i32> = [("a", 1), ("b", 2)].into_iter().collect();
        assert_eq!(map.insert("a", 3), Some(1));
        *map.get_mut("b").unwrap() += 1;
        assert_eq!(map.remove("a"), Some(3));
        assert_eq!(format!("{map:?}"), r#"{"b": 3}"#);
        assert_eq!(map.into_iter().collect::<Vec<_>>(), [("b".to_owned(), 3)]);
    }
}
