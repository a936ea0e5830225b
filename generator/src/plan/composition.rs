//! What operations return, as a place to go on from: a function goes in, the resource that its call is comes
//! out.

use crate::model::{
    Model, Operation, OperationKind, Primitive, StructuredId, StructuredKind, TypeRef,
};

use super::docs::code;
use super::reach::Reach;

/// The resource that a composable function returns, and whether it is a collection (CSDL XML 4.01, section
/// 12.5): entities, and complex values with something to call.
pub(super) fn composed(
    model: &Model,
    reach: &Reach,
    operation: &Operation,
) -> Option<(StructuredId, bool)> {
    let (id, collection) = returned(operation)?;
    let leads = model[id].kind == StructuredKind::Entity || reach.is_resource(id);
    let offered = model.surface.has_resource((id, collection));
    (leads && offered && !is_download(model, id)).then_some((id, collection))
}

/// The structured type that a composable function returns.
pub(super) fn returned(operation: &Operation) -> Option<(StructuredId, bool)> {
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
pub(super) fn is_download(model: &Model, id: StructuredId) -> bool {
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

/// A sentence on where the entities that come back belong (`EntitySetPath`; CSDL XML 4.01, section 12.6).
pub(super) fn entity_set(operation: &Operation) -> String {
    let (Some(path), Some(binding)) = (&operation.entity_set_path, &operation.binding) else {
        return String::new();
    };
    match path.split_once('/') {
        Some((first, rest)) if first == binding.name => {
            format!(" What comes back is of the entity set at {}.", code(rest))
        }
        None if *path == binding.name => {
            " What comes back is of the same entity set as what it is called on.".to_owned()
        }
        _ => String::new(),
    }
}
