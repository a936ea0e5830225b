//! Schemas → types.
//!
//! What comes in: a schema where it stands. What goes out: the value that it describes, and the named types that this
//! needs. A schema that is referred to is a type of its own; one that stands where it is used is a type if it has members or
//! lists values, and equal ones are one type, named by where the first of them stands.
//!
//! Inside: `keywords` (a schema as it is written), `merge` (what several say together), `families` (which derive from which),
//! `value` (what a schema is), `object`, `list`, `enums`, `scalar`, `union` (each kind of it), `variants` and `simple`
//! (alternatives that are one), `tell` (how a reader tells variants), `null`, `aliases`
//! (those of each other), `types` (the types so far; equal ones are one), `docs`.

mod aliases;
mod docs;
mod enums;
mod families;
mod keywords;
mod list;
mod merge;
mod null;
mod object;
mod scalar;
mod simple;
mod tell;
mod types;
mod union;
mod value;
mod variants;

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;

use self::families::Families;
pub(crate) use self::object::default;
pub(crate) use self::types::Origin;
use self::types::Types;
use self::value::Memo;
use super::context::{Context, Spot};
use crate::api::{Type, TypeId, Value};

/// What of a schema counts.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Extent {
    Whole,
    /// All but its alternatives.
    Bare,
    /// Its fields, which may be missing.
    Optional,
}

/// A part by its schema's key.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct PartKey(usize, Extent);

/// A part of what a value must fit.
#[derive(Clone, Copy)]
struct Part<'t> {
    spot: Spot<'t>,
    extent: Extent,
}

impl<'t> Part<'t> {
    fn whole(spot: Spot<'t>) -> Self {
        Self {
            spot,
            extent: Extent::Whole,
        }
    }

    fn key(self) -> PartKey {
        PartKey(self.spot.key(), self.extent)
    }
}

/// Where a schema stands, as words.
pub(crate) struct Name<'a> {
    up: Option<&'a Name<'a>>,
    word: Cow<'a, str>,
}

impl<'a> Name<'a> {
    /// The name of what stands in nothing else.
    pub(crate) fn root(word: impl Into<Cow<'a, str>>) -> Self {
        Self {
            up: None,
            word: word.into(),
        }
    }

    /// The name of what stands in this.
    pub(crate) fn inner(&'a self, word: impl Into<Cow<'a, str>>) -> Self {
        Self {
            up: Some(self),
            word: word.into(),
        }
    }

    /// The word that all others stand in: the name of a schema, or the id of an operation.
    fn origin(&self) -> &str {
        match self.up {
            Some(up) => up.origin(),
            None => &self.word,
        }
    }

    fn text(&self) -> String {
        match self.up {
            Some(up) => format!("{} {}", up.text(), self.word),
            None => self.word.to_string(),
        }
    }
}

/// The schemas of a document and the types that they have become.
pub(crate) struct Schemas<'c, 't> {
    cx: &'c Context<'t>,
    families: Families<'t>,
    types: Types<'t>,
    memo: HashMap<Vec<PartKey>, Memo>,
    /// How many schemas one inside the other are being read.
    depth: usize,
    /// How many schemas were merged so far, each as often as it was.
    merged: Cell<usize>,
}

impl<'c, 't> Schemas<'c, 't> {
    /// With the named schemas of a document, each of which is a type.
    pub(crate) fn new(cx: &'c Context<'t>) -> Self {
        let components = cx.root().and_then(|root| cx.object(root, "components"));
        let named = components
            .into_iter()
            .flat_map(|spot| cx.named(spot, "schemas"));
        let named: Vec<_> = named
            .map(|(member, spot)| (member.name.as_ref(), spot))
            .collect();
        let mut schemas = Self {
            cx,
            families: Families::find(cx, &named),
            types: Types::default(),
            memo: HashMap::new(),
            depth: 0,
            merged: Cell::new(0),
        };
        for (name, spot) in named {
            cx.check_name(spot, name);
            schemas.types.declare(spot, name.to_owned());
        }
        schemas.complete();
        schemas
    }

    /// The value that a schema describes.
    pub(crate) fn read(&mut self, spot: Spot<'t>, name: &Name<'_>) -> Value {
        let value = self.value(&[Part::whole(spot)], name);
        self.complete();
        value
    }

    /// A type so far.
    pub(crate) fn ty(&self, id: TypeId) -> Option<&Type> {
        self.types.get(id)
    }

    /// A type by its name in the description.
    pub(crate) fn by_name(&self, name: &str) -> Option<TypeId> {
        self.types.by_name(name)
    }

    /// All types, and where those come from that have no name in the description.
    pub(crate) fn into_types(self) -> (Vec<Type>, Vec<Origin>) {
        let (mut types, origins) = self.types.into_all();
        aliases::break_circles(&mut types);
        (types, origins)
    }
}
