//! Which walks through the graph the patterns select: in go the graph and the patterns, out comes what is
//! offered at each node.
//!
//! A state is a node with places in the patterns. All states that can be come to are found first, then, from
//! those where a selected path ends, all edges that lead there: an edge is offered where some selected path
//! goes through it. There are no more states than nodes times places, so that cycles end.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::automaton::{Reach, accepts, next, referred};
use super::exclude::Excluding;
use super::graph::{Edge, Fact, Graph, Node};
use super::pattern::{Kind, Pattern, Segment};
use crate::model::{Kept, StructuredId, Verb, Verbs};

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
    node: Node,
    pattern: usize,
    at: usize,
    excluding: usize,
    /// The path contains the node, rather than to refer to it.
    contained: bool,
}

/// What was selected.
#[derive(Debug, Default)]
pub(super) struct Walked {
    pub(super) kept: Kept,
    /// Types that are read or written where they are contained.
    pub(super) contained: HashSet<StructuredId>,
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

struct Walk<'m, 'p> {
    graph: &'m Graph<'m>,
    include: &'p [Pattern],
    excluding: Excluding<'p>,
    edges: HashMap<Node, Vec<Edge<'m>>>,
    states: Vec<State>,
    numbers: HashMap<State, usize>,
    /// For each state, the states before it and the edges from there.
    before: Vec<Vec<(usize, Fact<'m>)>>,
    goals: Vec<usize>,
    walked: Walked,
}

/// Walks.
///
/// # Errors
/// There is no end to it within reason.
pub(super) fn walk<'m>(
    graph: &'m Graph<'m>,
    include: &[Pattern],
    exclude: &[Pattern],
) -> Result<Walked, TooMany> {
    let mut walk = Walk {
        graph,
        include,
        excluding: Excluding::new(exclude),
        edges: HashMap::new(),
        states: Vec::new(),
        numbers: HashMap::new(),
        before: Vec::new(),
        goals: Vec::new(),
        walked: Walked {
            included: vec![Progress::default(); include.len()],
            ..Walked::default()
        },
    };
    let excluding = walk.excluding.start();
    for (pattern, _) in include.iter().enumerate() {
        walk.state(State {
            node: Node::Root,
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

impl<'m, 'p> Walk<'m, 'p> {
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
        let include: &'p [Pattern] = self.include;
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
        let graph = self.graph;
        let edges = self.edges.remove(&state.node);
        let edges = edges.unwrap_or_else(|| graph.edges(state.node));
        self.progress(state, &edges);
        for edge in &edges {
            let places = next(segments, state.at, edge, reach);
            if places.is_empty() {
                continue;
            }
            let excluding = self.excluding.next(state.excluding, edge);
            for at in places {
                if let Some(takes) = edge.ends.filter(|_| accepts(segments, at)) {
                    let left = self.left(state.pattern, excluding, takes, *verbs);
                    if !left.is_empty() {
                        self.goals.push(number);
                        self.offer(state.node, edge.fact);
                    }
                }
                if let Some(node) = edge.to {
                    let contained = match edge.fact {
                        Fact::Key | Fact::Cast(_) => state.contained,
                        Fact::Operation(_) | Fact::Import(..) => false,
                        Fact::Child(_) | Fact::Step(_) => edge.contained,
                    };
                    let to = State {
                        node,
                        at,
                        excluding,
                        contained,
                        ..state
                    };
                    let to = self.state(to);
                    if let Some(before) = self.before.get_mut(to) {
                        before.push((number, edge.fact));
                    }
                }
            }
        }
        self.edges.insert(state.node, edges);
    }

    /// A path may end at the state.
    fn end(&mut self, number: usize, state: State, segments: &[Segment], verbs: Verbs) {
        let takes = self.graph.verbs(state.node);
        if takes.is_empty() || !accepts(segments, state.at) {
            return;
        }
        let verbs = if state.at == referred(segments) {
            verbs.and(Verbs::of(&[Verb::Get]))
        } else {
            verbs
        };
        let left = self.left(state.pattern, state.excluding, takes, verbs);
        let Node::At(resource) = state.node else {
            return;
        };
        if !left.is_empty() {
            self.goals.push(number);
            let offer = self.walked.kept.offers.entry(resource).or_default();
            offer.verbs = offer.verbs.or(left);
            if state.contained {
                self.walked.contained.insert(resource.0);
            }
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

    fn progress(&mut self, state: State, edges: &[Edge<'_>]) {
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
        progress
            .on
            .extend(edges.iter().map(|edge| edge.label.name().to_owned()));
    }

    /// From where selected paths end, back along all of them.
    fn back(&mut self) {
        let mut seen: HashSet<usize> = HashSet::new();
        let mut work = std::mem::take(&mut self.goals);
        let mut facts = Vec::new();
        while let Some(number) = work.pop() {
            if !seen.insert(number) {
                continue;
            }
            if let Some(Node::At(resource)) = self.states.get(number).map(|state| state.node) {
                self.walked.kept.offers.entry(resource).or_default();
            }
            for (before, fact) in self.before.get(number).into_iter().flatten() {
                if let Some(state) = self.states.get(*before) {
                    facts.push((state.node, *fact));
                }
                work.push(*before);
            }
        }
        for (node, fact) in facts {
            self.offer(node, fact);
        }
    }

    fn offer(&mut self, node: Node, fact: Fact<'m>) {
        let kept = &mut self.walked.kept;
        if let Fact::Child(name) | Fact::Import(name, _) = fact {
            kept.children.insert(name.to_owned());
        }
        if let Fact::Operation(id) | Fact::Import(_, id) = fact {
            kept.operations.insert(id);
        }
        let Node::At(resource) = node else {
            return;
        };
        let offer = kept.offers.entry(resource).or_default();
        match fact {
            Fact::Step(name) => drop(offer.steps.insert(name.to_owned())),
            Fact::Key => offer.by_key = true,
            Fact::Cast(id) => drop(offer.casts.insert(id)),
            Fact::Operation(id) => drop(offer.operations.insert(id)),
            Fact::Child(_) | Fact::Import(..) => {}
        }
    }
}
