//! Trees of resources: a path and a depth go in, what is below it comes out, with verbs and calls.
//!
//! What a builder leads to is unfolded once, at the first place in breadth: elsewhere the tree says where. So a
//! tree is never larger than the builders with their methods, whatever leads in circles.

use std::collections::HashMap;

use serde::Serialize;

use super::map::{Map, Step, StepKind};
use super::resolve::{self, Resolved, Target};
use super::route::Route;
use super::routes::Routes;
use super::{ExploreError, Explorer, http, rust};
use crate::api::Gate;
use crate::api::walk::{self, All, Below};

/// A tree of resources, as JSON too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tree {
    /// The point that it begins at.
    #[serde(flatten)]
    pub root: Branch,
}

/// A resource, a key, a cast, a stream or an operation, and what is below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Branch {
    /// The segment: a name, or a key in braces.
    pub segment: String,
    /// What the segment is.
    pub kind: StepKind,
    /// The whole path.
    pub path: String,
    /// The Rust expression that reaches it.
    pub rust: String,
    /// The features of the crate that it needs: of each list, one.
    #[serde(rename = "features", skip_serializing_if = "Gate::is_always")]
    pub needs: Gate,
    /// The type of what is there, or what an operation returns; null for nothing.
    #[serde(rename = "type")]
    pub ty: Option<String>,
    /// The methods of HTTP that it takes.
    pub verbs: Vec<&'static str>,
    /// Parameters of an operation.
    pub parameters: Vec<String>,
    /// Whether the service says that it goes.
    pub deprecated: bool,
    /// Where in this tree what is below it stands, if elsewhere.
    pub same_as: Option<String>,
    /// How much is below it that the depth leaves out.
    pub hidden: usize,
    /// What is below it.
    pub children: Vec<Branch>,
}

impl Explorer {
    /// What is below a path, or below the resource of a type; `depth` levels of it, where a key is not a level of its
    /// own.
    ///
    /// # Errors
    /// The path leads nowhere.
    pub fn show(&self, path: &str, depth: usize) -> Result<Tree, ExploreError> {
        if let Some(http) = self.http() {
            return http::show(&http, path, depth);
        }
        let map = Map::new(self);
        let start = self.start(&map, path)?;
        Ok(Tree {
            root: grow(&map, &start, depth),
        })
    }

    fn start<'p>(&self, map: &Map<'p>, path: &str) -> Result<Resolved<'p>, ExploreError> {
        let mut types = self.model.structured_types();
        let ty = types.find(|(id, _)| self.model.qualified_name(*id) == path);
        let found = match ty {
            Some((id, _)) => {
                let node = map.node(id, false).or_else(|| map.node(id, true));
                let node = node.ok_or_else(|| ExploreError::Unknown {
                    name: path.to_owned(),
                    nearest: None,
                })?;
                return Ok(Resolved {
                    target: Target::Node(node),
                    route: Routes::new(map).node(node).unwrap_or_else(Route::root),
                    ..Resolved::root()
                });
            }
            None => resolve::path(self, map, path)?,
        };
        Ok(found.into_iter().next().unwrap_or_else(Resolved::root))
    }
}

fn grow(map: &Map<'_>, start: &Resolved<'_>, depth: usize) -> Branch {
    let mut root = match &start.target {
        Target::Step(step) => branch(map, step, &start.route),
        _ => of_node(map, start),
    };
    let Some(node) = start.node() else {
        return root;
    };
    let All { below, visits } = walk::all(&map.lowered.api, node, depth, &|node| map.edges(node));
    let first = start.on();
    // Where each visit goes on from.
    let mut routes: Vec<Route> = Vec::with_capacity(visits.len());
    let mut arena = Vec::with_capacity(visits.len());
    root.set_below(below, |_| None);
    for visit in &visits {
        let before = visit.after.and_then(|number| routes.get(number));
        let before = before.unwrap_or(&first);
        let Some(step) = map.step(visit.edge) else {
            return root;
        };
        let branch = branch(map, &step, &before.to(&step));
        let on = before.on(&step);
        routes.push(on);
        arena.push((branch, visit.after));
    }
    for ((branch, _), visit) in arena.iter_mut().zip(&visits) {
        branch.set_below(visit.below, |number| {
            let route = number.map_or(Some(&first), |number| routes.get(number));
            route.map(|route| route.shown().to_owned())
        });
    }
    fold(root, arena)
}

/// Puts each branch below the one that it follows, which stands before it.
pub(super) fn fold(mut root: Branch, mut arena: Vec<(Branch, Option<usize>)>) -> Branch {
    let mut below: HashMap<Option<usize>, Vec<Branch>> = HashMap::new();
    while let Some((mut branch, after)) = arena.pop() {
        let children = below.remove(&Some(arena.len()));
        branch.children = children.into_iter().flatten().rev().collect();
        below.entry(after).or_default().push(branch);
    }
    let children = below.remove(&None);
    root.children = children.into_iter().flatten().rev().collect();
    root
}

impl Branch {
    /// Says what is below it; `path` gives the path of a visit.
    pub(super) fn set_below(
        &mut self,
        below: Below,
        path: impl FnOnce(Option<usize>) -> Option<String>,
    ) {
        match below {
            Below::Here => {}
            Below::As(visit) => self.same_as = path(visit),
            Below::Cut(hidden) => self.hidden = hidden,
        }
    }

    fn of(place: &Resolved<'_>) -> Self {
        Self {
            segment: place.segment.clone(),
            kind: place.kind,
            path: place.route.shown().to_owned(),
            rust: place.route.rust.clone(),
            needs: Gate::default(),
            ty: None,
            verbs: Vec::new(),
            parameters: Vec::new(),
            deprecated: false,
            same_as: None,
            hidden: 0,
            children: Vec::new(),
        }
    }
}

fn of_node(map: &Map<'_>, place: &Resolved<'_>) -> Branch {
    let node = place.node();
    Branch {
        segment: place.route.shown().to_owned(),
        needs: map.needs(&place.route),
        ty: node.and_then(|node| map.type_name(node)),
        verbs: node.map(|node| map.verbs(node)).unwrap_or_default(),
        ..Branch::of(place)
    }
}

/// A step as a branch without what is below it.
fn branch(map: &Map<'_>, step: &Step<'_>, route: &Route) -> Branch {
    let operation = step.operation.map(|id| &map.model[id]);
    let to = step.to.filter(|_| operation.is_none());
    let returned = operation.and_then(|operation| operation.returns.as_ref());
    let parameters = operation
        .map(|operation| &operation.parameters)
        .into_iter()
        .flatten();
    Branch {
        segment: step.segment.clone(),
        kind: step.kind,
        path: route.shown().to_owned(),
        rust: route.rust.clone(),
        needs: map.needs(route),
        ty: to
            .and_then(|node| map.type_name(node))
            .or_else(|| returned.map(|ty| rust::csdl_name(map.model, ty))),
        verbs: to.map_or_else(|| step.verbs.clone(), |node| map.verbs(node)),
        parameters: parameters.map(|p| crate::text::one_line(&p.name)).collect(),
        deprecated: step.method.deprecated.is_some(),
        same_as: None,
        hidden: 0,
        children: Vec::new(),
    }
}
