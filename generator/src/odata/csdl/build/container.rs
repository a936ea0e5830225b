//! `EntityContainer` and its children.
//!
//! What comes in: their elements. What goes out: their parts of the document (OData CSDL XML 4.01,
//! section 13).

use super::super::document::{
    ChildElement, ContainerChild, EntityContainer, NavigationPropertyBinding,
};
use super::super::report::Report;
use super::super::xml::{Element, Namespace};
use super::annotations::annotation;
use super::only_annotations;

pub(super) fn container(report: &mut Report, element: Element) -> EntityContainer {
    let (mut fields, elements) = report.begin(element);
    let name = fields.name();
    let extends = fields.text("Extends");
    let position = fields.finish();
    let (mut children, mut annotations) = (Vec::new(), Vec::new());
    for element in elements {
        if element.is_edm("Annotation") {
            annotations.extend(annotation(report, element));
            continue;
        }
        match child_element(&element) {
            Some(kind) => children.push(child(report, element, kind)),
            None => report.unknown(&element, "EntityContainer"),
        }
    }
    EntityContainer {
        name,
        extends,
        children,
        annotations,
        position,
    }
}

fn child_element(element: &Element) -> Option<ChildElement> {
    match (&element.namespace, &*element.name) {
        (Namespace::Edm, "EntitySet") => Some(ChildElement::EntitySet),
        (Namespace::Edm, "Singleton") => Some(ChildElement::Singleton),
        (Namespace::Edm, "ActionImport") => Some(ChildElement::ActionImport),
        (Namespace::Edm, "FunctionImport") => Some(ChildElement::FunctionImport),
        _ => None,
    }
}

fn child(report: &mut Report, element: Element, kind: ChildElement) -> ContainerChild {
    let label = element.name.clone();
    let (mut fields, children) = report.begin(element);
    let mut child = ContainerChild {
        element: kind,
        name: fields.name(),
        refers_to: fields.required(match kind {
            ChildElement::EntitySet => "EntityType",
            ChildElement::Singleton => "Type",
            ChildElement::ActionImport => "Action",
            ChildElement::FunctionImport => "Function",
        }),
        entity_set: None,
        in_service_document: None,
        nullable: None,
        bindings: Vec::new(),
        annotations: Vec::new(),
        position: fields.position(),
    };
    match kind {
        ChildElement::EntitySet => {
            child.in_service_document = fields.boolean("IncludeInServiceDocument");
        }
        ChildElement::Singleton => child.nullable = fields.boolean("Nullable"),
        ChildElement::ActionImport => child.entity_set = fields.text("EntitySet"),
        ChildElement::FunctionImport => {
            child.entity_set = fields.text("EntitySet");
            child.in_service_document = fields.boolean("IncludeInServiceDocument");
        }
    }
    fields.finish();
    let binds = matches!(kind, ChildElement::EntitySet | ChildElement::Singleton);
    for element in children {
        if binds && element.is_edm("NavigationPropertyBinding") {
            child.bindings.push(binding(report, element));
        } else if element.is_edm("Annotation") {
            child.annotations.extend(annotation(report, element));
        } else {
            report.unknown(&element, &label);
        }
    }
    child
}

fn binding(report: &mut Report, element: Element) -> NavigationPropertyBinding {
    let (mut fields, children) = report.begin(element);
    let path = fields.required("Path");
    let target = fields.required("Target");
    let position = fields.finish();
    let annotations = only_annotations(report, children, "NavigationPropertyBinding");
    NavigationPropertyBinding {
        path,
        target,
        annotations,
        position,
    }
}
