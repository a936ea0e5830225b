//! Navigation properties that hold JSON, as the types that they lead to are not selected: the model and what is
//! kept of it go in, each of them with a pattern that would type it comes out.

use crate::api::walk::{self, Shortest};
use crate::api::{Api, EdgeId, Kept, NodeId, Step, Verb};
use crate::model::{Model, StructuredId};
use crate::odata::lower::offered::Offered;
use crate::odata::lower::{Lowered, Origin};

/// A navigation property that holds JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untyped {
    /// Its type and its name: `microsoft.graph.user/manager`.
    pub property: String,
    /// What would type it where `include` has it: a path, or the type that it leads to.
    pub pattern: String,
}

/// Finds them, in the order of the model.
pub(crate) fn untyped(model: &Model, lowered: &Lowered, kept: &Kept) -> Vec<Untyped> {
    if kept.is_everything() {
        return Vec::new();
    }
    let surface = Offered::new(model, lowered, kept);
    let shortest = walk::shortest(&lowered.api, &|_| true);
    let types = model.structured_types();
    let kept = types.filter(|(id, ty)| surface.has_model(*id) && !ty.is_json);
    let properties = kept.flat_map(|(id, ty)| ty.navigation.iter().map(move |it| (id, it)));
    let untyped = properties.filter_map(|(id, property)| {
        let target = property.target?;
        if surface.has_model(target) || !surface.has_field_to(target) {
            return None;
        }
        let path = path(lowered, &shortest, id, &property.name);
        Some(Untyped {
            property: format!("{}/{}", model.qualified_name(id), property.name),
            pattern: path.unwrap_or_else(|| model.qualified_name(target)),
        })
    });
    untyped.collect()
}

/// The pattern of the shortest path through a property, where what it leads to can be read.
fn path(lowered: &Lowered, shortest: &Shortest, owner: StructuredId, name: &str) -> Option<String> {
    let api = &lowered.api;
    let node = lowered.node((owner, false))?;
    let last = lowered.step(node, &Origin::Property(name.to_owned()))?;
    let to: NodeId = api[last].to;
    if !api[to].verbs().has(Verb::Get) {
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
