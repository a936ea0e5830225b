//! Ways through the model: by binding parameter, by import, by name.

use std::collections::HashMap;

use super::types::{
    ChildKind, Model, NamespaceId, OperationId, Primitive, StructuredId, StructuredType, TypeRef,
    Typed,
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

    /// Operations that the container imports, in the order of the input.
    pub(crate) fn imported_operations(&self) -> Vec<OperationId> {
        let children = self
            .container
            .iter()
            .flat_map(|container| &container.children);
        let mut ids: Vec<OperationId> = Vec::new();
        for child in children {
            match &child.kind {
                ChildKind::ActionImport(id) => ids.push(*id),
                ChildKind::FunctionImport(overloads) => ids.extend(overloads),
                ChildKind::EntitySet(_) | ChildKind::Singleton(_) => {}
            }
        }
        let mut seen = std::collections::HashSet::new();
        ids.retain(|id| seen.insert(*id));
        ids
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
