//! What walks keep of the graph → what of it is wanted.

use super::walk::Walked;
use crate::api::{Api, EdgeId, KeptIds, NodeId, Step};

/// What is wanted, without the types that it needs.
pub(super) fn kept(api: &Api, walked: &Walked) -> KeptIds {
    let mut kept = KeptIds {
        nodes: walked.nodes.clone(),
        edges: walked.edges.clone(),
        ..KeptIds::default()
    };
    // Who can tell one of many by a key, can by each of its keys.
    let keyed = walked.edges.iter().filter(|edge| is_key(api, **edge));
    let keyed: Vec<NodeId> = keyed.map(|edge| api[*edge].from).collect();
    let all = (0..).map(EdgeId).zip(&api.edges);
    for (id, edge) in all {
        let further = match &edge.step {
            Step::Onward => kept.nodes.contains_key(&edge.to),
            Step::Template { .. } => kept.nodes.contains_key(&edge.from),
            _ => false,
        };
        if further {
            kept.edges.insert(id);
        }
    }
    for node in keyed {
        let steps = api.steps(node).map(|(edge, _)| edge);
        kept.edges.extend(steps.filter(|edge| is_key(api, *edge)));
    }
    kept
}

/// Whether a step is one by a key.
pub(super) fn is_key(api: &Api, edge: EdgeId) -> bool {
    matches!(api[edge].step, Step::Key(_))
}
