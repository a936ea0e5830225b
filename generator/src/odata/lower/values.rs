//! Types of the model → types of the service.

use crate::api::{Field, Member, Scalar, Type, TypeId, TypeKind, Value};
use crate::model::{
    DefinitionId, EnumId, Model, Primitive, StructuredId, StructuredKind, TypeRef, Typed,
};

/// All types: structured ones, then enumerations, then definitions, each in the order of the model.
pub(super) fn types(model: &Model) -> Vec<Type> {
    let named = |name, kind| Type {
        name,
        kind,
        docs: None,
        deprecated: false,
    };
    let structured = model.structured_types().map(|(id, ty)| {
        let kind = TypeKind::Struct {
            identity: ty.kind == StructuredKind::Entity,
            base: ty.base.map(structured),
            fields: ty
                .properties
                .iter()
                .map(|property| Field::new(property.name.clone(), value(model, &property.ty)))
                .collect(),
            more: None,
        };
        named(model.qualified_name(id), kind)
    });
    let enums = (0..).map(EnumId).zip(&model.enums).map(|(id, ty)| {
        let members = ty.members.iter().map(|member| Member::text(&member.name));
        let members = members.collect();
        named(model.qualified_name(id), TypeKind::Enum { members })
    });
    let definitions = (0..).map(DefinitionId).zip(&model.definitions);
    let definitions = definitions.map(|(id, ty)| {
        let value = Value::Scalar(scalar(ty.underlying));
        named(model.qualified_name(id), TypeKind::Alias(value))
    });
    structured.chain(enums).chain(definitions).collect()
}

/// The type of a structured type.
pub(crate) fn structured(id: StructuredId) -> TypeId {
    TypeId(id.0)
}

/// One of a structured type, or many.
pub(super) fn one_or_many(id: StructuredId, many: bool) -> Value {
    list_if(many, Value::Named(structured(id)))
}

pub(super) fn value(model: &Model, ty: &Typed) -> Value {
    let item = match ty.item {
        TypeRef::Primitive(primitive) => Value::Scalar(scalar(primitive)),
        TypeRef::Structured(id) => Value::Named(structured(id)),
        TypeRef::Enum(id) => Value::Named(enumeration(model, id)),
        TypeRef::Definition(id) => Value::Named(definition(model, id)),
    };
    list_if(ty.collection, item)
}

/// The named type that a type of the model is; `None` for a primitive one.
#[cfg(feature = "cli")]
pub(crate) fn named(model: &Model, ty: TypeRef) -> Option<TypeId> {
    match ty {
        TypeRef::Structured(id) => Some(structured(id)),
        TypeRef::Enum(id) => Some(enumeration(model, id)),
        TypeRef::Definition(id) => Some(definition(model, id)),
        TypeRef::Primitive(_) => None,
    }
}

/// The type of an enumeration.
pub(crate) fn enumeration(model: &Model, id: EnumId) -> TypeId {
    TypeId(count(model.structured.len()) + id.0)
}

/// The type of a type definition.
pub(crate) fn definition(model: &Model, id: DefinitionId) -> TypeId {
    TypeId(count(model.structured.len() + model.enums.len()) + id.0)
}

fn list_if(many: bool, item: Value) -> Value {
    if many {
        Value::List(Box::new(item))
    } else {
        item
    }
}

/// The size of an arena, which is below 2³², as each item takes bytes of the description.
fn count(items: usize) -> u32 {
    u32::try_from(items).unwrap_or(u32::MAX)
}

fn scalar(primitive: Primitive) -> Scalar {
    match primitive {
        Primitive::Binary => Scalar::Bytes,
        Primitive::Boolean => Scalar::Boolean,
        Primitive::Byte => Scalar::Natural(8),
        Primitive::Date => Scalar::Date,
        Primitive::DateTimeOffset => Scalar::DateTime,
        Primitive::Decimal => Scalar::Decimal,
        Primitive::Double => Scalar::Float(64),
        Primitive::Duration => Scalar::Duration,
        Primitive::Guid => Scalar::Uuid,
        Primitive::Int16 => Scalar::Integer(16),
        Primitive::Int32 => Scalar::Integer(32),
        Primitive::Int64 => Scalar::Integer(64),
        Primitive::SByte => Scalar::Integer(8),
        Primitive::Single => Scalar::Float(32),
        Primitive::Stream => Scalar::Stream,
        Primitive::String => Scalar::Text,
        Primitive::TimeOfDay => Scalar::Time,
        Primitive::Geo | Primitive::Any => Scalar::Any,
    }
}
