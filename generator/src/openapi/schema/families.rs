//! Families: schemas with a discriminator from which others derive by `allOf` (OpenAPI 3.1.1, section 4.8.25).

use std::collections::{HashMap, HashSet};

use crate::openapi::context::{Context, Spot};

/// A schema by its name.
pub(super) type Named<'t> = (&'t str, Spot<'t>);

/// Which schemas derive from which, by their keys.
#[derive(Default)]
pub(super) struct Families<'t> {
    base: HashMap<usize, usize>,
    /// Those that derive directly from a schema, in the order of the document.
    derived: HashMap<usize, Vec<Named<'t>>>,
}

impl<'t> Families<'t> {
    /// Finds the families among named schemas. Each schema has one base at most; none is its own.
    pub(super) fn find(cx: &Context<'t>, named: &[Named<'t>]) -> Self {
        let mut families = Self::default();
        let mut work = Vec::new();
        let mut placed = HashSet::new();
        let mut below: HashMap<usize, Vec<Named<'t>>> = HashMap::new();
        for (name, spot) in named {
            let keywords = cx.keywords(*spot);
            let alternatives = !keywords.one_of.is_empty() || !keywords.any_of.is_empty();
            if keywords.discriminator.is_some() && !alternatives {
                work.push(spot.key());
                placed.insert(spot.key());
            }
            for node in keywords.all_of {
                let reference = node.get("$ref").and_then(|node| node.text());
                let part = spot.with(node);
                if let Some(base) = reference.and_then(|to| cx.referred(part, to)) {
                    below.entry(base.key()).or_default().push((name, *spot));
                }
            }
        }
        work.reverse();
        while let Some(base) = work.pop() {
            for (name, spot) in below.remove(&base).unwrap_or_default() {
                if placed.insert(spot.key()) {
                    families.base.insert(spot.key(), base);
                    let derived = families.derived.entry(base).or_default();
                    derived.push((name, spot));
                    work.push(spot.key());
                }
            }
        }
        families
    }

    /// Whether one schema derives directly from another.
    pub(super) fn is_base(&self, spot: Spot<'t>, base: Spot<'t>) -> bool {
        self.base.get(&spot.key()) == Some(&base.key())
    }

    /// All that derive from a schema, on any number of levels.
    pub(super) fn derived(&self, spot: Spot<'t>) -> Vec<Named<'t>> {
        let mut all = Vec::new();
        let mut work = vec![spot.key()];
        while let Some(base) = work.pop() {
            for found in self.derived.get(&base).into_iter().flatten() {
                work.push(found.1.key());
                all.push(*found);
            }
        }
        all
    }
}
