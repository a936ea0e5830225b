//! The entity container.
//!
//! What comes in: the containers of the document. What goes out: one container with what it extends merged
//! in, base first (OData CSDL XML 4.01, section 13).

use std::collections::{HashMap, HashSet};

use super::Resolver;
use super::annotations;
use super::names::{Kind, Lookup, Scope};
use super::types::{
    Annotations, Below, ChildKind, Container, ContainerChild, NamespaceId, OperationId,
    OperationKind, StructuredId, StructuredKind, TypeRef, Unavailable,
};
use crate::csdl::{self, ChildElement, Document};

/// A container as written, and the schema that it is in.
type Source<'d> = (Scope, &'d csdl::EntityContainer);

/// Where annotations find the container and its children.
#[derive(Default)]
pub(super) struct Children<'d> {
    /// Containers that make up the one of the model.
    pub(super) containers: HashSet<(NamespaceId, &'d str)>,
    /// Containers that are not part of it.
    pub(super) others: HashSet<(NamespaceId, &'d str)>,
    /// Numbers of children, by name.
    pub(super) numbers: HashMap<&'d str, usize>,
}

/// Resolves the container.
pub(super) fn resolve<'d>(resolver: &mut Resolver<'d>, document: &'d Document) -> Children<'d> {
    let (order, by_name) = declare(resolver, document);
    let named = named(resolver, document, &by_name);
    let (chain, others) = roots(resolver, &order, &by_name, named);
    let mut children = Children::default();
    for (scope, container) in &order {
        let name = (resolver.names.namespace(*scope), container.name.as_str());
        children.others.insert(name);
    }
    for (scope, container) in others {
        // Of a referenced document, the container counts where the document's own extends it.
        if !resolver.names.is_main(scope) {
            continue;
        }
        let message = format!("`EntityContainer` `{}` is not the only one", container.name);
        let remedy = "the first is taken; let one extend the other to have both";
        resolver
            .report
            .warning(&container.position, message, remedy);
    }
    let Some((scope, last)) = chain.last().copied() else {
        return children;
    };
    let mut merged = Container {
        namespace: resolver.names.namespace(scope),
        name: last.name.clone(),
        children: Vec::new(),
        unavailable: Vec::new(),
        annotations: Annotations::default(),
        position: last.position.clone(),
    };
    for (scope, container) in &chain {
        let name = (resolver.names.namespace(*scope), container.name.as_str());
        children.containers.insert(name);
        children.others.remove(&name);
        let own = annotations::convert(&resolver.names, *scope, &container.annotations, None);
        merged.annotations.0.extend(own.0);
        for child in &container.children {
            add(resolver, *scope, child, &mut merged, &mut children);
        }
    }
    resolver.model.container = Some(merged);
    children
}

type ByName<'d> = HashMap<(NamespaceId, &'d str), Source<'d>>;

/// All containers, in order and by name.
fn declare<'d>(
    resolver: &mut Resolver<'d>,
    document: &'d Document,
) -> (Vec<Source<'d>>, ByName<'d>) {
    let (mut order, mut by_name) = (Vec::new(), ByName::new());
    for (index, schema) in document.schemas.iter().enumerate() {
        let scope = Scope(index);
        let namespace = resolver.names.namespace(scope);
        for container in &schema.containers {
            if let Some((_, first)) = by_name.get(&(namespace, container.name.as_str())) {
                let what = format!("`EntityContainer` `{}`", container.name);
                resolver
                    .report
                    .duplicate(&what, &container.position, &first.position);
                continue;
            }
            by_name.insert((namespace, &container.name), (scope, container));
            order.push((scope, container));
            let qualifier = &resolver.model[namespace].name;
            resolver
                .names
                .declare(Kind::Container, qualifier, &container.name);
        }
    }
    (order, by_name)
}

