//! Entity, complex and enumeration types, type definitions, and what they are made of.
//!
//! What comes in: their elements. What goes out: their parts of the document (OData CSDL XML 4.01,
//! sections 6 to 11).

use super::super::checks;
use super::super::document::{
    EnumMember, EnumType, Facets, NavigationProperty, OnDelete, Property, PropertyRef,
    ReferentialConstraint, StructuredType, TypeDefinition, TypeElement,
};
use super::super::report::{Fields, Report};
use super::super::xml::{Element, Namespace};
use super::annotations::annotation;
use super::only_annotations;

pub(super) fn structured(
    report: &mut Report,
    element: Element,
    kind: TypeElement,
) -> StructuredType {
    let (mut fields, children) = report.begin(element);
    let mut ty = StructuredType {
        element: kind,
        name: fields.name(),
        base: fields.text("BaseType"),
        is_abstract: fields.boolean("Abstract").unwrap_or(false),
        is_open: fields.boolean("OpenType"),
        has_stream: match kind {
            TypeElement::Entity => fields.boolean("HasStream"),
            TypeElement::Complex => None,
        },
        key: Vec::new(),
        properties: Vec::new(),
        navigation: Vec::new(),
        annotations: Vec::new(),
        position: fields.position(),
    };
    fields.finish();
    for child in children {
        match (&child.namespace, &*child.name, kind) {
            (Namespace::Edm, "Key", TypeElement::Entity) => key(report, child, &mut ty),
            (Namespace::Edm, "Property", _) => ty.properties.push(property(report, child)),
            (Namespace::Edm, "NavigationProperty", _) => {
                ty.navigation.push(navigation(report, child));
            }
            (Namespace::Edm, "Annotation", _) => ty.annotations.extend(annotation(report, child)),
            (_, _, TypeElement::Entity) => report.unknown(&child, "EntityType"),
            (_, _, TypeElement::Complex) => report.unknown(&child, "ComplexType"),
        }
    }
    ty
}

fn key(report: &mut Report, element: Element, ty: &mut StructuredType) {
    let (fields, children) = report.begin(element);
    let position = fields.finish();
    if !ty.key.is_empty() {
        let message = format!("`EntityType` `{}` has more than one `Key`", ty.name);
        report.error(
            &position,
            message,
            "name all parts of the key in one `Key` element",
        );
    }
    for child in children {
        if child.is_edm("PropertyRef") {
            let (mut fields, children) = report.begin(child);
            let path = fields.required("Name");
            let alias = fields.text("Alias");
            let position = fields.finish();
            // A part of a key may be annotated; nothing reads such annotations.
            only_annotations(report, children, "PropertyRef");
            ty.key.push(PropertyRef {
                path,
                alias,
                position,
            });
        } else if !child.is_edm("Annotation") {
            report.unknown(&child, "Key");
        }
    }
    checks::key(report, &position, ("Key", &ty.name), &ty.key);
}

/// The facets that a typed element may have.
pub(super) fn facets(fields: &mut Fields<'_>) -> Facets {
    Facets {
        max_length: fields.facet("MaxLength"),
        precision: fields.facet("Precision"),
        scale: fields.text("Scale"),
        srid: fields.text("SRID"),
        unicode: fields.boolean("Unicode"),
    }
}

fn property(report: &mut Report, element: Element) -> Property {
    let (mut fields, children) = report.begin(element);
    let name = fields.name();
    let ty = fields.required("Type");
    let nullable = fields.boolean("Nullable");
    let facets = facets(&mut fields);
    let default_value = fields.text("DefaultValue");
    let position = fields.finish();
    let annotations = only_annotations(report, children, "Property");
    Property {
        name,
        ty,
        nullable,
        facets,
        default_value,
        annotations,
        position,
    }
}

fn navigation(report: &mut Report, element: Element) -> NavigationProperty {
    let (mut fields, children) = report.begin(element);
    let mut property = NavigationProperty {
        name: fields.name(),
        ty: fields.required("Type"),
        nullable: fields.boolean("Nullable"),
        partner: fields.text("Partner"),
        contains_target: fields.boolean("ContainsTarget").unwrap_or(false),
        constraints: Vec::new(),
        on_delete: None,
        annotations: Vec::new(),
        position: fields.position(),
    };
    fields.finish();
    for child in children {
        match (&child.namespace, &*child.name) {
            (Namespace::Edm, "ReferentialConstraint") => {
                property.constraints.push(constraint(report, child));
            }
            (Namespace::Edm, "OnDelete") => property.on_delete = Some(on_delete(report, child)),
            (Namespace::Edm, "Annotation") => {
                property.annotations.extend(annotation(report, child));
            }
            _ => report.unknown(&child, "NavigationProperty"),
        }
    }
    property
}

fn constraint(report: &mut Report, element: Element) -> ReferentialConstraint {
    let (mut fields, children) = report.begin(element);
    let property = fields.required("Property");
    let referenced_property = fields.required("ReferencedProperty");
    let position = fields.finish();
    let annotations = only_annotations(report, children, "ReferentialConstraint");
    ReferentialConstraint {
        property,
        referenced_property,
        annotations,
        position,
    }
}

fn on_delete(report: &mut Report, element: Element) -> OnDelete {
    let (mut fields, children) = report.begin(element);
    let action = fields.required("Action");
    let position = fields.finish();
    let annotations = only_annotations(report, children, "OnDelete");
    OnDelete {
        action,
        annotations,
        position,
    }
}

pub(super) fn enumeration(report: &mut Report, element: Element) -> EnumType {
    let (mut fields, children) = report.begin(element);
    let name = fields.name();
    let underlying = fields.text("UnderlyingType");
    let is_flags = fields.boolean("IsFlags").unwrap_or(false);
    let position = fields.finish();
    let (mut members, mut annotations) = (Vec::new(), Vec::new());
    for child in children {
        match (&child.namespace, &*child.name) {
            (Namespace::Edm, "Member") => members.push(member(report, child)),
            (Namespace::Edm, "Annotation") => annotations.extend(annotation(report, child)),
            _ => report.unknown(&child, "EnumType"),
        }
    }
    EnumType {
        name,
        underlying,
        is_flags,
        members,
        annotations,
        position,
    }
}

fn member(report: &mut Report, element: Element) -> EnumMember {
    let (mut fields, children) = report.begin(element);
    let name = fields.name();
    let value = fields.number("Value");
    let position = fields.finish();
    let annotations = only_annotations(report, children, "Member");
    EnumMember {
        name,
        value,
        annotations,
        position,
    }
}

pub(super) fn definition(report: &mut Report, element: Element) -> TypeDefinition {
    let (mut fields, children) = report.begin(element);
    let name = fields.name();
    let underlying = fields.required("UnderlyingType");
    let facets = facets(&mut fields);
    let position = fields.finish();
    let annotations = only_annotations(report, children, "TypeDefinition");
    TypeDefinition {
        name,
        underlying,
        facets,
        annotations,
        position,
    }
}
