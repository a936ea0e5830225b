//! Which walks through the graph the patterns select: in go the graph and the patterns, out comes what is
//! kept of it.
//!
//! A state is a node with places in the patterns. All states that can be come to are found first, then, from
//! those where a selected path ends, all edges that lead there: an edge is kept where some selected path
//! goes through it. There are no more states than nodes times places, so that cycles end.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::automaton::{Reach, accepts, next, referred};
use super::exclude::Excluding;
use super::pattern::{Kind, Pattern, Segment};
use crate::api::{Api, Edge, EdgeId, NodeId, Step, Verb, Verbs};

/// More states than any service and patterns of use have.
const MAX_STATES: usize = 2_000_000;
/// More sets of places in excluding patterns than any of use come to.
const MAX_SETS: usize = 10_000;

/// The patterns are such that a walk through the graph comes by too many states.
#[derive(Debug)]
pub(super) struct TooMany;

/// A node, and how far the path to it is in the patterns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct State {
    node: NodeId,
    pattern: usize,
    at: usize,
    excluding: usize,
    /// The path contains the node, rather than to refer to it.
    contained: bool,
}

/// What was selected.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// The steps that selected paths take.
    pub(super) edges: HashSet<EdgeId>,
    /// The places on selected paths, and what is sent there.
    pub(super) nodes: HashMap<NodeId, Verbs>,
    /// Places that are read or written where they are contained.
    pub(super) contained: HashSet<NodeId>,
    /// For each including pattern, what is to be said where it selects nothing.
    pub(super) included: Vec<Progress>,
    /// For each excluding pattern, whether it excludes anything.
    pub(super) excluded: Vec<bool>,
}

/// How far a pattern came.
#[derive(Clone, Debug, Default)]
pub(super) struct Progress {
    pub(super) selects: bool,
    /// A path ends there, but takes none of the methods: these it takes.
    pub(super) takes: Verbs,
    /// Everything it selects is excluded.
    pub(super) excluded: bool,
    /// The furthest place in the pattern, and what leads on from the nodes there.
    pub(super) furthest: usize,
    pub(super) on: BTreeSet<String>,
}

struct Walk<'a> {
    api: &'a Api,
    include: &'a [Pattern],
    excluding: Excluding<'a>,
    states: Vec<State>,
    numbers: HashMap<State, usize>,
    /// For each state, the states before it and the edges from there.
    before: Vec<Vec<(usize, EdgeId)>>,
    /// For a state and an edge from it, the edge to the references that the edge goes through.
    references: HashMap<(usize, EdgeId), EdgeId>,
    goals: Vec<usize>,
    walked: Walked,
}

/// Walks.
///
/// # Errors
/// It does not end within reason.
pub(super) fn walk(api: &Api, include: &[Pattern], exclude: &[Pattern]) -> Result<Walked, TooMany> {
    let mut walk = Walk {
        api,
        include,
        excluding: Excluding::new(exclude),
        states: Vec::new(),
        numbers: HashMap::new(),
        before: Vec::new(),
        references: HashMap::new(),
        goals: Vec::new(),
        walked: Walked {
            included: vec![Progress::default(); include.len()],
            ..Walked::default()
        },
    };
    let excluding = walk.excluding.start();
    for (pattern, _) in include.iter().enumerate() {
        walk.state(State {
            node: NodeId::ROOT,
            pattern,
            at: 0,
            excluding,
            contained: true,
        });
    }
    let mut number = 0;
    while let Some(state) = walk.states.get(number).copied() {
        if number > MAX_STATES || walk.excluding.sets() > MAX_SETS {
            return Err(TooMany);
        }
        walk.visit(number, state);
        number += 1;
    }
    walk.back();
    walk.walked.excluded = walk.excluding.used;
    Ok(walk.walked)
}

impl<'a> Walk<'a> {
    fn state(&mut self, state: State) -> usize {
        if let Some(number) = self.numbers.get(&state) {
            return *number;
        }
        let number = self.states.len();
        self.states.push(state);
        self.before.push(Vec::new());
        self.numbers.insert(state, number);
        number
    }

    fn visit(&mut self, number: usize, state: State) {
        let include: &'a [Pattern] = self.include;
        let Some(Kind::Paths(segments, verbs)) = include.get(state.pattern).map(|p| &p.kind) else {
            return;
        };
        // All of a service is all of it.
        let reach = if segments == &[Segment::Any] {
            Reach::Everything
        } else {
            Reach::Contained
        };
        self.end(number, state, segments, *verbs);
        self.progress(state);
        let api = self.api;
        for (id, edge) in api.steps(state.node) {
            let places = next(segments, state.at, edge, reach);
            if places.is_empty() {
                continue;
            }
            if let Some(references) = self.references(state, edge) {
                self.references.insert((number, id), references);
            }
            let excluding = self.excluding.next(state.excluding, edge);
            let contained = match edge.step {
                Step::Key(_) | Step::Cast(_) => state.contained,
                Step::Call { .. } | Step::Onward => false,
                Step::Segments(_) | Step::Template { .. } | Step::Mixed(_) => edge.contained,
            };
            for at in places {
                let to = self.state(State {
                    node: edge.to,
                    at,
                    excluding,
                    contained,
                    ..state
                });
                if let Some(before) = self.before.get_mut(to) {
                    before.push((number, id));
                }
            }
        }
    }

