//! Following a path: in go its segments, out come the steps that it takes.
//!
//! Inside: `fits` (how a step fits segments), `keys` (keys and arguments by the names of what is declared),
//! `mixed` (segments with parameters inside).

mod fits;
mod keys;
mod mixed;

use std::collections::HashSet;

use crate::api::graph::{Api, Edge, EdgeId, NodeId, Step};
use crate::api::path::Segment;

/// A step that a path takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Taken {
    pub(crate) edge: EdgeId,
    /// Parts of a key and parameters of a call, by their names: literals as they were written. The key of one
    /// reference among many is `key`.
    pub(crate) values: Vec<(String, String)>,
    /// The segment that it begins with, by its number from 0.
    pub(crate) at: usize,
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
    /// A segment with parameters inside.
    Mixed,
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
                    at,
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
}
