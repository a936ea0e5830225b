//! Gives every type its id.
//!
//! What comes in: the document. What goes out: arenas of types, whose structured ones are still empty, and
//! the elements that they come from (OData CSDL XML 4.01, sections 6, 9, 10 and 11).

use std::collections::{HashMap, HashSet};

use super::Resolver;
use super::annotations;
use super::names::{Kind, Lookup, Scope, id};
use super::primitive;
use super::typed;
use super::types::{
    Annotation, Annotations, Below, DefinitionId, EnumId, EnumMember, EnumType, Primitive,
    StructuredId, StructuredKind, StructuredType, TypeDefinition, TypeRef,
};
use super::versions::{Part, Versions};
use crate::csdl::{self, Document, TypeElement};
use crate::diagnostic::Position;

/// A structured type as written, and the schema that it is in; where it stands for several versions, each of them, the
/// oldest first.
pub(super) struct Source<'d>(pub(super) Vec<Part<'d>>);

impl<'d> Source<'d> {
    /// What the type is called and derives from: the oldest of its versions.
    pub(super) fn oldest(&self) -> Option<Part<'d>> {
        self.0.first().copied()
    }

    /// Whether it stands for several versions.
    pub(super) fn is_versioned(&self) -> bool {
        self.0.len() > 1
    }
}

/// Declares all types; the sources are in the order of the arena.
pub(super) fn declare<'d>(
    resolver: &mut Resolver<'d>,
    document: &'d Document,
    versions: &Versions<'d>,
) -> Vec<Source<'d>> {
    let mut sources = Vec::new();
    let mut later: HashSet<*const csdl::StructuredType> = HashSet::new();
    for (index, schema) in document.schemas.iter().enumerate() {
        let scope = Scope(index);
        for ty in &schema.structured {
            if later.contains(&std::ptr::from_ref(ty)) {
                continue;
            }
            let key = (resolver.names.namespace(scope), ty.name.as_str());
            let source = Source(versions.parts(key, (scope, ty)));
            let parts = source.0.iter();
            later.extend(parts.map(|(_, part)| std::ptr::from_ref(*part)));
            declare_structured(resolver, source, &mut sources);
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

/// Declares a type by the names of all its versions.
fn declare_structured<'d>(
    resolver: &mut Resolver<'d>,
    source: Source<'d>,
    sources: &mut Vec<Source<'d>>,
) {
    let id = StructuredId(id(resolver.model.structured.len()));
    let ty = TypeRef::Structured(id);
    let mut registered = true;
    for (scope, part) in &source.0 {
        registered &= register(resolver, *scope, &part.name, ty, &part.position);
    }
    if let Some((_, newest)) = source.0.last()
        && registered
    {
        let ty = empty(resolver, &source, newest);
        resolver.model.structured.extend(ty);
        sources.push(source);
    }
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

fn empty(
    resolver: &Resolver<'_>,
    source: &Source<'_>,
    newest: &csdl::StructuredType,
) -> Option<StructuredType> {
    let (scope, oldest) = source.oldest()?;
    let parts = || source.0.iter().map(|(_, part)| part);
    Some(StructuredType {
        kind: match oldest.element {
            TypeElement::Entity => StructuredKind::Entity,
            TypeElement::Complex => StructuredKind::Complex,
        },
        namespace: resolver.names.namespace(scope),
        name: oldest.name.clone(),
        versions: if source.is_versioned() {
            let parts = source.0.iter();
            parts
                .map(|(scope, _)| resolver.names.namespace(*scope))
                .collect()
        } else {
            Vec::new()
        },
        base: None,
        derived: Vec::new(),
        is_abstract: newest.is_abstract,
        is_open: parts().any(|part| part.is_open.unwrap_or(false)),
        is_json: false,
        is_polymorphic: None,
        has_stream: parts().any(|part| part.has_stream.unwrap_or(false)),
        key: Vec::new(),
        properties: Vec::new(),
        navigation: Vec::new(),
        annotations: type_annotations(resolver, source),
        below: Below::new(),
        position: oldest.position.clone(),
    })
}

/// The annotations of a type; where versions of it have the same, that of the newest.
fn type_annotations(resolver: &Resolver<'_>, source: &Source<'_>) -> Annotations {
    let mut annotations = Annotations::default();
    for (scope, part) in source.0.iter().rev() {
        let own = annotations::convert(&resolver.names, *scope, &part.annotations, None);
        let is_new = |annotation: &Annotation| {
            let mut known = annotations.0.iter();
            known.all(|it| it.term != annotation.term || it.qualifier != annotation.qualifier)
        };
        let own = own.0.into_iter().filter(is_new).collect::<Vec<_>>();
        annotations.0.extend(own);
    }
    annotations
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
