//! Model → [`Api`]: the resources of a service as places, segments as steps, with what each was in the model.
//!
//! There is a node for each type and for each collection of a type, as there is one builder for each; calls, streams,
//! counts and references have nodes of their own. What annotations forbid on every way to a resource is no request.
//!
//! Inside: `resources` (which complex types have something to call), `hierarchies` (what is cast to what), `routes`
//! (what is allowed on the ways to a resource), `values` (types).

mod below;
pub(crate) mod hierarchies;
pub(crate) mod offered;
mod prune;
pub(crate) mod resources;
pub(crate) mod routes;
#[cfg(test)]
mod tests;
pub(crate) mod values;

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use super::model::{
    ChildKind, KeyPart, Model, Operation, OperationId, OperationKind, Primitive, Resource,
    StructuredId, StructuredKind, TypeRef,
};
use super::vocabulary;
use crate::api::{Api, Edge, EdgeId, Key, Node, NodeId, Parameter, Place, Request, Step, Verb};
use hierarchies::Hierarchies;
use routes::{Capability, Routes};

/// A service: its model, and the graph that paths through it are followed in.
#[derive(Clone, Debug)]
pub struct ServiceGraph {
    /// What the description says.
    pub model: Model,
    pub(crate) lowered: Lowered,
}

impl ServiceGraph {
    /// Finds the graph of a model. Of a type with more than `any_limit` derived types, no path casts to these.
    pub fn new(model: Model, any_limit: usize) -> Self {
        Self {
            lowered: lower(&model, any_limit),
            model,
        }
    }
}

/// A service, and what of the model became what.
#[derive(Clone, Debug)]
pub(crate) struct Lowered {
    pub(crate) api: Arc<Api>,
    /// What derives from what, as far as values and casts know it.
    pub(crate) hierarchies: Hierarchies,
    /// What is allowed on the ways to each resource.
    pub(crate) routes: Routes,
    /// The complex types with something to call.
    pub(crate) complex: HashSet<StructuredId>,
    /// For each edge, what it was.
    origins: Vec<Origin>,
    /// For each node, the resource that it was, if it was one.
    resources: Vec<Option<Resource>>,
    nodes: HashMap<Resource, NodeId>,
}

/// What an edge was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// An entity set or a singleton, by its name.
    Child(String),
    /// An import of an operation, by its name.
    Import(String, OperationId),
    /// A navigation property, or a complex or stream property, by its name.
    Property(String),
    /// `$ref` of a navigation property.
    References(String),
    /// `$value` of a media entity.
    Media,
    Count,
    Key,
    /// An alternate key, by its number among those of the type.
    AlternateKey(usize),
    Cast(StructuredId),
    Operation(OperationId),
    /// From a call of a composable function to what it returns.
    Composition,
    /// An address by path, by its number among those of the service.
    Template(usize),
}

impl Lowered {
    /// What an edge was.
    pub(crate) fn origin(&self, edge: EdgeId) -> Option<&Origin> {
        self.origins.get(edge.index())
    }

    /// The resource that a node was.
    pub(crate) fn resource(&self, node: NodeId) -> Option<Resource> {
        self.resources.get(node.index()).copied().flatten()
    }

    /// The node of a resource.
    pub(crate) fn node(&self, resource: Resource) -> Option<NodeId> {
        self.nodes.get(&resource).copied()
    }

    /// The step from a place that was this.
    pub(crate) fn step(&self, from: NodeId, origin: &Origin) -> Option<EdgeId> {
        let steps = &self.api[from].edges;
        let mut steps = steps.iter().copied();
        steps.find(|edge| self.origin(*edge) == Some(origin))
    }

    /// The operation that a step calls.
    pub(crate) fn operation(&self, edge: EdgeId) -> Option<OperationId> {
        match self.origin(edge)? {
            Origin::Operation(id) | Origin::Import(_, id) => Some(*id),
            _ => None,
        }
    }

    /// For each operation, the steps that call it.
    pub(crate) fn calls(&self) -> HashMap<OperationId, Vec<EdgeId>> {
        let mut calls: HashMap<OperationId, Vec<EdgeId>> = HashMap::new();
        for edge in (0..).map(EdgeId).take(self.api.edges.len()) {
            if let Some(id) = self.operation(edge) {
                calls.entry(id).or_default().push(edge);
            }
        }
        calls
    }

