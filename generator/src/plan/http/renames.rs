//! What the user calls things: `rename` goes in; out comes the name for a type, a member or an operation, and what of it
//! nothing has.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// The user's names, and which of them were asked for.
#[derive(Debug)]
pub(super) struct Renames<'a> {
    given: &'a BTreeMap<String, String>,
    used: RefCell<BTreeSet<String>>,
}

impl<'a> Renames<'a> {
    pub(super) fn new(given: &'a BTreeMap<String, String>) -> Self {
        Self {
            given,
            used: RefCell::default(),
        }
    }

    /// The name of a type, an operation or a path.
    pub(super) fn name(&self, wire: &str) -> Option<&'a str> {
        let (key, name) = self.given.get_key_value(wire)?;
        self.used.borrow_mut().insert(key.clone());
        Some(name)
    }

    /// The name of a member of a type, or a parameter of an operation.
    pub(super) fn member(&self, owner: &str, wire: &str) -> Option<&'a str> {
        // Most services have no renames at all.
        if self.given.is_empty() {
            return None;
        }
        self.name(&format!("{owner}/{wire}"))
    }

    /// What was not asked for.
    pub(super) fn unused(&self) -> Vec<&'a str> {
        let used = self.used.borrow();
        let keys = self.given.keys().map(String::as_str);
        keys.filter(|key| !used.contains(*key)).collect()
    }
}
