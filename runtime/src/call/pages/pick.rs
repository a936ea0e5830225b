//! Parts of JSON by pointers. In: JSON, and a field for each part. Out: filled fields; what is not asked for is passed over.

use std::borrow::Cow;

use super::find::names;
use crate::value::{Extra, Field, Mismatch, Model, Place, Slot, Token, View, Visit};

/// What parts of an object are read into.
#[derive(Default)]
pub(super) struct Pick<'a> {
    members: Vec<(Cow<'a, str>, Part<'a>)>,
    rest: PassOver,
    is_root: bool,
}

enum Part<'a> {
    Field(&'a mut dyn Field),
    Within(Pick<'a>),
}

impl<'a> Pick<'a> {
    pub(super) fn new() -> Self {
        Self {
            is_root: true,
            ..Self::default()
        }
    }

    /// Reads what a pointer, which is not empty, leads to into a field.
    pub(super) fn add(&mut self, pointer: &'a str, field: &'a mut dyn Field) {
        let names: Vec<_> = names(pointer).collect();
        self.add_names(names.into_iter(), field);
    }

    fn add_names(&mut self, mut names: std::vec::IntoIter<Cow<'a, str>>, field: &'a mut dyn Field) {
        let Some(name) = names.next() else { return };
        if names.len() == 0 {
            self.members.push((name, Part::Field(field)));
            return;
        }
        let known = self
            .members
            .iter_mut()
            .find_map(|(known, part)| match part {
                Part::Within(pick) if *known == name => Some(pick),
                _ => None,
            });
        if let Some(pick) = known {
            return pick.add_names(names, field);
        }
        let mut pick = Self::default();
        pick.add_names(names, field);
        self.members.push((name, Part::Within(pick)));
    }
}

impl Field for Pick<'_> {
    fn empty() -> Self {
        Self::default()
    }

    fn put(&mut self, token: Token<'_>) -> Result<Slot<'_>, Mismatch> {
        match token {
            Token::Object => Ok(Slot::Model(self)),
            _ if self.is_root => Err(Mismatch {
                expected: "an object",
            }),
            // Where an object should be and something else is, its parts are missing.
            token => self.rest.put(token),
        }
    }

    fn view(&self) -> View<'_> {
        View::Null
    }
}

impl Model for Pick<'_> {
    fn slot(&mut self, name: &str) -> Place<'_> {
        match self.members.iter_mut().find(|(known, _)| known == name) {
            Some((_, Part::Field(field))) => Place::Declared(*field),
            Some((_, Part::Within(pick))) => Place::Declared(pick),
            None => self.rest.slot(name),
        }
    }

    fn each<'a>(&'a self, _: &mut Visit<'_, 'a>) {}

    fn extra(&self) -> &Extra {
        &self.rest.0
    }
}

/// Takes anything, and keeps nothing.
#[derive(Default)]
struct PassOver(Extra);

impl Field for PassOver {
    fn empty() -> Self {
        Self::default()
    }

    fn put(&mut self, token: Token<'_>) -> Result<Slot<'_>, Mismatch> {
        match token {
            Token::Object => Ok(Slot::Model(self)),
            Token::Array => Ok(Slot::List(self)),
            Token::Item => Ok(Slot::Item(self)),
            Token::Digits => Err(Mismatch {
                expected: "a value",
            }),
            _ => Ok(Slot::Done),
        }
    }

    fn view(&self) -> View<'_> {
        View::Null
    }
}

impl Model for PassOver {
    fn slot(&mut self, name: &str) -> Place<'_> {
        // A model's place for what is not declared is asked for by the empty name.
        if name.is_empty() {
            return Place::Extra(&mut self.0);
        }
        Place::Declared(self)
    }

    fn each<'a>(&'a self, _: &mut Visit<'_, 'a>) {}

    fn extra(&self) -> &Extra {
        &self.0
    }
}

/// A list that must be there; null is an empty one.
#[derive(Default)]
pub(super) struct Expected<'a> {
    list: Option<&'a mut dyn Field>,
    pub(super) came: bool,
}

impl<'a> Expected<'a> {
    pub(super) fn new(list: &'a mut dyn Field) -> Self {
        Self {
            list: Some(list),
            came: false,
        }
    }
}

impl Field for Expected<'_> {
    fn empty() -> Self {
        Self::default()
    }

    fn put(&mut self, token: Token<'_>) -> Result<Slot<'_>, Mismatch> {
        self.came = true;
        match &mut self.list {
            Some(list) => list.put(token),
            None => Err(Mismatch { expected: "a list" }),
        }
    }

    fn view(&self) -> View<'_> {
        self.list.as_ref().map_or(View::Null, |list| list.view())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Json, codegen::read_field, error::DecodeError};

    fn picked(json: &str) -> Result<(Vec<i64>, Json, Json), DecodeError> {
        let (mut items, mut next, mut other) = (Vec::new(), Json::Null, Json::Null);
        let mut pick = Pick::new();
        pick.add("/data/items", &mut items);
        pick.add("/data/page/next", &mut next);
        pick.add("/a~1b", &mut other);
        read_field(json.as_bytes(), &mut pick)?;
        Ok((items, next, other))
    }

    #[test]
    fn parts_are_read_and_the_rest_is_passed_over() {
        let json = r#"{"x":[1,{"y":[null,1.5e300,"z"]}],"data":{"items":[1,2],"page":{"next":"t","k":{}},"":1},"a/b":true}"#;
        assert_eq!(picked(json).unwrap(), (vec![1, 2], "t".into(), true.into()));
        let json = r#"{"data":{"page":7},"x":12345678901234567890.10,"a/b":{"c":[1]}}"#;
        let (items, next, other) = picked(json).unwrap();
        assert_eq!((items, next), (vec![], Json::Null));
        assert_eq!(other, serde_json::json!({"c": [1]}));
        assert_eq!(picked("[]").unwrap_err().path(), "");
        assert_eq!(
            picked(r#"{"data":{"items":[1,"x"]}}"#).unwrap_err().path(),
            "data.items[1]"
        );
    }
}