    /// All resources with their nodes, in the order of these.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = (Resource, NodeId)> {
        let nodes = (0..).map(NodeId).zip(&self.resources);
        nodes.filter_map(|(node, resource)| Some(((*resource)?, node)))
    }
}

/// Lowers all that paths lead to, and behind it the resources that none leads to: an address that a reply gives may
/// be one of these. No type has a hierarchy of more than `any_limit` derived types.
pub(crate) fn lower(model: &Model, any_limit: usize) -> Lowered {
    let hierarchies = hierarchies::hierarchies(model, any_limit);
    let complex = resources::complex(model);
    let all = resources::all(model, &complex, &hierarchies);
    let mut lower = Lower {
        model,
        complex,
        hierarchies,
        routes: routes::routes(model),
        bound: model.operations_by_binding(),
        api: Api {
            types: values::types(model),
            ..Api::default()
        },
        origins: Vec::new(),
        resources: vec![None],
        nodes: HashMap::new(),
        work: VecDeque::new(),
    };
    lower.children();
    lower.follow();
    for resource in all {
        lower.node(resource);
        lower.follow();
    }
    // References of any entity are no step: it is not known where they lead.
    let refers = |(id, many): Resource| {
        let mut navigation = model.all_navigation(id);
        !many && navigation.any(|it| it.target.is_none() && !it.contains_target)
    };
    prune::prune(
        &mut lower.api,
        &mut lower.origins,
        &mut lower.resources,
        &mut lower.nodes,
        refers,
    );
    Lowered {
        api: Arc::new(lower.api),
        hierarchies: lower.hierarchies,
        routes: lower.routes,
        complex: lower.complex,
        origins: lower.origins,
        resources: lower.resources,
        nodes: lower.nodes,
    }
}

struct Lower<'m> {
    model: &'m Model,
    complex: HashSet<StructuredId>,
    hierarchies: Hierarchies,
    routes: Routes,
    bound: HashMap<Resource, Vec<OperationId>>,
    api: Api,
    origins: Vec<Origin>,
    resources: Vec<Option<Resource>>,
    nodes: HashMap<Resource, NodeId>,
    /// Resources whose steps are still to be found.
    work: VecDeque<(Resource, NodeId)>,
}

