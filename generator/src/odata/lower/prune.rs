//! Takes out of the graph what leads to nothing that can be called: annotations may forbid all that could be sent to a
//! place, and then to those that lead to it alone.

use std::collections::HashMap;

use crate::api::{Api, NodeId};
use crate::odata::model::Resource;

use super::Origin;

/// Takes out places where nothing can be called, and the steps to them. `is_used` tells of resources to keep besides.
pub(super) fn prune(
    api: &mut Api,
    origins: &mut Vec<Origin>,
    resources: &mut [Option<Resource>],
    nodes: &mut HashMap<Resource, NodeId>,
    is_used: impl Fn(Resource) -> bool,
) {
    let useful = useful(api, resources, is_used);
    let is_useful = |node: NodeId| useful.get(node.index()) == Some(&true);
    if useful.iter().all(|useful| *useful) {
        return;
    }
    let edges = std::mem::take(&mut api.edges);
    for node in &mut api.nodes {
        node.edges.clear();
    }
    let kept = edges.into_iter().zip(std::mem::take(origins));
    for (edge, origin) in kept.filter(|(edge, _)| is_useful(edge.from) && is_useful(edge.to)) {
        api.add_edge(edge);
        origins.push(origin);
    }
    nodes.retain(|_, node| is_useful(*node));
    for (resource, useful) in resources.iter_mut().zip(&useful) {
        *resource = resource.filter(|_| *useful);
    }
}

/// For each place, whether anything can be called there or behind it.
fn useful(
    api: &Api,
    resources: &[Option<Resource>],
    is_used: impl Fn(Resource) -> bool,
) -> Vec<bool> {
    let mut before: Vec<Vec<NodeId>> = vec![Vec::new(); api.nodes.len()];
    for edge in &api.edges {
        if let Some(before) = before.get_mut(edge.to.index()) {
            before.push(edge.from);
        }
    }
    let mut useful = vec![false; api.nodes.len()];
    let mut work = vec![NodeId::ROOT];
    for ((node, place), resource) in (0..).map(NodeId).zip(&api.nodes).zip(resources) {
        if !place.requests.is_empty() || resource.is_some_and(&is_used) {
            work.push(node);
        }
    }
    while let Some(node) = work.pop() {
        let Some(known) = useful.get_mut(node.index()) else {
            continue;
        };
        if !std::mem::replace(known, true) {
            work.extend(before.get(node.index()).into_iter().flatten());
        }
    }
    useful
}
