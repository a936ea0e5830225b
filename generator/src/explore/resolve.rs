//! From what the user wrote to a place: a path goes in, the builder, operation or property that it names comes
//! out, or what was possible where it leads nowhere.

use crate::model::{Model, Property, StructuredId, TypeRef};
use crate::plan::Item;
use crate::snippet::{Body, Request, Segment};
use crate::text::{nearest, one_line, short_name};

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
    let mut here = vec![Resolved::root()];
    let mut rest = request.segments.as_slice();
    while let Some((segment, after)) = rest.split_first() {
        let number = request.segments.len() - rest.len() + 1;
        let last = after.is_empty();
        let next = here.iter().find_map(|at| {
            let found = follow(map, at, segment, last);
            (!found.is_empty()).then_some(found)
        });
        let Some(found) = next else {
            return Err(unknown(map, here.first(), number, segment));
        };
        // A key of several parts may be written as several segments.
        let more = found.first().map_or(0, |at| match at.kind {
            StepKind::Key if !segment.text.contains([',', '{']) || after.is_empty() => {
                parts_after(at)
            }
            _ => 0,
        });
        here = found;
        rest = after.get(more.min(after.len())..).unwrap_or_default();
    }
    Ok(here)
}

fn parts_after(at: &Resolved<'_>) -> usize {
    at.segment.matches(',').count()
}

fn follow<'p>(
    map: &Map<'p>,
    at: &Resolved<'p>,
    segment: &Segment,
    last: bool,
) -> Vec<Resolved<'p>> {
    let Some(node) = at.node() else {
        return property_of_value(map, at, segment);
    };
    let base = match &at.target {
        Target::Step(_, step) if step.operation.is_some() => at.route.and("", ".then()"),
        _ => at.route.clone(),
    };
    let steps = map.steps(node);
    let named = |exact: bool| -> Vec<&Step<'p>> {
        let is = |name: &str| {
            let same = |text: &str| {
                if exact {
                    name == text
                } else {
                    name.eq_ignore_ascii_case(text)
                }
            };
            same(&segment.text) || same(&segment.name) || same(short_name(&segment.name))
        };
        let names = steps.iter().filter(|step| {
            let own = !matches!(
                step.kind,
                StepKind::Key | StepKind::AlternateKey | StepKind::ByPath
            );
            own && (is(&step.segment)
                || (step.operation.is_some() && is(short_name(&step.segment))))
        });
        names.collect()
    };
    let mut found = named(true);
    if found.is_empty() {
        found = named(false);
    }
    let chosen: Vec<&Step<'p>> = match (last, found.iter().find(|step| step.to.is_some())) {
        (false, Some(step)) => vec![step],
        _ => overload(found, segment),
    };
    if chosen.is_empty() {
        let keys = steps.iter().find(|step| step.kind == StepKind::Key);
        if let Some(key) = keys.filter(|_| !segment.text.starts_with('$')) {
            return vec![taken(node, key, &base)];
        }
        return own_property(map, node, &base, segment);
    }
    let places = chosen.into_iter().map(|step| taken(node, step, &base));
    places.map(|place| keyed(map, place, segment)).collect()
}

/// `messages('x')`: the item of a collection.
fn keyed<'p>(map: &Map<'p>, place: Resolved<'p>, segment: &Segment) -> Resolved<'p> {
    let wanted = segment
        .parentheses
        .as_deref()
        .is_some_and(|text| !text.is_empty());
    let (true, Target::Node(node)) = (wanted, &place.target) else {
        return place;
    };
    let steps = map.steps(*node);
    let key = steps.iter().find(|step| step.kind == StepKind::Key);
    key.map_or_else(|| place.clone(), |key| taken(*node, key, &place.route))
}

/// Of overloads, the one whose parameters the parentheses name; all of them where they name none.
fn overload<'a, 'p>(found: Vec<&'a Step<'p>>, segment: &Segment) -> Vec<&'a Step<'p>> {
    let Some(text) = segment
        .parentheses
        .as_deref()
        .filter(|text| !text.is_empty())
    else {
        return found;
    };
    let named = |step: &&&Step<'p>| {
        let inside = step.suffix.split_once('(').map_or("", |(_, inside)| inside);
        let names = inside
            .trim_end_matches(')')
            .split(',')
            .filter_map(|p| p.split_once('='));
        let given: Vec<&str> = text
            .split(',')
            .filter_map(|p| p.split_once('='))
            .map(|p| p.0.trim())
            .collect();
        let names: Vec<&str> = names.map(|p| p.0).collect();
        names.len() == given.len() && given.iter().all(|name| names.contains(name))
    };
    match found.iter().find(named) {
        Some(step) => vec![step],
        None => found,
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

fn own_property<'p>(
    map: &Map<'p>,
    node: Node,
    route: &Route,
    segment: &Segment,
) -> Vec<Resolved<'p>> {
    let place = map.place(node).filter(|place| !place.builder.collection);
    let Some(ty) = place.and_then(|place| place.ty) else {
        return Vec::new();
    };
    let rust = format!("{}.await?", read(map, node));
    property(map, ty, &route.and("", &rust), segment)
        .into_iter()
        .collect()
}

fn property_of_value<'p>(map: &Map<'p>, at: &Resolved<'p>, segment: &Segment) -> Vec<Resolved<'p>> {
    let Target::Property(_, before) = at.target else {
        return Vec::new();
    };
    let TypeRef::Structured(ty) = before.ty.item else {
        return Vec::new();
    };
    property(map, ty, &at.route, segment).into_iter().collect()
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

fn unknown(
    map: &Map<'_>,
    at: Option<&Resolved<'_>>,
    number: usize,
    segment: &Segment,
) -> ExploreError {
    let node = at.and_then(Resolved::node);
    let mut possible: Vec<String> = node
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
        after: at.map_or("/", |at| at.route.shown()).to_owned(),
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
