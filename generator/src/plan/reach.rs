//! Which types are resources: what a path can lead to, once or as a collection, and where that is.
//!
//! In goes the model; out comes [`Reach`]: which builders are needed, and for each an example of a path.

use std::collections::{HashMap, HashSet, VecDeque};

use super::composition;
use super::families::Families;
use crate::config::{Crate, KeyStyle};
use crate::model::{ChildKind, Model, StructuredId, StructuredKind, TypeRef};

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
pub(super) fn reach(model: &Model, config: &Crate, families: &Families) -> Reach {
    let resources = complex_resources(model);
    let collections = collections(model, &resources, families);
    let mut reach = Reach {
        resources,
        collections,
        paths: HashMap::new(),
    };
    reach.paths = paths(model, config, &reach, families);
    reach
}

/// Complex types with navigation or operations, those that an overlay names, and those that hold one of these: by fixed point.
pub(super) fn complex_resources(model: &Model) -> HashSet<StructuredId> {
    let bound = model.operations_by_binding();
    let complex = |id: StructuredId| model[id].kind == StructuredKind::Complex;
    let mut found = HashSet::new();
    let mut work: Vec<StructuredId> = model
        .structured_types()
        .filter(|(id, ty)| {
            let leads = !ty.navigation.is_empty() || bound.contains_key(&(*id, false));
            complex(*id) && (leads || model.habits.resources.contains(id))
        })
        .map(|(id, _)| id)
        .collect();
    let mut holders: HashMap<StructuredId, Vec<StructuredId>> = HashMap::new();
    for (id, ty) in model.structured_types().filter(|(id, _)| complex(*id)) {
        for property in &ty.properties {
            if let (TypeRef::Structured(item), false) = (property.ty.item, property.ty.collection) {
                holders.entry(item).or_default().push(id);
            }
        }
    }
    while let Some(id) = work.pop() {
        if found.insert(id) {
            work.extend(&model[id].derived);
            work.extend(holders.get(&id).into_iter().flatten());
        }
    }
    found
}

fn collections(
    model: &Model,
    resources: &HashSet<StructuredId>,
    families: &Families,
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
    let composed = model.operations.iter().filter_map(composition::returned);
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

/// Breadth first from the container, so that each path is one of the shortest.
fn paths(
    model: &Model,
    config: &Crate,
    reach: &Reach,
    families: &Families,
) -> HashMap<(StructuredId, bool), String> {
    let mut paths = HashMap::new();
    let mut queue = VecDeque::new();
    let children = model.container.iter().flat_map(|c| &c.children);
    for child in children.filter(|child| model.surface.has_child(&child.name)) {
        match child.kind {
            ChildKind::EntitySet(id) => queue.push_back((id, true, format!("/{}", child.name))),
            ChildKind::Singleton(id) => queue.push_back((id, false, format!("/{}", child.name))),
            ChildKind::ActionImport(_) | ChildKind::FunctionImport(_) => {}
        }
    }
    let mut casts = VecDeque::new();
    // A cast is taken where nothing else leads to the type.
    while let Some((id, collection, path)) = queue.pop_front().or_else(|| casts.pop_front()) {
        if paths.contains_key(&(id, collection)) {
            continue;
        }
        let casts_here = families.casts(id).iter();
        let offered = |to: &&StructuredId| model.surface.has_cast((id, collection), **to);
        for derived in casts_here.filter(offered) {
            let ty = &model[*derived];
            let name = model.qualified(ty.namespace, &ty.name);
            casts.push_back((*derived, collection, format!("{path}/{name}")));
        }
        if collection {
            if let Some(key) =
                key_predicate(model, config, id).filter(|_| model.surface.has_key(id))
            {
                queue.push_back((id, false, format!("{path}{key}")));
            }
        } else {
            let steps = steps(model, reach, id).into_iter();
            let offered = |name: &str| model.surface.has_step((id, false), name);
            for (name, to, many) in steps.filter(|(name, ..)| offered(name)) {
                queue.push_back((to, many, format!("{path}/{name}")));
            }
        }
        paths.insert((id, collection), path);
    }
    paths
}

/// Where a resource leads: navigation, and complex properties that are resources.
pub(super) fn steps<'m>(
    model: &'m Model,
    reach: &Reach,
    id: StructuredId,
) -> Vec<(&'m str, StructuredId, bool)> {
    let mut steps: Vec<_> = model
        .all_navigation(id)
        .filter_map(|n| Some((n.name.as_str(), n.target?, n.collection)))
        .collect();
    steps.extend(model.all_properties(id).filter_map(|p| match p.ty.item {
        TypeRef::Structured(item) if reach.is_resource(item) => {
            Some((p.name.as_str(), item, p.ty.collection))
        }
        _ => None,
    }));
    steps
}

fn key_predicate(model: &Model, config: &Crate, id: StructuredId) -> Option<String> {
    let key = model.effective_key(id);
    let names: Vec<String> = key
        .iter()
        .map(|part| format!("{{{}}}", part.name))
        .collect();
    match (config.key_style, names.as_slice()) {
        (_, []) => None,
        (KeyStyle::Segment, names) => Some(format!("/{}", names.join("/"))),
        (KeyStyle::Parentheses, [only]) => Some(format!("({only})")),
        (KeyStyle::Parentheses, _) => {
            let parts = key
                .iter()
                .map(|part| format!("{}={{{}}}", part.name, part.name));
            Some(format!("({})", parts.collect::<Vec<_>>().join(",")))
        }
    }
}
