//! Values of JSON and YAML alike, each with its place.

use std::borrow::Cow;

use crate::place::Place;

/// A value, and where it begins.
#[derive(Clone, Debug)]
pub(crate) struct Node<'t> {
    pub(crate) kind: Kind<'t>,
    pub(crate) place: Place,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(crate) enum Kind<'t> {
    Null,
    Bool(bool),
    /// As JSON writes numbers, of any size.
    Number(Cow<'t, str>),
    Text(Cow<'t, str>),
    List(Box<[Node<'t>]>),
    /// In the order of the document; no name is there twice.
    Object(Box<[Member<'t>]>),
}

/// A member of an object, and where its name begins.
#[derive(Clone, Debug)]
pub(crate) struct Member<'t> {
    pub(crate) name: Cow<'t, str>,
    pub(crate) place: Place,
    pub(crate) value: Node<'t>,
}

impl<'t> Node<'t> {
    /// What it is, for messages.
    pub(crate) fn describe(&self) -> &'static str {
        match self.kind {
            Kind::Null => "null",
            Kind::Bool(_) => "a Boolean",
            Kind::Number(_) => "a number",
            Kind::Text(_) => "a text",
            Kind::List(_) => "a list",
            Kind::Object(_) => "an object",
        }
    }

    /// The members of an object; none of anything else.
    pub(crate) fn members(&self) -> &[Member<'t>] {
        match &self.kind {
            Kind::Object(members) => members,
            _ => &[],
        }
    }

    /// The items of a list; none of anything else.
    pub(crate) fn items(&self) -> &[Self] {
        match &self.kind {
            Kind::List(items) => items,
            _ => &[],
        }
    }

    /// A member's value.
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        let mut members = self.members().iter();
        let found = members.find(|member| member.name == name)?;
        Some(&found.value)
    }

    /// A text.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it is this Boolean.
    pub(crate) fn is(&self, value: bool) -> bool {
        matches!(self.kind, Kind::Bool(own) if own == value)
    }

    /// How many values it has with itself.
    pub(super) fn count(&self) -> usize {
        let items = self.items().iter().map(Self::count);
        let members = self.members().iter().map(|member| member.value.count());
        items.chain(members).fold(1, usize::saturating_add)
    }

    /// How deep it nests: 0 for what has nothing inside.
    pub(super) fn depth(&self) -> usize {
        let items = self.items().iter().map(Self::depth);
        let members = self.members().iter().map(|member| member.value.depth());
        items
            .chain(members)
            .max()
            .map_or(0, |deepest| deepest.saturating_add(1))
    }

    /// It as JSON.
    pub(crate) fn to_json(&self) -> String {
        let mut out = String::new();
        self.write_json(&mut out);
        out
    }

    fn write_json(&self, out: &mut String) {
        match &self.kind {
            Kind::Null => out.push_str("null"),
            Kind::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Kind::Number(number) => out.push_str(number),
            Kind::Text(text) => out.push_str(&quoted(text)),
            Kind::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    item.write_json(out);
                }
                out.push(']');
            }
            Kind::Object(members) => {
                out.push('{');
                for (at, member) in members.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    out.push_str(&quoted(&member.name));
                    out.push(':');
                    member.value.write_json(out);
                }
                out.push('}');
            }
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