    /// The references that go with a step to what is referred to, unless they are excluded.
    fn references(&mut self, state: State, edge: &Edge) -> Option<EdgeId> {
        let api = self.api;
        let name = match &edge.step {
            Step::Segments(names) if !edge.contained => match names.as_slice() {
                [name] => name,
                _ => return None,
            },
            _ => return None,
        };
        let is = |edge: &Edge| matches!(&edge.step, Step::Segments(names) if matches!(names.as_slice(), [first, second] if first == name && second == "$ref"));
        let (id, references) = api.steps(state.node).find(|(_, edge)| is(edge))?;
        self.is_left(state, references).then_some(id)
    }

    /// Whether anything can be sent to where an edge leads that is not excluded.
    fn is_left(&mut self, state: State, edge: &Edge) -> bool {
        let excluding = self.excluding.next(state.excluding, edge);
        let takes = self.api[edge.to].verbs();
        !self.excluding.left(excluding, takes).is_empty()
    }

    /// A path may end at the state.
    fn end(&mut self, number: usize, state: State, segments: &[Segment], verbs: Verbs) {
        let takes = self.api[state.node].verbs();
        if takes.is_empty() || !accepts(segments, state.at) {
            return;
        }
        let verbs = if state.at == referred(segments) {
            verbs.and(Verbs::of(&[Verb::Get]))
        } else {
            verbs
        };
        let left = self.left(state.pattern, state.excluding, takes, verbs);
        if left.is_empty() {
            return;
        }
        self.goals.push(number);
        let kept = self.walked.nodes.entry(state.node).or_default();
        *kept = kept.or(left);
        if state.contained {
            self.walked.contained.insert(state.node);
        }
        if left.has(Verb::Get) {
            self.count(state);
        }
    }

    /// What can be read can be counted, unless that is excluded.
    fn count(&mut self, state: State) {
        let api = self.api;
        let is = |edge: &Edge| matches!(&edge.step, Step::Segments(names) if names == &["$count"]);
        let found = api.steps(state.node).find(|(_, edge)| is(edge));
        if let Some((id, edge)) = found
            && self.is_left(state, edge)
        {
            self.walked.edges.insert(id);
        }
    }

    /// What is sent to where a path ends.
    fn left(&mut self, pattern: usize, excluding: usize, takes: Verbs, wanted: Verbs) -> Verbs {
        let possible = takes.and(wanted);
        let left = self.excluding.left(excluding, possible);
        if let Some(progress) = self.walked.included.get_mut(pattern) {
            progress.takes = progress.takes.or(takes);
            progress.selects |= !left.is_empty();
            progress.excluded |= !possible.is_empty() && left.is_empty();
        }
        left
    }

    fn progress(&mut self, state: State) {
        let Some(progress) = self.walked.included.get_mut(state.pattern) else {
            return;
        };
        if progress.selects || state.at < progress.furthest {
            return;
        }
        if state.at > progress.furthest {
            progress.furthest = state.at;
            progress.on.clear();
        }
        let steps = self.api.steps(state.node);
        progress
            .on
            .extend(steps.filter_map(|(_, edge)| label(&edge.step)));
    }

    /// From where selected paths end, back along all of them.
    fn back(&mut self) {
        let mut seen: HashSet<usize> = HashSet::new();
        let mut work = std::mem::take(&mut self.goals);
        while let Some(number) = work.pop() {
            if !seen.insert(number) {
                continue;
            }
            if let Some(state) = self.states.get(number) {
                self.walked.nodes.entry(state.node).or_default();
            }
            for (before, edge) in self.before.get(number).into_iter().flatten() {
                self.walked.edges.insert(*edge);
                let references = self.references.get(&(*before, *edge));
                self.walked.edges.extend(references);
                work.push(*before);
            }
        }
    }
}

/// What a pattern's segment would call a step, as far as it is told of.
fn label(step: &Step) -> Option<String> {
    match step {
        Step::Segments(names) => match names.as_slice() {
            [name] if name != "$count" => Some(name.clone()),
            _ => None,
        },
        Step::Key(_) | Step::Mixed(_) => Some("*".to_owned()),
        Step::Cast(name) | Step::Call { name, .. } => Some(name.clone()),
        Step::Onward | Step::Template { .. } => None,
    }
}
