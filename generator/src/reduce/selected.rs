//! What is wanted of a service → the same by ids of its model.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::api::{EdgeId, Kept};
use crate::model::{DefinitionId, EnumId, Model, OperationId, Resource, StructuredId};
use crate::odata::lower::{Lowered, Origin, ServiceGraph, values};

/// What is wanted.
#[derive(Debug, Default)]
pub(super) struct Selected {
    /// Types that a value of is sent or read.
    pub(super) models: HashSet<StructuredId>,
    pub(super) enums: HashSet<EnumId>,
    pub(super) definitions: HashSet<DefinitionId>,
    /// What paths take of each resource.
    pub(super) offers: HashMap<Resource, Offer>,
    /// Entity sets, singletons and imports, by name.
    pub(super) children: HashSet<String>,
    pub(super) operations: HashSet<OperationId>,
}

/// What paths take of a resource.
#[derive(Debug, Default)]
pub(super) struct Offer {
    /// Properties, and navigation properties whose references are read or changed.
    pub(super) members: BTreeSet<String>,
    pub(super) by_key: bool,
    pub(super) casts: BTreeSet<StructuredId>,
}

impl Selected {
    /// Finds what is wanted; `None` is everything.
    pub(super) fn new(service: &ServiceGraph, kept: &Kept) -> Option<Self> {
        let ServiceGraph { model, lowered } = service;
        let ids = kept.ids()?;
        let mut selected = Self::default();
        selected.types(model, kept);
        for node in ids.nodes.keys() {
            if let Some(resource) = lowered.resource(*node) {
                selected.offers.entry(resource).or_default();
            }
        }
        for edge in &ids.edges {
            selected.step(lowered, *edge);
        }
        Some(selected)
    }

    fn types(&mut self, model: &Model, kept: &Kept) {
        let structured = model.structured_types().map(|(id, _)| id);
        let structured = structured.filter(|id| kept.has_type(values::structured(*id)));
        self.models.extend(structured);
        let enums = (0..).map(EnumId).take(model.enums.len());
        let enums = enums.filter(|id| kept.has_type(values::enumeration(model, *id)));
        self.enums.extend(enums);
        let definitions = (0..).map(DefinitionId).take(model.definitions.len());
        let definitions = definitions.filter(|id| kept.has_type(values::definition(model, *id)));
        self.definitions.extend(definitions);
    }

    fn step(&mut self, lowered: &Lowered, edge: EdgeId) {
        let Some(origin) = lowered.origin(edge) else {
            return;
        };
        if let Origin::Child(name) | Origin::Import(name, _) = origin {
            self.children.insert(name.clone());
        }
        self.operations.extend(lowered.operation(edge));
        let Some(resource) = lowered.resource(lowered.api[edge].from) else {
            return;
        };
        let offer = self.offers.entry(resource).or_default();
        match origin {
            Origin::Property(name) | Origin::References(name) => {
                offer.members.insert(name.clone());
            }
            Origin::Key | Origin::AlternateKey(_) => offer.by_key = true,
            Origin::Cast(id) => drop(offer.casts.insert(*id)),
            _ => {}
        }
    }
}
