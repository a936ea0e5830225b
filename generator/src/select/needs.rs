//! What the selected requests are made of: what is offered goes in, the types that are sent and read come out.
//!
//! A type is needed where a selected request sends or reads it, and where a property of a needed type is of
//! it. What a navigation property leads to is not needed. Of the types derived from a needed one,
//! - all are needed of a complex type, as values come whole;
//! - all are needed of an entity type where a selected request sends or reads entities that are contained
//!   there, as entities of no other path stand for them;
//! - none are needed of an entity type that is only referred to, or sent to or returned by an operation: what
//!   such an entity is read into keeps what the type itself does not declare.
//!
//! Of the bases of a type that is named, those are needed that a navigation property of a needed type leads to.
//!
//! No family, none of its types: see `plan`'s families.

use std::collections::HashSet;

use super::kept::is_key;
use super::pattern::{Kind, Pattern};
use crate::api::{Api, KeptIds, NodeId, Step, TypeId, TypeKind, Verb, Verbs};
use crate::odata::lower::Lowered;

/// The needs, while they are found.
struct Needs<'a> {
    lowered: &'a Lowered,
    found: HashSet<TypeId>,
    work: Vec<TypeId>,
}

/// Finds the types that what is kept needs; `contained` are places that are read or written where they are contained.
pub(super) fn find(
    lowered: &Lowered,
    contained: &HashSet<NodeId>,
    include: &[Pattern],
    kept: &KeptIds,
) -> HashSet<TypeId> {
    let mut needs = Needs {
        lowered,
        found: HashSet::new(),
        work: Vec::new(),
    };
    needs.places(contained, kept);
    needs.steps(kept);
    let named: Vec<TypeId> = types_named(&lowered.api, include).collect();
    needs.work.extend(&named);
    needs.close();
    needs.bases(&named);
    needs.found
}

/// Full names of all types.
pub(super) fn names(api: &Api) -> Vec<String> {
    api.types.iter().map(|ty| ty.name.clone()).collect()
}

/// The types that patterns name.
fn types_named<'a>(api: &'a Api, include: &'a [Pattern]) -> impl Iterator<Item = TypeId> + 'a {
    include.iter().filter_map(|pattern| match &pattern.kind {
        Kind::Type(name) => {
            let mut types = (0..).map(TypeId).zip(&api.types);
            types.find(|(_, ty)| ty.name == *name).map(|(id, _)| id)
        }
        Kind::Paths(..) => None,
    })
}

impl Needs<'_> {
    /// What is read or written at places.
    fn places(&mut self, contained: &HashSet<NodeId>, kept: &KeptIds) {
        let content = Verbs::of(&[Verb::Get, Verb::Post, Verb::Patch, Verb::Put]);
        let api = &self.lowered.api;
        let entities: HashSet<TypeId> = contained
            .iter()
            .filter_map(|node| Some(api[*node].ty?.0))
            .collect();
        for (node, verbs) in &kept.nodes {
            if let Some((ty, _)) = api[*node].ty
                && !verbs.and(content).is_empty()
            {
                self.work.push(ty);
                if entities.contains(&ty) {
                    self.work.extend(self.lowered.derived(ty));
                }
            }
        }
    }

    /// What steps are told by: parameters of operations and what these give, and keys.
    fn steps(&mut self, kept: &KeptIds) {
        let api = &self.lowered.api;
        for id in &kept.edges {
            let edge = &api[*id];
            let need = &mut |ty| self.work.push(ty);
            if matches!(edge.step, Step::Call { .. }) {
                edge.step.each_type(need);
                api[edge.to].each_type(need);
            } else if is_key(api, *id) {
                edge.step.each_type(need);
            }
        }
    }

    /// A type and those that it derives from, beginning with itself.
    fn line(&self, ty: TypeId) -> impl Iterator<Item = TypeId> {
        let api = &self.lowered.api;
        std::iter::successors(Some(ty), |ty| match &api[*ty].kind {
            TypeKind::Struct { base, .. } => *base,
            _ => None,
        })
    }

    /// Bases of the types that are named: where a navigation property of a needed type leads to one, a value there
    /// can be of the named type.
    fn bases(&mut self, named: &[TypeId]) {
        let bases = named.iter().flat_map(|ty| self.line(*ty).skip(1));
        let bases: HashSet<TypeId> = bases.collect();
        if bases.is_empty() {
            return;
        }
        loop {
            let lines = self.found.iter().flat_map(|ty| self.line(*ty));
            let references = lines.flat_map(|ty| self.lowered.references(ty));
            let targets = references.map(|reference| reference.to);
            let needed = targets.filter(|ty| bases.contains(ty) && !self.found.contains(ty));
            self.work = needed.collect();
            if self.work.is_empty() {
                return;
            }
            self.close();
        }
    }

    fn close(&mut self) {
        let api = &self.lowered.api;
        while let Some(id) = self.work.pop() {
            if !self.found.insert(id) {
                continue;
            }
            let line: Vec<TypeId> = self.line(id).collect();
            for ty in line {
                api[ty].each_type(&mut |ty| self.work.push(ty));
            }
            let is_value = matches!(
                api[id].kind,
                TypeKind::Struct {
                    identity: false,
                    ..
                }
            );
            if is_value {
                self.work.extend(self.lowered.derived(id));
            }
        }
    }
}
