//! Entity, complex and enumeration types, and type definitions.
//!
//! What comes in: their objects. What goes out: their parts of the document (OData CSDL JSON 4.01, sections 6
//! to 11).

use super::super::checks;
use super::super::document::{
    EnumMember, EnumType, Facets, PropertyRef, StructuredType, TypeDefinition, TypeElement,
};
use super::super::report::Report;
use super::object::Object;
use super::properties::{self, is_navigation};
use super::tree::{Kind, Member, Value};
use super::{identifier, named_element};

/// The type that `$Type` and `$Collection` name, as XML writes it.
pub(super) fn type_name(report: &mut Report, object: &mut Object) -> String {
    let name = if object.has("$Type") {
        object.required(report, "$Type")
    } else {
        "Edm.String".to_owned()
    };
    if object.boolean(report, "$Collection").unwrap_or(false) {
        format!("Collection({name})")
    } else {
        name
    }
}

/// The facets that a typed element may have.
fn facets(report: &mut Report, object: &mut Object) -> Facets {
    Facets {
        max_length: object.facet(report, "$MaxLength"),
        precision: object.facet(report, "$Precision"),
        scale: object.text_or_number(report, "$Scale"),
        srid: object.text_or_number(report, "$SRID"),
        unicode: object.boolean(report, "$Unicode"),
    }
}

/// The facets of an element of a type. Where JSON leaves out the scale of a decimal it is `variable`, and where
/// XML does it is 0; the document follows XML.
pub(super) fn facets_of(report: &mut Report, object: &mut Object, ty: &str) -> Facets {
    let mut facets = facets(report, object);
    if facets.scale.is_none() && matches!(ty, "Edm.Decimal" | "Collection(Edm.Decimal)") {
        facets.scale = Some("variable".to_owned());
    }
    facets
}

pub(super) fn structured(
    report: &mut Report,
    name: String,
    mut object: Object,
    element: TypeElement,
) -> StructuredType {
    let mut ty = StructuredType {
        element,
        name,
        base: object.text(report, "$BaseType"),
        is_abstract: object.boolean(report, "$Abstract").unwrap_or(false),
        is_open: object.boolean(report, "$OpenType"),
        has_stream: None,
        key: Vec::new(),
        properties: Vec::new(),
        navigation: Vec::new(),
        annotations: Vec::new(),
        position: object.position.clone(),
    };
    if element == TypeElement::Entity {
        ty.has_stream = object.boolean(report, "$HasStream");
        ty.key = key(report, &mut object, &ty.name);
    }
    for member in object.named() {
        if is_navigation(&member) {
            ty.navigation.extend(properties::navigation(report, member));
        } else {
            ty.properties.extend(properties::property(report, member));
        }
    }
    ty.annotations = object.annotations(report);
    object.finish(report);
    ty
}

/// `$Key`: names of properties, and objects with an alias for a path each.
fn key(report: &mut Report, object: &mut Object, name: &str) -> Vec<PropertyRef> {
    if !object.has("$Key") {
        return Vec::new();
    }
    let errors = report.errors.len();
    let mut key = Vec::new();
    for item in object.array(report, "$Key") {
        key.extend(property_ref(report, item, name));
    }
    // Where a part is wrong, that is said already.
    if report.errors.len() == errors {
        checks::key(report, &object.position, ("$Key", name), &key);
    }
    key
}

fn property_ref(report: &mut Report, item: Value, name: &str) -> Option<PropertyRef> {
    let position = item.place.in_file(&report.file);
    let found = item.describe();
    let (path, alias) = match item.kind {
        Kind::String(path) => (Some(path), None),
        Kind::Object(members) => match <[Member; 1]>::try_from(members) {
            Ok([member]) => match member.value.kind {
                Kind::String(path) => (Some(path), Some(member.name)),
                _ => (None, None),
            },
            Err(_) => (None, None),
        },
        _ => (None, None),
    };
    let Some(path) = path.filter(|path| !path.trim().is_empty()) else {
        let message = format!("a part of the `$Key` of `{name}` is {found} that names no property");
        let remedy = "write the name of the property, or `{\"alias\": \"path/of/property\"}`";
        report.error(&position, message, remedy);
        return None;
    };
    Some(PropertyRef {
        path,
        alias,
        position,
    })
}

pub(super) fn enumeration(report: &mut Report, name: String, mut object: Object) -> EnumType {
    let underlying = object.text(report, "$UnderlyingType");
    let is_flags = object.boolean(report, "$IsFlags").unwrap_or(false);
    let mut members = Vec::new();
    for item in object.named() {
        members.push(member(report, &mut object, item, &name));
    }
    let annotations = object.annotations(report);
    EnumType {
        name,
        underlying,
        is_flags,
        members,
        annotations,
        position: object.finish(report),
    }
}

fn member(report: &mut Report, object: &mut Object, member: Member, of: &str) -> EnumMember {
    let position = member.place.in_file(&report.file);
    identifier(
        report,
        &position,
        &named_element("Member", &member.name),
        &member.name,
    );
    let value = match &member.value.kind {
        // A string where `IEEE754Compatible=true` was asked for.
        Kind::Number(text) | Kind::String(text) => text.parse().ok(),
        _ => None,
    };
    if value.is_none() {
        let message = format!(
            "the member `{}` of `{of}` has no whole number as value",
            member.name
        );
        let place = member.value.place.in_file(&report.file);
        report.error(&place, message, "give it one in the range of `Edm.Int64`");
    }
    let annotations = object.annotations_of(report, &member.name);
    EnumMember {
        name: member.name,
        value,
        annotations,
        position,
    }
}

pub(super) fn definition(report: &mut Report, name: String, mut object: Object) -> TypeDefinition {
    let underlying = object.required(report, "$UnderlyingType");
    let facets = facets_of(report, &mut object, &underlying);
    let annotations = object.annotations(report);
    TypeDefinition {
        name,
        underlying,
        facets,
        annotations,
        position: object.finish(report),
    }
}
