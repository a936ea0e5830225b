//! Alternatives → one value: those that are alike are one, texts with listed texts are an open enumeration, and what is left is
//! a union.

use std::collections::BTreeMap;

use super::merge::{Bases, Merged};
use super::simple::Simple;
use super::value::Shape;
use super::{Name, Part, Schemas};
use crate::api::{Docs, Kinds, Scalar, Tests, TypeId, TypeKind, Union, Value, Variant};
use crate::openapi::context::Spot;
use crate::openapi::read::{Kind, Node};

/// A schema among others of which one holds.
pub(super) struct Candidate<'t> {
    /// `None`: it has none, and is named by what it is.
    pub(super) name: Option<String>,
    pub(super) parts: Vec<Part<'t>>,
}

impl<'t> Schemas<'_, 't> {
    /// The value of alternatives.
    pub(super) fn alternatives(
        &mut self,
        candidates: Vec<Candidate<'t>>,
        discriminator: Option<Spot<'t>>,
        name: &Name<'_>,
    ) -> Value {
        let parts = candidates.iter().flat_map(|candidate| &candidate.parts);
        let spots: Vec<_> = parts.map(|part| part.spot).collect();
        let may_be_null = spots.into_iter().any(|spot| self.is_nullable(spot));
        let value = match self.union(candidates, discriminator, name) {
            Shape::Value(value) => value,
            Shape::Kind(kind) => {
                Value::Named(self.types.intern(kind, (Docs::default(), false), name))
            }
        };
        if may_be_null {
            super::value::nullable(value)
        } else {
            value
        }
    }

    /// What alternatives are.
    pub(super) fn union(
        &mut self,
        candidates: Vec<Candidate<'t>>,
        discriminator: Option<Spot<'t>>,
        name: &Name<'_>,
    ) -> Shape {
        let mut found = Found {
            alone: candidates.len() == 1,
            ..Found::default()
        };
        if candidates.len() == 2 {
            let parts = candidates.iter().map(|candidate| &candidate.parts);
            let nulls = parts.filter(|parts| is_only_null(&self.merge(parts, Bases::Merged)));
            found.alone = nulls.count() == 1;
        }
        for (at, candidate) in candidates.into_iter().enumerate() {
            let merged = self.merge(&candidate.parts, Bases::Merged);
            if is_only_null(&merged) {
                continue;
            }
            match self.simple_kind(&candidate.parts, &merged) {
                Some(kind) => {
                    let simple = found.simple.entry(kind).or_insert_with(|| Simple::new(at));
                    self.add_simple(simple, candidate.parts, &merged, kind);
                }
                None => self.add_variant(&mut found, (at, candidate), &merged, name),
            }
        }
        if let (1, [], false) = (found.simple.len(), found.variants.as_slice(), found.open)
            && let Some((kind, simple)) = found.simple.pop_first()
        {
            return self.simple_shape(&simple, kind, name);
        }
        for (kind, simple) in std::mem::take(&mut found.simple) {
            let variant = self.simple(&simple, kind, name);
            found.variants.push((simple.at, variant));
        }
        found.variants.sort_by_key(|(at, _)| *at);
        self.joined(found, discriminator)
    }

    fn add_variant(
        &mut self,
        found: &mut Found<'t>,
        (at, candidate): (usize, Candidate<'t>),
        merged: &Merged<'t>,
        name: &Name<'_>,
    ) {
        let Candidate { name: own, parts } = candidate;
        let tests = self.tests(&parts, merged);
        let own = own.unwrap_or_else(|| found.word(tests.kinds.word()));
        let inner = name.inner(own.as_str());
        // What may just be null is named as if it could not.
        let value = self.never_null(&parts, if found.alone { name } else { &inner });
        if value == Value::Scalar(Scalar::Any) {
            found.open = true;
            return;
        }
        if let (Value::Named(id), Some(part)) = (&value, parts.last()) {
            let reference = self.sole_reference(part.spot);
            let origin = reference.map_or(part.spot, |(target, _)| target);
            let implied = reference.map(|_| own.clone());
            found.types.push((implied, origin, *id));
        }
        let name = own;
        found.variants.push((at, Variant { name, value, tests }));
    }

    /// The union of what was found, or the value that is left where all are one.
    fn joined(&mut self, found: Found<'t>, discriminator: Option<Spot<'t>>) -> Shape {
        let mut known: Vec<Variant> = Vec::new();
        for (_, variant) in found.variants {
            match known.iter_mut().find(|own| own.value == variant.value) {
                Some(own) => own.tests = super::tell::either(&own.tests, &variant.tests),
                None => known.push(variant),
            }
        }
        let discriminator = discriminator.filter(|_| !known.is_empty());
        let discriminator = discriminator.and_then(|spot| self.discriminator(spot, &found.types));
        if known.len() <= 1 && !(found.open && known.len() == 1) && discriminator.is_none() {
            let only = known.pop();
            return only.map_or_else(Shape::any, |only| Shape::Value(only.value));
        }
        super::tell::order(&mut known);
        Shape::Kind(TypeKind::Union(Box::new(Union {
            variants: known,
            discriminator,
        })))
    }
}

/// What alternatives are so far.
#[derive(Default)]
struct Found<'t> {
    simple: BTreeMap<Kinds, Simple<'t>>,
    /// Each with where it stands.
    variants: Vec<(usize, Variant)>,
    /// The types among them, with the names that references give them, and their schemas.
    types: Vec<(Option<String>, Spot<'t>, TypeId)>,
    /// Words for those without a name.
    words: Vec<String>,
    /// Whether there is one beside null.
    alone: bool,
    /// Whether one of them is anything.
    open: bool,
}

impl Found<'_> {
    /// A word for a variant without a name, with a number where others have it.
    fn word(&mut self, kind: &str) -> String {
        let before = self.words.iter().filter(|word| *word == kind).count();
        self.words.push(kind.to_owned());
        match before {
            0 => kind.to_owned(),
            before => format!("{kind} {}", before + 1),
        }
    }
}

fn is_only_null(merged: &Merged<'_>) -> bool {
    let null = |node: &Node<'_>| matches!(node.kind, Kind::Null);
    let only_nulls = |values: &[Node<'_>]| values.iter().all(null);
    merged.kinds == Some(Kinds::NULL)
        || merged.constant.is_some_and(null)
        || merged.values.iter().any(|(_, values)| only_nulls(values))
}

/// The union of values of different kinds.
pub(super) fn by_kinds(values: Vec<(String, Value, Kinds)>) -> Shape {
    let variants = values.into_iter().map(|(name, value, kinds)| Variant {
        name,
        value,
        tests: Tests {
            kinds,
            ..Tests::default()
        },
    });
    Shape::Kind(TypeKind::Union(Box::new(Union {
        variants: variants.collect(),
        discriminator: None,
    })))
}
