//! Which container extends which.
//!
//! What comes in: the containers of the document. What goes out: the one that is the service's, with what it extends
//! (OData CSDL XML 4.01, section 13.1).

use std::collections::{HashMap, HashSet};

use super::super::Resolver;
use super::super::names::{Kind, Lookup, Scope};
use super::super::types::NamespaceId;
use super::{ByName, Source};
use crate::csdl::{self, Document};

/// The container that the document says is the service's, where it says so and there is one.
pub(super) fn named<'d>(
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
pub(super) fn roots<'d>(
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
