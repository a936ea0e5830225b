//! The shortest way to each thing: a map goes in, a path and an expression for each builder, operation and type
//! come out, breadth first from the client.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet, VecDeque};

use serde::Serialize;

use crate::model::{OperationId, StructuredId, TypeRef};
use crate::plan::Item;

use super::map::{Map, Node, StepKind};

/// What stands for the client in expressions, as in snippets.
pub(super) const CLIENT: &str = "client";

/// A way to something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Route {
    pub(super) path: String,
    pub(super) rust: String,
    pub(super) steps: usize,
}

impl Route {
    pub(super) fn root() -> Self {
        Self {
            path: String::new(),
            rust: CLIENT.to_owned(),
            steps: 0,
        }
    }

    pub(super) fn and(&self, path: &str, rust: &str) -> Self {
        Self {
            path: format!("{}{path}", self.path),
            rust: format!("{}{rust}", self.rust),
            steps: self.steps + 1,
        }
    }

    /// The path as it is shown.
    pub(super) fn shown(&self) -> &str {
        if self.path.is_empty() {
            "/"
        } else {
            &self.path
        }
    }
}

/// The ways to everything.
pub(super) struct Routes {
    nodes: HashMap<Node, Route>,
    operations: HashMap<OperationId, Route>,
    /// Types that have no builder: where a value of them is.
    values: HashMap<TypeRef, Route>,
}

impl Routes {
    pub(super) fn new(map: &Map<'_>) -> Self {
        let mut routes = Self {
            nodes: HashMap::new(),
            operations: HashMap::new(),
            values: HashMap::new(),
        };
        routes.walk(map);
        routes.value_routes(map);
        routes
    }

    fn walk(&mut self, map: &Map<'_>) {
        let mut queue = VecDeque::from([(Node::Client, Route::root())]);
        let mut later = VecDeque::new();
        // Casts, other keys and calls are ways where nothing else leads.
        while let Some((node, route)) = queue.pop_front().or_else(|| later.pop_front()) {
            if self.nodes.contains_key(&node) {
                continue;
            }
            for step in map.steps(node) {
                if let Some(operation) = step.operation {
                    let to = route.and(&step.suffix, &step.call);
                    self.operations.entry(operation).or_insert(to);
                }
                let Some(next) = step.to.filter(|to| !self.nodes.contains_key(to)) else {
                    continue;
                };
                let to = route.and(&step.suffix, &step.call_on());
                match step.kind {
                    StepKind::Resource | StepKind::Navigation | StepKind::Key => {
                        queue.push_back((next, to));
                    }
                    StepKind::ByPath => {}
                    _ => later.push_back((next, to)),
                }
            }
            self.nodes.insert(node, route);
        }
    }

    /// Breadth first over properties from the types that have a builder, then what operations take and return.
    fn value_routes(&mut self, map: &Map<'_>) {
        let mut queue: VecDeque<(StructuredId, Route)> = VecDeque::new();
        for (number, place) in map.places.iter().enumerate() {
            let route = self.nodes.get(&Node::Builder(number));
            if let (Some(ty), Some(route), false) = (place.ty, route, place.builder.collection) {
                queue.push_back((ty, route.and("", &read(map, Node::Builder(number)))));
            }
        }
        let mut sorted: Vec<_> = queue.into_iter().collect();
        sorted.sort_by_key(|(_, route)| route.steps);
        self.through_properties(map, sorted.into_iter().collect());
        let model = map.model;
        let mut operations: Vec<_> = self.operations.iter().collect();
        operations.sort_by(|a, b| (a.1.steps, &a.1.path).cmp(&(b.1.steps, &b.1.path)));
        let mut queue = VecDeque::new();
        let mut values = Vec::new();
        for (id, route) in operations {
            let operation = &model[*id];
            let types = operation
                .parameters
                .iter()
                .map(|p| &p.ty)
                .chain(&operation.returns);
            for ty in types.map(|ty| ty.item) {
                match ty {
                    TypeRef::Structured(ty) => queue.push_back((ty, route.clone())),
                    ty => values.push((ty, route.clone())),
                }
            }
        }
        for (ty, route) in values {
            self.values.entry(ty).or_insert(route);
        }
        for (ty, route) in &queue {
            self.values
                .entry(TypeRef::Structured(*ty))
                .or_insert_with(|| route.clone());
        }
        self.through_properties(map, queue);
    }

    fn through_properties(&mut self, map: &Map<'_>, mut queue: VecDeque<(StructuredId, Route)>) {
        let mut seen = HashSet::new();
        while let Some((id, route)) = queue.pop_front() {
            if !seen.insert(id) {
                continue;
            }
            for property in map.model.all_properties(id) {
                let to = || route.and(&format!("/{}", crate::text::one_line(&property.name)), "");
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

    pub(super) fn node(&self, node: Node) -> Option<&Route> {
        self.nodes.get(&node)
    }

    pub(super) fn operation(&self, id: OperationId) -> Option<&Route> {
        self.operations.get(&id)
    }

    /// The way to a type: its builder's, that of a type derived from it, or to where a value of it is.
    pub(super) fn ty(&self, map: &Map<'_>, ty: TypeRef) -> Option<Route> {
        if let TypeRef::Structured(id) = ty {
            if let Some(route) = self.resource(map, id) {
                return Some(route.clone());
            }
            if let Some(route) = self.values.get(&ty) {
                return Some(route.clone());
            }
            let derived = map.model.descendants(id).into_iter();
            let derived = derived.filter_map(|id| self.resource(map, id));
            return derived.min_by_key(|route| route.steps).cloned();
        }
        self.values.get(&ty).cloned()
    }

    /// The way to one resource of a type, or to a collection.
    pub(super) fn resource(&self, map: &Map<'_>, id: StructuredId) -> Option<&Route> {
        let node = |many| map.node(id, many).and_then(|node| self.node(node));
        node(false).or_else(|| node(true))
    }
}

/// The call that reads a resource, where it can be read.
pub(super) fn read(map: &Map<'_>, node: Node) -> String {
    let gets = map.verbs(node).contains(&"GET");
    let many = map
        .place(node)
        .is_some_and(|place| place.builder.collection);
    match (gets, many) {
        (true, false) => ".get()".to_owned(),
        (true, true) => ".list()".to_owned(),
        (false, _) => String::new(),
    }
}

/// The field of a struct for a property.
pub(super) fn field<'p>(map: &Map<'p>, ty: StructuredId, property: &str) -> Option<&'p str> {
    let Item::Structured(plan) = &map.file(ty)?.item else {
        return None;
    };
    let field = plan.fields.iter().find(|field| field.wire == property)?;
    Some(field.name.as_str())
}
