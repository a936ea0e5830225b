//! Snippets: an HTTP request goes in, the Rust that sends it through the generated crate comes out.
//!
//! The path is followed through the graph of the service, and each step of it has a method in the plan; query options,
//! headers and a typed body follow. What the metadata does not declare stays as JSON and is said so; a path that the
//! metadata does not know gives an error with what was possible at that place.
//!
//! Inside: `request` (the text of a request), `trail` (its path, by `keys`, by `arguments` and `parameters` for operations and
//! `around` for what no builder leads to), `chain` (the calls so far), `body` with `scalars`, `extra`, `json` and
//! `forms` (values), `http` (all of it for services in the terms of HTTP), `query` with `filter` and `split` (options), `send` (the verb and the end).

mod arguments;
mod around;
mod body;
mod chain;
mod extra;
mod filter;
mod forms;
mod http;
mod json;
mod keys;
mod names;
mod parameters;
mod query;
mod request;
mod scalars;
mod send;
mod split;
#[cfg(test)]
mod tests;
mod trail;

pub use crate::api::path::Segment;
pub use request::{BadRequest, Body, Request};

use crate::api::Gate;
use crate::plan::{Index, Plan, ReturnPlan};

use body::Values;
use chain::Chain;

/// The Rust that sends a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// An expression that is the request and is sent by awaiting it. The client is `client`.
    pub expression: String,
    /// What is sent as JSON because the metadata does not declare it: a place in the body, and why.
    pub untyped: Vec<Untyped>,
    /// Objects whose `@odata.type` is not sent, as it names their declared type: places in the body, as in
    /// [`Untyped::path`].
    pub implied: Vec<String>,
    /// What awaiting the expression gives.
    pub reply: Reply,
    /// Whether no builder leads there, and the path is followed by the runtime's resource.
    pub around: bool,
    /// The features for parts of the service that the generated crate needs for it.
    pub needs: Gate,
    /// Whether constants of properties are used, which the generated crate has with its feature `properties`.
    pub constants: bool,
}

/// What a request gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reply {
    /// `()`.
    #[default]
    Nothing,
    /// A model, or an enum over a family of models.
    One,
    /// `Written<T>` of a model.
    Written,
    /// `Page<T>`.
    Page,
    /// `Option<T>` of what comes as `{"value": …}`.
    Single,
    /// Bytes.
    Media,
    /// `i64`.
    Count,
    /// `Option<EntityId>`.
    Reference,
    /// `RawResponse`.
    Raw,
}

impl Reply {
    /// In one word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::One => "one",
            Self::Written => "written",
            Self::Page => "page",
            Self::Single => "single",
            Self::Media => "media",
            Self::Count => "count",
            Self::Reference => "reference",
            Self::Raw => "raw",
        }
    }
}

impl From<&ReturnPlan> for Reply {
    fn from(returns: &ReturnPlan) -> Self {
        match returns {
            ReturnPlan::Nothing => Self::Nothing,
            ReturnPlan::One(_) => Self::One,
            ReturnPlan::Single(_) => Self::Single,
            ReturnPlan::Many(_) => Self::Page,
            ReturnPlan::Media => Self::Media,
        }
    }
}

impl Snippet {
    /// The snippet as statements, formatted, with a comment for each part that is not typed and for what it needs.
    pub fn to_rust(&self) -> String {
        let around = self.around.then(|| "// not typed: the path\n".to_owned());
        let untyped = self.untyped.iter();
        let untyped = untyped.map(|part| format!("// not typed: {part}\n"));
        let constants = self
            .constants
            .then(|| "// with the feature `properties` of the generated crate\n".to_owned());
        let needed = (!self.needs.is_always())
            .then(|| format!("// with the {} of the generated crate\n", self.needs));
        let comments = around
            .into_iter()
            .chain(untyped)
            .chain(needed)
            .chain(constants);
        let statement = format!("let reply = {}.await?;", self.expression);
        format!(
            "{}{}",
            comments.collect::<String>(),
            formatted(&statement).unwrap_or(statement)
        )
    }
}

