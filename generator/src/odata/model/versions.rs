//! Types that a service description has once for each of its versions, as one type.
//!
//! What comes in: the schemas of a document. What goes out: for each type that has newer versions, all of them. Redfish
//! (DMTF DSP0266, section 9.4) gives each version of a resource a namespace, `Chassis.v1_2_0` of `Chassis`, and a type
//! that derives from an older version's: an abstract `Chassis.Chassis`, `Chassis.v1_0_0.Chassis` derived from it, and so
//! on. A service sends the newest that it knows, and properties are declared with the oldest. So types of one name that
//! derive from each other in versions of one namespace are one type, with the properties of all: it is called as
//! the oldest, which stays when newer ones come, and is on the wire what the newest is.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::names::{Lookup, Names, Scope};
use super::types::{Model, NamespaceId};
use crate::csdl::{Document, StructuredType};

/// What becomes of types that a description has once for each of its versions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "lowercase")]
pub enum TypeVersions {
    /// One type, with the properties of all versions.
    #[default]
    Newest,
    /// A type for each version.
    Separate,
}

/// A version of a schema: its numbers in order.
pub(crate) type Version = [u32; 3];

/// The namespace without its version, and the version: `Chassis` and 1.2.0 of `Chassis.v1_2_0`.
pub(crate) fn split_version(namespace: &str) -> Option<(&str, Version)> {
    let (family, last) = namespace.rsplit_once('.')?;
    let mut numbers = last.strip_prefix('v')?.split('_').map(number);
    let version = [numbers.next()??, numbers.next()??, numbers.next()??];
    numbers.next().is_none().then_some((family, version))
}

/// Digits only: no sign, and nothing else that `parse` takes.
fn number(text: &str) -> Option<u32> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

/// The namespace that versions are of, and which one it is; the one without a version is the oldest.
fn family(namespace: &str) -> (&str, Option<Version>) {
    split_version(namespace).map_or((namespace, None), |(family, version)| {
        (family, Some(version))
    })
}

/// A type of a document: its namespace and its name.
type Key<'d> = (NamespaceId, &'d str);

/// One of the versions of a type.
pub(super) type Part<'d> = (Scope, &'d StructuredType);

/// The types of a document that are versions of each other.
#[derive(Default)]
pub(super) struct Versions<'d> {
    /// Each such type, and the oldest of its versions.
    oldest: HashMap<Key<'d>, Key<'d>>,
    /// By the oldest, all versions in their order.
    chains: HashMap<Key<'d>, Vec<Part<'d>>>,
}

impl<'d> Versions<'d> {
    /// Finds them.
    pub(super) fn new(document: &'d Document, names: &Names<'d>) -> Self {
        let types = types(document, names);
        let version = |(scope, _): &Part<'d>| family(names.own_name(*scope)).1;
        // Bases are older: what the oldest version of a base is, is known when the type's turn comes.
        let mut by_age: Vec<(Key<'d>, Part<'d>)> =
            types.iter().map(|(key, part)| (*key, *part)).collect();
        by_age.sort_by_key(|(_, part)| (version(part), part.0.0));
        let mut versions = Self::default();
        for (key, part) in by_age {
            let older = older(names, &types, &part);
            let oldest = older.and_then(|older| versions.oldest.get(&older).copied());
            let oldest = oldest.unwrap_or(key);
            versions.oldest.insert(key, oldest);
            versions.chains.entry(oldest).or_default().push(part);
        }
        versions.chains.retain(|_, parts| parts.len() > 1);
        let chains = &versions.chains;
        versions
            .oldest
            .retain(|_, oldest| chains.contains_key(oldest));
        versions
    }

    /// The versions of the type that this is the first of to be declared, in their order; the type alone where it has no
    /// others.
    pub(super) fn parts(&self, key: Key<'d>, part: Part<'d>) -> Vec<Part<'d>> {
        let chain = self.oldest.get(&key);
        let chain = chain.and_then(|oldest| self.chains.get(oldest));
        chain.cloned().unwrap_or_else(|| vec![part])
    }

    /// Tells the namespaces of the model whose versions they are.
    pub(super) fn mark(&self, names: &Names<'d>, model: &mut Model) {
        let parts = self.chains.values().flatten();
        let families: HashSet<&str> = parts
            .map(|(scope, _)| family(names.own_name(*scope)).0)
            .collect();
        for namespace in &mut model.namespaces {
            let family = split_version(&namespace.name).map(|(family, _)| family);
            let family = family.filter(|family| families.contains(family));
            namespace.version_of = family.map(str::to_owned);
        }
    }
}

/// The first type of each name, in the order of the input.
fn types<'d>(document: &'d Document, names: &Names<'d>) -> BTreeMap<Key<'d>, Part<'d>> {
    let mut types = BTreeMap::new();
    for (index, schema) in document.schemas.iter().enumerate() {
        let scope = Scope(index);
        for ty in &schema.structured {
            let key = (names.namespace(scope), ty.name.as_str());
            types.entry(key).or_insert((scope, ty));
        }
    }
    types
}

/// The base of a type, if it is an older version of it.
fn older<'d>(
    names: &Names<'d>,
    types: &BTreeMap<Key<'d>, Part<'d>>,
    (scope, ty): &Part<'d>,
) -> Option<Key<'d>> {
    let Lookup::Found((namespace, name)) = names.key(*scope, ty.base.as_deref()?) else {
        return None;
    };
    let (key, (base, older)) = types.get_key_value(&(namespace, name))?;
    let (own, version) = family(names.own_name(*scope));
    let (other, before) = family(names.own_name(*base));
    let fits = ty.name == name && own == other && before < version && ty.element == older.element;
    fits.then_some(*key)
}

#[cfg(test)]
mod tests {
    use super::split_version;

    #[test]
    fn versions_of_namespaces() {
        assert_eq!(
            split_version("Chassis.v1_2_10"),
            Some(("Chassis", [1, 2, 10]))
        );
        assert_eq!(split_version("a.b.v1_0_0"), Some(("a.b", [1, 0, 0])));
        for other in [
            "Chassis",
            "v1_0_0",
            "Fleet.v2",
            "a.v1_0",
            "a.v1_0_0_0",
            "a.V1_0_0",
            "a.v1_+1_0",
            "a.v1__0",
        ] {
            assert_eq!(split_version(other), None, "{other}");
        }
    }
}
