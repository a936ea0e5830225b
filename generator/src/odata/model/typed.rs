//! Type names with multiplicity and facets.
//!
//! What comes in: the text of a `Type` attribute, such as `Collection(graph.user)`. What goes out: the type;
//! an unknown one is an error, one of a referenced document any JSON with a warning.

use std::fmt::Display;

use super::Resolver;
use super::names::{Kind, Lookup, Scope};
use super::types::{Facets, Primitive, TypeRef, Typed};
use crate::csdl;
use crate::diagnostic::Position;

/// What a typed element says of its type.
pub(super) struct Written<'a> {
    pub(super) ty: &'a str,
    pub(super) nullable: Option<bool>,
    pub(super) facets: &'a csdl::Facets,
    pub(super) position: &'a Position,
}

/// Splits `Collection(X)`; `None` where the parentheses do not fit.
pub(crate) fn split_collection(text: &str) -> Option<(&str, bool)> {
    let text = text.trim();
    let (item, collection) = match text.strip_prefix("Collection(") {
        Some(rest) => (rest.strip_suffix(')')?.trim(), true),
        None => (text, false),
    };
    (!item.is_empty() && !item.contains(['(', ')'])).then_some((item, collection))
}

/// The type of an element; `what` names the element in errors.
pub(super) fn typed(
    resolver: &mut Resolver<'_>,
    scope: Scope,
    written: &Written<'_>,
    what: &dyn Display,
) -> Typed {
    let (item, collection) = item(resolver, scope, written, what);
    Typed {
        item,
        collection,
        nullable: written.nullable.unwrap_or(true),
        null_items: collection && written.nullable == Some(true),
        facets: facets(written.facets),
    }
}

/// The type without facets, and whether it is a collection of it.
pub(super) fn item(
    resolver: &mut Resolver<'_>,
    scope: Scope,
    written: &Written<'_>,
    what: &dyn Display,
) -> (TypeRef, bool) {
    const ANY: TypeRef = TypeRef::Primitive(Primitive::Any);
    let Some((name, collection)) = split_collection(written.ty) else {
        let message = format!(
            "`{}`, the type of {what}, is not the name of a type",
            written.ty
        );
        let remedy = "write `Namespace.Name` or `Collection(Namespace.Name)`";
        resolver.report.error(written.position, message, remedy);
        return (ANY, false);
    };
    match resolver.names.find_type(scope, name) {
        Lookup::Found(ty) => (ty, collection),
        Lookup::External => {
            let message = format!("`{name}`, the type of {what}, is in a referenced document");
            let otherwise = "its values are taken for any JSON; ";
            let remedy = resolver.names.missing_reference(scope, name, otherwise);
            resolver.report.warning(written.position, message, remedy);
            (ANY, collection)
        }
        Lookup::Missing => {
            let message = format!("unknown type `{name}` of {what}");
            let remedy = resolver.names.remedy(Kind::Type, scope, name);
            resolver.report.error(written.position, message, remedy);
            (ANY, collection)
        }
    }
}

pub(super) fn facets(facets: &csdl::Facets) -> Facets {
    Facets {
        max_length: facets.max_length,
        precision: facets.precision,
        scale: facets.scale.clone(),
        srid: facets.srid.clone(),
    }
}
