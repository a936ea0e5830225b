//! The elements of one version, by key.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::model::{Annotations, Below};

use super::change::ElementKind;
use super::facts::Fact;

/// An element of one version.
#[derive(Debug)]
pub(super) struct Element<'m> {
    pub(super) kind: ElementKind,
    /// As its own version calls it.
    pub(super) name: String,
    /// The type, child or term that it belongs to, as its own version calls it.
    pub(super) owner: String,
    /// The key of what it goes and comes with.
    pub(super) parent: Option<String>,
    /// What can change, as text.
    pub(super) facts: Vec<Fact>,
    pub(super) annotations: &'m Annotations,
    /// Annotations of what paths from it lead to.
    pub(super) below: Option<&'m Below>,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Elements<'m> {
    pub(super) by_key: BTreeMap<String, Element<'m>>,
    /// Further ones with a key that is taken: several types' properties that a base declares now.
    pub(super) more: Vec<(String, Element<'m>)>,
}

impl<'m> Elements<'m> {
    pub(super) fn insert(&mut self, key: String, element: Element<'m>) {
        match self.by_key.entry(key) {
            Entry::Vacant(entry) => drop(entry.insert(element)),
            Entry::Occupied(entry) => self.more.push((entry.key().clone(), element)),
        }
    }
}
