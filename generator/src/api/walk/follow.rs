//! Following a path: in go its segments, out come the steps that it takes.

use std::collections::HashSet;

use crate::api::graph::{Api, Edge, EdgeId, Key, NodeId, Step};
use crate::api::path::{self, Segment};
use crate::api::requests::Parameter;

/// A step that a path takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Taken {
    pub(crate) edge: EdgeId,
    /// Parts of a key and parameters of a call, by their names: literals as they were written.
    pub(crate) values: Vec<(String, String)>,
}

/// Where a path leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lost {
    /// The steps up to there.
    pub(crate) trail: Vec<Taken>,
    /// How many segments these are.
    pub(crate) segments: usize,
}

/// How well a step fits a segment: lower is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Name,
    /// A call with other arguments than are given.
    OtherArguments,
    /// In other letter case, or with an alias before the name.
    OtherCase,
    Key,
}

/// A step that fits, with what stands in parentheses behind it.
struct Found {
    fit: Fit,
    steps: Vec<Taken>,
    to: NodeId,
    /// How many segments it takes.
    segments: usize,
}

/// The steps to one of many by a key, the values of its parts, and where they lead.
type KeyFound = (Vec<EdgeId>, Vec<(String, String)>, NodeId);

/// Follows the segments of a path along the steps that are offered. There is more than one trail where the last
/// segment is a call with overloads that the path does not tell apart.
///
/// # Errors
/// A segment leads nowhere.
pub(crate) fn follow(
    api: &Api,
    segments: &[Segment],
    offered: &dyn Fn(EdgeId) -> bool,
) -> Result<Vec<Vec<Taken>>, Lost> {
    let mut walk = Follow {
        api,
        segments,
        offered,
        nowhere: HashSet::new(),
        furthest: Lost {
            trail: Vec::new(),
            segments: 0,
        },
    };
    let trails = walk.from(NodeId::ROOT, 0, &mut Vec::new());
    if trails.is_empty() {
        return Err(walk.furthest);
    }
    Ok(trails)
}

struct Follow<'a> {
    api: &'a Api,
    segments: &'a [Segment],
    offered: &'a dyn Fn(EdgeId) -> bool,
    /// Places from which these segments lead nowhere: no walk goes from there twice.
    nowhere: HashSet<(NodeId, usize)>,
    furthest: Lost,
}

impl<'a> Follow<'a> {
    /// The trails from a place, each with the one that leads there before it.
    fn from(&mut self, node: NodeId, at: usize, trail: &mut Vec<Taken>) -> Vec<Vec<Taken>> {
        if at > self.furthest.segments || (at == 0 && trail.is_empty()) {
            self.furthest.trail.clone_from(trail);
            self.furthest.segments = at;
        }
        if at == self.segments.len() {
            return vec![trail.clone()];
        }
        if self.nowhere.contains(&(node, at)) {
            return Vec::new();
        }
        let mut found = self.found(node, at);
        found.sort_by_key(|found| found.fit);
        let mut trails = Vec::new();
        let mut best = None;
        for found in found {
            if best.is_some_and(|best| found.fit > best) {
                break;
            }
            let before = trail.len();
            trail.extend(found.steps);
            let further = self.from(found.to, at + found.segments, trail);
            trail.truncate(before);
            if !further.is_empty() {
                best = Some(found.fit);
                trails.extend(further);
                // Only at its end is a path of several places.
                if at + found.segments < self.segments.len() {
                    break;
                }
            }
        }
        if trails.is_empty() {
            self.nowhere.insert((node, at));
        }
        trails
    }

    /// The steps from a place that fit the segments there.
    fn found(&self, node: NodeId, at: usize) -> Vec<Found> {
        let mut all = Vec::new();
        for (id, edge) in self.steps(node) {
            if matches!(edge.step, Step::Onward) {
                let onward = Taken {
                    edge: id,
                    values: Vec::new(),
                };
                for mut found in self.found(edge.to, at) {
                    found.steps.insert(0, onward.clone());
                    all.push(found);
                }
            } else {
                self.fits(id, edge, at, &mut all);
            }
        }
        all
    }

    fn steps(&self, node: NodeId) -> impl Iterator<Item = (EdgeId, &'a Edge)> {
        let steps = self.api.steps(node);
        steps.filter(|(id, _)| (self.offered)(*id))
    }

    fn fits(&self, id: EdgeId, edge: &Edge, at: usize, all: &mut Vec<Found>) {
        let rest = self.segments.get(at..).unwrap_or_default();
        let Some(segment) = rest.first() else {
            return;
        };
        let found = |fit, values, segments| Found {
            fit,
            steps: vec![Taken { edge: id, values }],
            to: edge.to,
            segments,
        };
        match &edge.step {
            Step::Segments(names) => {
                let parts = rest.get(..names.len()).unwrap_or_default();
                let last = parts.len().checked_sub(1);
                let fits = parts
                    .iter()
                    .zip(names)
                    .enumerate()
                    .map(|(n, (part, name))| {
                        // What is in parentheses is the key of what the last of them leads to.
                        let whole = Some(n) != last;
                        same(if whole { &part.text } else { &part.name }, name)
                            .or_else(|| same(&part.text, name))
                    });
                let fit = fits.reduce(|one, other| Some(one?.max(other?))).flatten();
                if let (Some(fit), Some(last)) =
                    (fit.filter(|_| parts.len() == names.len()), parts.last())
                {
                    let step = found(fit, Vec::new(), names.len());
                    all.extend(self.with_key(step, last.parentheses.as_deref()));
                }
                self.by_path(id, edge, names, at, all);
            }
            Step::Cast(name) => {
                let alias = || {
                    let last = |name: &str| name.rsplit('.').next().map(str::to_lowercase);
                    let same = segment.name.contains('.') && last(&segment.name) == last(name);
                    same.then_some(Fit::OtherCase)
                };
                if let Some(fit) = same(&segment.name, name).or_else(alias) {
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
            Step::Key(_) | Step::Onward | Step::Template { .. } => {}
        }
    }

    /// A step with the key in parentheses behind it (OData URL Conventions 4.01, section 4.3); `None` where there is
    /// one and what the step leads to has no such key.
    fn with_key(&self, mut step: Found, parentheses: Option<&str>) -> Option<Found> {
        let Some(text) = parentheses.filter(|text| !text.is_empty()) else {
            return Some(step);
        };
        let parts = path::parts(text);
        let (steps, values, to) = self.key(step.to, &parts)?;
        step.steps.extend(steps.into_iter().map(|edge| Taken {
            edge,
            values: Vec::new(),
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
        let step = |edge, values| Taken { edge, values };
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

fn same(text: &str, name: &str) -> Option<Fit> {
    if text == name {
        Some(Fit::Name)
    } else {
        text.eq_ignore_ascii_case(name).then_some(Fit::OtherCase)
    }
}

/// What stands in the parentheses of a call, and the key in those behind it: `a=1)('k'`.
fn split_calls(parentheses: Option<&str>) -> (&str, Option<&str>) {
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
fn named(
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
fn by_segments(key: &Key, rest: &[Segment]) -> Vec<(Vec<(String, String)>, usize)> {
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
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
