//! Properties that a type declares and that a version of its base has as well.
//!
//! What comes in: types with their members and bases, of which no base is its own. What goes out: the same, where such a
//! property is the base's alone. A type may derive from an older version of its base and declare what a newer version
//! declares too; the newest stands for all, so that the type would have it twice.

use std::collections::HashSet;

use super::Resolver;
use super::declare::Source;
use super::names::id;
use super::structured::{Member, Members};
use super::types::StructuredId;
use crate::csdl::Limit;

/// Removes them.
pub(super) fn remove<'d>(
    resolver: &mut Resolver<'d>,
    sources: &[Source<'d>],
    members: &mut Members<'d>,
) {
    if !sources.iter().any(Source::is_versioned) {
        return;
    }
    let most = resolver.limits.get(Limit::Bases);
    for number in 0..sources.len() {
        // A longer line is an error.
        let bases = resolver
            .model
            .ancestors(StructuredId(id(number)))
            .take(most);
        let is_versioned =
            |base: &StructuredId| sources.get(base.index()).is_some_and(Source::is_versioned);
        let bases = bases.filter(is_versioned);
        let bases: Vec<_> = bases.filter_map(|base| members.get(base.index())).collect();
        let Some(own) = members.get(number) else {
            continue;
        };
        let names = own.keys().copied();
        let twice = names.filter(|name| bases.iter().any(|base| base.contains_key(name)));
        let twice: HashSet<&str> = twice.collect();
        if !twice.is_empty() {
            without(resolver, members, number, &twice);
        }
    }
}

/// Takes members out of a type.
fn without(
    resolver: &mut Resolver<'_>,
    members: &mut Members<'_>,
    number: usize,
    names: &HashSet<&str>,
) {
    let (Some(ty), Some(members)) = (
        resolver.model.structured.get_mut(number),
        members.get_mut(number),
    ) else {
        return;
    };
    ty.properties.retain(|it| !names.contains(it.name.as_str()));
    ty.navigation.retain(|it| !names.contains(it.name.as_str()));
    members.retain(|name, _| !names.contains(name));
    for (name, member) in members {
        let (place, number): (_, &mut usize) = match member {
            Member::Property(at) => (ty.properties.iter().position(|it| it.name == *name), at),
            Member::Navigation(at) => (ty.navigation.iter().position(|it| it.name == *name), at),
        };
        *number = place.unwrap_or(*number);
    }
}
