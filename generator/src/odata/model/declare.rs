//! Gives every type its id.
//!
//! What comes in: the document. What goes out: arenas of types, whose structured ones are still empty, and
//! the elements that they come from (OData CSDL XML 4.01, sections 6, 9, 10 and 11).

use std::collections::HashMap;

use super::Resolver;
use super::annotations;
use super::names::{Kind, Lookup, Scope, id};
use super::primitive;
use super::typed;
use super::types::{
    Below, DefinitionId, EnumId, EnumMember, EnumType, Primitive, StructuredId, StructuredKind,
    StructuredType, TypeDefinition, TypeRef,
};
use crate::csdl::{self, Document, TypeElement};
use crate::diagnostic::Position;

/// A structured type as written, and the schema that it is in. In the order of the arena.
pub(super) type Source<'d> = (Scope, &'d csdl::StructuredType);

/// Declares all types.
pub(super) fn declare<'d>(resolver: &mut Resolver<'d>, document: &'d Document) -> Vec<Source<'d>> {
    let mut sources = Vec::new();
    for (index, schema) in document.schemas.iter().enumerate() {
        let scope = Scope(index);
        for ty in &schema.structured {
            let id = StructuredId(id(resolver.model.structured.len()));
            if register(
                resolver,
                scope,
                &ty.name,
                TypeRef::Structured(id),
                &ty.position,
            ) {
                sources.push((scope, ty));
                let ty = empty(resolver, scope, ty);
                resolver.model.structured.push(ty);
            }
        }
        for ty in &schema.enums {
            let id = EnumId(id(resolver.model.enums.len()));
            if register(resolver, scope, &ty.name, TypeRef::Enum(id), &ty.position) {
                let ty = enumeration(resolver, scope, ty);
                resolver.model.enums.push(ty);
            }
        }
        for ty in &schema.definitions {
            let id = DefinitionId(id(resolver.model.definitions.len()));
            if register(
                resolver,
                scope,
                &ty.name,
                TypeRef::Definition(id),
                &ty.position,
            ) {
                let ty = definition(resolver, scope, ty);
                resolver.model.definitions.push(ty);
            }
        }
    }
    sources
}

/// Enters a type into the index; false after an error.
fn register<'d>(
    resolver: &mut Resolver<'d>,
    scope: Scope,
    name: &'d str,
    ty: TypeRef,
    position: &Position,
) -> bool {
    let namespace = resolver.names.namespace(scope);
    let qualified = &resolver.model[namespace].name;
    if let Some(first) = resolver.names.types.get(&(namespace, name)) {
        let what = format!("the type `{qualified}.{name}`");
        let first = type_position(resolver, *first).unwrap_or_else(|| position.clone());
        resolver.report.duplicate(&what, position, &first);
        return false;
    }
    resolver.names.declare(Kind::Type, qualified, name);
    resolver.names.types.insert((namespace, name), ty);
    true
}

fn type_position(resolver: &Resolver<'_>, ty: TypeRef) -> Option<Position> {
    let model = &resolver.model;
    match ty {
        TypeRef::Primitive(_) => None,
        TypeRef::Structured(id) => Some(model[id].position.clone()),
        TypeRef::Enum(id) => Some(model[id].position.clone()),
        TypeRef::Definition(id) => Some(model[id].position.clone()),
    }
}

fn empty(resolver: &Resolver<'_>, scope: Scope, ty: &csdl::StructuredType) -> StructuredType {
    StructuredType {
        kind: match ty.element {
            TypeElement::Entity => StructuredKind::Entity,
            TypeElement::Complex => StructuredKind::Complex,
        },
        namespace: resolver.names.namespace(scope),
        name: ty.name.clone(),
        base: None,
        derived: Vec::new(),
        is_abstract: ty.is_abstract,
        is_open: ty.is_open.unwrap_or(false),
        is_json: false,
        has_stream: ty.has_stream.unwrap_or(false),
        key: Vec::new(),
        properties: Vec::new(),
        navigation: Vec::new(),
        annotations: annotations::convert(&resolver.names, scope, &ty.annotations, None),
        below: Below::new(),
        position: ty.position.clone(),
    }
}

fn enumeration(resolver: &mut Resolver<'_>, scope: Scope, ty: &csdl::EnumType) -> EnumType {
    let underlying = ty.underlying.as_deref().unwrap_or("Edm.Int32");
    let underlying = match resolver.names.find_type(scope, underlying) {
        Lookup::Found(TypeRef::Primitive(primitive)) if primitive::is_integer(primitive) => {
            primitive
        }
        _ => {
            let message = format!("`EnumType` `{}` has `{underlying}` underneath", ty.name);
            let remedy = "use `Edm.Byte`, `Edm.SByte`, `Edm.Int16`, `Edm.Int32` or `Edm.Int64`";
            resolver.report.error(&ty.position, message, remedy);
            Primitive::Int32
        }
    };
    EnumType {
        namespace: resolver.names.namespace(scope),
        name: ty.name.clone(),
        is_flags: ty.is_flags,
        underlying,
        members: members(resolver, scope, ty),
        annotations: annotations::convert(&resolver.names, scope, &ty.annotations, None),
        position: ty.position.clone(),
    }
}

fn members(resolver: &mut Resolver<'_>, scope: Scope, ty: &csdl::EnumType) -> Vec<EnumMember> {
    let mut members: Vec<EnumMember> = Vec::with_capacity(ty.members.len());
    let mut seen: HashMap<&str, &Position> = HashMap::new();
    let mut next = Some(0i64);
    for member in &ty.members {
        if let Some(first) = seen.get(member.name.as_str()) {
            let what = format!("the member `{}` of `EnumType` `{}`", member.name, ty.name);
            resolver.report.duplicate(&what, &member.position, first);
            continue;
        }
        seen.insert(&member.name, &member.position);
        let value = member.value.or(next).unwrap_or_else(|| {
            let message = format!("the member `{}` has no value left", member.name);
            resolver
                .report
                .error(&member.position, message, "give it a `Value`");
            0
        });
        next = value.checked_add(1);
        members.push(EnumMember {
            name: member.name.clone(),
            value,
            annotations: annotations::convert(&resolver.names, scope, &member.annotations, None),
            position: member.position.clone(),
        });
    }
    members
}

fn definition(
    resolver: &mut Resolver<'_>,
    scope: Scope,
    ty: &csdl::TypeDefinition,
) -> TypeDefinition {
    let found = resolver.names.find_type(scope, &ty.underlying);
    let underlying = if let Lookup::Found(TypeRef::Primitive(primitive)) = found {
        primitive
    } else {
        let message = format!(
            "`TypeDefinition` `{}` has `{}` underneath",
            ty.name, ty.underlying
        );
        let mut remedy = resolver.names.remedy(Kind::Type, scope, &ty.underlying);
        if !remedy.contains("`Edm.") {
            "use a primitive type, such as `Edm.String`".clone_into(&mut remedy);
        }
        resolver.report.error(&ty.position, message, remedy);
        Primitive::Any
    };
    TypeDefinition {
        namespace: resolver.names.namespace(scope),
        name: ty.name.clone(),
        underlying,
        facets: typed::facets(&ty.facets),
        annotations: annotations::convert(&resolver.names, scope, &ty.annotations, None),
        position: ty.position.clone(),
    }
}
