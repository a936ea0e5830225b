//! All paths from a place, as a tree: what a place leads to is unfolded once, where it is first come to in breadth. So the
//! tree is never larger than the graph, whatever leads in circles.

use std::collections::{HashMap, VecDeque};

use crate::api::graph::{Api, EdgeId, NodeId, Step};

/// A step in the tree of all paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Visit {
    pub(crate) edge: EdgeId,
    /// The visit that it follows, by its number; `None` for those from where the paths begin.
    pub(crate) after: Option<usize>,
    pub(crate) below: Below,
}

/// What is below a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Below {
    /// The visits that follow it, if there are any.
    Here,
    /// What is below another visit, by its number; `None` for where the paths begin.
    As(Option<usize>),
    /// Only its keys; this many other steps lie below the depth that was asked for.
    Cut(usize),
}

/// All paths from a place.
#[derive(Clone, Debug)]
pub(crate) struct All {
    /// What is below the place itself.
    pub(crate) below: Below,
    /// The steps, each after the one that it follows, those from one place in their order.
    pub(crate) visits: Vec<Visit>,
}

/// Finds all paths of up to `depth` steps, of which keys do not count. `steps` gives what leads on from a place, in its order;
/// from a call, at most the step to what it gives.
pub(crate) fn all(
    api: &Api,
    from: NodeId,
    depth: usize,
    steps: &dyn Fn(NodeId) -> Vec<EdgeId>,
) -> All {
    let mut found = All {
        below: Below::Here,
        visits: Vec::new(),
    };
    let mut unfolded: HashMap<NodeId, Option<usize>> = HashMap::new();
    let mut queue = VecDeque::from([(None, from, depth)]);
    while let Some((number, node, depth)) = queue.pop_front() {
        let (node, steps) = onward(api, node, steps);
        let below = match unfolded.get(&node) {
            Some(first) if !steps.is_empty() => Below::As(*first),
            _ if depth == 0 => {
                let keys = steps.iter().filter(|edge| is_key(api, **edge));
                Below::Cut(steps.len() - keys.count())
            }
            _ => {
                unfolded.insert(node, number);
                Below::Here
            }
        };
        match number.and_then(|number: usize| found.visits.get_mut(number)) {
            Some(visit) => visit.below = below,
            None => found.below = below,
        }
        if matches!(below, Below::As(_)) {
            continue;
        }
        for edge in steps {
            let key = is_key(api, edge);
            if depth == 0 && !key {
                continue;
            }
            if !matches!(api[edge].step, Step::Template { .. }) {
                let below = if key { depth } else { depth - 1 };
                queue.push_back((Some(found.visits.len()), api[edge].to, below));
            }
            found.visits.push(Visit {
                edge,
                after: number,
                below: Below::Here,
            });
        }
    }
    found
}

/// Where paths go on from a place, and by what: behind a call, from what it gives.
fn onward(api: &Api, node: NodeId, steps: &dyn Fn(NodeId) -> Vec<EdgeId>) -> (NodeId, Vec<EdgeId>) {
    let own = steps(node);
    match own.first() {
        Some(edge) if api[*edge].step == Step::Onward => {
            let to = api[*edge].to;
            (to, steps(to))
        }
        _ => (node, own),
    }
}

fn is_key(api: &Api, edge: EdgeId) -> bool {
    matches!(api[edge].step, Step::Key(_) | Step::Mixed(_))
}