impl Lower<'_> {
    /// Finds the steps of all resources that are still without, and of those that they lead to.
    fn follow(&mut self) {
        while let Some((resource, node)) = self.work.pop_front() {
            self.resource(resource, node);
        }
    }

    fn children(&mut self) {
        let model = self.model;
        for child in model.container.iter().flat_map(|c| &c.children) {
            let name = &child.name;
            let step = Step::Segments(vec![name.clone()]);
            let origin = Origin::Child(name.clone());
            match &child.kind {
                ChildKind::EntitySet(id) => {
                    let to = self.node((*id, true));
                    self.edge(NodeId::ROOT, to, step, origin, true);
                }
                ChildKind::Singleton(id) => {
                    let to = self.node((*id, false));
                    self.edge(NodeId::ROOT, to, step, origin, true);
                }
                ChildKind::ActionImport(id) => self.import(name, *id),
                ChildKind::FunctionImport(overloads) => {
                    for id in overloads {
                        self.import(name, *id);
                    }
                }
            }
        }
    }

    fn import(&mut self, name: &str, id: OperationId) {
        let origin = Origin::Import(name.to_owned(), id);
        self.call(NodeId::ROOT, id, name, None, origin);
    }

    /// The steps from a resource.
    fn resource(&mut self, resource: Resource, node: NodeId) {
        let (id, many) = resource;
        if many {
            self.keys(id, node);
        } else {
            self.navigation(id, node);
            self.properties(id, node);
        }
        for operation in visible(self.model, &self.bound, resource) {
            let name = &self.model[operation].name;
            let full = self.model.qualified_name(operation);
            self.call(
                node,
                operation,
                name,
                Some(full),
                Origin::Operation(operation),
            );
        }
        for derived in self.hierarchies.derived(id).to_vec() {
            let step = Step::Cast(self.model.qualified_name(derived));
            let to = self.node((derived, many));
            self.edge(node, to, step, Origin::Cast(derived), true);
        }
        if many
            && self
                .routes
                .allowed(self.model, id)
                .contains(&Capability::Count)
        {
            let to = self.leaf(vec![request(Verb::Get)]);
            let step = Step::Segments(vec!["$count".to_owned()]);
            self.edge(node, to, step, Origin::Count, true);
        }
        if !many {
            self.templates(id, node);
        }
    }

    fn keys(&mut self, id: StructuredId, node: NodeId) {
        let model = self.model;
        let key = model.effective_key(id);
        if key.is_empty() || model[id].kind != StructuredKind::Entity {
            return;
        }
        let to = self.node((id, false));
        let step = self.key(key, false);
        self.edge(node, to, step, Origin::Key, true);
        for (number, key) in vocabulary::alternate_keys(model, id).iter().enumerate() {
            let step = self.key(key, true);
            self.edge(node, to, step, Origin::AlternateKey(number), true);
        }
    }

    fn key(&self, parts: &[KeyPart], alternate: bool) -> Step {
        let parts = parts.iter().map(|part| Parameter {
            name: part.name.clone(),
            value: values::value(self.model, &part.ty),
            required: true,
            place: Place::Path,
        });
        Step::Key(Key {
            parts: parts.collect(),
            alternate,
        })
    }

    fn navigation(&mut self, id: StructuredId, node: NodeId) {
        let model = self.model;
        for property in model.all_navigation(id) {
            let Some(target) = property.target else {
                continue;
            };
            let name = || property.name.clone();
            let to = self.node((target, property.collection));
            let step = Step::Segments(vec![name()]);
            let origin = Origin::Property(name());
            self.edge(node, to, step, origin, property.contains_target);
            if !property.contains_target {
                let change = if property.collection {
                    Verb::Post
                } else {
                    Verb::Put
                };
                let verbs = [Verb::Get, change, Verb::Delete];
                let to = self.leaf(verbs.map(request).to_vec());
                let step = Step::Segments(vec![name(), "$ref".to_owned()]);
                self.edge(node, to, step, Origin::References(name()), true);
            }
        }
    }

    /// Complex properties that are resources, and streams.
    fn properties(&mut self, id: StructuredId, node: NodeId) {
        let model = self.model;
        for property in model.all_properties(id) {
            let step = Step::Segments(vec![property.name.clone()]);
            let origin = Origin::Property(property.name.clone());
            match property.ty.item {
                TypeRef::Structured(item) if self.complex.contains(&item) => {
                    let to = self.node((item, property.ty.collection));
                    self.edge(node, to, step, origin, true);
                }
                TypeRef::Primitive(Primitive::Stream) if !property.ty.collection => {
                    let to = self.content();
                    self.edge(node, to, step, origin, true);
                }
                _ => {}
            }
        }
        if model[id].has_stream {
            let to = self.content();
            let step = Step::Segments(vec!["$value".to_owned()]);
            self.edge(node, to, step, Origin::Media, true);
        }
    }

    fn content(&mut self) -> NodeId {
        self.leaf([Verb::Get, Verb::Put].map(request).to_vec())
    }

    /// Addresses by path: those of the type and of its bases.
    fn templates(&mut self, id: StructuredId, node: NodeId) {
        let model = self.model;
        for (number, path) in model.conventions.paths.iter().enumerate() {
            if model.with_bases(id).any(|own| own == path.ty) {
                let step = Step::Template {
                    before: path.opening.clone(),
                    after: path.closing.clone(),
                };
                self.edge(node, node, step, Origin::Template(number), false);
            }
        }
    }

    fn call(
        &mut self,
        from: NodeId,
        id: OperationId,
        name: &str,
        full: Option<String>,
        origin: Origin,
    ) {
        let operation = &self.model[id];
        let place = match operation.kind {
            OperationKind::Action => Place::Body,
            OperationKind::Function => Place::Path,
        };
        let parameters = operation.parameters.iter().map(|parameter| Parameter {
            name: parameter.name.clone(),
            value: values::value(self.model, &parameter.ty),
            required: is_required(operation.kind, parameter),
            place,
        });
        let parameters: Vec<Parameter> = parameters.collect();
        let reply = operation.returns.as_ref();
        let reply = reply.map(|ty| values::value(self.model, ty));
        let (in_path, sent) = match place {
            Place::Path => (parameters, Vec::new()),
            Place::Body => (Vec::new(), parameters),
        };
        let verb = match operation.kind {
            OperationKind::Action => Verb::Post,
            OperationKind::Function => Verb::Get,
        };
        let call = self.leaf(vec![Request {
            parameters: sent,
            reply,
            ..request(verb)
        }]);
        let step = Step::Call {
            name: name.to_owned(),
            full,
            parameters: in_path,
        };
        self.edge(from, call, step, origin, true);
        if let Some(given) = resources::composed(self.model, &self.complex, operation) {
            let to = self.node(given);
            self.edge(call, to, Step::Onward, Origin::Composition, false);
        }
    }

    /// The node of a resource, whose steps are found later where it is new.
    fn node(&mut self, resource: Resource) -> NodeId {
        if let Some(node) = self.nodes.get(&resource) {
            return *node;
        }
        let (id, many) = resource;
        let node = self.api.add_node(Node {
            ty: Some((values::structured(id), many)),
            requests: self.requests(resource),
            edges: Vec::new(),
        });
        self.resources.push(Some(resource));
        self.nodes.insert(resource, node);
        self.work.push_back((resource, node));
        node
    }

    /// What some way to a resource allows.
    fn requests(&self, (id, many): Resource) -> Vec<Request> {
        let value = || Some(values::one_or_many(id, many));
        let one = || Some(values::one_or_many(id, false));
        let entity = self.model[id].kind == StructuredKind::Entity;
        let allowed = self.routes.allowed(self.model, id);
        let requests = allowed.into_iter().filter_map(|capability| {
            let (verb, body, reply) = match (capability, many) {
                (Capability::List, true) | (Capability::Get, false) => (Verb::Get, None, value()),
                (Capability::Create, true) if entity => (Verb::Post, one(), one()),
                (Capability::Update, false) => (Verb::Patch, one(), one()),
                (Capability::Replace, false) => (Verb::Put, one(), one()),
                (Capability::Delete, false) if entity => (Verb::Delete, None, None),
                _ => return None,
            };
            Some(Request {
                body,
                reply,
                ..request(verb)
            })
        });
        requests.collect()
    }

    /// A place that nothing leads on from, or only onward.
    fn leaf(&mut self, requests: Vec<Request>) -> NodeId {
        self.resources.push(None);
        self.api.add_node(Node {
            requests,
            ..Node::default()
        })
    }

    fn edge(&mut self, from: NodeId, to: NodeId, step: Step, origin: Origin, contained: bool) {
        self.origins.push(origin);
        self.api.add_edge(Edge {
            from,
            to,
            step,
            contained,
        });
    }
}

