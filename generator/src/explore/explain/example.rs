//! Examples: a way with values for its keys and parameters goes in, the Rust of a request comes out.

use serde_json::Value;

use super::super::harmless;
use super::super::route::Route;
use super::Explain;
use crate::snippet::{Body, Request, snippet};

impl Explain<'_> {
    /// A request as a snippet.
    pub(super) fn example(&self, verb: &str, route: &Route, body: Option<Value>) -> Option<String> {
        let path = route.sample.as_deref()?;
        let body = body.map_or(Body::Empty, Body::Json);
        let base = self.explorer.base_url.as_deref();
        let request = Request::new(verb, path, base, &[], body).ok()?;
        let snippet = snippet(&self.explorer.plan, &self.explorer.krate, &request).ok()?;
        Some(harmless(&snippet.to_rust()))
    }
}
