//! Looking around in a service that is described in the terms of HTTP: the same answers as for OData, from its graph and the
//! plan of its crate.
//!
//! Inside: `place` (a path in the graph, with the Rust that reaches it), `show`, `search`, `explain`.

mod explain;
mod place;
mod search;
mod show;

use std::cell::OnceCell;

use crate::api::walk::Shortest;
use crate::api::{Api, Gate, Kept, NodeId, Verb};
use crate::plan::{HttpIndex, Plan};

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
    /// The methods, by ids of the graph.
    methods: HttpIndex<'p>,
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
        Some(Self {
            api: &plan.api,
            kept,
            plan,
            krate,
            base_url: base_url.or(http.client.base_url.as_deref()),
            shortest: OnceCell::new(),
            methods: HttpIndex::new(http),
        })
    }

    /// The features that a place needs: with it, all are there that its path goes through.
    fn needs(&self, node: NodeId) -> Gate {
        self.plan.areas.node_gate(node)
    }

    /// The methods of HTTP that a place takes.
    fn verbs(&self, node: NodeId) -> Vec<&'static str> {
        let verbs = self.api[node].verbs().iter();
        let verbs = verbs.filter(|verb| self.kept.has_request(node, *verb));
        verbs.map(Verb::name).collect()
    }
}
