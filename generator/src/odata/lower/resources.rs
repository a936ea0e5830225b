//! What of a service is a resource: complex types with something to call, and what composable functions return.

use std::collections::{HashMap, HashSet};

use super::hierarchies::Hierarchies;
use crate::model::{
    ChildKind, Model, Operation, OperationKind, Primitive, Resource, StructuredId, StructuredKind,
    TypeRef,
};

/// Complex types with navigation or operations, those that are named, and those that hold one of these: by fixed point.
pub(crate) fn complex(model: &Model, named: &[StructuredId]) -> HashSet<StructuredId> {
    let bound = model.operations_by_binding();
    let complex = |id: StructuredId| model[id].kind == StructuredKind::Complex;
    let mut found = HashSet::new();
    let mut work: Vec<StructuredId> = model
        .structured_types()
        .filter(|(id, ty)| {
            let leads = !ty.navigation.is_empty() || bound.contains_key(&(*id, false));
            complex(*id) && (leads || named.contains(id))
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

/// What requests can be sent to wherever it stands: entities, complex types with something to call, and collections
/// of what anything has or gives many of.
pub(super) fn all_resources(
    model: &Model,
    complex: &HashSet<StructuredId>,
    hierarchies: &Hierarchies,
) -> Vec<Resource> {
    let many = collections(model, complex, hierarchies);
    let types = model.structured_types();
    types
        .flat_map(|(id, ty)| {
            let single = ty.kind == StructuredKind::Entity || complex.contains(&id);
            let single = single.then_some((id, false));
            single
                .into_iter()
                .chain(many.contains(&id).then_some((id, true)))
        })
        .collect()
}

fn collections(
    model: &Model,
    complex: &HashSet<StructuredId>,
    hierarchies: &Hierarchies,
) -> HashSet<StructuredId> {
    let children = model.container.iter().flat_map(|c| &c.children);
    let sets = children.filter_map(|child| match child.kind {
        ChildKind::EntitySet(id) => Some(id),
        _ => None,
    });
    let navigation = model.structured.iter().flat_map(|ty| &ty.navigation);
    let navigation = navigation.filter(|n| n.collection).filter_map(|n| n.target);
    let bound = model.operations_by_binding().into_keys();
    let bound = bound.filter(|(_, many)| *many).map(|(id, _)| id);
    let properties = model.structured.iter().flat_map(|ty| &ty.properties);
    let properties = properties
        .filter(|p| p.ty.collection)
        .filter_map(|p| match p.ty.item {
            TypeRef::Structured(id) if complex.contains(&id) => Some(id),
            _ => None,
        });
    let given = model.operations.iter().filter_map(returned);
    let given = given.filter(|(id, many)| {
        *many && (model[*id].kind == StructuredKind::Entity || complex.contains(id))
    });
    let given = given.map(|(id, _)| id);
    let mut found: HashSet<StructuredId> = sets
        .chain(given)
        .chain(navigation)
        .chain(bound)
        .chain(properties)
        .collect();
    // A path can go on with a cast.
    let casts = found.iter().flat_map(|id| hierarchies.derived(*id));
    let casts: Vec<StructuredId> = casts.copied().collect();
    found.extend(casts);
    found
}

/// The resource that a composable function returns, and whether it is a collection (CSDL XML 4.01, section
/// 12.5): entities, and complex values with something to call.
pub(crate) fn composed(
    model: &Model,
    complex: &HashSet<StructuredId>,
    operation: &Operation,
) -> Option<Resource> {
    let (id, collection) = returned(operation)?;
    let leads = model[id].kind == StructuredKind::Entity || complex.contains(&id);
    (leads && !is_download(model, id)).then_some((id, collection))
}

/// The structured type that a composable function returns.
pub(crate) fn returned(operation: &Operation) -> Option<(StructuredId, bool)> {
    let ty = operation.returns.as_ref()?;
    match ty.item {
        TypeRef::Structured(id)
            if operation.is_composable && operation.kind == OperationKind::Function =>
        {
            Some((id, ty.collection))
        }
        _ => None,
    }
}

/// Whether a type is nothing but a stream: what returns it is a download.
pub(crate) fn is_download(model: &Model, id: StructuredId) -> bool {
    let mut properties = model.all_properties(id);
    let stream = TypeRef::Primitive(Primitive::Stream);
    let first = properties
        .next()
        .is_some_and(|property| property.ty.item == stream && !property.ty.collection);
    first
        && properties.next().is_none()
        && model[id].kind == StructuredKind::Complex
        && model.all_navigation(id).next().is_none()
}
