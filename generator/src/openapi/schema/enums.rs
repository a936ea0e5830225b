//! Enumerations: the values that a schema lists, of any kind; `const`.

use std::collections::HashSet;

use super::merge::Merged;
use super::object::{constant, scalar_of};
use super::value::Shape;
use super::{Part, Schemas};
use crate::api::{Constant, Kinds, Member, MemberMore, Scalar, TypeKind};
use crate::limits::Limit;
use crate::openapi::context::Spot;
use crate::openapi::read::{Kind, Node};

impl<'t> Schemas<'_, 't> {
    /// What a schema is that has a constant or lists values; `None` for others.
    pub(super) fn constant(&mut self, merged: &Merged<'t>) -> Option<Shape> {
        if let Some(node) = merged.constant {
            let value = constant(node);
            return Some(value.map_or_else(Shape::any, |value| Shape::scalar(scalar_of(&value))));
        }
        if merged.values.is_empty() {
            return None;
        }
        Some(match self.members(merged) {
            Some(members) => enumeration(members),
            // Lists and objects among the values.
            None => Shape::any(),
        })
    }

    /// The values that a schema lists, without null and each once; `None` where it lists none, or some that are lists or
    /// objects.
    pub(super) fn members(&self, merged: &Merged<'t>) -> Option<Vec<Member>> {
        let (spot, _) = merged.values.first()?;
        let mut lists = merged.values.iter();
        let (_, first) = lists.next()?;
        let more: Vec<HashSet<Constant>> = lists
            .map(|(_, values)| values.iter().filter_map(constant).collect())
            .collect();
        let names = Names::of(*spot);
        let mut seen = HashSet::new();
        let mut members = Vec::new();
        for (at, node) in first.iter().enumerate() {
            let value = match constant(node) {
                Some(value) => as_said(value, merged.kinds),
                None if matches!(node.kind, Kind::Null) => continue,
                None => return None,
            };
            if more.iter().all(|list| list.contains(&value)) && seen.insert(value.clone()) {
                let more = names.more(at);
                members.push(Member { value, more });
            }
        }
        if members.len() > self.cx.limits.get(Limit::Members) {
            let what = "a schema lists too many values";
            self.cx.exceeded(Limit::Members, Some(*spot), what);
            return None;
        }
        Some(members)
    }

    /// The values of an alternative that is a constant or lists values, with the words that it has for them.
    pub(super) fn choices(&self, parts: &[Part<'t>], merged: &Merged<'t>) -> Option<Vec<Member>> {
        let Some(node) = merged.constant else {
            return self.members(merged);
        };
        let value = constant(node)?;
        let spot = parts.last()?.spot;
        let more = MemberMore {
            name: self.cx.words(spot, "title"),
            docs: self.cx.words(spot, "description"),
        };
        let more = (more != MemberMore::default()).then(|| Box::new(more));
        Some(vec![Member { value, more }])
    }
}

/// What listed values are: those of Booleans are Booleans.
pub(super) fn enumeration(members: Vec<Member>) -> Shape {
    let mut values = members.iter().map(|member| &member.value);
    match values.next() {
        None => Shape::any(),
        Some(Constant::Boolean(_)) if values.all(|it| matches!(it, Constant::Boolean(_))) => {
            Shape::scalar(Scalar::Boolean)
        }
        Some(_) => Shape::Kind(TypeKind::Enum { members }),
    }
}

/// A value as the type of its schema says: YAML makes numbers and Booleans of texts that have no quotes.
fn as_said(value: Constant, kinds: Option<Kinds>) -> Constant {
    let Some(kinds) = kinds.map(|kinds| kinds.without(Kinds::NULL)) else {
        return value;
    };
    match value {
        Constant::Integer(text) | Constant::Number(text) if kinds == Kinds::TEXT => {
            Constant::Text(text)
        }
        Constant::Boolean(value) if kinds == Kinds::TEXT => Constant::Text(value.to_string()),
        Constant::Text(text) if kinds == Kinds::INTEGER && text.parse::<i64>().is_ok() => {
            Constant::Integer(text)
        }
        value => value,
    }
}

/// Names and descriptions of listed values, as several tools write them.
struct Names<'t> {
    names: &'t [Node<'t>],
    texts: &'t [Node<'t>],
}

impl<'t> Names<'t> {
    fn of(spot: Spot<'t>) -> Self {
        let list = |names: &[&str]| {
            let mut found = names.iter().filter_map(|name| spot.get(name));
            found.next().map_or(&[][..], |spot| spot.node.items())
        };
        Self {
            names: list(&["x-enum-varnames", "x-enumNames", "x-enum-names"]),
            texts: list(&["x-enum-descriptions", "x-enumDescriptions"]),
        }
    }

    fn more(&self, at: usize) -> Option<Box<MemberMore>> {
        let word = |list: &[Node<'t>]| list.get(at)?.text().map(str::to_owned);
        let more = MemberMore {
            name: word(self.names),
            docs: word(self.texts),
        };
        (more != MemberMore::default()).then(|| Box::new(more))
    }
}
