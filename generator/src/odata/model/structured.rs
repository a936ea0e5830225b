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
use super::versions::Part;
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
        let id = StructuredId(id(index));
        let base = source.oldest().and_then(|(scope, ty)| {
            let base = ty.base.as_deref()?;
            find_base(resolver, scope, id, base, &ty.position)
        });
        let newest = newest(source);
        let mut filled = Filled::default();
        for (number, part) in source.0.iter().enumerate() {
            filled.add(resolver, *part, |name| newest.get(name) == Some(&number));
        }
        members.push(filled.members);
        if let Some(ty) = resolver.model.structured.get_mut(index) {
            ty.base = base;
            ty.properties = filled.properties;
            ty.navigation = filled.navigation;
        }
    }
    members
}

/// Of each member the newest version that declares it: where a line of versions has branches, several may.
fn newest<'d>(source: &Source<'d>) -> HashMap<&'d str, usize> {
    let mut newest = HashMap::new();
    for (number, (_, part)) in source.0.iter().enumerate() {
        let properties = part.properties.iter().map(|it| it.name.as_str());
        let navigation = part.navigation.iter().map(|it| it.name.as_str());
        newest.extend(properties.chain(navigation).map(|name| (name, number)));
    }
    newest
}

/// The members of a type while they are found.
#[derive(Default)]
struct Filled<'d> {
    members: HashMap<&'d str, Member>,
    properties: Vec<Property>,
    navigation: Vec<NavigationProperty>,
}

impl<'d> Filled<'d> {
    /// Adds the members of one version of the type, as far as they are wanted of it.
    fn add(
        &mut self,
        resolver: &mut Resolver<'d>,
        (scope, source): Part<'d>,
        is_wanted: impl Fn(&str) -> bool,
    ) {
        let mut seen = HashMap::new();
        for property in &source.properties {
            let (name, place) = (property.name.as_str(), &property.position);
            if first(resolver, &mut seen, source, name, place) && is_wanted(name) {
                let number = self.properties.len();
                self.members.insert(name, Member::Property(number));
                let property = convert(resolver, scope, source, property);
                self.properties.push(property);
            }
        }
        for property in &source.navigation {
            let (name, place) = (property.name.as_str(), &property.position);
            if first(resolver, &mut seen, source, name, place)
                && is_wanted(name)
                && let Some(converted) = convert_navigation(resolver, scope, source, property)
            {
                let number = self.navigation.len();
                self.members.insert(name, Member::Navigation(number));
                self.navigation.push(converted);
            }
        }
    }
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
            let message = format!(
                "`{}`, the type of {what}, is not an entity type",
                property.ty
            );
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
