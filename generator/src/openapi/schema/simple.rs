//! Alternatives that are scalars or listed values: those of one kind of JSON are one, and texts with listed texts are an open
//! enumeration.

use std::collections::HashSet;

use super::enums::enumeration;
use super::merge::Merged;
use super::value::Shape;
use super::{Name, Part, Schemas, scalar};
use crate::api::{Constant, Docs, Kinds, Member, Scalar, Tests, Value, Variant};

/// Alternatives of one kind that are scalars or listed values.
#[derive(Default)]
pub(super) struct Simple<'t> {
    /// Where the first of them stands.
    pub(super) at: usize,
    members: Vec<Member>,
    scalars: Vec<Scalar>,
    /// Those that are no more than a reference to listed values.
    references: Vec<Vec<Part<'t>>>,
    /// Whether some list values without a name.
    inline: bool,
}

impl Simple<'_> {
    /// With the first of them at a place.
    pub(super) fn new(at: usize) -> Self {
        Self {
            at,
            ..Self::default()
        }
    }
}

impl<'t> Schemas<'_, 't> {
    /// The one kind of scalars that an alternative has.
    pub(super) fn simple_kind(&self, parts: &[Part<'t>], merged: &Merged<'t>) -> Option<Kinds> {
        if !merged.groups.is_empty() || !merged.fields.is_empty() {
            return None;
        }
        if let Some(members) = self.choices(parts, merged) {
            let kinds = members
                .iter()
                .map(|member| super::tell::kind(&member.value));
            let kinds: HashSet<Kinds> = kinds.collect();
            let mut kinds = kinds.into_iter();
            return match (kinds.next(), kinds.next()) {
                (Some(kind), None) => Some(kind),
                _ => None,
            };
        }
        match merged.kinds?.without(Kinds::NULL) {
            Kinds::INTEGER | Kinds::FRACTION | Kinds::NUMBER => Some(Kinds::NUMBER),
            kind @ (Kinds::TEXT | Kinds::BOOLEAN) => Some(kind),
            _ => None,
        }
    }

    pub(super) fn add_simple(
        &self,
        simple: &mut Simple<'t>,
        parts: Vec<Part<'t>>,
        merged: &Merged<'t>,
        kind: Kinds,
    ) {
        let Some(members) = self.choices(&parts, merged) else {
            let kind = merged.kinds.map_or(kind, |own| own.without(Kinds::NULL));
            simple.scalars.push(scalar::scalar(merged, kind));
            return;
        };
        let named = match parts.as_slice() {
            [part] => self.sole_reference(part.spot).is_some(),
            _ => false,
        };
        if named && merged.constant.is_none() {
            simple.references.push(parts);
        } else {
            simple.inline = true;
        }
        for member in members {
            if simple.members.iter().all(|own| own.value != member.value) {
                simple.members.push(member);
            }
        }
    }

    /// What alternatives of one kind are together.
    pub(super) fn simple_shape(
        &mut self,
        simple: &Simple<'t>,
        kind: Kinds,
        name: &Name<'_>,
    ) -> Shape {
        match (simple.references.as_slice(), simple.inline) {
            // Enumerations are open: a value that is not listed is one too.
            ([parts], false) => Shape::Value(self.never_null(parts, name)),
            _ if !simple.members.is_empty() => enumeration(simple.members.clone()),
            _ => Shape::scalar(common(&simple.scalars, kind)),
        }
    }

    /// The variant of alternatives of one kind.
    pub(super) fn simple(&mut self, simple: &Simple<'t>, kind: Kinds, name: &Name<'_>) -> Variant {
        let word = kind.word();
        let value = match self.simple_shape(simple, kind, name) {
            Shape::Value(value) => value,
            Shape::Kind(kind) => {
                let name = name.inner(word);
                Value::Named(self.types.intern(kind, (Docs::default(), false), &name))
            }
        };
        let listed = simple.members.iter().map(|member| &member.value);
        let whole = simple
            .scalars
            .iter()
            .all(|it| matches!(it, Scalar::Integer(_) | Scalar::Natural(_)))
            && listed.clone().all(|it| matches!(it, Constant::Integer(_)));
        let kinds = match kind {
            Kinds::NUMBER if whole => Kinds::INTEGER,
            kind => kind,
        };
        // A service may add to listed texts and numbers; there is no third Boolean.
        let values = if simple.scalars.is_empty() && kind == Kinds::BOOLEAN {
            listed.cloned().collect()
        } else {
            Vec::new()
        };
        Variant {
            name: word.to_owned(),
            value,
            tests: Tests {
                kinds,
                values,
                ..Tests::default()
            },
        }
    }
}

/// The scalar that fits all.
fn common(scalars: &[Scalar], kind: Kinds) -> Scalar {
    let mut all = scalars.iter().copied();
    let first = all.next().unwrap_or(Scalar::Any);
    all.fold(first, |one, other| match (one, other) {
        (one, other) if one == other => one,
        (Scalar::Integer(one), Scalar::Integer(other)) => Scalar::Integer(one.max(other)),
        (Scalar::Float(one), Scalar::Float(other)) => Scalar::Float(one.max(other)),
        (Scalar::Decimal, _) | (_, Scalar::Decimal) => Scalar::Decimal,
        _ if kind == Kinds::NUMBER => Scalar::Float(64),
        _ if kind == Kinds::TEXT => Scalar::Text,
        (one, _) => one,
    })
}
