//! The shortest way to each thing: in goes the graph of the service, out come a path and an expression for each
//! place, operation and type.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet, VecDeque};

use crate::api::walk::{self, Shortest};
use crate::api::{EdgeId, NodeId};
use crate::model::{OperationId, StructuredId, TypeRef};
use crate::text::one_line;

use super::map::{Map, Step, StepKind};
use super::route::Route;
use super::value::Value;

/// Where a value of a type without a resource of its own is.
#[derive(Clone)]
pub(super) struct Held {
    /// The request that brings or takes it, and the path to it.
    pub(super) route: Route,
    /// How it is read from the reply; `None` where it is only sent.
    pub(super) value: Option<Value>,
}

/// The ways to everything.
pub(super) struct Routes<'m> {
    map: &'m Map<'m>,
    nodes: HashMap<NodeId, Route>,
    operations: HashMap<OperationId, (EdgeId, usize)>,
    /// Types that have no builder: where a value of them is.
    values: HashMap<TypeRef, Held>,
}

impl<'m> Routes<'m> {
    pub(super) fn new(map: &'m Map<'m>) -> Self {
        let offered = |edge| map.is_offered(edge);
        let shortest = walk::shortest(&map.lowered.api, &offered);
        let mut routes = Self {
            map,
            nodes: nodes(map, &shortest),
            operations: HashMap::new(),
            values: HashMap::new(),
        };
        routes.find_operations();
        routes.find_values();
        routes
    }

    /// Of the places that an operation can be called on, the nearest.
    fn find_operations(&mut self) {
        let map = self.map;
        for node in map.nodes() {
            let Some(route) = self.nodes.get(&node) else {
                continue;
            };
            let steps = map.lowered.api.steps(node).map(|(edge, _)| edge);
            let steps = steps.filter(|edge| map.is_offered(*edge));
            for (operation, edge) in
                steps.filter_map(|edge| Some((map.lowered.operation(edge)?, edge)))
            {
                let here = (edge, route.steps);
                let known = self.operations.entry(operation).or_insert(here);
                if (here.1, edge) < (known.1, known.0) {
                    *known = here;
                }
            }
        }
    }

    /// Breadth first over properties from the types that have a builder, then what operations return and take.
    fn find_values(&mut self) {
        let map = self.map;
        let mut resources: Vec<(StructuredId, Held)> = map
            .nodes()
            .filter_map(|node| {
                let ty = map.one(node)?;
                let route = self.node(node)?.and("", read(map, node));
                let value = Value::reply(map, node);
                Some((ty, Held { route, value }))
            })
            .collect();
        resources.sort_by_key(|(ty, held)| (held.route.steps, ty.0));
        self.through_properties(resources.into_iter().collect());
        let operations = self.operations.iter();
        let mut operations: Vec<_> = operations
            .map(|(id, (edge, far))| (far, edge, id))
            .collect();
        operations.sort();
        let operations: Vec<(EdgeId, OperationId)> =
            operations.into_iter().map(|(_, e, o)| (*e, *o)).collect();
        let mut queue = VecDeque::new();
        for (edge, id) in operations {
            let Some((step, route)) = self.step(edge) else {
                continue;
            };
            let route = route.to(&step);
            let operation = &map.model[id];
            let returned = operation.returns.iter();
            let returned = returned.map(|ty| (ty.item, Value::returned(map, &step)));
            let sent = operation.parameters.iter().map(|p| (p.ty.item, None));
            for (ty, value) in returned.chain(sent) {
                let held = || Held {
                    route: route.clone(),
                    value: value.clone(),
                };
                self.values.entry(ty).or_insert_with(held);
                if let TypeRef::Structured(ty) = ty {
                    queue.push_back((ty, held()));
                }
            }
        }
        self.through_properties(queue);
    }

    fn through_properties(&mut self, mut queue: VecDeque<(StructuredId, Held)>) {
        let map = self.map;
        let mut seen = HashSet::new();
        while let Some((id, held)) = queue.pop_front() {
            if !seen.insert(id) {
                continue;
            }
            for property in map.model.all_properties(id) {
                let to = || Held {
                    route: held
                        .route
                        .and(&format!("/{}", one_line(&property.name)), ""),
                    value: held
                        .value
                        .as_ref()
                        .and_then(|value| value.property(map, id, &property.name)),
                };
                match property.ty.item {
                    TypeRef::Primitive(_) => {}
                    TypeRef::Structured(next) => {
                        if let Entry::Vacant(vacant) = self.values.entry(property.ty.item) {
                            let to = vacant.insert(to()).clone();
                            queue.push_back((next, to));
                        }
                    }
                    ty => {
                        self.values.entry(ty).or_insert_with(to);
                    }
                }
            }
        }
    }

    /// The way to a place.
    pub(super) fn node(&self, node: NodeId) -> Option<Route> {
        self.nodes.get(&node).cloned()
    }

