//! What is sent to a place, and what comes back.

use super::http::HttpRequest;
use super::types::Value;
use super::verbs::Verb;

/// What can be sent to a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) verb: Verb,
    /// What is sent beside the path; a body that is not an object of parameters is `body`.
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Value>,
    /// What comes back where all went well; `None` for nothing.
    pub(crate) reply: Option<Value>,
    /// All that is said of it in the terms of HTTP.
    pub(crate) http: Option<Box<HttpRequest>>,
}

/// A parameter of a request or of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parameter {
    /// Name on the wire.
    pub(crate) name: String,
    pub(crate) value: Value,
    pub(crate) required: bool,
    pub(crate) place: Place,
}

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Path,
    Query,
    /// It is the whole query (OpenAPI 3.2).
    QueryString,
    Header,
    Cookie,
    /// A member of the object that the body is.
    Body,
}
