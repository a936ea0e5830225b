//! Looking around in a service that is described in the terms of HTTP: the same answers as for OData, from its graph and the
//! plan of its crate.
//!
//! Inside: `place` (a path in the graph, with the Rust that reaches it), `show`, `search`, `explain`.

mod explain;
mod place;
mod search;
mod show;

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::api::walk::Shortest;
use crate::api::{Api, EdgeId, Kept, NodeId, Verb};
use crate::plan::{HttpPlan, Part, PathMethodBody, PathMethodPlan, Plan};

pub(super) use explain::explain;
pub(super) use search::search;
pub(super) use show::show;

/// A service with its plan, by the ids of the graph.
pub(super) struct Http<'p> {
    pub(super) api: &'p Api,
    pub(super) kept: &'p Kept,
    pub(super) plan: &'p Plan,
    /// The crate's name as it is written in Rust.
    pub(super) krate: &'p str,
    pub(super) base_url: Option<&'p str>,
    /// The shortest way to each place, once one is asked for.
    shortest: OnceCell<Shortest>,
    steps: HashMap<EdgeId, &'p PathMethodPlan>,
    requests: HashMap<(NodeId, Verb), Vec<&'p PathMethodPlan>>,
}

impl<'p> Http<'p> {
    /// What there is of a service in the terms of HTTP; `None` for another one.
    pub(super) fn new(
        plan: &'p Plan,
        kept: &'p Kept,
        krate: &'p str,
        base_url: Option<&'p str>,
    ) -> Option<Self> {
        let http = plan.http.as_deref()?;
        let mut found = Self {
            api: &plan.api,
            kept,
            plan,
            krate,
            base_url: base_url.or(http.client.base_url.as_deref()),
            shortest: OnceCell::new(),
            steps: HashMap::new(),
            requests: HashMap::new(),
        };
        found.index(&http.client.methods);
        for file in &http.files {
            found.index(&file.builder.methods);
        }
        Some(found)
    }

    fn index(&mut self, methods: &'p [PathMethodPlan]) {
        for method in methods {
            match method.part {
                Part::Step(edge) => drop(self.steps.insert(edge, method)),
                Part::Request(node, verb) => {
                    self.requests.entry((node, verb)).or_default().push(method);
                }
            }
        }
    }

    fn http(&self) -> Option<&'p HttpPlan> {
        self.plan.http.as_deref()
    }

    /// The method that goes a step.
    fn step(&self, edge: EdgeId) -> Option<&'p PathMethodPlan> {
        self.steps.get(&edge).copied()
    }

    /// The methods that send a request.
    fn request(&self, node: NodeId, verb: Verb) -> &[&'p PathMethodPlan] {
        self.requests.get(&(node, verb)).map_or(&[], Vec::as_slice)
    }

    /// The methods of HTTP that a place takes.
    fn verbs(&self, node: NodeId) -> Vec<&'static str> {
        let verbs = self.api[node].verbs().iter();
        let verbs = verbs.filter(|verb| self.kept.has_request(node, *verb));
        verbs.map(Verb::name).collect()
    }
}

/// What a method takes, each with its name in Rust.
fn arguments(method: &PathMethodPlan) -> &[crate::plan::SentPlan] {
    match &method.body {
        PathMethodBody::Step { arguments, .. } => arguments,
        PathMethodBody::Call(call) => &call.arguments,
    }
}
