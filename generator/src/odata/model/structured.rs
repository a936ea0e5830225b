//! What entity and complex types are made of.
//!
//! What comes in: declared types and their elements. What goes out: their bases, properties and navigation
//! properties (OData CSDL XML 4.01, sections 6 to 9).

use std::collections::HashMap;

use super::Resolver;
use super::annotations;
use super::declare::Source;
use super::names::{Kind, Lookup, Scope, id};
use super::typed::{self, Written};
use super::types::{
    NavigationProperty, Primitive, Property, StructuredId, StructuredKind, TypeRef,
};
use crate::csdl;
use crate::diagnostic::Position;

/// What a member is, and its number among those of its kind that its type declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Member {
    Property(usize),
    Navigation(usize),
}

/// The members that each structured type declares, by name. In the order of the arena.
pub(super) type Members<'d> = Vec<HashMap<&'d str, Member>>;

/// Fills all structured types.
pub(super) fn fill<'d>(resolver: &mut Resolver<'d>, sources: &[Source<'d>]) -> Members<'d> {
    let mut members = Vec::with_capacity(sources.len());
    for (index, source) in sources.iter().enumerate() {
        let (scope, ty) = *source;
        let id = StructuredId(id(index));
        let base = ty.base.as_deref();
        let base = base.and_then(|base| find_base(resolver, scope, id, base, &ty.position));
        members.push(fill_members(resolver, id, *source));
        if let Some(ty) = resolver.model.structured.get_mut(index) {
            ty.base = base;
        }
    }
    members
}

fn fill_members<'d>(
    resolver: &mut Resolver<'d>,
    id: StructuredId,
    (scope, source): Source<'d>,
) -> HashMap<&'d str, Member> {
    let mut members = HashMap::new();
    let mut seen = HashMap::new();
    let mut properties = Vec::with_capacity(source.properties.len());
    let mut navigation = Vec::with_capacity(source.navigation.len());
    for property in &source.properties {
        if first(
            resolver,
            &mut seen,
            source,
            &property.name,
            &property.position,
        ) {
            members.insert(property.name.as_str(), Member::Property(properties.len()));
            properties.push(convert(resolver, scope, source, property));
        }
    }
    for property in &source.navigation {
        if first(
            resolver,
            &mut seen,
            source,
            &property.name,
            &property.position,
        ) && let Some(converted) = convert_navigation(resolver, scope, source, property)
        {
            members.insert(property.name.as_str(), Member::Navigation(navigation.len()));
            navigation.push(converted);
        }
    }
    if let Some(ty) = resolver.model.structured.get_mut(id.index()) {
        ty.properties = properties;
        ty.navigation = navigation;
    }
    members
}

/// Whether a member is the first of its name; otherwise an error.
fn first<'d>(
    resolver: &mut Resolver<'_>,
    seen: &mut HashMap<&'d str, &'d Position>,
    ty: &csdl::StructuredType,
    name: &'d str,
    position: &'d Position,
) -> bool {
    if let Some(first) = seen.get(name) {
        let what = format!("the property `{name}` of `{}`", ty.name);
        resolver.report.duplicate(&what, position, first);
        return false;
    }
    seen.insert(name, position);
    true
}

fn find_base(
    resolver: &mut Resolver<'_>,
    scope: Scope,
    id: StructuredId,
    base: &str,
    position: &Position,
) -> Option<StructuredId> {
    let (name, kind) = (resolver.model[id].name.clone(), resolver.model[id].kind);
    match resolver.names.find_type(scope, base) {
        Lookup::Found(TypeRef::Structured(base)) if resolver.model[base].kind == kind => Some(base),
        Lookup::Found(_) => {
            let wanted = match kind {
                StructuredKind::Entity => "an entity type",
                StructuredKind::Complex => "a complex type",
            };
            let message = format!("`{base}`, the base of `{name}`, is not {wanted}");
            resolver
                .report
                .error(position, message, format!("derive it from {wanted}"));
            None
        }
        Lookup::External => {
            let message = format!("`{base}`, the base of `{name}`, is in a referenced document");
            let remedy = resolver.names.missing_reference(scope, base, "");
            resolver.report.error(position, message, remedy);
            None
        }
        Lookup::Missing => {
            let message = format!("unknown type `{base}`, the base of `{name}`");
            let remedy = resolver.names.remedy(Kind::Type, scope, base);
            resolver.report.error(position, message, remedy);
            None
        }
    }
}

fn convert(
    resolver: &mut Resolver<'_>,
    scope: Scope,
    ty: &csdl::StructuredType,
    property: &csdl::Property,
) -> Property {
    let written = Written {
        ty: &property.ty,
        nullable: property.nullable,
        facets: &property.facets,
        position: &property.position,
    };
    let what = format_args!("property `{}` of `{}`", property.name, ty.name);
    Property {
        name: property.name.clone(),
        ty: typed::typed(resolver, scope, &written, &what),
        default_value: property.default_value.clone(),
        annotations: annotations::convert(&resolver.names, scope, &property.annotations, None),
        position: property.position.clone(),
    }
}

/// A navigation property; `None` after an error.
fn convert_navigation(
    resolver: &mut Resolver<'_>,
    scope: Scope,
    ty: &csdl::StructuredType,
    property: &csdl::NavigationProperty,
) -> Option<NavigationProperty> {
    let written = Written {
        ty: &property.ty,
        nullable: property.nullable,
        facets: &csdl::Facets::default(),
        position: &property.position,
    };
    let what = format_args!("navigation property `{}` of `{}`", property.name, ty.name);
    let (item, collection) = typed::item(resolver, scope, &written, &what);
    let target = match item {
        TypeRef::Structured(id) if resolver.model[id].kind == StructuredKind::Entity => Some(id),
        // `Edm.EntityType`, or a type that is not in the document.
        TypeRef::Primitive(Primitive::Any) => None,
        _ => {
            let message = format!("`{}`, the type of {what}, is no entity type", property.ty);
            let remedy = "make it a `Property`, or give it an entity type";
            resolver.report.error(&property.position, message, remedy);
            return None;
        }
    };
    Some(NavigationProperty {
        name: property.name.clone(),
        target,
        collection,
        nullable: property.nullable.unwrap_or(true),
        contains_target: property.contains_target,
        partner: property.partner.clone(),
        annotations: annotations::convert(&resolver.names, scope, &property.annotations, None),
        position: property.position.clone(),
    })
}
