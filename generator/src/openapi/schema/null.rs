//! Whether a value may be null.
//!
//! Types are never null: where a named schema may be null, every value of it says so. `nullable` counts wherever it stands
//! near: beside `$ref`, beside `allOf` and in any of its schemas, with `enum` or without, in 3.1 as in 3.0.

use std::collections::HashSet;

use super::Schemas;
use crate::api::Kinds;
use crate::openapi::context::Spot;
use crate::openapi::read::{Kind, Node};

/// Schemas are looked for null through this many others.
const DEEPEST: usize = 64;

impl<'t> Schemas<'_, 't> {
    /// Whether a value of a schema may be null.
    pub(super) fn is_nullable(&self, spot: Spot<'t>) -> bool {
        self.nullable_within(spot, &mut HashSet::new(), 0)
    }

    fn nullable_within(&self, spot: Spot<'t>, seen: &mut HashSet<usize>, depth: usize) -> bool {
        if depth > DEEPEST || !seen.insert(spot.key()) {
            return false;
        }
        let keywords = self.cx.keywords(spot);
        let is_null = |node: &Node<'_>| matches!(node.kind, Kind::Null);
        let own = keywords.nullable
            || keywords.kinds == Some(Kinds::NULL)
            || keywords.constant.is_some_and(is_null)
            || keywords
                .values
                .is_some_and(|values| values.iter().any(is_null));
        if own {
            return true;
        }
        let depth = depth.saturating_add(1);
        let inner = [keywords.all_of, keywords.one_of, keywords.any_of];
        let mut inner = inner.into_iter().flatten().map(|node| spot.with(node));
        inner.any(|inner| self.nullable_within(inner, seen, depth))
            || self
                .target(&keywords)
                .is_some_and(|target| self.nullable_within(target, seen, depth))
    }
}
