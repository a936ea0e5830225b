//! From what the user wrote to a place: a path goes in, the builder, operation or property that it names comes
//! out, or what was possible where it leads nowhere.

use crate::api;
use crate::api::walk::{self, Lost, Taken};
use crate::model::{Model, Property, StructuredId, TypeRef};
use crate::odata::lower::{Lowered, Origin};
use crate::plan::{Item, MethodBody};
use crate::snippet::{Body, Request, Segment};
use crate::text::{nearest, one_line};

use super::map::{Map, Node, Step, StepKind};
use super::routes::{Route, field, read};
use super::{ExploreError, Explorer};

/// How many of what is possible are named.
const POSSIBLE: usize = 12;

/// Where a path has come to.
#[derive(Clone)]
pub(super) enum Target<'p> {
    Node(Node),
    /// An operation or anything else that leads to no builder, or whose own facts count.
    Step(Node, Step<'p>),
    /// A structural property, and the type that has it.
    Property(StructuredId, &'p Property),
}

/// A place, and the way to it.
#[derive(Clone)]
pub(super) struct Resolved<'p> {
    pub(super) target: Target<'p>,
    pub(super) route: Route,
    /// The last segment as the metadata has it.
    pub(super) segment: String,
    pub(super) kind: StepKind,
}

impl Resolved<'_> {
    pub(super) fn root() -> Self {
        Self {
            target: Target::Node(Node::Client),
            route: Route::root(),
            segment: "/".to_owned(),
            kind: StepKind::Root,
        }
    }

    /// The builder that the path goes on from.
    pub(super) fn node(&self) -> Option<Node> {
        match &self.target {
            Target::Node(node) => Some(*node),
            Target::Step(_, step) => step.to,
            Target::Property(..) => None,
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
        .map_err(|_| ExploreError::NoPath(one_line(text)))?;
    let lowered = &explorer.lowered;
    let offered = |edge| lowered.is_offered(edge, &explorer.model.surface);
    let along = |trail: &[Taken]| along(map, lowered, trail);
    match walk::follow(&lowered.api, &request.segments, &offered) {
        Ok(trails) => Ok(trails.iter().filter_map(|trail| along(trail)).collect()),
        Err(Lost { trail, segments }) => {
            let mut at = along(&trail).unwrap_or_else(Resolved::root);
            let rest = request.segments.get(segments..).unwrap_or_default();
            for (number, segment) in (segments + 1..).zip(rest) {
                let next = match &at.target {
                    Target::Property(_, before) => property_of_value(map, before, &at, segment),
                    _ => own_property(map, &at, segment),
                };
                at = next.ok_or_else(|| unknown(map, &at, number, segment))?;
            }
            Ok(vec![at])
        }
    }
}

/// Where the steps of a trail lead in the generated crate.
fn along<'p>(map: &Map<'p>, lowered: &Lowered, trail: &[Taken]) -> Option<Resolved<'p>> {
    trail.iter().try_fold(Resolved::root(), |at, taken| {
        let node = at.node()?;
        if lowered.origin(taken.edge) == Some(&Origin::Composition) {
            return Some(Resolved {
                target: Target::Node(node),
                route: at.route.and("", ".then()"),
                ..at
            });
        }
        let steps = map.steps(node);
        let step = steps
            .iter()
            .find(|step| is_step(map, lowered, taken, step))?;
        Some(self::taken(node, step, &at.route))
    })
}

/// Whether a step of the generated crate is that of the service.
pub(super) fn is_step(map: &Map<'_>, lowered: &Lowered, taken: &Taken, step: &Step<'_>) -> bool {
    let Some(origin) = lowered.origin(taken.edge) else {
        return false;
    };
    match (origin, &step.method.body) {
        (
            Origin::Child(name) | Origin::Property(name),
            MethodBody::Navigate { segment, .. } | MethodBody::Media { segment },
        )
        | (Origin::References(name), MethodBody::References { segment, .. }) => name == segment,
        (Origin::Media, MethodBody::Media { segment }) => segment == "$value",
        (Origin::Cast(id), MethodBody::Cast { segment, .. }) => {
            map.model.qualified_name(*id) == *segment
        }
        (Origin::Key, MethodBody::Key { .. })
        | (Origin::Count, MethodBody::Count)
        | (Origin::Template(_), MethodBody::ByPath { .. }) => true,
        (Origin::AlternateKey(_), MethodBody::AlternateKey { parts, .. }) => {
            let names = parts.iter().map(|part| &part.wire);
            matches!(&lowered.api[taken.edge].step, api::Step::Key(key)
                if key.parts.iter().map(|part| &part.name).eq(names))
        }
        (Origin::Operation(id), MethodBody::Operation { .. }) => step.operation == Some(*id),
        (Origin::Import(name, id), MethodBody::Operation { segment, .. }) => {
            step.operation == Some(*id) && name == segment
        }
        _ => false,
    }
}

fn taken<'p>(from: Node, step: &Step<'p>, route: &Route) -> Resolved<'p> {
    let route = route.and(&step.suffix, &step.call);
    let target = match (step.operation, step.to) {
        (None, Some(node)) => Target::Node(node),
        _ => Target::Step(from, step.clone()),
    };
    Resolved {
        target,
        route,
        segment: step.segment.clone(),
        kind: step.kind,
    }
}

fn own_property<'p>(map: &Map<'p>, at: &Resolved<'p>, segment: &Segment) -> Option<Resolved<'p>> {
    let node = at.node()?;
    let place = map.place(node).filter(|place| !place.builder.collection)?;
    let route = match &at.target {
        Target::Step(_, step) if step.operation.is_some() => at.route.and("", ".then()"),
        _ => at.route.clone(),
    };
    let rust = format!("{}.await?", read(map, node));
    property(map, place.ty?, &route.and("", &rust), segment)
}

fn property_of_value<'p>(
    map: &Map<'p>,
    before: &Property,
    at: &Resolved<'p>,
    segment: &Segment,
) -> Option<Resolved<'p>> {
    match before.ty.item {
        TypeRef::Structured(ty) => property(map, ty, &at.route, segment),
        _ => None,
    }
}

fn property<'p>(
    map: &Map<'p>,
    ty: StructuredId,
    route: &Route,
    segment: &Segment,
) -> Option<Resolved<'p>> {
    let model: &'p Model = map.model;
    let found = model.all_properties(ty).find(|p| p.name == segment.text)?;
    let field = field(map, ty, &found.name).unwrap_or_default();
    let suffix = format!("/{}", one_line(&found.name));
    Some(Resolved {
        target: Target::Property(ty, found),
        route: route.and(&suffix, &format!(".{field}")),
        segment: one_line(&found.name),
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
        Item::Alias(plan) => Some(plan.name.as_str()),
        Item::Resource => None,
    }
}
