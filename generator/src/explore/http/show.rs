//! Trees of paths: a path and a depth go in, what is below it comes out, with verbs and calls.

use crate::api::walk::{self, All};
use crate::api::{EdgeId, NodeId, Step};
use crate::explore::ExploreError;
use crate::explore::map::StepKind;
use crate::explore::tree::{Branch, Tree, fold};
use crate::text::one_line;

use super::Http;
use super::place::Place;

/// What is below a path; keys are not counted as levels.
pub(in crate::explore) fn show(
    http: &Http<'_>,
    path: &str,
    depth: usize,
) -> Result<Tree, ExploreError> {
    let place = http.follow(path)?;
    let kind = if place.node == NodeId::ROOT {
        StepKind::Root
    } else {
        StepKind::Resource
    };
    let segment = place.path.clone();
    let steps = |node| {
        let steps = http.api.steps(node).map(|(edge, _)| edge);
        steps.filter(|edge| http.kept.has_edge(*edge)).collect()
    };
    let All { below, visits } = walk::all(http.api, place.node, depth, &steps);
    let mut root = branch(http, &place, segment, kind);
    root.set_below(below, |_| None);
    let mut places: Vec<Place> = Vec::with_capacity(visits.len());
    let mut arena = Vec::with_capacity(visits.len());
    for visit in &visits {
        let before = visit.after.and_then(|number| places.get(number));
        let (to, mut child) = child(http, before.unwrap_or(&place), visit.edge);
        child.set_below(visit.below, |number| {
            let first = number.map_or(Some(&place), |number| places.get(number));
            first.map(|place| place.path.clone())
        });
        places.push(to);
        arena.push((child, visit.after));
    }
    Ok(Tree {
        root: fold(root, arena),
    })
}

/// A place without what is below it.
fn branch(http: &Http<'_>, place: &Place, segment: String, kind: StepKind) -> Branch {
    let node = &http.api[place.node];
    let requests = node
        .requests
        .iter()
        .filter_map(|request| request.http.as_deref());
    let mut requests = requests.peekable();
    let deprecated = requests.peek().is_some() && requests.all(|request| request.deprecated);
    Branch {
        segment,
        kind,
        path: place.path.clone(),
        rust: place.rust.clone(),
        needs: http.needs(place.node),
        ty: None,
        verbs: http.verbs(place.node),
        parameters: Vec::new(),
        deprecated,
        same_as: None,
        hidden: 0,
        children: Vec::new(),
    }
}

/// Where a step leads from a place.
fn child(http: &Http<'_>, place: &Place, id: EdgeId) -> (Place, Branch) {
    let edge = &http.api[id];
    let added = http.by_edges(&[id]).path;
    let path = format!("{}{added}", place.path.trim_end_matches('/'));
    let to = Place {
        node: edge.to,
        rust: format!("{}{}", place.rust, http.call(id, &[])),
        path,
    };
    let kind = match edge.step {
        Step::Segments(_) => StepKind::Resource,
        _ => StepKind::Key,
    };
    let segment = one_line(added.trim_start_matches('/'));
    let branch = branch(http, &to, segment, kind);
    (to, branch)
}
