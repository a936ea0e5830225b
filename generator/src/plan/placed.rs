//! Methods by what they stand for in the graph of the service, for every kind of service.

use std::collections::HashMap;

use crate::api::{EdgeId, NodeId, Verb};

use super::Part;

/// Methods by the steps that they go and the requests that they send.
#[derive(Debug)]
pub(crate) struct Placed<S, R = S> {
    steps: HashMap<EdgeId, S>,
    requests: HashMap<(NodeId, Verb), Vec<R>>,
}

impl<S, R> Default for Placed<S, R> {
    fn default() -> Self {
        Self {
            steps: HashMap::new(),
            requests: HashMap::new(),
        }
    }
}

impl<S: Copy, R> Placed<S, R> {
    pub(super) fn add_step(&mut self, edge: EdgeId, method: S) {
        self.steps.insert(edge, method);
    }

    pub(super) fn add_request(&mut self, node: NodeId, verb: Verb, method: R) {
        self.requests.entry((node, verb)).or_default().push(method);
    }

    /// The method that goes a step.
    pub(crate) fn step(&self, edge: EdgeId) -> Option<S> {
        self.steps.get(&edge).copied()
    }

    /// The methods that send a request to a place.
    pub(crate) fn request(&self, node: NodeId, verb: Verb) -> &[R] {
        let found = self.requests.get(&(node, verb));
        found.map_or(&[], Vec::as_slice)
    }
}

impl<M: Copy> Placed<M> {
    /// Adds a method where its part says.
    pub(super) fn add(&mut self, part: Part, method: M) {
        match part {
            Part::Request(node, verb) => self.add_request(node, verb, method),
            Part::Step(edge) => self.add_step(edge, method),
        }
    }
}
