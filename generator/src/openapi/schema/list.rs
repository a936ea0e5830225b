//! Lists: all items alike, or, of tuples, what fits each of them.

use super::merge::Merged;
use super::variants::Candidate;
use super::{Name, Part, Schemas};
use crate::api::{Scalar, Value};
use crate::openapi::context::Spot;
use crate::openapi::read::Kind;

impl<'t> Schemas<'_, 't> {
    /// A list.
    pub(super) fn list(&mut self, merged: &Merged<'t>, name: &Name<'_>) -> Value {
        // Before 2020-12 the schemas of a tuple were a list in `items`.
        let (tuples, items): (Vec<Spot<'t>>, Vec<Spot<'t>>) = merged
            .items
            .iter()
            .copied()
            .filter(|item| !matches!(item.node.kind, Kind::Bool(_)))
            .partition(|item| matches!(item.node.kind, Kind::List(_)));
        let mut each: Vec<Vec<Part<'t>>> = Vec::new();
        let prefix = merged.prefix.iter().copied();
        let prefix = prefix.chain(tuples.into_iter().flat_map(Spot::items));
        each.extend(prefix.map(|spot| vec![Part::whole(spot)]));
        if !items.is_empty() {
            each.push(items.into_iter().map(Part::whole).collect());
        }
        let name = name.inner("item");
        let item = match each.as_slice() {
            [] => Value::Scalar(Scalar::Any),
            [item] => self.value(item, &name),
            all => {
                let all = all.iter().enumerate();
                let candidates = all.map(|(at, parts)| Candidate {
                    name: Some(format!("item {}", at + 1)),
                    parts: parts.clone(),
                });
                let candidates = candidates.collect();
                self.alternatives(candidates, None, &name)
            }
        };
        Value::List(Box::new(item))
    }
}
