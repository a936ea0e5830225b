//! Navigation properties that hold JSON, as the types that they lead to are not selected: the service and what is
//! kept of it go in, each of them with a pattern that would type it comes out.

use std::collections::HashMap;

use crate::api::walk::{self, Shortest};
use crate::api::{Api, Edge, EdgeId, Kept, NodeId, Step, TypeId, Verb};
use crate::odata::lower::{Lowered, Reference};

/// A navigation property that holds JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untyped {
    /// Its type and its name: `microsoft.graph.user/manager`.
    pub property: String,
    /// What would type it where `include` has it: a path, or the type that it leads to.
    pub pattern: String,
}

/// Finds them, in the order of the types.
pub(crate) fn untyped(lowered: &Lowered, kept: &Kept) -> Vec<Untyped> {
    if kept.is_everything() {
        return Vec::new();
    }
    let api = &*lowered.api;
    let shortest = walk::shortest(api, &|_| true);
    let nodes = (0..).map(NodeId).zip(&api.nodes);
    let single = nodes.filter_map(|(id, node)| match node.ty {
        Some((ty, false)) => Some((ty, id)),
        _ => None,
    });
    let single: HashMap<TypeId, NodeId> = single.collect();
    let types = (0..).map(TypeId).zip(&api.types);
    let kept_types = types.filter(|(id, _)| kept.has_type(*id));
    let references = kept_types.flat_map(|(id, ty)| {
        let own = lowered.references(id).iter();
        own.map(move |reference| (id, ty, reference))
    });
    let untyped = references.filter_map(|(id, ty, Reference { name, to })| {
        if kept.has_type(*to) || !kept.has_field_to(*to) {
            return None;
        }
        let node = single.get(&id);
        let path = node.and_then(|node| path(api, &shortest, *node, name));
        Some(Untyped {
            property: format!("{}/{name}", ty.name),
            pattern: path.unwrap_or_else(|| api[*to].name.clone()),
        })
    });
    untyped.collect()
}

/// The pattern of the shortest path through a property, where what it leads to can be read.
fn path(api: &Api, shortest: &Shortest, node: NodeId, name: &str) -> Option<String> {
    let is = |edge: &Edge| matches!(&edge.step, Step::Segments(names) if matches!(names.as_slice(), [own] if own == name));
    let (last, edge) = api.steps(node).find(|(_, edge)| is(edge))?;
    if !api[edge.to].verbs().has(Verb::Get) {
        return None;
    }
    let mut steps = shortest.to(api, node)?;
    steps.push(last);
    let segments: Option<String> = steps.iter().map(|step| segments(api, *step)).collect();
    Some(format!("{}#GET", segments?))
}

/// A step as segments of a pattern; `None` for calls and for other keys than the usual one.
fn segments(api: &Api, step: EdgeId) -> Option<String> {
    match &api[step].step {
        Step::Segments(names) => Some(format!("/{}", names.join("/"))),
        Step::Cast(name) => Some(format!("/{name}")),
        Step::Key(key) if key.apart => Some("/*".repeat(key.parts.len())),
        Step::Key(key) if !key.alternate => Some("/*".to_owned()),
        Step::Mixed(_) => Some("/*".to_owned()),
        Step::Key(_) | Step::Call { .. } | Step::Onward | Step::Template { .. } => None,
    }
}
