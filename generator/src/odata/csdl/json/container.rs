//! The entity container and its children.
//!
//! What comes in: their objects. What goes out: their parts of the document (OData CSDL JSON 4.01, section 13).

use super::super::document::{
    ChildElement, ContainerChild, EntityContainer, NavigationPropertyBinding,
};
use super::super::report::Report;
use super::object::Object;
use super::properties::path;
use super::tree::Member;
use super::{begin, expect_kind};

pub(super) fn container(report: &mut Report, name: String, mut object: Object) -> EntityContainer {
    let extends = object.text(report, "$Extends");
    let mut children = Vec::new();
    for member in object.named() {
        children.extend(child(report, member));
    }
    let annotations = object.annotations(report);
    EntityContainer {
        name,
        extends,
        children,
        annotations,
        position: object.finish(report),
    }
}

/// What a child is, and the member that names what it is of.
fn child_element(report: &mut Report, object: &mut Object) -> (ChildElement, &'static str) {
    if object.has("$Action") {
        (ChildElement::ActionImport, "$Action")
    } else if object.has("$Function") {
        (ChildElement::FunctionImport, "$Function")
    } else if object.boolean(report, "$Collection").unwrap_or(false) {
        (ChildElement::EntitySet, "$Type")
    } else {
        (ChildElement::Singleton, "$Type")
    }
}

fn child(report: &mut Report, member: Member) -> Option<ContainerChild> {
    let (name, mut object) = begin(report, "", member)?;
    // Drafts of the standard gave the kind; since then it follows from the other members.
    let kinds = ["EntitySet", "Singleton", "ActionImport", "FunctionImport"];
    expect_kind(report, &mut object, &name, &kinds)?;
    let (element, refers) = child_element(report, &mut object);
    let mut child = ContainerChild {
        element,
        name,
        refers_to: object.required(report, refers),
        entity_set: None,
        in_service_document: None,
        nullable: None,
        bindings: Vec::new(),
        annotations: Vec::new(),
        position: object.position.clone(),
    };
    match element {
        ChildElement::EntitySet => {
            child.in_service_document = object.boolean(report, "$IncludeInServiceDocument");
            child.bindings = bindings(report, &mut object);
        }
        ChildElement::Singleton => {
            child.nullable = object.boolean(report, "$Nullable");
            child.bindings = bindings(report, &mut object);
        }
        ChildElement::ActionImport => child.entity_set = object.text(report, "$EntitySet"),
        ChildElement::FunctionImport => {
            child.entity_set = object.text(report, "$EntitySet");
            child.in_service_document = object.boolean(report, "$IncludeInServiceDocument");
        }
    }
    child.annotations = object.annotations(report);
    object.finish(report);
    Some(child)
}

/// `$NavigationPropertyBinding`: targets by paths.
fn bindings(report: &mut Report, object: &mut Object) -> Vec<NavigationPropertyBinding> {
    let Some(mut map) = object.object(report, "$NavigationPropertyBinding") else {
        return Vec::new();
    };
    let mut bindings = Vec::new();
    for member in map.named() {
        let position = member.place.in_file(&report.file);
        let annotations = map.annotations_of(report, &member.name);
        let Some(target) = path(report, &member, "$NavigationPropertyBinding") else {
            continue;
        };
        bindings.push(NavigationPropertyBinding {
            path: member.name,
            target,
            annotations,
            position,
        });
    }
    map.finish(report);
    bindings
}
