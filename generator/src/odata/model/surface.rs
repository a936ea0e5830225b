//! What of a service is offered: all of it, or what a selection keeps.
//!
//! Filled by [`crate::select`], read by [`crate::plan`]. Ids stay as they are: what is left out is still in
//! the [`Model`](super::Model), so that names do not depend on what is selected.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::api::{Verb, Verbs};

use super::types::{DefinitionId, EnumId, OperationId, StructuredId};

/// A resource: a type, and whether it is a collection of it.
pub type Resource = (StructuredId, bool);

/// What is offered.
#[derive(Clone, Debug, Default)]
pub struct Surface(pub(crate) Option<Kept>);

/// What a selection keeps.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept {
    /// Types that a value of is sent or read.
    pub(crate) models: HashSet<StructuredId>,
    /// Enumerations that these, or keys and parameters, are made of.
    pub(crate) enums: HashSet<EnumId>,
    /// Type definitions that these, or keys and parameters, are made of.
    pub(crate) definitions: HashSet<DefinitionId>,
    /// What can be done with each resource.
    pub(crate) offers: HashMap<Resource, Offer>,
    /// Entity sets, singletons and imports, by name.
    pub(crate) children: BTreeSet<String>,
    /// Operations that can be called somewhere.
    pub(crate) operations: HashSet<OperationId>,
    /// Leave out navigation properties to types that have no model.
    pub(crate) omit: bool,
}

/// What can be done with a resource.
#[derive(Clone, Debug, Default)]
pub(crate) struct Offer {
    pub(crate) verbs: Verbs,
    /// Segments that lead on: navigation, complex and stream properties, `$value`, `$count`.
    pub(crate) steps: BTreeSet<String>,
    /// Navigation properties whose references can be read and changed.
    pub(crate) references: BTreeSet<String>,
    /// Of a collection: its members by key.
    pub(crate) by_key: bool,
    pub(crate) casts: BTreeSet<StructuredId>,
    pub(crate) operations: BTreeSet<OperationId>,
}

impl Surface {
    /// Whether nothing was selected, so that all is offered.
    pub fn is_whole(&self) -> bool {
        self.0.is_none()
    }

    /// Whether values of the type are sent or read, so that it has a struct.
    pub fn has_model(&self, id: StructuredId) -> bool {
        self.kept(|kept| kept.models.contains(&id))
    }

    /// Whether the enumeration is part of such values.
    pub fn has_enum(&self, id: EnumId) -> bool {
        self.kept(|kept| kept.enums.contains(&id))
    }

    /// Whether the type definition is part of such values.
    pub fn has_definition(&self, id: DefinitionId) -> bool {
        self.kept(|kept| kept.definitions.contains(&id))
    }

    /// Whether a navigation property to the type has a field.
    pub fn has_field_to(&self, target: StructuredId) -> bool {
        self.kept(|kept| !kept.omit || kept.models.contains(&target))
    }

    /// Whether a path leads to the resource.
    pub fn has_resource(&self, resource: Resource) -> bool {
        self.kept(|kept| kept.offers.contains_key(&resource))
    }

    /// Whether the resource takes the method.
    pub fn has_verb(&self, resource: Resource, verb: Verb) -> bool {
        self.offer(resource, |offer| offer.verbs.has(verb))
    }

    /// Whether a path leads from the resource through the segment.
    pub fn has_step(&self, resource: Resource, segment: &str) -> bool {
        self.offer(resource, |offer| offer.steps.contains(segment))
    }

    /// Whether the references of a navigation property can be read and changed.
    pub fn has_references(&self, resource: Resource, property: &str) -> bool {
        self.offer(resource, |offer| offer.references.contains(property))
    }

    /// Whether a path leads from the collection to a member by its key.
    pub fn has_key(&self, id: StructuredId) -> bool {
        self.offer((id, true), |offer| offer.by_key)
    }

    /// Whether the resource is cast to the type.
    pub fn has_cast(&self, resource: Resource, to: StructuredId) -> bool {
        self.offer(resource, |offer| offer.casts.contains(&to))
    }

    /// Whether the operation is called on the resource.
    pub fn has_operation_on(&self, resource: Resource, id: OperationId) -> bool {
        self.offer(resource, |offer| offer.operations.contains(&id))
    }

    /// Whether the operation is called on anything.
    pub fn has_operation(&self, id: OperationId) -> bool {
        self.kept(|kept| kept.operations.contains(&id))
    }

    /// Whether paths begin with the entity set, singleton or import.
    pub fn has_child(&self, name: &str) -> bool {
        self.kept(|kept| kept.children.contains(name))
    }

    fn kept(&self, test: impl FnOnce(&Kept) -> bool) -> bool {
        self.0.as_ref().is_none_or(test)
    }

    fn offer(&self, resource: Resource, test: impl FnOnce(&Offer) -> bool) -> bool {
        self.kept(|kept| kept.offers.get(&resource).is_some_and(test))
    }
}
