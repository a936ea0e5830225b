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
use crate::api::{KeptIds, TypeId};
use crate::model::{
    DefinitionId, EnumId, Model, StructuredId, StructuredKind, TypeRef, Verb, Verbs,
};
use crate::odata::lower::{Lowered, values};
use crate::odata::vocabulary;

/// The needs, while they are found.
struct Needs<'m> {
    model: &'m Model,
    lowered: &'m Lowered,
    models: HashSet<StructuredId>,
    enums: HashSet<EnumId>,
    definitions: HashSet<DefinitionId>,
    work: Vec<StructuredId>,
}

/// Finds the types that what is kept needs.
pub(super) fn find(
    model: &Model,
    lowered: &Lowered,
    contained: &HashSet<StructuredId>,
    include: &[Pattern],
    kept: &KeptIds,
) -> HashSet<TypeId> {
    let mut needs = Needs {
        model,
        lowered,
        models: HashSet::new(),
        enums: HashSet::new(),
        definitions: HashSet::new(),
        work: Vec::new(),
    };
    needs.of_resources(contained, kept);
    let operations = kept
        .edges
        .iter()
        .filter_map(|edge| lowered.operation(*edge));
    for id in operations {
        let operation = &model[id];
        for ty in operation
            .parameters
            .iter()
            .map(|p| &p.ty)
            .chain(&operation.returns)
        {
            needs.need(ty.item);
        }
    }
    for pattern in include {
        if let Kind::Type(name) = &pattern.kind {
            needs.all_named(name);
        }
    }
    needs.close();
    needs.bases_of(include);
    let models = needs.models.into_iter().map(values::structured);
    let enums = needs.enums.into_iter();
    let enums = enums.map(|id| values::enumeration(model, id));
    let definitions = needs.definitions.into_iter();
    let definitions = definitions.map(|id| values::definition(model, id));
    models.chain(enums).chain(definitions).collect()
}

/// Full names of all types.
pub(super) fn names(model: &Model) -> Vec<String> {
    let structured = model.structured.iter().map(|ty| (ty.namespace, &ty.name));
    let enums = model.enums.iter().map(|ty| (ty.namespace, &ty.name));
    let definitions = model.definitions.iter().map(|ty| (ty.namespace, &ty.name));
    let all = structured.chain(enums).chain(definitions);
    all.map(|(namespace, name)| format!("{}.{name}", model[namespace].name))
        .collect()
}

/// The types of a full name: there is one, or none.
pub(super) fn named(model: &Model, name: &str) -> Option<TypeRef> {
    let structured = (0..).map(StructuredId).zip(&model.structured);
    let structured = structured.map(|(id, ty)| (TypeRef::Structured(id), ty.namespace, &ty.name));
    let enums = (0..).map(EnumId).zip(&model.enums);
    let enums = enums.map(|(id, ty)| (TypeRef::Enum(id), ty.namespace, &ty.name));
    let definitions = (0..).map(DefinitionId).zip(&model.definitions);
    let definitions = definitions.map(|(id, ty)| (TypeRef::Definition(id), ty.namespace, &ty.name));
    let (namespace, short) = name.rsplit_once('.')?;
    structured
        .chain(enums)
        .chain(definitions)
        .find(|(_, at, own)| *own == short && model[*at].name == namespace)
        .map(|(ty, ..)| ty)
}

impl Needs<'_> {
    fn of_resources(&mut self, contained: &HashSet<StructuredId>, kept: &KeptIds) {
        let content = Verbs::of(&[Verb::Get, Verb::Post, Verb::Patch, Verb::Put]);
        for (node, verbs) in &kept.nodes {
            let Some((id, _)) = self.lowered.resource(*node) else {
                continue;
            };
            if !verbs.and(content).is_empty() {
                self.need(TypeRef::Structured(id));
                if contained.contains(&id) {
                    let hierarchies = &self.lowered.hierarchies;
                    self.work.extend(hierarchies.derived(id));
                }
            }
        }
        let keyed = kept.edges.iter();
        for edge in keyed.filter(|edge| is_key(self.lowered, **edge)) {
            if let Some((id, _)) = self.lowered.resource(self.lowered.api[*edge].from) {
                self.keys(id);
            }
        }
    }

    fn keys(&mut self, id: StructuredId) {
        let model = self.model;
        let alternate = vocabulary::alternate_keys(model, id).into_iter().flatten();
        for part in model.effective_key(id).iter().cloned().chain(alternate) {
            self.need(part.ty.item);
        }
    }

    fn all_named(&mut self, name: &str) {
        if let Some(ty) = named(self.model, name) {
            self.need(ty);
        }
    }

    /// Bases of the types that are named: where a navigation property of a needed type leads to one, a value there
    /// can be of the named type.
    fn bases_of(&mut self, include: &[Pattern]) {
        let model = self.model;
        let named = include.iter().filter_map(|pattern| match &pattern.kind {
            Kind::Type(name) => named(model, name),
            Kind::Paths(..) => None,
        });
        let bases = named.flat_map(|ty| match ty {
            TypeRef::Structured(id) => model.ancestors(id).collect(),
            _ => Vec::new(),
        });
        let bases: HashSet<StructuredId> = bases.collect();
        loop {
            let models = self.models.iter();
            let targets = models.flat_map(|id| model.all_navigation(*id));
            let targets = targets.filter_map(|property| property.target);
            let needed = targets.filter(|id| bases.contains(id) && !self.models.contains(id));
            self.work = needed.collect();
            if self.work.is_empty() {
                return;
            }
            self.close();
        }
    }

    fn need(&mut self, ty: TypeRef) {
        match ty {
            TypeRef::Structured(id) => self.work.push(id),
            TypeRef::Enum(id) => drop(self.enums.insert(id)),
            TypeRef::Definition(id) => drop(self.definitions.insert(id)),
            TypeRef::Primitive(_) => {}
        }
    }

    fn close(&mut self) {
        let (model, hierarchies) = (self.model, &self.lowered.hierarchies);
        while let Some(id) = self.work.pop() {
            if !self.models.insert(id) {
                continue;
            }
            for property in model.all_properties(id) {
                self.need(property.ty.item);
            }
            if model[id].kind == StructuredKind::Complex {
                self.work.extend(hierarchies.derived(id));
            }
        }
    }
}
