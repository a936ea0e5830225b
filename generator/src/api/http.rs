//! A request in the terms of HTTP: parameters with their styles, bodies, replies by status, security. Descriptions that say
//! these (OpenAPI) set them; OData's conventions say them once for all requests.

use super::paging::Paging;
use super::requests::Place;
use super::types::{Docs, Value};

/// What a description says of a request beyond its place and its verb.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct HttpRequest {
    /// The description's name of the operation; else one made of verb and path. No two are the same.
    pub(crate) id: String,
    /// Path below the server, with `{name}` for each parameter in it.
    pub(crate) template: String,
    pub(crate) docs: Docs,
    pub(crate) deprecated: bool,
    pub(crate) tags: Vec<String>,
    /// Those of the path in the order in which they stand in it, then the others in the description's order.
    pub(crate) parameters: Vec<HttpParameter>,
    /// The bodies of which one is sent, by media type; the description's order.
    pub(crate) bodies: Vec<Body>,
    pub(crate) replies: Vec<Reply>,
    pub(crate) paging: Option<Paging>,
    /// Alternatives, of each of which all are needed; an alternative of nothing: it may be sent without. Empty: nothing is
    /// sent for security.
    pub(crate) security: Vec<Vec<SchemeUse>>,
    /// The servers of this operation or path, where they are others than the service's.
    pub(crate) servers: Vec<Server>,
}

/// A parameter in the terms of HTTP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HttpParameter {
    /// Name on the wire.
    pub(crate) name: String,
    pub(crate) place: Place,
    pub(crate) written: Written,
    pub(crate) value: Value,
    pub(crate) required: bool,
    pub(crate) deprecated: bool,
    /// What a service takes where it is left out, as JSON.
    pub(crate) default: Option<String>,
    pub(crate) docs: Docs,
}

/// How the value of a parameter is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    Styled {
        style: Style,
        /// Whether each item or member has the parameter's name or its own.
        explode: bool,
        /// Whether reserved characters stay as they are.
        allow_reserved: bool,
    },
    /// In a media type, mostly JSON.
    Content(String),
}

/// How a value is written where it is not JSON (OpenAPI 3.1.1, section 4.8.12.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Style {
    /// Of paths and headers: `a,b`.
    Simple,
    /// Of paths: `.a.b`.
    Label,
    /// Of paths: `;name=a`.
    Matrix,
    /// Of queries, cookies and forms: `name=a`.
    Form,
    /// `name=a%20b`.
    SpaceDelimited,
    /// `name=a%7Cb`.
    PipeDelimited,
    /// `name[member]=a`.
    DeepObject,
}

impl Style {
    /// Its name, as Rust writes it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Simple => "Simple",
            Self::Label => "Label",
            Self::Matrix => "Matrix",
            Self::Form => "Form",
            Self::SpaceDelimited => "SpaceDelimited",
            Self::PipeDelimited => "PipeDelimited",
            Self::DeepObject => "DeepObject",
        }
    }
}

/// A body that may be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Body {
    /// The key of the description; it may have parameters, or be a range such as `image/*`.
    pub(crate) media_type: String,
    /// The media type that it is sent as; `None` where any of a range is, which the caller chooses.
    pub(crate) sent_as: Option<String>,
    pub(crate) kind: BodyKind,
    /// Whether some body must be sent; the same for all of an operation.
    pub(crate) required: bool,
    pub(crate) docs: Option<String>,
}

/// What a body is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BodyKind {
    Json(Value),
    /// `application/x-www-form-urlencoded`: an object, and how its members are written.
    Form(Value, Vec<FormField>),
    /// `multipart/form-data` and the like: an object, and how its members are written.
    Multipart(Value, Vec<Part>),
    Text,
    Bytes,
}

/// How a member of a form is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FormField {
    pub(crate) name: String,
    pub(crate) value: Value,
    pub(crate) required: bool,
    /// `None`: the description does not say.
    pub(crate) style: Option<Style>,
    pub(crate) explode: Option<bool>,
    pub(crate) allow_reserved: bool,
    /// The media type of the value, in place of a style.
    pub(crate) content: Option<String>,
}

/// How a member of a multipart body is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// `None`: any name that no other part has.
    pub(crate) name: Option<String>,
    /// What it holds: of a list of files, [`Value::List`] of [`Scalar::Stream`](super::Scalar).
    pub(crate) value: Value,
    pub(crate) kind: PartKind,
    /// Whether each item of a list is a part.
    pub(crate) many: bool,
    pub(crate) required: bool,
    /// The media types that the description allows for it, `,` between; `None`: it does not say.
    pub(crate) content: Option<String>,
    /// Where it is written as a form writes it: how, and whether each item or member stands apart.
    pub(crate) style: Option<(Style, bool)>,
}

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartKind {
    /// Content of any size, with a file name.
    File,
    Json,
    Text,
}

/// What may come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: Status,
    /// By media type; empty for no content.
    pub(crate) contents: Vec<Content>,
    pub(crate) headers: Vec<Header>,
    pub(crate) docs: Option<String>,
}

/// To which replies something applies: the exact status goes before its range, and that before all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Status {
    Exact(u16),
    /// From `n00` to `n99`.
    Range(u8),
    Default,
}

impl Status {
    /// Whether it stands for success. Redirections are not, as they are followed.
    pub(crate) fn is_success(self) -> bool {
        matches!(self, Self::Exact(200..=299) | Self::Range(2))
    }
}

/// The content of a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Content {
    /// The key of the description.
    pub(crate) media_type: String,
    pub(crate) kind: ContentKind,
}

/// What the content of a reply is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ContentKind {
    Json(Value),
    Text,
    Bytes,
    /// `text/event-stream`, with what the data of an event is: JSON of a value, or [`Scalar::Text`](super::Scalar).
    Events(Value),
    /// A JSON value on each line.
    JsonLines(Value),
}

/// A header of a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) name: String,
    pub(crate) value: Value,
    pub(crate) required: bool,
    pub(crate) docs: Option<String>,
}

/// Use of a security scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SchemeUse {
    /// Number of the scheme in [`Described::schemes`](super::service::Described).
    pub(crate) scheme: usize,
    /// Scopes or roles that are needed.
    pub(crate) scopes: Vec<String>,
}

/// A server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Server {
    /// Its address without `/` at the end, with `{name}` for each variable. It may be relative to where the description
    /// comes from.
    pub(crate) url: String,
    pub(crate) variables: Vec<Variable>,
    pub(crate) docs: Option<String>,
}

/// A variable of a server's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Variable {
    pub(crate) name: String,
    pub(crate) default: String,
    /// The values that it may have; empty for any.
    pub(crate) allowed: Vec<String>,
    pub(crate) docs: Option<String>,
}
