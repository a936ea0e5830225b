//! How a reader tells the variants of a union: by the kind of JSON, by members that are always there, by members that have one
//! value.

use std::collections::HashSet;

use super::merge::{Bases, Merged};
use super::{Part, Schemas};
use crate::api::{Constant, Kinds, Tests, Variant};

/// Members with more values than this tell nothing: a service may add to them.
const FEW: usize = 1;
/// More variants than this stay in the order of the document.
const MOST: usize = 500;

impl<'t> Schemas<'_, 't> {
    /// What tells a variant.
    pub(super) fn tests(&self, parts: &[Part<'t>], merged: &Merged<'t>) -> Tests {
        let own = merged.fields.iter().map(|(name, _)| *name);
        let required = own.clone().filter(|name| merged.required.contains(name));
        let mut constants = Vec::new();
        for (name, spots) in &merged.fields {
            if !merged.required.contains(name) {
                continue;
            }
            let parts: Vec<_> = spots.iter().copied().map(Part::whole).collect();
            let inner = self.merge(&parts, Bases::Merged);
            let members = self.choices(&parts, &inner).unwrap_or_default();
            let values: Vec<Constant> = members.into_iter().map(|member| member.value).collect();
            if (1..=FEW).contains(&values.len()) && !inner.nullable {
                constants.push(((*name).to_owned(), values));
            }
        }
        Tests {
            kinds: self.kinds_of(parts, merged, &mut HashSet::new()),
            required: required.map(str::to_owned).collect(),
            constants,
            values: Vec::new(),
        }
    }

    /// The kinds of JSON that values of a schema have, without null.
    fn kinds_of(
        &self,
        parts: &[Part<'t>],
        merged: &Merged<'t>,
        seen: &mut HashSet<usize>,
    ) -> Kinds {
        if let Some(kinds) = merged.kinds {
            return kinds.without(Kinds::NULL);
        }
        if let Some(members) = self.choices(parts, merged) {
            let kinds = members.iter().map(|member| kind(&member.value));
            return kinds.fold(Kinds::NONE, Kinds::or);
        }
        let Some(group) = merged.groups.first() else {
            return Kinds::ALL.without(Kinds::NULL);
        };
        let mut kinds = Kinds::NONE;
        for variant in &group.variants {
            // What was looked at before is among the kinds.
            if seen.len() < MOST && seen.insert(variant.key()) {
                let parts = [Part::whole(*variant)];
                let inner = self.merge(&parts, Bases::Merged);
                kinds = kinds.or(self.kinds_of(&parts, &inner, seen));
            }
        }
        kinds
    }
}

/// The kind of a constant; all numbers are one.
pub(super) fn kind(constant: &Constant) -> Kinds {
    match constant {
        Constant::Text(_) => Kinds::TEXT,
        Constant::Integer(_) | Constant::Number(_) => Kinds::NUMBER,
        Constant::Boolean(_) => Kinds::BOOLEAN,
    }
}

/// What values of either variant pass.
pub(super) fn either(one: &Tests, other: &Tests) -> Tests {
    let required = one.required.iter();
    let required = required.filter(|name| other.required.contains(name));
    let constants = one.constants.iter();
    let constants = constants.filter(|constant| other.constants.contains(constant));
    let values = if one.values.is_empty() || other.values.is_empty() {
        Vec::new()
    } else {
        let all = one.values.iter().chain(&other.values);
        all.cloned().collect()
    };
    Tests {
        kinds: one.kinds.or(other.kinds),
        required: required.cloned().collect(),
        constants: constants.cloned().collect(),
        values,
    }
}

/// Brings variants whose values others would take before these.
pub(super) fn order(variants: &mut Vec<Variant>) {
    if variants.len() > MOST {
        return;
    }
    let mut ordered: Vec<Variant> = Vec::with_capacity(variants.len());
    for variant in variants.drain(..) {
        let before = ordered.iter().position(|other| takes(other, &variant));
        ordered.insert(before.unwrap_or(ordered.len()), variant);
    }
    *variants = ordered;
}

/// Whether a variant takes all values of another, and others too.
fn takes(variant: &Variant, other: &Variant) -> bool {
    let (own, theirs) = (&variant.tests, &other.tests);
    own != theirs
        && own.kinds.has(theirs.kinds)
        && own
            .required
            .iter()
            .all(|name| theirs.required.contains(name))
        && own.constants.iter().all(|it| theirs.constants.contains(it))
        && (own.values.is_empty() || (!theirs.values.is_empty() && own.values == theirs.values))
}
