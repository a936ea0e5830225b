//! From what the user wrote to a place: a path goes in, the builder, operation or property that it names comes
//! out, or what was possible where it leads nowhere.

use crate::api::NodeId;
use crate::api::walk::{self, Lost, Taken};
use crate::model::{Model, Property, StructuredId, TypeRef};
use crate::plan::Item;
use crate::snippet::{Body, Request, Segment};
use crate::text::{nearest, one_line};

use super::map::{Map, Step, StepKind};
use super::route::Route;
use super::routes::read;
use super::value::Value;
use super::{ExploreError, Explorer};

/// How many of what is possible are named.
const POSSIBLE: usize = 12;

/// Where a path has come to.
#[derive(Clone)]
pub(super) enum Target<'p> {
    Node(NodeId),
    /// An operation or anything else that leads to no builder, or whose own facts count.
    Step(Step<'p>),
    /// A structural property, the type that has it, and how it is read; `None` where it cannot be read.
    Property(StructuredId, &'p Property, Option<Value>),
}

/// A place, and the way to it.
#[derive(Clone)]
pub(super) struct Resolved<'p> {
    pub(super) target: Target<'p>,
    /// For a property, the way to the request that brings it.
    pub(super) route: Route,
    /// The last segment as the metadata has it.
    pub(super) segment: String,
    pub(super) kind: StepKind,
}

impl Resolved<'_> {
    pub(super) fn root() -> Self {
        Self {
            target: Target::Node(NodeId::ROOT),
            route: Route::root(),
            segment: "/".to_owned(),
            kind: StepKind::Root,
        }
    }

    /// The place that the path goes on from.
    pub(super) fn node(&self) -> Option<NodeId> {
        match &self.target {
            Target::Node(node) => Some(*node),
            Target::Step(step) => step.to,
            Target::Property(..) => None,
        }
    }

    /// The way to what the path goes on from.
    pub(super) fn on(&self) -> Route {
        match &self.target {
            Target::Step(step) if step.operation.is_some() && step.to.is_some() => {
                self.route.and(step.between, ".then()")
            }
            _ => self.route.clone(),
        }
    }
}

/// The places that a path names: more than one where its last segment is an operation with overloads.
pub(super) fn path<'p>(
    explorer: &Explorer,
    map: &Map<'p>,
    text: &str,
) -> Result<Vec<Resolved<'p>>, ExploreError> {
    if map.plan.client.is_none() {
        return Err(ExploreError::NoContainer);
    }
    let base = explorer.base_url.as_deref();
    let request = Request::new("GET", text, base, &[], Body::Empty)
        .map_err(|_| ExploreError::InvalidPath(one_line(text)))?;
    let offered = |edge| map.is_offered(edge);
    match walk::follow(&map.lowered.api, &request.segments, &offered) {
        Ok(trails) => Ok(trails
            .iter()
            .filter_map(|trail| along(map, trail))
            .collect()),
        Err(Lost { trail, segments }) => {
            let mut at = along(map, &trail).unwrap_or_else(Resolved::root);
            let rest = request.segments.get(segments..).unwrap_or_default();
            for (number, segment) in (segments + 1..).zip(rest) {
                at = property(map, &at, segment)
                    .ok_or_else(|| unknown(map, &at, number, segment))?;
            }
            Ok(vec![at])
        }
    }
}

/// Where the steps of a trail lead in the generated crate.
fn along<'p>(map: &Map<'p>, trail: &[Taken]) -> Option<Resolved<'p>> {
    trail.iter().try_fold(Resolved::root(), |at, taken| {
        if matches!(map.lowered.api[taken.edge].step, crate::api::Step::Onward) {
            return Some(Resolved {
                target: Target::Node(at.node()?),
                route: at.on(),
                ..at
            });
        }
        let step = map.step(taken.edge)?;
        let target = match (step.operation, step.to) {
            (None, Some(node)) => Target::Node(node),
            _ => Target::Step(step.clone()),
        };
        Some(Resolved {
            target,
            route: at.route.to(&step),
            segment: step.segment,
            kind: step.kind,
        })
    })
}

/// A structural property of what a path has come to, which builders do not lead to.
fn property<'p>(map: &Map<'p>, at: &Resolved<'p>, segment: &Segment) -> Option<Resolved<'p>> {
    let (ty, request, before) = if let Target::Property(_, before, value) = &at.target {
        let TypeRef::Structured(ty) = before.ty.item else {
            return None;
        };
        (ty, at.route.clone(), value.clone())
    } else {
        let node = at.node()?;
        let request = at.on().and("", read(map, node));
        (map.one(node)?, request, Value::reply(map, node))
    };
    let model: &'p Model = map.model;
    let found = model.all_properties(ty).find(|p| p.name == segment.text)?;
    let value = before.and_then(|before| before.property(map, ty, &found.name));
    let name = one_line(&found.name);
    Some(Resolved {
        target: Target::Property(ty, found, value),
        route: request.and(&format!("/{name}"), ""),
        segment: name,
        kind: StepKind::Navigation,
    })
}
fn unknown(map: &Map<'_>, at: &Resolved<'_>, number: usize, segment: &Segment) -> ExploreError {
    let mut possible: Vec<String> = at
        .node()
        .map(|node| map.steps(node))
        .unwrap_or_default()
        .into_iter()
        .map(|step| step.segment)
        .collect();
    let nearest = nearest(&segment.name, possible.iter().map(String::as_str)).map(str::to_owned);
    possible.dedup();
    possible.truncate(POSSIBLE);
    ExploreError::Segment {
        number,
        segment: one_line(&segment.text),
        after: at.route.shown().to_owned(),
        nearest,
        possible,
    }
}

/// The name of what a file holds in Rust.
pub(super) fn item_name(item: &Item) -> Option<&str> {
    match item {
        Item::Structured(plan) => Some(plan.name.as_str()),
        Item::Enum(plan) => Some(plan.name.as_str()),
        Item::Union(plan) => Some(plan.name.as_str()),
        Item::Alias(plan) => Some(plan.name.as_str()),
        Item::Resource => None,
    }
}
