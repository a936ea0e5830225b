//! What a service's description says of an operation, as static data. Generated code has one [`Operation`] for each.

mod paging;
mod parameter;

use super::server::Server;

pub use paging::Paging;
pub use parameter::{Form, FormField, In, Parameter, Style};

/// An operation: what is sent, what may come back, and how the one leads to the next page of the other.
///
/// ```
/// use service_client::codegen::{Operation, Paging, Parameter};
/// static LIST_ISSUES: Operation = Operation {
///     path: "/repos/{owner}/{repo}/issues",
///     parameters: &[Parameter::query("state"), Parameter::query("labels").exploded(false)],
///     paging: Some(&Paging::Link { items: "" }),
///     ..Operation::NEW
/// };
/// ```
#[derive(Debug)]
pub struct Operation {
    /// The verb, in capitals.
    pub method: &'static str,
    /// The path below the server, with `{name}` for each parameter in it.
    pub path: &'static str,
    /// Those of the path may be left out where they have the usual style.
    pub parameters: &'static [Parameter],
    /// The replies that are no errors, one entry for each status and media type.
    pub replies: &'static [Reply],
    /// The media types of error replies.
    pub errors: &'static [&'static str],
    /// Alternatives, of each of which all are needed. `None`: the description knows no security, so whatever the client has
    /// goes along; no alternatives: nothing does.
    pub security: Option<&'static [&'static [&'static Scheme]]>,
    /// How its pages follow each other.
    pub paging: Option<&'static Paging>,
    /// Its own servers, where they are not the service's.
    pub servers: &'static [Server],
    /// The data of the event that ends a stream.
    pub end: Option<&'static str>,
}

impl Operation {
    /// `GET` of JSON: what others begin with.
    pub const NEW: Self = Self {
        method: "GET",
        path: "/",
        parameters: &[],
        replies: &[Reply::json(200)],
        errors: &["application/json"],
        security: None,
        paging: None,
        servers: &[],
        end: None,
    };
}

/// To which replies something applies: the exact status goes before its range, and that before all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Status {
    /// One status.
    Code(u16),
    /// From `n00` to `n99`.
    Range(u8),
    /// Any other.
    Default,
}

/// What the content of a reply is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Nothing.
    None,
    /// JSON.
    Json,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// Server-sent events.
    Events,
    /// A JSON value on each line, or in each record.
    Lines,
}

/// A reply that is not an error: one of its media types.
#[derive(Clone, Copy, Debug)]
pub struct Reply {
    /// The status.
    pub status: Status,
    /// The media type as the description has it; empty where there is no content.
    pub media_type: &'static str,
    /// What the content is.
    pub kind: Kind,
}

impl Reply {
    /// A status with content.
    pub const fn new(status: Status, media_type: &'static str, kind: Kind) -> Self {
        Self {
            status,
            media_type,
            kind,
        }
    }

    /// `application/json`.
    pub const fn json(status: u16) -> Self {
        Self::new(Status::Code(status), "application/json", Kind::Json)
    }

    /// Without content.
    pub const fn none(status: u16) -> Self {
        Self::new(Status::Code(status), "", Kind::None)
    }
}

/// A security scheme of the description.
#[derive(Debug)]
pub struct Scheme {
    /// The description's name of it.
    pub name: &'static str,
    /// How a request shows who sends it.
    pub kind: SchemeKind,
}

/// How a request shows who sends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemeKind {
    /// `Authorization: Bearer` (RFC 6750).
    Bearer,
    /// `Authorization: Basic` (RFC 7617).
    Basic,
    /// A key in a place and of a name.
    ApiKey(In, &'static str),
    /// Another scheme of `Authorization`, by its name, with a key.
    Http(&'static str),
    /// A bearer token by OAuth 2.0.
    OAuth2,
    /// A bearer token by OpenID Connect.
    OpenIdConnect,
}
