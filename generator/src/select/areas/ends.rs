//! Where the paths of a feature's patterns end: patterns go in, places, steps and what paths go through come out.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use super::super::automaton::{Reach, accepts, next};
use super::super::pattern::{Kind, Pattern, Segment};
use super::Parts;
use crate::api::{EdgeId, NodeId, Step, TypeId};

/// Where paths end.
#[derive(Clone, Debug, Default)]
pub(super) struct Ends {
    /// The places.
    pub(super) at: BTreeSet<NodeId>,
    /// Those of them that are wanted with all that they contain.
    pub(super) whole: BTreeSet<NodeId>,
    /// The calls that paths end with.
    pub(super) calls: BTreeSet<EdgeId>,
    /// The places before.
    pub(super) through: BTreeSet<NodeId>,
    /// Types that are named.
    pub(super) types: BTreeSet<TypeId>,
    /// Whether the operations on the places are not wanted with them.
    pub(super) bare: bool,
}

impl Ends {
    /// Whether nothing is selected.
    pub(super) fn is_empty(&self) -> bool {
        self.at.is_empty() && self.types.is_empty()
    }

    /// The same without the operations that are not named.
    #[must_use]
    pub(super) fn without_operations(self) -> Self {
        Self { bare: true, ..self }
    }

    /// All of several.
    pub(super) fn joined(all: impl IntoIterator<Item = Self>) -> Self {
        all.into_iter().fold(Self::default(), |mut joined, ends| {
            joined.at.extend(ends.at);
            joined.whole.extend(ends.whole);
            joined.calls.extend(ends.calls);
            joined.through.extend(ends.through);
            joined.types.extend(ends.types);
            joined
        })
    }
}

/// Where the paths of each pattern end.
pub(super) fn ends(parts: &Parts<'_>, patterns: &[Pattern]) -> Vec<Ends> {
    let ends = patterns.iter().map(|pattern| match &pattern.kind {
        Kind::Type(name) => Ends {
            types: named(parts, name).collect(),
            ..Ends::default()
        },
        Kind::Paths(segments, _) => of_paths(parts, segments),
    });
    ends.collect()
}

fn named(parts: &Parts<'_>, name: &str) -> impl Iterator<Item = TypeId> {
    let types = (0..).map(TypeId).zip(&parts.api.types);
    let types = types.filter(move |(id, ty)| ty.name == name && parts.kept.has_type(*id));
    types.map(|(id, _)| id)
}

/// A place, and how far the path to it is in the pattern.
type State = (NodeId, usize);

fn of_paths(parts: &Parts<'_>, segments: &[Segment]) -> Ends {
    // `**` at the end is not part of the way: it says that what is there is wanted with all that it contains.
    let (segments, whole) = match segments {
        [before @ .., Segment::Any] => (before, true),
        all => (all, false),
    };
    let mut before: HashMap<State, Vec<(State, EdgeId)>> = HashMap::new();
    let mut seen: HashSet<State> = HashSet::from([(NodeId::ROOT, 0)]);
    let mut work = VecDeque::from([(NodeId::ROOT, 0)]);
    let mut goals: Vec<State> = Vec::new();
    while let Some(state) = work.pop_front() {
        let (node, at) = state;
        if accepts(segments, at) {
            goals.push(state);
            continue;
        }
        for (id, edge) in parts.api.steps(node) {
            if !parts.kept.has_edge(id) {
                continue;
            }
            for at in next(segments, at, edge, Reach::Contained) {
                let to = (edge.to, at);
                before.entry(to).or_default().push((state, id));
                if seen.insert(to) {
                    work.push_back(to);
                }
            }
        }
    }
    let mut found = Ends::default();
    for goal in &goals {
        found.at.insert(goal.0);
        let calls = before.get(goal).into_iter().flatten().map(|(_, id)| *id);
        let is_call = |id: &EdgeId| matches!(parts.api[*id].step, Step::Call { .. });
        found.calls.extend(calls.filter(is_call));
    }
    if whole {
        found.whole.clone_from(&found.at);
    }
    let mut back: Vec<State> = goals;
    let mut seen: HashSet<State> = HashSet::new();
    while let Some(state) = back.pop() {
        if seen.insert(state) {
            let before = before.get(&state).into_iter().flatten();
            back.extend(before.map(|(state, _)| *state));
        }
    }
    let through = seen.into_iter().map(|(node, _)| node);
    found.through = through.filter(|node| !found.at.contains(node)).collect();
    found
}
