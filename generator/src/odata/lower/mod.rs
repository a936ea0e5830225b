//! Model → [`Api`]: the resources of a service as places, segments as steps, with what each was in the model.
//!
//! There is a node for each type and for each collection of a type, as there is one builder for each; calls, streams,
//! counts and references have nodes of their own. What annotations forbid on every way to a resource is not a request.
//!
//! Inside: `steps` (what leads on from a resource), `operations` (which can be called where, and with what),
//! `resources` (which complex types have something to call), `hierarchies` (what is cast to what), `routes` with `below`
//! (what is allowed on the ways to a resource), `values` (types), `facts` (what selection asks beside), `offered` (what of a model is wanted).

mod below;
mod facts;
pub(crate) mod hierarchies;
mod lowered;
pub(crate) mod offered;
mod operations;
mod prune;
pub(crate) mod resources;
pub(crate) mod routes;
mod steps;
#[cfg(test)]
mod tests;
pub(crate) mod values;

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use super::conventions::{Described, ServiceConventions};
use super::model::{Model, OperationId, Resource, StructuredId, StructuredKind};
use crate::api::{Api, Edge, Node, NodeId, Request, Step, Verb};
use hierarchies::Hierarchies;
use routes::{Capability, Routes};

pub(crate) use facts::{Absent, Reference};
pub(crate) use lowered::{Lowered, Origin};
pub(crate) use operations::{is_required, visible};

/// A service: its model, and the graph that paths through it are followed in.
#[derive(Clone, Debug)]
pub struct ServiceGraph {
    /// What the description says.
    pub model: Model,
    pub(crate) lowered: Lowered,
}

impl ServiceGraph {
    /// Finds the graph of a model, with the conventions of its service. Of a type with more than `any_limit` derived types,
    /// no path casts to these.
    pub fn new(service: impl Into<Described>, any_limit: usize) -> Self {
        let Described { model, conventions } = service.into();
        Self {
            lowered: lower(&model, conventions, any_limit),
            model,
        }
    }
}

/// Lowers all that paths lead to, and behind it the resources that none leads to: an address that a reply gives may
/// be one of these. No type has a hierarchy of more than `any_limit` derived types.
pub(crate) fn lower(model: &Model, conventions: ServiceConventions, any_limit: usize) -> Lowered {
    let hierarchies = hierarchies::hierarchies(model, any_limit);
    let complex = resources::complex(model, &conventions.resources);
    let all = resources::all_resources(model, &complex, &hierarchies);
    let mut lower = Lower {
        model,
        conventions,
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
        conventions: lower.conventions,
        absent: facts::absent(model),
        references: facts::references(model),
        origins: lower.origins,
        resources: lower.resources,
        nodes: lower.nodes,
    }
}

struct Lower<'m> {
    model: &'m Model,
    conventions: ServiceConventions,
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
        http: None,
    }
}
