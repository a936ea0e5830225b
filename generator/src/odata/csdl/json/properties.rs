//! Properties and navigation properties.
//!
//! What comes in: members of a type's object. What goes out: their parts of the document (OData CSDL JSON
//! 4.01, sections 7 and 8).

use super::super::document::{NavigationProperty, OnDelete, Property, ReferentialConstraint};
use super::super::report::Report;
use super::object::Object;
use super::tree::{Kind, Member};
use super::types::{facets_of, type_name};
use super::{begin, expect_kind};

/// Whether a member of a type declares a navigation property.
pub(super) fn is_navigation(member: &Member) -> bool {
    let Kind::Object(members) = &member.value.kind else {
        return false;
    };
    let kind = members.iter().find(|member| member.name == "$Kind");
    kind.is_some_and(
        |kind| matches!(&kind.value.kind, Kind::String(kind) if kind == "NavigationProperty"),
    )
}

/// `$Nullable`, which is false where it is left out; XML has it the other way round.
pub(super) fn nullable(report: &mut Report, object: &mut Object) -> bool {
    object.boolean(report, "$Nullable").unwrap_or(false)
}

pub(super) fn property(report: &mut Report, member: Member) -> Option<Property> {
    let (name, mut object) = begin(report, "Property", member)?;
    expect_kind(report, &mut object, &name, &["Property"])?;
    let ty = type_name(report, &mut object);
    let nullable = Some(nullable(report, &mut object));
    let facets = facets_of(report, &mut object, &ty);
    let default_value = object.constant(report, "$DefaultValue");
    let annotations = object.annotations(report);
    Some(Property {
        name,
        ty,
        nullable,
        facets,
        default_value,
        annotations,
        position: object.finish(report),
    })
}

pub(super) fn navigation(report: &mut Report, member: Member) -> Option<NavigationProperty> {
    let (name, mut object) = begin(report, "NavigationProperty", member)?;
    object.take("$Kind");
    if !object.has("$Type") {
        object.required(report, "$Type");
    }
    let ty = type_name(report, &mut object);
    // A collection of entities has no nulls, and must not say so.
    let nullable = if ty.starts_with("Collection(") {
        object.boolean(report, "$Nullable")
    } else {
        Some(nullable(report, &mut object))
    };
    let constraints = constraints(report, &mut object);
    let on_delete = on_delete(report, &mut object);
    Some(NavigationProperty {
        name,
        ty,
        nullable,
        partner: object.text(report, "$Partner"),
        contains_target: object.boolean(report, "$ContainsTarget").unwrap_or(false),
        constraints,
        on_delete,
        annotations: object.annotations(report),
        position: object.finish(report),
    })
}

/// `$ReferentialConstraint`: principal properties by dependent ones.
fn constraints(report: &mut Report, object: &mut Object) -> Vec<ReferentialConstraint> {
    let Some(mut map) = object.object(report, "$ReferentialConstraint") else {
        return Vec::new();
    };
    let mut constraints = Vec::new();
    for member in map.named() {
        let position = member.place.in_file(&report.file);
        let annotations = map.annotations_of(report, &member.name);
        let Some(referenced_property) = path(report, &member, "$ReferentialConstraint") else {
            continue;
        };
        constraints.push(ReferentialConstraint {
            property: member.name,
            referenced_property,
            annotations,
            position,
        });
    }
    map.finish(report);
    constraints
}

/// The path that a member of a map gives; `None` after an error.
pub(super) fn path(report: &mut Report, member: &Member, map: &str) -> Option<String> {
    if let Kind::String(path) = &member.value.kind
        && !path.trim().is_empty()
        && !member.name.trim().is_empty()
    {
        return Some(path.clone());
    }
    let position = member.place.in_file(&report.file);
    let found = member.value.describe();
    let message = format!("`{}` in `{map}` maps to {found}", member.name);
    report.error(&position, message, "both must be paths, and not empty");
    None
}

/// `$OnDelete`, whose annotations are beside it.
fn on_delete(report: &mut Report, object: &mut Object) -> Option<OnDelete> {
    let position = object.position_of(report, "$OnDelete")?;
    let action = object.required(report, "$OnDelete");
    let annotations = object.annotations_of(report, "$OnDelete");
    Some(OnDelete {
        action,
        annotations,
        position,
    })
}
