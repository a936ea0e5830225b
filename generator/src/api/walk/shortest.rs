//! The shortest way to every place, and the paths of ways.

use std::collections::VecDeque;

use crate::api::graph::{Api, EdgeId, Key, NodeId, Step};
use crate::api::requests::Parameter;

/// The shortest way to every place, along the steps that are offered: casts, calls and other keys are ways where
/// nothing else leads.
pub(crate) struct Shortest {
    /// The last step of the way to each node.
    last: Vec<Option<EdgeId>>,
    reached: Vec<bool>,
}

/// Finds the shortest ways.
pub(crate) fn shortest(api: &Api, offered: &dyn Fn(EdgeId) -> bool) -> Shortest {
    let mut found = Shortest {
        last: vec![None; api.nodes.len()],
        reached: vec![false; api.nodes.len()],
    };
    let mut queues = [const { VecDeque::new() }; 3];
    queues[0].push_back((NodeId::ROOT, None));
    while let Some((node, last)) = queues.iter_mut().find_map(VecDeque::pop_front) {
        if found.reached.get(node.index()) != Some(&false) {
            continue;
        }
        if let (Some(reached), Some(place)) = (
            found.reached.get_mut(node.index()),
            found.last.get_mut(node.index()),
        ) {
            *reached = true;
            *place = last;
        }
        for (id, edge) in api.steps(node).filter(|(id, _)| offered(*id)) {
            let queue = match &edge.step {
                Step::Segments(_) | Step::Mixed(_) => 0,
                Step::Key(key) if !key.alternate => 0,
                Step::Cast(_) => 1,
                Step::Key(_) | Step::Call { .. } | Step::Onward => 2,
                Step::Template { .. } => continue,
            };
            if let Some(queue) = queues.get_mut(queue) {
                queue.push_back((edge.to, Some(id)));
            }
        }
    }
    found
}

impl Shortest {
    /// The steps of the way to a place; `None` where nothing leads there.
    pub(crate) fn to(&self, api: &Api, node: NodeId) -> Option<Vec<EdgeId>> {
        if self.reached.get(node.index()) != Some(&true) {
            return None;
        }
        let before = |edge: &EdgeId| self.last.get(api[*edge].from.index()).copied().flatten();
        let last = self.last.get(node.index()).copied().flatten();
        let mut steps: Vec<EdgeId> = std::iter::successors(last, before).collect();
        steps.reverse();
        Some(steps)
    }
}

/// How the steps of a service are written.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Spelling {
    /// Keys as segments rather than in parentheses.
    pub(crate) segment_keys: bool,
    /// Calls with their namespaces.
    pub(crate) full_names: bool,
}

/// The path of steps, with names in braces for keys and parameters.
pub(crate) fn template(api: &Api, steps: &[EdgeId], spelling: Spelling) -> String {
    steps
        .iter()
        .enumerate()
        .fold(String::new(), |path, (number, id)| {
            let step = match &api[*id].step {
                Step::Segments(names) => format!("/{}", names.join("/")),
                Step::Cast(name) => format!("/{name}"),
                Step::Key(key) => braced(key, spelling),
                Step::Call {
                    name,
                    full,
                    parameters,
                } => {
                    let name = full
                        .as_ref()
                        .filter(|_| spelling.full_names)
                        .unwrap_or(name);
                    let after = steps.get(number + 1..).unwrap_or_default();
                    let between = between(api, parameters, after, spelling);
                    format!("/{name}{}{between}", assigned(parameters))
                }
                Step::Mixed(pieces) => pieces
                    .iter()
                    .fold("/".to_owned(), |segment, piece| format!("{segment}{piece}")),
                Step::Onward => String::new(),
                Step::Template { before, after } => format!("{before}{{path}}{after}"),
            };
            path + &step
        })
}

/// What parts a call without arguments from a key in parentheses: in `next()(1)`, `1` is a key and not an argument (OData URL
/// Conventions 4.01, section 4.5).
fn between(
    api: &Api,
    parameters: &[Parameter],
    after: &[EdgeId],
    spelling: Spelling,
) -> &'static str {
    let mut after = after.iter().map(|id| &api[*id].step);
    let next = after.find(|step| !matches!(step, Step::Onward));
    match next {
        Some(Step::Key(key))
            if parameters.is_empty() && !key.apart && (key.alternate || !spelling.segment_keys) =>
        {
            "()"
        }
        _ => "",
    }
}

fn braced(key: &Key, spelling: Spelling) -> String {
    match key.parts.as_slice() {
        parts if key.apart || (spelling.segment_keys && !key.alternate) => {
            let parts = parts.iter().map(|part| format!("/{{{}}}", part.name));
            parts.collect()
        }
        [only] if !key.alternate => format!("({{{}}})", only.name),
        parts => assigned(parts),
    }
}

/// `(a={a},b={b})`; nothing for nothing.
fn assigned(parts: &[Parameter]) -> String {
    let parts = parts.iter().map(|part| format!("{0}={{{0}}}", part.name));
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() {
        return String::new();
    }
    format!("({})", parts.join(","))
}
