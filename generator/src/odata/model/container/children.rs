//! Children of a container: what they are of, resolved.
//!
//! What comes in: their elements. What goes out: sets, singletons and imports of the model, or what is not at hand
//! (OData CSDL XML 4.01, sections 13.2 to 13.6).

use super::super::Resolver;
use super::super::annotations;
use super::super::names::{Kind, Lookup, Scope};
use super::super::types::{
    Below, ChildKind, Container, ContainerChild, OperationId, OperationKind, StructuredId,
    StructuredKind, TypeRef, Unavailable,
};
use super::Children;
use crate::csdl::{self, ChildElement};

/// Adds a child to the container.
pub(super) fn add<'d>(
    resolver: &mut Resolver<'d>,
    scope: Scope,
    child: &'d csdl::ContainerChild,
    merged: &mut Container,
    children: &mut Children<'d>,
) {
    if let Some(first) = children.numbers.get(child.name.as_str()) {
        let what = format!("`{}` in the entity container", child.name);
        let first = merged
            .children
            .get(*first)
            .map_or(&child.position, |first| &first.position);
        resolver.report.duplicate(&what, &child.position, first);
        return;
    }
    let kind = match child.element {
        ChildElement::EntitySet => entity(resolver, scope, child).map(ChildKind::EntitySet),
        ChildElement::Singleton => entity(resolver, scope, child).map(ChildKind::Singleton),
        ChildElement::ActionImport => imported(resolver, scope, child, OperationKind::Action)
            .and_then(|operations| operations.first().copied().ok_or(None))
            .map(ChildKind::ActionImport),
        ChildElement::FunctionImport => {
            imported(resolver, scope, child, OperationKind::Function).map(ChildKind::FunctionImport)
        }
    };
    let kind = match kind {
        Ok(kind) => kind,
        Err(missing) => {
            merged.unavailable.extend(missing);
            return;
        }
    };
    let bindings = child.bindings.iter();
    children.numbers.insert(&child.name, merged.children.len());
    merged.children.push(ContainerChild {
        name: child.name.clone(),
        kind,
        bindings: bindings
            .map(|binding| (binding.path.clone(), binding.target.clone()))
            .collect(),
        annotations: annotations::convert(&resolver.names, scope, &child.annotations, None),
        below: Below::new(),
        position: child.position.clone(),
    });
}

/// The entity type of a set or singleton; otherwise what is not at hand, or nothing after an error.
fn entity(
    resolver: &mut Resolver<'_>,
    scope: Scope,
    child: &csdl::ContainerChild,
) -> Result<StructuredId, Option<Unavailable>> {
    let ty = &child.refers_to;
    let (message, remedy) = match resolver.names.find_type(scope, ty) {
        Lookup::Found(TypeRef::Structured(id))
            if resolver.model[id].kind == StructuredKind::Entity =>
        {
            return Ok(id);
        }
        Lookup::Found(_) => (
            format!(
                "`{ty}`, the type of `{}`, is not an entity type",
                child.name
            ),
            "entity sets and singletons need an entity type".to_owned(),
        ),
        Lookup::External => {
            let message = format!(
                "`{ty}`, the type of `{}`, is in a referenced document",
                child.name
            );
            return Err(Some(missing(resolver, scope, child, message)));
        }
        Lookup::Missing => (
            format!("unknown type `{ty}` of `{}`", child.name),
            resolver.names.remedy(Kind::Type, scope, ty),
        ),
    };
    resolver.report.error(&child.position, message, remedy);
    Err(None)
}

fn missing(
    resolver: &Resolver<'_>,
    scope: Scope,
    child: &csdl::ContainerChild,
    message: String,
) -> Unavailable {
    let remedy = resolver
        .names
        .missing_reference(scope, &child.refers_to, "");
    Unavailable {
        name: child.name.clone(),
        message,
        remedy,
        position: child.position.clone(),
    }
}

/// The unbound overloads that an import names; otherwise what is not at hand, or nothing after an error.
fn imported(
    resolver: &mut Resolver<'_>,
    scope: Scope,
    child: &csdl::ContainerChild,
    kind: OperationKind,
) -> Result<Vec<OperationId>, Option<Unavailable>> {
    let name = &child.refers_to;
    let what = match kind {
        OperationKind::Action => "action",
        OperationKind::Function => "function",
    };
    let (message, remedy) = match resolver.names.find(&resolver.names.operations, scope, name) {
        Lookup::Found(overloads) => {
            let fits = |id: &OperationId| {
                let operation = &resolver.model[*id];
                operation.kind == kind && operation.binding.is_none()
            };
            let unbound: Vec<OperationId> = overloads.into_iter().filter(fits).collect();
            if !unbound.is_empty() {
                return Ok(unbound);
            }
            (
                format!(
                    "`{}` imports `{name}`, which is not an unbound {what}",
                    child.name
                ),
                "only unbound operations can be imported".to_owned(),
            )
        }
        Lookup::External => {
            let message = format!("`{}` imports `{name}` of a referenced document", child.name);
            return Err(Some(missing(resolver, scope, child, message)));
        }
        Lookup::Missing => (
            format!("`{}` imports the unknown {what} `{name}`", child.name),
            resolver.names.remedy(Kind::Operation, scope, name),
        ),
    };
    resolver.report.error(&child.position, message, remedy);
    Err(None)
}
