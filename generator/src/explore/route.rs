//! A path from the root of the service to a place, with the expression for it.

use super::map::Step;
use crate::api::EdgeId;

/// What stands for the client in expressions, as in snippets.
pub(super) const CLIENT: &str = "client";

/// A path from the root of the service, and the expression that follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Route {
    pub(super) path: String,
    pub(super) rust: String,
    /// The path with values for keys and parameters; `None` where some may have none.
    pub(super) sample: Option<String>,
    pub(super) steps: usize,
    /// The steps of the graph that it takes.
    pub(super) edges: Vec<EdgeId>,
}

impl Route {
    pub(super) fn root() -> Self {
        Self {
            path: String::new(),
            rust: CLIENT.to_owned(),
            sample: Some(String::new()),
            steps: 0,
            edges: Vec::new(),
        }
    }

    pub(super) fn and(&self, path: &str, rust: &str) -> Self {
        Self {
            path: format!("{}{path}", self.path),
            rust: format!("{}{rust}", self.rust),
            sample: self.sample.as_ref().map(|sample| format!("{sample}{path}")),
            steps: self.steps + 1,
            edges: self.edges.clone(),
        }
    }

    fn sampled(self, before: &Self, step: &Step<'_>) -> Self {
        let sample = before.sample.as_ref().zip(step.sample.as_ref());
        let mut edges = self.edges;
        edges.push(step.edge);
        Self {
            edges,
            sample: sample.map(|(before, step)| format!("{before}{step}")),
            ..self
        }
    }

    /// Where a step leads.
    pub(super) fn to(&self, step: &Step<'_>) -> Self {
        self.and(&step.suffix, &step.call).sampled(self, step)
    }

    /// Where a step leads, with an expression that can be gone on from.
    pub(super) fn on(&self, step: &Step<'_>) -> Self {
        let to = self.and(&step.suffix, &step.call_on()).sampled(self, step);
        Self {
            path: to.path + step.between,
            sample: to.sample.map(|sample| sample + step.between),
            ..to
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
