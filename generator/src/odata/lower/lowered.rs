//! What of a model became what of the graph.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::facts::{Absent, Reference};
use super::hierarchies::Hierarchies;
use super::routes::Routes;
use super::values;
use crate::api::{Api, EdgeId, NodeId, TypeId};
use crate::odata::conventions::ServiceConventions;
use crate::odata::model::{OperationId, Resource, StructuredId};

/// A service, and what of the model became what.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lowered {
    pub(crate) api: Arc<Api>,
    /// What derives from what, as far as values and casts know it.
    pub(crate) hierarchies: Hierarchies,
    /// What is allowed on the ways to each resource.
    pub(crate) routes: Routes,
    /// The complex types with something to call.
    pub(crate) complex: HashSet<StructuredId>,
    /// What the service does that the model has no words for.
    pub(crate) conventions: ServiceConventions,
    /// Children of the container that are of documents that are not at hand.
    pub(crate) absent: Vec<Absent>,
    /// For each structured type, what it refers to.
    pub(super) references: Vec<Vec<Reference>>,
    /// For each edge, what it was.
    pub(super) origins: Vec<Origin>,
    /// For each node, the resource that it was, if it was one.
    pub(super) resources: Vec<Option<Resource>>,
    pub(super) nodes: HashMap<Resource, NodeId>,
}

/// What an edge was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// An entity set or a singleton, by its name.
    Child(String),
    /// An import of an operation, by its name.
    Import(String, OperationId),
    /// A navigation property, or a complex or stream property, by its name.
    Property(String),
    /// `$ref` of a navigation property.
    References(String),
    /// `$value` of a media entity.
    Media,
    Count,
    Key,
    /// An alternate key, by its number among those of the type.
    AlternateKey(usize),
    Cast(StructuredId),
    Operation(OperationId),
    /// From a call of a composable function to what it returns.
    Composition,
    /// An address by path, by its number among those of the service.
    Template(usize),
}

impl Lowered {
    /// What an edge was.
    pub(crate) fn origin(&self, edge: EdgeId) -> Option<&Origin> {
        self.origins.get(edge.index())
    }

    #[cfg(feature = "cli")]
    /// The resource that a node was.
    pub(crate) fn resource(&self, node: NodeId) -> Option<Resource> {
        self.resources.get(node.index()).copied().flatten()
    }

    /// The node of a resource.
    pub(crate) fn node(&self, resource: Resource) -> Option<NodeId> {
        self.nodes.get(&resource).copied()
    }

    /// The step from a place that was this.
    pub(crate) fn step(&self, from: NodeId, origin: &Origin) -> Option<EdgeId> {
        let steps = &self.api[from].edges;
        let mut steps = steps.iter().copied();
        steps.find(|edge| self.origin(*edge) == Some(origin))
    }

    /// What derives from a type, where a value of the type may be of these.
    pub(crate) fn derived(&self, ty: TypeId) -> Vec<TypeId> {
        let derived = self.hierarchies.derived(StructuredId(ty.0)).iter();
        derived.map(|id| values::structured(*id)).collect()
    }

    /// The navigation properties that a type declares.
    pub(crate) fn references(&self, ty: TypeId) -> &[Reference] {
        self.references.get(ty.index()).map_or(&[], Vec::as_slice)
    }

    /// The operation that a step calls.
    pub(crate) fn operation(&self, edge: EdgeId) -> Option<OperationId> {
        match self.origin(edge)? {
            Origin::Operation(id) | Origin::Import(_, id) => Some(*id),
            _ => None,
        }
    }

    /// For each operation, the steps that call it.
    pub(crate) fn calls(&self) -> HashMap<OperationId, Vec<EdgeId>> {
        let mut calls: HashMap<OperationId, Vec<EdgeId>> = HashMap::new();
        for edge in (0..).map(EdgeId).take(self.api.edges.len()) {
            if let Some(id) = self.operation(edge) {
                calls.entry(id).or_default().push(edge);
            }
        }
        calls
    }

    /// All resources with their nodes, in the order of these.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = (Resource, NodeId)> {
        let nodes = (0..).map(NodeId).zip(&self.resources);
        nodes.filter_map(|(node, resource)| Some(((*resource)?, node)))
    }
}
