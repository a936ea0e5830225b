//! What can change about an element, as text that is compared and shown.

use crate::model::{Facets, Model, NavigationProperty, Parameter, Property, Typed};
use crate::odata::vocabulary::is_optional;

use super::change::Kind;
use super::names::Names;

/// The kind of change, a word that tells facts of that kind apart, and the text.
pub(super) type Fact = (Kind, &'static str, String);

/// Those of a property.
pub(super) fn property(model: &Model, names: &Names, property: &Property) -> Vec<Fact> {
    let Property {
        ty, default_value, ..
    } = property;
    vec![
        (Kind::Type, "", names.typed(model, ty)),
        (Kind::Nullability, "", nullable(ty)),
        (
            Kind::Trait,
            "default",
            default_value.clone().unwrap_or_default(),
        ),
        (Kind::Trait, "facets", facets(&ty.facets)),
    ]
}

/// Those of a navigation property.
pub(super) fn navigation(model: &Model, names: &Names, property: &NavigationProperty) -> Vec<Fact> {
    let target = property.target.map(|target| model.qualified_name(target));
    let target = target.map_or("Edm.EntityType".to_owned(), |name| names.key(&name));
    let (ty, nullable) = if property.collection {
        (format!("Collection({target})"), String::new())
    } else {
        (target, null(property.nullable))
    };
    vec![
        (Kind::Type, "", ty),
        (Kind::Nullability, "", nullable),
        (Kind::Trait, "contained", yes(property.contains_target)),
    ]
}

/// Those of a parameter.
pub(super) fn parameter(model: &Model, names: &Names, parameter: &Parameter) -> Vec<Fact> {
    let ty = &parameter.ty;
    vec![
        (Kind::Type, "", names.typed(model, ty)),
        (
            Kind::Optional,
            "",
            if is_optional(&parameter.annotations) {
                "can be left out".to_owned()
            } else {
                "must be given".to_owned()
            },
        ),
        (Kind::Nullability, "", nullable(ty)),
        (Kind::Trait, "facets", facets(&ty.facets)),
    ]
}

/// A property that something has or lacks.
pub(super) fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

fn null(nullable: bool) -> String {
    if nullable { "nullable" } else { "not null" }.to_owned()
}

/// Whether a value may be null, or items of a collection.
pub(super) fn nullable(ty: &Typed) -> String {
    match (ty.collection, ty.null_items) {
        (true, true) => "items may be null".to_owned(),
        (true, false) => String::new(),
        (false, _) => null(ty.nullable),
    }
}

/// The facets that are written, in one order.
pub(super) fn facets(facets: &Facets) -> String {
    let Facets {
        max_length,
        precision,
        scale,
        srid,
    } = facets;
    let shown = [
        ("MaxLength", max_length.map(|n| n.to_string())),
        ("Precision", precision.map(|n| n.to_string())),
        ("Scale", scale.clone()),
        ("SRID", srid.clone()),
    ];
    let shown = shown
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", value?)));
    shown.collect::<Vec<_>>().join(" ")
}
