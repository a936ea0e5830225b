//! What is kept of the graph → what of the model is offered.

use super::walk::Walked;
use crate::model::Kept;
use crate::odata::lower::{Lowered, Origin};

/// What the model offers.
pub(super) fn kept(lowered: &Lowered, walked: &Walked) -> Kept {
    let mut kept = Kept::default();
    for (node, verbs) in &walked.nodes {
        if let Some(resource) = lowered.resource(*node) {
            let offer = kept.offers.entry(resource).or_default();
            offer.verbs = offer.verbs.or(*verbs);
        }
    }
    for edge in &walked.edges {
        let Some(origin) = lowered.origin(*edge) else {
            continue;
        };
        if let Origin::Child(name) | Origin::Import(name, _) = origin {
            kept.children.insert(name.clone());
        }
        if let Origin::Operation(id) | Origin::Import(_, id) = origin {
            kept.operations.insert(*id);
        }
        let Some(resource) = lowered.resource(lowered.api[*edge].from) else {
            continue;
        };
        let offer = kept.offers.entry(resource).or_default();
        match origin {
            Origin::Property(name) => drop(offer.steps.insert(name.clone())),
            Origin::References(name) => drop(offer.references.insert(name.clone())),
            Origin::Media => drop(offer.steps.insert("$value".to_owned())),
            Origin::Count => drop(offer.steps.insert("$count".to_owned())),
            Origin::Key | Origin::AlternateKey(_) => offer.by_key = true,
            Origin::Cast(id) => drop(offer.casts.insert(*id)),
            Origin::Operation(id) => drop(offer.operations.insert(*id)),
            Origin::Child(_) | Origin::Import(..) | Origin::Composition | Origin::Template(_) => {}
        }
    }
    kept
}
