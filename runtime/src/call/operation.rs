//! What a service's description says of an operation, as static data. Generated code has one [`Operation`] for each.

use super::server::Server;

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

/// Where a parameter, or a key, stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum In {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

/// How a value is written as text (OpenAPI 3.1.1, section 4.8.12.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
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

/// A parameter: its name on the wire, and how its value is written.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is said by the description for itself"
)]
pub struct Parameter {
    pub(super) name: &'static str,
    pub(super) place: In,
    pub(super) style: Style,
    pub(super) explode: bool,
    pub(super) reserved: bool,
    pub(super) json: bool,
    pub(super) required: bool,
    /// It is the whole of the query.
    pub(super) whole: bool,
}

impl Parameter {
    const fn new(name: &'static str, place: In, style: Style, explode: bool) -> Self {
        Self {
            name,
            place,
            style,
            explode,
            reserved: false,
            json: false,
            required: false,
            whole: false,
        }
    }

    /// In the path: style `simple`.
    pub const fn path(name: &'static str) -> Self {
        Self::new(name, In::Path, Style::Simple, false)
    }

    /// In the query: style `form`, exploded.
    pub const fn query(name: &'static str) -> Self {
        Self::new(name, In::Query, Style::Form, true)
    }

    /// The whole of the query (OpenAPI 3.2, section 4.12.1): an object as a form, or JSON.
    pub const fn query_string(name: &'static str) -> Self {
        Self {
            whole: true,
            ..Self::query(name)
        }
    }

    /// In a header: style `simple`.
    pub const fn header(name: &'static str) -> Self {
        Self::new(name, In::Header, Style::Simple, false)
    }

    /// In a cookie: style `form`, exploded.
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(name, In::Cookie, Style::Form, true)
    }

    /// With another style.
    #[must_use]
    pub const fn style(self, style: Style) -> Self {
        Self { style, ..self }
    }

    /// Whether each item of a list, or member of an object, stands for itself.
    #[must_use]
    pub const fn exploded(self, explode: bool) -> Self {
        Self { explode, ..self }
    }

    /// Reserved characters stay as they are, as far as they do not change the meaning of the URL.
    #[must_use]
    pub const fn reserved(self) -> Self {
        Self {
            reserved: true,
            ..self
        }
    }

    /// Written as JSON.
    #[must_use]
    pub const fn json(self) -> Self {
        Self { json: true, ..self }
    }

    /// The service wants it: a value of which nothing would be written is refused.
    #[must_use]
    pub const fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }
}

/// A body of a form: `application/x-www-form-urlencoded`.
#[derive(Debug)]
pub struct Form {
    /// As it is sent.
    pub media_type: &'static str,
    /// How members are written, of those that are not written as usual: lists repeat their name, the members of objects
    /// stand beside the others.
    pub fields: &'static [FormField],
}

impl Form {
    /// Without fields of other styles.
    pub const NEW: Self = Self {
        media_type: "application/x-www-form-urlencoded",
        fields: &[],
    };
}

/// How a member of a form is written.
#[derive(Clone, Copy, Debug)]
pub struct FormField(pub(super) Parameter);

impl FormField {
    /// As usual: style `form`, exploded.
    pub const fn new(name: &'static str) -> Self {
        Self(Parameter::query(name))
    }

    /// With another style.
    #[must_use]
    pub const fn style(self, style: Style) -> Self {
        Self(self.0.style(style))
    }

    /// Whether each item of a list, or member of an object, stands for itself.
    #[must_use]
    pub const fn exploded(self, explode: bool) -> Self {
        Self(self.0.exploded(explode))
    }

    /// Reserved characters stay as they are, as far as they do not change the meaning of the form.
    #[must_use]
    pub const fn reserved(self) -> Self {
        Self(self.0.reserved())
    }

    /// Written as JSON.
    #[must_use]
    pub const fn json(self) -> Self {
        Self(self.0.json())
    }
}

/// To which replies something applies: the exact status goes before its range, and that before all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// A reply that is no error: one of its media types.
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

/// How the pages of a list follow each other. `items` is where the list is in a reply: a JSON pointer (RFC 6901), empty for
/// the reply itself.
#[derive(Debug)]
pub enum Paging {
    /// A header `Link` with `rel="next"` (RFC 8288).
    Link {
        /// Where the items are.
        items: &'static str,
    },
    /// A link in the reply; null, empty or missing at the end.
    Next {
        /// Where the items are.
        items: &'static str,
        /// Where the link is.
        link: &'static str,
    },
    /// A token in the reply, sent back; null, empty or missing at the end.
    Token {
        /// Where the items are.
        items: &'static str,
        /// Where the token is.
        token: &'static str,
        /// The parameter of the query that sends it back.
        parameter: &'static str,
    },
    /// The id of the last item, sent back.
    LastId {
        /// Where the items are.
        items: &'static str,
        /// Where in an item its id is.
        id: &'static str,
        /// The parameter of the query that sends it back.
        parameter: &'static str,
        /// Where the reply says whether there is more; else an empty page is the end.
        more: Option<&'static str>,
    },
    /// How many items to leave out. The end is an empty page, or one with fewer items than were asked for, if the first one
    /// had as many.
    Offset {
        /// Where the items are.
        items: &'static str,
        /// The parameter of the query with the number of items to leave out.
        parameter: &'static str,
        /// The parameter of the query with the number of items to be given.
        limit: Option<&'static str>,
    },
    /// The number of the page. The end is as with an offset.
    Number {
        /// Where the items are.
        items: &'static str,
        /// The parameter of the query with the number.
        parameter: &'static str,
        /// The number of the first page.
        first: u32,
        /// The parameter of the query with the number of items to be given.
        limit: Option<&'static str>,
    },
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
