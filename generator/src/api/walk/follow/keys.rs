//! Keys and arguments: what stands in parentheses or in segments goes in, values by the names of what is declared come
//! out.

use std::collections::HashSet;

use super::{Follow, Found, Taken};
use crate::api::graph::{EdgeId, Key, NodeId, Step};
use crate::api::path::{self, Segment};
use crate::api::requests::Parameter;

/// The steps to one of many by a key, the values of its parts, and where they lead.
type KeyFound = (Vec<EdgeId>, Vec<(String, String)>, NodeId);

impl Follow<'_> {
    /// A step with the key in parentheses behind it (OData URL Conventions 4.01, section 4.3); `None` where there is
    /// one and what the step leads to has no such key.
    pub(super) fn with_key(&self, mut step: Found, parentheses: Option<&str>) -> Option<Found> {
        let Some(text) = parentheses.filter(|text| !text.is_empty()) else {
            return Some(step);
        };
        let parts = path::parts(text);
        let at = step.steps.first().map_or(0, |taken| taken.at);
        let (steps, values, to) = self.key(step.to, &parts)?;
        step.steps.extend(steps.into_iter().map(|edge| Taken {
            edge,
            values: Vec::new(),
            at,
        }));
        if let Some(last) = step.steps.last_mut() {
            last.values = values;
        }
        step.to = to;
        Some(step)
    }

    /// The steps to one of a place's many, by its key or by another one; a call goes onward to what it gives.
    fn key(&self, node: NodeId, parts: &[(Option<String>, String)]) -> Option<KeyFound> {
        let of_keys = self.steps(node).filter_map(|(id, edge)| match &edge.step {
            Step::Key(key) => {
                let parts = named(&key.parts, parts)?;
                Some((key.alternate, (vec![id], parts, edge.to)))
            }
            _ => None,
        });
        let found = of_keys.min_by_key(|(alternate, _)| *alternate);
        let onward = || {
            let mut steps = self.steps(node);
            let (id, edge) = steps.find(|(_, edge)| matches!(edge.step, Step::Onward))?;
            let (mut steps, values, to) = self.key(edge.to, parts)?;
            steps.insert(0, id);
            Some((steps, values, to))
        };
        found.map(|(_, found)| found).or_else(onward)
    }
}

/// What stands in the parentheses of a call, and the key in those behind it: `a=1)('k'`.
pub(super) fn split_calls(parentheses: Option<&str>) -> (&str, Option<&str>) {
    let text = parentheses.unwrap_or_default();
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            ')' if !quoted => {
                let key = text.get(at + 1..).and_then(|rest| rest.strip_prefix('('));
                if key.is_some() {
                    return (text.get(..at).unwrap_or_default(), key);
                }
            }
            _ => {}
        }
    }
    (text, None)
}

/// Values by the names of what is declared: all of them by name, or all by their places; `None` where that is not
/// what is given.
pub(super) fn named(
    declared: &[Parameter],
    given: &[(Option<String>, String)],
) -> Option<Vec<(String, String)>> {
    let required = declared.iter().filter(|part| part.required).count();
    if given.len() > declared.len() || given.len() < required {
        return None;
    }
    let find = |name: &str| {
        let exact = declared.iter().find(|part| part.name == name);
        exact.or_else(|| {
            let mut parts = declared.iter();
            parts.find(|part| part.name.eq_ignore_ascii_case(name))
        })
    };
    let values: Option<Vec<(String, String)>> = given
        .iter()
        .zip(declared)
        .map(|((name, literal), placed)| {
            let part = match name {
                Some(name) => find(name)?,
                None => placed,
            };
            Some((part.name.clone(), literal.clone()))
        })
        .collect();
    let values = values?;
    let mut seen = HashSet::new();
    let once = values.iter().all(|(name, _)| seen.insert(name));
    let mut needed = declared.iter().filter(|part| part.required);
    (once && needed.all(|part| seen.contains(&part.name))).then(|| values.clone())
}

/// A key as segments: each part one (OData URL Conventions 4.01, section 4.3.6); or, for what stands for keys of
/// several parts, in one: `{day,number}`.
pub(super) fn by_segments(key: &Key, rest: &[Segment]) -> Vec<(Vec<(String, String)>, usize)> {
    let mut ways = Vec::new();
    let count = key.parts.len();
    if let Some(segments) = rest.get(..count).filter(|_| count > 0) {
        let values = key.parts.iter().zip(segments);
        let values = values.map(|(part, segment)| (part.name.clone(), quoted(&segment.text)));
        ways.push((values.collect(), count));
    }
    if let Some(first) = rest.first().filter(|_| count > 1) {
        let inner = first
            .text
            .strip_prefix('{')
            .and_then(|text| text.strip_suffix('}'));
        let parts = path::parts(inner.unwrap_or(&first.text));
        if let Some(values) = named(&key.parts, &parts) {
            ways.push((values, 1));
        } else if inner.is_some() {
            let values = key
                .parts
                .iter()
                .map(|part| (part.name.clone(), quoted(&first.text)));
            ways.push((values.collect(), 1));
        }
    }
    ways
}

/// The text of a segment as a literal: quotes in it are its own.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
