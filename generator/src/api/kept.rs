//! What of a service is wanted: ids of its graph.

use std::collections::{HashMap, HashSet};

use super::{Areas, EdgeId, NodeId, TypeId, Verb, Verbs};

/// What of a service is wanted: all of it, or what patterns select with what that needs.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// `None` for all.
    ids: Option<KeptIds>,
    areas: Areas,
}

/// What is wanted where it is not all.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeptIds {
    /// Types that a value of is sent or read.
    pub(crate) types: HashSet<TypeId>,
    /// Places on selected paths, and what is sent there.
    pub(crate) nodes: HashMap<NodeId, Verbs>,
    /// Steps that selected paths take.
    pub(crate) edges: HashSet<EdgeId>,
    /// Whether fields are left out that refer to a type that is not kept.
    pub(crate) omit: bool,
}

impl Kept {
    /// All of a service.
    pub fn everything() -> Self {
        Self::default()
    }

    /// Whether all of the service is wanted.
    pub fn is_everything(&self) -> bool {
        self.ids.is_none()
    }

    /// Just these.
    pub(crate) fn only(ids: KeptIds) -> Self {
        Self {
            ids: Some(ids),
            areas: Areas::default(),
        }
    }

    /// The same, parted into areas.
    #[must_use]
    pub(crate) fn with_areas(self, areas: Areas) -> Self {
        Self { areas, ..self }
    }

    /// What of it is behind cargo features.
    pub fn areas(&self) -> &Areas {
        &self.areas
    }

    /// The ids, where it is not all.
    pub(crate) fn ids(&self) -> Option<&KeptIds> {
        self.ids.as_ref()
    }

    /// Whether values of a type are sent or read.
    pub(crate) fn has_type(&self, ty: TypeId) -> bool {
        self.asked(|kept| kept.types.contains(&ty))
    }

    /// Whether a path leads to a place.
    pub(crate) fn has_node(&self, node: NodeId) -> bool {
        self.asked(|kept| kept.nodes.contains_key(&node))
    }

    /// Whether a place is sent a request.
    pub(crate) fn has_request(&self, node: NodeId, verb: Verb) -> bool {
        self.asked(|kept| kept.nodes.get(&node).is_some_and(|verbs| verbs.has(verb)))
    }

    /// Whether a path takes a step.
    pub(crate) fn has_edge(&self, edge: EdgeId) -> bool {
        self.asked(|kept| kept.edges.contains(&edge))
    }

    /// Whether a reference to a type has a field.
    pub(crate) fn has_field_to(&self, ty: TypeId) -> bool {
        self.asked(|kept| !kept.omit || kept.types.contains(&ty))
    }

    fn asked(&self, test: impl FnOnce(&KeptIds) -> bool) -> bool {
        self.ids.as_ref().is_none_or(test)
    }
}