/// Formats a statement; `None` where it is not Rust.
fn formatted(statement: &str) -> Option<String> {
    let file = syn::parse_file(&format!("fn main() {{ {statement} }}")).ok()?;
    let printed = prettyplease::unparse(&file);
    let inner = printed
        .trim()
        .strip_prefix("fn main() {")?
        .strip_suffix('}')?;
    let lines = inner
        .trim_matches('\n')
        .lines()
        .map(|line| line.strip_prefix("    ").unwrap_or(line));
    Some(lines.collect::<Vec<_>>().join("\n").trim_end().to_owned() + "\n")
}

impl std::fmt::Display for Untyped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.path.as_str() {
            "" => write!(f, "the body: {}", self.reason),
            path => write!(f, "`{}`: {}", path.escape_debug(), self.reason),
        }
    }
}

/// A part of a body that has no typed place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untyped {
    /// Where it is: `members[0].roles`; empty for the whole body.
    pub path: String,
    /// Why it has no typed place.
    pub reason: String,
}

/// Why there is no Rust for a request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SnippetError {
    /// The metadata has no entity container, and so there is no client.
    #[error("the metadata has no entity container, so that no path can be followed")]
    NoClient,
    /// A segment leads nowhere.
    #[error(
        "segment {number} of the path, {segment:?}, is not known here; possible are: {}",
        possible.join(", ")
    )]
    Segment {
        /// Which segment, from 1.
        number: usize,
        /// The segment.
        segment: String,
        /// Segments that are possible at this place.
        possible: Vec<String>,
    },
    /// The verb is not possible where the path leads.
    #[error("{method} is not possible here; possible are: {}", possible.join(", "))]
    Verb {
        /// The request's method.
        method: String,
        /// Methods that are possible at this place.
        possible: Vec<String>,
    },
    /// An argument is not sent that must be.
    #[error("`{operation}` needs the parameter {parameter:?}, which the request does not give")]
    Missing {
        /// The operation.
        operation: String,
        /// The parameter's name on the wire.
        parameter: String,
    },
    /// What stands for a key is not a value of its type.
    #[error("{text:?} cannot be the key {part:?}, which is a `{ty}`; write a value of this type")]
    Key {
        /// What stands there.
        text: String,
        /// The part of the key, by its name on the wire.
        part: String,
        /// Its type in Rust.
        ty: String,
    },
    /// A value stands in a function's parentheses without the name of a parameter, and there is none for it.
    #[error("`{operation}` has no parameter for {value}; write parameters as `name=value`")]
    Argument {
        /// The operation.
        operation: String,
        /// The value, as JSON.
        value: String,
    },
    /// The body is not what is sent here.
    #[error("the body is {found}, where {expected} is sent")]
    Body {
        /// What it is.
        found: &'static str,
        /// What it should be.
        expected: &'static str,
    },
}

/// Makes the Rust for a request. `krate` is the name of the generated crate as it is written in Rust.
///
/// # Errors
/// See [`SnippetError`].
pub fn snippet(plan: &Plan, krate: &str, request: &Request) -> Result<Snippet, SnippetError> {
    Snippets::new(plan, krate).make(request)
}

/// Makes snippets for many requests of one plan.
pub struct Snippets<'p> {
    plan: &'p Plan,
    index: Index<'p>,
    /// The methods of a service in the terms of HTTP.
    http: Option<http::Methods<'p>>,
    krate: String,
}

impl<'p> Snippets<'p> {
    /// For a plan. `krate` is the name of the generated crate as it is written in Rust.
    pub fn new(plan: &'p Plan, krate: &str) -> Self {
        Self {
            plan,
            index: Index::new(plan),
            http: plan
                .http
                .as_deref()
                .map(|it| http::Methods::new(&plan.api, it)),
            krate: krate.to_owned(),
        }
    }

    /// Makes the Rust for a request.
    ///
    /// # Errors
    /// See [`SnippetError`].
    pub fn make(&self, request: &Request) -> Result<Snippet, SnippetError> {
        if let Some(methods) = &self.http {
            let areas = &self.plan.areas;
            return http::make(methods, (&self.index, areas), &self.krate, request);
        }
        let mut values = Values::new(self.plan, &self.index, &self.krate);
        let mut chain = Chain::start(self.plan, &self.index)?;
        trail::go_along(&mut chain, request, &mut values)?;
        send::finish(&mut chain, request, &mut values)?;
        Ok(values.into_snippet(chain))
    }
}
