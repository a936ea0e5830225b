//! Which types are resources: what a path can lead to, once or as a collection, and where that is.
//!
//! In goes the model; out comes [`Reach`]: which builders are needed, and for each an example of a path.

use std::collections::{HashMap, HashSet};

use super::settings::{KeyStyle, OperationNames, Settings};
use crate::api::walk::{self, Spelling};
use crate::api::{Api, EdgeId};
use crate::model::{Resource, StructuredId};
use crate::odata::lower::Lowered;
use crate::odata::lower::offered::Offered;

/// The resources of a service.
#[derive(Debug, Default)]
pub(super) struct Reach {
    resources: HashSet<StructuredId>,
    nodes: HashSet<Resource>,
    paths: HashMap<Resource, String>,
    spelling: Spelling,
}

impl Reach {
    /// Whether a complex type has something to call: navigation or operations, its own or further down.
    pub(super) fn is_resource(&self, id: StructuredId) -> bool {
        self.resources.contains(&id)
    }

    /// The complex types with something to call.
    pub(super) fn resources(&self) -> &HashSet<StructuredId> {
        &self.resources
    }

    /// Whether there is a collection of the type.
    pub(super) fn is_collection(&self, id: StructuredId) -> bool {
        self.nodes.contains(&(id, true))
    }

    /// The shortest path to the type, or to a collection of it, such as `/communications/calls/{id}`.
    pub(super) fn path(&self, id: StructuredId, collection: bool) -> Option<&str> {
        self.paths.get(&(id, collection)).map(String::as_str)
    }

    /// What a step adds to a path, such as `/{id}`.
    pub(super) fn segment(&self, api: &Api, edge: EdgeId) -> String {
        walk::template(api, &[edge], self.spelling)
    }
}

/// Finds the paths to resources.
pub(super) fn reach(config: &Settings, lowered: &Lowered, offered: &Offered<'_>) -> Reach {
    let api = &lowered.api;
    let offered = |edge| offered.has_edge(edge);
    let shortest = walk::shortest(api, &offered);
    let spelling = Spelling {
        segment_keys: config.key_style == KeyStyle::Segment,
        full_names: config.operations == OperationNames::Qualified,
    };
    let path = |(resource, node)| {
        let steps = shortest.to(api, node)?;
        Some((resource, walk::template(api, &steps, spelling)))
    };
    Reach {
        resources: lowered.complex.clone(),
        nodes: lowered.nodes().map(|(resource, _)| resource).collect(),
        paths: lowered.nodes().filter_map(path).collect(),
        spelling,
    }
}
