//! How a step fits the segments of a path: by its name, in another letter case, as a call, as a key, with
//! parameters inside.

use super::keys::{by_segments, named, split_calls};
use super::{Fit, Follow, Found, Taken, mixed};
use crate::api::graph::{Edge, EdgeId, Step};
use crate::api::path::{self, Segment};
use crate::api::verbs::Verb;

impl Follow<'_> {
    /// Adds what a step fits of the segments from one on.
    pub(super) fn fits(&self, id: EdgeId, edge: &Edge, at: usize, all: &mut Vec<Found>) {
        let rest = self.segments.get(at..).unwrap_or_default();
        let Some(segment) = rest.first() else {
            return;
        };
        let found = |fit, values, segments| Found {
            fit,
            steps: vec![Taken {
                edge: id,
                values,
                at,
            }],
            to: edge.to,
            segments,
        };
        match &edge.step {
            Step::Segments(names) => {
                if let Some((fit, last)) = by_names(names, rest) {
                    let step = found(fit, Vec::new(), names.len());
                    all.extend(self.with_key(step, last.parentheses.as_deref()));
                }
                if let Some((fit, key, segments)) = self.reference(edge, names, rest) {
                    all.push(found(fit, vec![("key".to_owned(), key)], segments));
                }
                self.by_path(id, edge, names, at, all);
            }
            Step::Cast(name) => {
                if let Some(fit) = same(&segment.name, name).or_else(|| by_alias(segment, name)) {
                    let step = found(fit, Vec::new(), 1);
                    all.extend(self.with_key(step, segment.parentheses.as_deref()));
                }
            }
            Step::Call {
                name,
                full,
                parameters,
            } => {
                let short = segment.name.rsplit('.').next().unwrap_or_default();
                let full = full.as_deref().and_then(|full| same(&segment.name, full));
                let Some(fit) = full.or_else(|| same(short, name)) else {
                    return;
                };
                let (arguments, key) = split_calls(segment.parentheses.as_deref());
                let values = named(parameters, &path::parts(arguments));
                let fit = if values.is_some() || arguments.is_empty() {
                    fit
                } else {
                    fit.max(Fit::OtherArguments)
                };
                let step = found(fit, values.unwrap_or_default(), 1);
                all.extend(self.with_key(step, key));
            }
            Step::Key(key) if !key.alternate && !segment.text.starts_with('$') => {
                for (values, segments) in by_segments(key, rest) {
                    all.push(found(Fit::Key, values, segments));
                }
            }
            Step::Mixed(pieces) => {
                if let Some(values) = mixed::values(pieces, &segment.text) {
                    all.push(found(Fit::Mixed, values, 1));
                }
            }
            Step::Key(_) | Step::Onward | Step::Template { .. } => {}
        }
    }

    /// One reference among many, by its key between the name and `$ref` (OData URL Conventions 4.01, section 4.7):
    /// how it fits, the key, and how many segments it takes.
    fn reference(
        &self,
        edge: &Edge,
        names: &[String],
        rest: &[Segment],
    ) -> Option<(Fit, String, usize)> {
        let [name, last] = names else {
            return None;
        };
        let many = self.api[edge.to].verbs().has(Verb::Post);
        if last != "$ref" || !many {
            return None;
        }
        match rest {
            [first, end, ..] if end.text == *last => {
                let key = first.parentheses.as_deref().filter(|key| !key.is_empty())?;
                Some((same(&first.name, name)?, key.to_owned(), 2))
            }
            [first, key, end, ..] if end.text == *last => {
                let key = super::keys::quoted(&key.text);
                Some((same(&first.text, name)?, key, 3))
            }
            _ => None,
        }
    }

    /// `…:/a/b.txt:/content`: a colon after a segment begins an address by path, and one ends it.
    fn by_path(&self, id: EdgeId, edge: &Edge, names: &[String], at: usize, all: &mut Vec<Found>) {
        let Some((first, more)) = self.segments.get(at..).and_then(<[Segment]>::split_first) else {
            return;
        };
        let fit = match (names, first.text.strip_suffix(':')) {
            ([name], Some(text)) => same(text, name),
            _ => None,
        };
        let template = self.steps(edge.to).find(
            |(_, edge)| matches!(&edge.step, Step::Template { before, .. } if before.starts_with(':')),
        );
        let (Some(fit), Some((template, onward))) = (fit, template) else {
            return;
        };
        let ends = more.iter().position(|segment| segment.text.ends_with(':'));
        let taken = ends.map_or(more.len(), |at| at + 1);
        let parts: Vec<&str> = more.iter().take(taken).map(|s| s.text.as_str()).collect();
        let path = parts.join("/");
        let path = path.strip_suffix(':').unwrap_or(&path).to_owned();
        let step = |edge, values| Taken { edge, values, at };
        all.push(Found {
            fit,
            steps: vec![
                step(id, Vec::new()),
                step(template, vec![("path".to_owned(), path)]),
            ],
            to: onward.to,
            segments: taken + 1,
        });
    }
}

/// How segments fit names, with the last of them; `None` where one does not.
fn by_names<'s>(names: &[String], rest: &'s [Segment]) -> Option<(Fit, &'s Segment)> {
    let parts = rest.get(..names.len())?;
    let last = parts.len().checked_sub(1)?;
    let fits = parts
        .iter()
        .zip(names)
        .enumerate()
        .map(|(n, (part, name))| {
            // What is in parentheses is the key of what the last of them leads to.
            let whole = n != last;
            same(if whole { &part.text } else { &part.name }, name)
                .or_else(|| same(&part.text, name))
        });
    let fit = fits.reduce(|one, other| Some(one?.max(other?)))??;
    Some((fit, parts.last()?))
}

/// A cast with an alias in place of the namespace.
fn by_alias(segment: &Segment, name: &str) -> Option<Fit> {
    let last = |name: &str| name.rsplit('.').next().map(str::to_lowercase);
    let same = segment.name.contains('.') && last(&segment.name) == last(name);
    same.then_some(Fit::OtherCase)
}

fn same(text: &str, name: &str) -> Option<Fit> {
    if text == name {
        Some(Fit::Name)
    } else {
        text.eq_ignore_ascii_case(name).then_some(Fit::OtherCase)
    }
}
