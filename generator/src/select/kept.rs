//! What walks keep of the graph → what of it is wanted.

use super::walk::Walked;
use crate::api::{EdgeId, KeptIds, NodeId};
use crate::odata::lower::{Lowered, Origin};

/// What is wanted, without the types that it needs.
pub(super) fn kept(lowered: &Lowered, walked: &Walked) -> KeptIds {
    let mut kept = KeptIds {
        nodes: walked.nodes.clone(),
        edges: walked.edges.clone(),
        ..KeptIds::default()
    };
    // Who can tell one of many by a key, can by each of its keys.
    let keyed = walked.edges.iter();
    let keyed = keyed.filter(|edge| is_key(lowered, **edge));
    let keyed: Vec<NodeId> = keyed.map(|edge| lowered.api[*edge].from).collect();
    let all = (0..).map(EdgeId).zip(&lowered.api.edges);
    for (id, edge) in all {
        let further = match lowered.origin(id) {
            Some(Origin::Composition) => kept.nodes.contains_key(&edge.to),
            Some(Origin::Template(_)) => kept.nodes.contains_key(&edge.from),
            _ => false,
        };
        if further {
            kept.edges.insert(id);
        }
    }
    for node in keyed {
        let steps = lowered.api.steps(node).map(|(edge, _)| edge);
        kept.edges
            .extend(steps.filter(|edge| is_key(lowered, *edge)));
    }
    kept
}

/// Whether a step is one by a key.
pub(super) fn is_key(lowered: &Lowered, edge: EdgeId) -> bool {
    matches!(
        lowered.origin(edge),
        Some(Origin::Key | Origin::AlternateKey(_))
    )
}
