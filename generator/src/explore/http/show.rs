//! Trees of paths: a path and a depth go in, what is below it comes out, with verbs and calls.

use crate::api::{EdgeId, NodeId, Step};
use crate::explore::ExploreError;
use crate::explore::map::StepKind;
use crate::explore::tree::{Branch, Tree};
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
    Ok(Tree {
        root: branch(http, &place, segment, kind, depth),
    })
}

/// A place with what is below it: paths have a bounded number of segments, and so has this recursion.
fn branch(http: &Http<'_>, place: &Place, segment: String, kind: StepKind, depth: usize) -> Branch {
    let steps = http.api.steps(place.node);
    let steps: Vec<_> = steps.filter(|(id, _)| http.kept.has_edge(*id)).collect();
    let mut hidden = 0;
    let mut children = Vec::new();
    for (id, edge) in steps {
        let key = !matches!(edge.step, Step::Segments(_));
        if depth == 0 && !key {
            hidden += 1;
            continue;
        }
        let below = if key { depth } else { depth - 1 };
        children.push(child(http, place, id, below));
    }
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
        ty: None,
        verbs: http.verbs(place.node),
        parameters: Vec::new(),
        deprecated,
        same_as: None,
        hidden,
        children,
    }
}

fn child(http: &Http<'_>, place: &Place, id: EdgeId, depth: usize) -> Branch {
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
    branch(http, &to, segment, kind, depth)
}