fn request(verb: Verb) -> Request {
    Request {
        verb,
        parameters: Vec::new(),
        body: None,
        reply: None,
    }
}

/// Whether a parameter must be sent.
///
/// An action's parameter must be sent unless it may be null or left out; a function is only found with all
/// parameters that are not declared optional (OData Protocol 4.01, sections 11.5.4.1 and 11.5.5.1). A collection is
/// never null: `Nullable` speaks of its items (OData CSDL XML 4.01, section 12.9).
pub(crate) fn is_required(kind: OperationKind, parameter: &super::model::Parameter) -> bool {
    let optional = vocabulary::is_optional(&parameter.annotations);
    match kind {
        OperationKind::Action => !optional && (parameter.ty.collection || !parameter.ty.nullable),
        OperationKind::Function => !optional,
    }
}

/// The operations that can be called on a resource: bound to its type or to one that it derives from. The
/// nearest type's overload hides a base type's of the same signature.
pub(crate) fn visible(
    model: &Model,
    bound: &HashMap<Resource, Vec<OperationId>>,
    (id, many): Resource,
) -> Vec<OperationId> {
    let mut seen = HashSet::new();
    let mut visible = Vec::new();
    for ty in model.with_bases(id) {
        for operation in bound.get(&(ty, many)).into_iter().flatten() {
            if seen.insert(signature(&model[*operation])) {
                visible.push(*operation);
            }
        }
    }
    visible
}

fn signature(operation: &Operation) -> (OperationKind, &str, Vec<(&str, TypeRef, bool)>) {
    let parameters = operation.parameters.iter();
    let parameters = parameters.map(|p| (p.name.as_str(), p.ty.item, p.ty.collection));
    (operation.kind, &operation.name, parameters.collect())
}
