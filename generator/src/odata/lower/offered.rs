//! What of a model is wanted: ids of the model and of what is kept of its graph go in, answers come out.

use std::collections::HashSet;

use super::{Lowered, Origin, values};
use crate::api::{EdgeId, Kept, NodeId, Verb};
use crate::model::{DefinitionId, EnumId, Model, OperationId, Resource, StructuredId};

/// What of a model is wanted.
#[derive(Debug)]
pub(crate) struct Offered<'a> {
    model: &'a Model,
    lowered: &'a Lowered,
    kept: &'a Kept,
    operations: HashSet<OperationId>,
}

impl<'a> Offered<'a> {
    pub(crate) fn new(model: &'a Model, lowered: &'a Lowered, kept: &'a Kept) -> Self {
        let edges = kept.ids().into_iter().flat_map(|kept| &kept.edges);
        Self {
            model,
            lowered,
            kept,
            operations: edges.filter_map(|edge| lowered.operation(*edge)).collect(),
        }
    }

    /// Whether values of the type are sent or read, so that it has a struct.
    pub(crate) fn has_model(&self, id: StructuredId) -> bool {
        self.kept.has_type(values::structured(id))
    }

    /// Whether the enumeration is part of such values.
    pub(crate) fn has_enum(&self, id: EnumId) -> bool {
        self.kept.has_type(values::enumeration(self.model, id))
    }

    /// Whether the type definition is part of such values.
    pub(crate) fn has_definition(&self, id: DefinitionId) -> bool {
        self.kept.has_type(values::definition(self.model, id))
    }

    /// Whether a navigation property to the type has a field.
    pub(crate) fn has_field_to(&self, target: StructuredId) -> bool {
        self.kept.has_field_to(values::structured(target))
    }

    /// Whether there is anything to call at the resource or behind it, and a path leads there.
    pub(crate) fn has_resource(&self, resource: Resource) -> bool {
        let node = self.lowered.node(resource);
        node.is_some_and(|node| self.kept.is_everything() || self.kept.has_node(node))
    }

    /// Whether the resource takes the method.
    pub(crate) fn has_verb(&self, resource: Resource, verb: Verb) -> bool {
        self.node(resource, |node| self.kept.has_request(node, verb))
    }

    /// Whether a path leads from the resource through the segment.
    pub(crate) fn has_step(&self, resource: Resource, segment: &str) -> bool {
        self.any(resource, |origin| match origin {
            Origin::Property(name) => name == segment,
            Origin::Media => segment == "$value",
            Origin::Count => segment == "$count",
            _ => false,
        })
    }

    /// Whether the references of a navigation property can be read and changed.
    pub(crate) fn has_references(&self, resource: Resource, property: &str) -> bool {
        self.any(
            resource,
            |origin| matches!(origin, Origin::References(name) if name == property),
        )
    }

    /// Whether a path leads from the collection to a member by its key.
    pub(crate) fn has_key(&self, id: StructuredId) -> bool {
        self.any((id, true), |origin| {
            matches!(origin, Origin::Key | Origin::AlternateKey(_))
        })
    }

    /// Whether the resource is cast to the type.
    pub(crate) fn has_cast(&self, resource: Resource, to: StructuredId) -> bool {
        self.any(resource, |origin| *origin == Origin::Cast(to))
    }

    /// Whether the operation is called on the resource.
    pub(crate) fn has_operation_on(&self, resource: Resource, id: OperationId) -> bool {
        self.any(resource, |origin| *origin == Origin::Operation(id))
    }

    /// Whether the operation is called on anything.
    pub(crate) fn has_operation(&self, id: OperationId) -> bool {
        self.kept.is_everything() || self.operations.contains(&id)
    }

    /// Whether paths begin with the entity set, singleton or import.
    pub(crate) fn has_child(&self, name: &str) -> bool {
        self.any_step(
            NodeId::ROOT,
            |origin| matches!(origin, Origin::Child(own) | Origin::Import(own, _) if own == name),
        )
    }

    /// Whether a path takes the step.
    pub(crate) fn has_edge(&self, edge: EdgeId) -> bool {
        self.kept.has_edge(edge)
    }

    fn node(&self, resource: Resource, test: impl FnOnce(NodeId) -> bool) -> bool {
        self.kept.is_everything() || self.lowered.node(resource).is_some_and(test)
    }

    fn any(&self, from: Resource, is: impl Fn(&Origin) -> bool) -> bool {
        self.node(from, |node| self.any_step(node, is))
    }

    fn any_step(&self, from: NodeId, is: impl Fn(&Origin) -> bool) -> bool {
        if self.kept.is_everything() {
            return true;
        }
        let mut steps = self.lowered.api.steps(from).map(|(edge, _)| edge);
        steps.any(|edge| self.kept.has_edge(edge) && self.lowered.origin(edge).is_some_and(&is))
    }
}
