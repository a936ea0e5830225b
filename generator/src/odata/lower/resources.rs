//! What of a service is a resource: complex types with something to call, and what composable functions return.

use std::collections::{HashMap, HashSet};

use crate::model::{
    Model, Operation, OperationKind, Primitive, Resource, StructuredId, StructuredKind, TypeRef,
};

/// Complex types with navigation or operations, those that an overlay names, and those that hold one of these: by fixed point.
pub(crate) fn complex(model: &Model) -> HashSet<StructuredId> {
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