/// The container that the document says is the service's, where it says so and there is one.
fn named<'d>(
    resolver: &mut Resolver<'d>,
    document: &'d Document,
    by_name: &ByName<'d>,
) -> Option<Source<'d>> {
    let csdl::NamedContainer { name, position } = document.container.as_ref()?;
    let scope = Scope(0);
    match resolver.names.find(by_name, scope, name) {
        Lookup::Found(source) => return Some(source),
        Lookup::External => {
            let message =
                format!("`{name}`, the container of the service, is in a referenced document");
            let names = &resolver.names;
            let remedy = names.missing_reference(scope, name, "its children are missing; ");
            resolver.report.warning(position, message, remedy);
        }
        Lookup::Missing => {
            let message = format!("unknown container `{name}`, which `$EntityContainer` names");
            let remedy = resolver.names.remedy(Kind::Container, scope, name);
            resolver.report.error(position, message, remedy);
        }
    }
    None
}

/// The container that is named, or the first that no other extends, if possible one of the document itself, with what
/// it extends, base first; and, where none is named, the others that no other extends.
fn roots<'d>(
    resolver: &mut Resolver<'d>,
    order: &[Source<'d>],
    by_name: &ByName<'d>,
    named: Option<Source<'d>>,
) -> (Vec<Source<'d>>, Vec<Source<'d>>) {
    let mut bases = HashMap::new();
    for source in order {
        if let Some(base) = extended(resolver, *source, by_name) {
            bases.insert(key(resolver, *source), base);
        }
    }
    check_cycles(resolver, order, &bases);
    let extended: HashSet<_> = bases.values().map(|base| key(resolver, *base)).collect();
    let mut roots = order.to_vec();
    roots.retain(|source| named.is_none() && !extended.contains(&key(resolver, *source)));
    let mut chain = Vec::new();
    let mut seen = HashSet::new();
    let main = roots
        .iter()
        .position(|(scope, _)| resolver.names.is_main(*scope));
    let first = roots.get(main.unwrap_or(0));
    let mut next = named.as_ref().or(first);
    while let Some(source) = next.filter(|source| seen.insert(key(resolver, **source))) {
        chain.push(*source);
        next = bases.get(&key(resolver, *source));
    }
    chain.reverse();
    roots.retain(|source| !seen.contains(&key(resolver, *source)));
    (chain, roots)
}

fn key<'d>(resolver: &Resolver<'d>, (scope, container): Source<'d>) -> (NamespaceId, &'d str) {
    (resolver.names.namespace(scope), container.name.as_str())
}

/// Reports containers that extend themselves, each circle once.
fn check_cycles<'d>(resolver: &mut Resolver<'d>, order: &[Source<'d>], bases: &ByName<'d>) {
    let mut done = HashSet::new();
    for source in order {
        let mut walk = HashSet::new();
        let mut next = Some(source);
        while let Some(source) = next {
            let name = key(resolver, *source);
            if walk.contains(&name) {
                extends_itself(resolver, *source);
            }
            if !done.insert(name) {
                break;
            }
            walk.insert(name);
            next = bases.get(&name);
        }
    }
}

fn extends_itself(resolver: &mut Resolver<'_>, (_, container): Source<'_>) {
    let message = format!("`EntityContainer` `{}` extends itself", container.name);
    resolver
        .report
        .error(&container.position, message, "remove its `Extends`");
}

/// The container that another extends.
fn extended<'d>(
    resolver: &mut Resolver<'d>,
    (scope, container): Source<'d>,
    by_name: &ByName<'d>,
) -> Option<Source<'d>> {
    let extends = container.extends.as_deref()?;
    match resolver.names.find(by_name, scope, extends) {
        Lookup::Found(source) => Some(source),
        Lookup::External => {
            let message = format!(
                "`{extends}`, which `{}` extends, is in a referenced document",
                container.name
            );
            let otherwise = "its children are missing; ";
            let names = &resolver.names;
            let remedy = names.missing_reference(scope, extends, otherwise);
            resolver
                .report
                .warning(&container.position, message, remedy);
            None
        }
        Lookup::Missing => {
            let message = format!(
                "unknown container `{extends}`, which `{}` extends",
                container.name
            );
            let remedy = resolver.names.remedy(Kind::Container, scope, extends);
            resolver.report.error(&container.position, message, remedy);
            None
        }
    }
}

fn add<'d>(
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
            format!("`{ty}`, the type of `{}`, is no entity type", child.name),
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
                    "`{}` imports `{name}`, which is no unbound {what}",
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
