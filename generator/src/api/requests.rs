//! What is sent to a place, and what comes back.

use super::http::HttpRequest;
use super::types::Value;

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

/// A method of HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// `GET`.
    Get,
    /// `POST`.
    Post,
    /// `PATCH`.
    Patch,
    /// `PUT`.
    Put,
    /// `DELETE`.
    Delete,
    /// `HEAD`.
    Head,
    /// `OPTIONS`.
    Options,
    /// `TRACE`.
    Trace,
    /// `QUERY`.
    Query,
}

impl Verb {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Get,
        Self::Post,
        Self::Patch,
        Self::Put,
        Self::Delete,
        Self::Head,
        Self::Options,
        Self::Trace,
        Self::Query,
    ];

    /// As it stands in a request.
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
        }
    }

    fn bit(self) -> u16 {
        1 << (self as u8)
    }
}

/// A set of methods of HTTP.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Verbs(u16);

impl Verbs {
    /// No method.
    pub const NONE: Self = Self(0);
    /// Every method.
    pub const ALL: Self = Self(0b1_1111_1111);

    /// Just these.
    pub fn of(verbs: &[Verb]) -> Self {
        Self(verbs.iter().fold(0, |set, verb| set | verb.bit()))
    }

    /// Whether the method is in it.
    pub fn has(self, verb: Verb) -> bool {
        self.0 & verb.bit() != 0
    }

    /// Whether none is in it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// What is in either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is in this and not in the other.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The methods, in the order of [`Verb`].
    pub fn iter(self) -> impl Iterator<Item = Verb> {
        Verb::ALL.into_iter().filter(move |verb| self.has(*verb))
    }
}
