//! Which types are resources: what a path can lead to, once or as a collection, and where that is.
//!
//! In goes the model; out comes [`Reach`]: which builders are needed, and for each an example of a path.

use std::collections::{HashMap, HashSet};

use crate::api::walk::{self, Spelling};
use crate::config::{Crate, KeyStyle, OperationNames};
use crate::model::{ChildKind, Model, StructuredId, StructuredKind, TypeRef};
use crate::odata::lower::hierarchies::Hierarchies;
use crate::odata::lower::{Lowered, lower, resources};

/// The resources of a service.
#[derive(Debug, Default)]
pub(super) struct Reach {
    resources: HashSet<StructuredId>,
    collections: HashSet<StructuredId>,
    paths: HashMap<(StructuredId, bool), String>,
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

    /// Whether anything leads to a collection of the type.
    pub(super) fn is_collection(&self, id: StructuredId) -> bool {
        self.collections.contains(&id)
    }

    /// The shortest path to the type, or to a collection of it, such as `/communications/calls/{id}`.
    pub(super) fn path(&self, id: StructuredId, collection: bool) -> Option<&str> {
        self.paths.get(&(id, collection)).map(String::as_str)
    }
}

/// Finds the resources.
pub(super) fn reach(model: &Model, config: &Crate, families: &Hierarchies) -> Reach {
    let resources = resources::complex(model);
    Reach {
        collections: collections(model, &resources, families),
        resources,
        paths: paths(model, config),
    }
}

fn collections(
    model: &Model,
    resources: &HashSet<StructuredId>,
    families: &Hierarchies,
) -> HashSet<StructuredId> {
    let sets = model
        .container
        .iter()
        .flat_map(|c| &c.children)
        .filter_map(|child| match child.kind {
            ChildKind::EntitySet(id) => Some(id),
            _ => None,
        });
    let navigation = model.structured.iter().flat_map(|ty| &ty.navigation);
    let navigation = navigation.filter(|n| n.collection).filter_map(|n| n.target);
    let bound = model.operations_by_binding().into_keys();
    let bound = bound
        .filter(|(_, collection)| *collection)
        .map(|(id, _)| id);
    let properties = model.structured.iter().flat_map(|ty| &ty.properties);
    let properties = properties
        .filter(|p| p.ty.collection)
        .filter_map(|p| match p.ty.item {
            TypeRef::Structured(id) if resources.contains(&id) => Some(id),
            _ => None,
        });
    let composed = model.operations.iter().filter_map(resources::returned);
    let composed = composed
        .filter(|(id, many)| {
            *many && (model[*id].kind == StructuredKind::Entity || resources.contains(id))
        })
        .map(|(id, _)| id);
    let mut found: HashSet<StructuredId> = sets
        .chain(composed)
        .chain(navigation)
        .chain(bound)
        .chain(properties)
        .collect();
    // A path can go on with a cast.
    let casts = found.iter().flat_map(|id| families.casts(*id));
    let casts: Vec<StructuredId> = casts.copied().collect();
    found.extend(casts);
    found
}

/// A path to each resource that is offered, one of the shortest.
fn paths(model: &Model, config: &Crate) -> HashMap<(StructuredId, bool), String> {
    let lowered = lower(model, config.any_limit);
    let Lowered { api, .. } = &lowered;
    let offered = |edge| lowered.is_offered(edge, &model.surface);
    let shortest = walk::shortest(api, &offered);
    let spelling = Spelling {
        segment_keys: config.key_style == KeyStyle::Segment,
        full_names: config.operations == OperationNames::Qualified,
    };
    let path = |(resource, node)| {
        let steps = shortest.to(api, node)?;
        Some((resource, walk::template(api, &steps, spelling)))
    };
    lowered.nodes().filter_map(path).collect()
}
