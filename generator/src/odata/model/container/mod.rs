//! The entity container.
//!
//! What comes in: the containers of the document. What goes out: one container with what it extends merged
//! in, base first (OData CSDL XML 4.01, section 13).
//!
//! Inside: `extends` (which container extends which), `children` (sets, singletons and imports).

mod children;
mod extends;

use std::collections::{HashMap, HashSet};

use super::Resolver;
use super::annotations;
use super::names::{Kind, Scope};
use super::types::{Annotations, Container, NamespaceId};
use crate::csdl::{self, Document};

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
    let named = extends::named(resolver, document, &by_name);
    let (chain, others) = extends::roots(resolver, &order, &by_name, named);
    let mut children = Children::default();
    for (scope, container) in &order {
        let name = (resolver.names.namespace(*scope), container.name.as_str());
        children.others.insert(name);
    }
    warn_of(resolver, &others);
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
            children::add(resolver, *scope, child, &mut merged, &mut children);
        }
    }
    resolver.model.container = Some(merged);
    children
}

/// Says which containers are not part of the service's.
fn warn_of(resolver: &mut Resolver<'_>, others: &[Source<'_>]) {
    for (scope, container) in others {
        // Of a referenced document, the container counts where the document's own extends it.
        if !resolver.names.is_main(*scope) {
            continue;
        }
        let message = format!("`EntityContainer` `{}` is not the only one", container.name);
        let remedy = "the first is taken; let one extend the other to have both";
        let place = &container.position;
        resolver.report.warning(place, message, remedy);
    }
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
