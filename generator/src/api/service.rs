//! What a description says of the service as a whole.

use super::http::Server;
use super::requests::Place;
use super::types::{Docs, Value};
use super::verbs::Verb;

/// What a description says of the service as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Described {
    pub(crate) title: String,
    /// The service's own version.
    pub(crate) version: String,
    pub(crate) docs: Docs,
    pub(crate) servers: Vec<Server>,
    pub(crate) schemes: Vec<Scheme>,
    /// Words for the tags of operations.
    pub(crate) tags: Vec<(String, Docs)>,
    /// What the service's errors are, where there is one type for most of them.
    pub(crate) error: Option<Value>,
    pub(crate) hooks: Vec<Hook>,
}

/// A request that the service sends to its users: a webhook, or a callback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hook {
    pub(crate) name: String,
    /// The operation that asks for it, by its id; `None` for a webhook.
    pub(crate) operation: Option<String>,
    pub(crate) verb: Verb,
    /// What is sent.
    pub(crate) body: Option<Value>,
    pub(crate) docs: Docs,
}

/// A security scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Scheme {
    /// The description's name of it.
    pub(crate) name: String,
    pub(crate) kind: SchemeKind,
    pub(crate) docs: Option<String>,
}

/// How a request shows who sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SchemeKind {
    /// `Authorization: Bearer` (RFC 6750).
    Bearer,
    /// `Authorization: Basic` (RFC 7617).
    Basic,
    /// Another scheme of `Authorization`, by its name.
    Http(String),
    /// A key of this name in a header, the query or a cookie.
    ApiKey { name: String, place: Place },
    /// OAuth 2.0: a bearer token, from one of these.
    OAuth2(Vec<Flow>),
    /// OpenID Connect: a bearer token; the address of its discovery document.
    OpenIdConnect(String),
    /// A client's certificate.
    MutualTls,
}

/// A way of OAuth 2.0 to a token (RFC 6749, section 1.3; RFC 8628).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Flow {
    /// As OpenAPI calls it: `authorizationCode`, `clientCredentials`, `implicit`, `password`, `deviceAuthorization`.
    pub(crate) name: String,
    pub(crate) authorization_url: Option<String>,
    pub(crate) token_url: Option<String>,
    pub(crate) refresh_url: Option<String>,
    /// Names, and what they stand for.
    pub(crate) scopes: Vec<(String, String)>,
}