    /// A step, and the way to where it begins.
    pub(super) fn step(&self, edge: EdgeId) -> Option<(Step<'m>, Route)> {
        let before = self.node(self.map.lowered.api[edge].from)?;
        Some((self.map.step(edge)?, before))
    }

    /// The nearest call of an operation, and the way to where it is called.
    pub(super) fn call(&self, id: OperationId) -> Option<(Step<'m>, Route)> {
        let (edge, _) = self.operations.get(&id)?;
        self.step(*edge)
    }

    /// The way to an operation.
    pub(super) fn operation(&self, id: OperationId) -> Option<Route> {
        let (step, before) = self.call(id)?;
        Some(before.to(&step))
    }

    /// Where a value of a type without a builder is.
    pub(super) fn value(&self, ty: TypeRef) -> Option<&Held> {
        self.values.get(&ty)
    }

    /// The way to a type: its builder's, that of a type derived from it, or to where a value of it is.
    pub(super) fn ty(&self, ty: TypeRef) -> Option<Route> {
        let value = || Some(self.value(ty)?.route.clone());
        let TypeRef::Structured(id) = ty else {
            return value();
        };
        self.resource(id).or_else(value).or_else(|| {
            let derived = self.map.model.descendants(id).into_iter();
            let derived = derived.filter_map(|id| self.resource(id));
            derived.min_by_key(|route| route.steps)
        })
    }

    /// The way to one resource of a type, or to a collection.
    pub(super) fn resource(&self, id: StructuredId) -> Option<Route> {
        let node = |many| self.map.node(id, many).and_then(|node| self.node(node));
        node(false).or_else(|| node(true))
    }

    /// A navigation property has a method where it leads on, else a field.
    pub(super) fn navigation(&self, ty: StructuredId, name: &str) -> Option<Route> {
        match self.segment(ty, name) {
            Some((step, before)) => Some(before.to(&step)),
            None => self.property(ty, name),
        }
    }

    /// The step of this name from the nearest resource of a type, and the way to where it begins.
    pub(super) fn segment(&self, ty: StructuredId, name: &str) -> Option<(Step<'m>, Route)> {
        let (_, node, route) = self.nearest(ty)?;
        Some((self.map.step(self.map.named(node, name)?)?, route))
    }

    /// The stream of this name of the nearest resource of a type, and the way to the resource.
    pub(super) fn stream(&self, ty: StructuredId, name: &str) -> Option<(Step<'m>, Route)> {
        let found = self.segment(ty, name);
        found.filter(|(step, _)| step.kind == StepKind::Stream)
    }

    /// The way to a property of a type: a stream's method, or what reads it from a reply.
    pub(super) fn property(&self, ty: StructuredId, name: &str) -> Option<Route> {
        let suffix = format!("/{}", one_line(name));
        if let Some((stream, before)) = self.stream(ty, name) {
            return Some(before.to(&stream));
        }
        let read_there = self.nearest(ty).and_then(|(id, node, route)| {
            let value = Value::reply(self.map, node)?.property(self.map, id, name)?;
            Some(route.and(&suffix, &format!("{}{}", read(self.map, node), value.code)))
        });
        // A value without a resource of its own that can be read: what has it is read.
        read_there.or_else(|| {
            let held = self.value(TypeRef::Structured(ty))?;
            let value = held.value.as_ref()?.property(self.map, ty, name)?;
            Some(held.route.and(&suffix, &value.code))
        })
    }

    /// The nearest resource of a type or of one that derives from it.
    fn nearest(&self, ty: StructuredId) -> Option<(StructuredId, NodeId, Route)> {
        let own = std::iter::once(ty).chain(self.map.model.descendants(ty));
        let nodes = own.filter_map(|id| Some((id, self.map.node(id, false)?)));
        let reached = nodes.filter_map(|(id, node)| Some((id, node, self.nodes.get(&node)?)));
        let (id, node, route) = reached.min_by_key(|(_, _, route)| route.steps)?;
        Some((id, node, route.clone()))
    }
}

/// The way to each place; without those for which the crate lacks a step.
fn nodes(map: &Map<'_>, shortest: &Shortest) -> HashMap<NodeId, Route> {
    let api = &map.lowered.api;
    let along = |edges: Vec<EdgeId>| {
        edges
            .into_iter()
            .try_fold(Route::root(), |route, edge| match &api[edge].step {
                crate::api::Step::Onward => Some(route),
                _ => Some(route.on(&map.step(edge)?)),
            })
    };
    let nodes = map.nodes();
    let ways = nodes.filter_map(|node| Some((node, along(shortest.to(api, node)?)?)));
    ways.collect()
}

/// The call that reads a resource, where it can be read.
pub(super) fn read(map: &Map<'_>, node: NodeId) -> &'static str {
    let gets = map.verbs(node).contains(&"GET");
    let many = map.lowered.resource(node).is_some_and(|(_, many)| many);
    match (gets, many) {
        (true, false) => ".get()",
        (true, true) => ".list()",
        (false, _) => "",
    }
}
