//! Ways through the model: by binding parameter, by import, by name.

use std::collections::HashMap;

use super::types::{
    ChildKind, ContainerChild, Model, NamespaceId, OperationId, Primitive, StructuredId,
    StructuredType, TypeRef, Typed,
};

impl Model {
    /// All structured types with their ids, in the order of the input.
    pub(crate) fn structured_types(&self) -> impl Iterator<Item = (StructuredId, &StructuredType)> {
        (0..).map(StructuredId).zip(&self.structured)
    }

    /// A full name.
    pub(crate) fn qualified(&self, namespace: NamespaceId, name: &str) -> String {
        format!("{}.{name}", self[namespace].name)
    }

    /// Bound operations by the type they are bound to, and whether to a collection of it.
    pub(crate) fn operations_by_binding(&self) -> HashMap<(StructuredId, bool), Vec<OperationId>> {
        let mut bound: HashMap<_, Vec<_>> = HashMap::new();
        for (id, operation) in (0..).map(OperationId).zip(&self.operations) {
            let Some(binding) = &operation.binding else {
                continue;
            };
            if let TypeRef::Structured(ty) = binding.ty.item {
                bound
                    .entry((ty, binding.ty.collection))
                    .or_default()
                    .push(id);
            }
        }
        bound
    }

    /// Imports of the container in the order of the input, each with the operation that is called by its name: a
    /// function import has one entry for each overload.
    pub(crate) fn imports(&self) -> impl Iterator<Item = (&ContainerChild, OperationId)> {
        let container = self.container.iter();
        let children = container.flat_map(|container| &container.children);
        children.flat_map(|child| {
            let operations = match &child.kind {
                ChildKind::ActionImport(id) => std::slice::from_ref(id),
                ChildKind::FunctionImport(overloads) => overloads.as_slice(),
                ChildKind::EntitySet(_) | ChildKind::Singleton(_) => &[],
            };
            operations.iter().map(move |id| (child, *id))
        })
    }

    /// A type's name without namespace, for names and messages.
    pub(crate) fn short_type_name(&self, ty: &Typed) -> String {
        let item = match ty.item {
            TypeRef::Primitive(primitive) => primitive_name(primitive).to_owned(),
            TypeRef::Structured(id) => self[id].name.clone(),
            TypeRef::Enum(id) => self[id].name.clone(),
            TypeRef::Definition(id) => self[id].name.clone(),
        };
        if ty.collection {
            format!("{item}Collection")
        } else {
            item
        }
    }
}

fn primitive_name(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::Binary => "Binary",
        Primitive::Boolean => "Boolean",
        Primitive::Byte => "Byte",
        Primitive::Date => "Date",
        Primitive::DateTimeOffset => "DateTimeOffset",
        Primitive::Decimal => "Decimal",
        Primitive::Double => "Double",
        Primitive::Duration => "Duration",
        Primitive::Guid => "Guid",
        Primitive::Int16 => "Int16",
        Primitive::Int32 => "Int32",
        Primitive::Int64 => "Int64",
        Primitive::SByte => "SByte",
        Primitive::Single => "Single",
        Primitive::Stream => "Stream",
        Primitive::String => "String",
        Primitive::TimeOfDay => "TimeOfDay",
        Primitive::Geo => "Geography",
        Primitive::Any => "Untyped",
    }
}
