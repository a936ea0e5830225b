//! Requests. In: a resource, a verb, options and a body. Out: a typed reply, or the raw one.

mod at;
mod count;
mod delta;
mod embedded;
mod entity_id;
mod finished;
mod follow;
mod headers;
mod invocation;
mod link;
mod media;
mod monitor;
mod options;
mod other;
mod page;
mod pages;
mod parameters;
mod poll;
mod preferences;
mod property;
mod references;
mod reply;
mod resource;
mod response_future;
pub mod returns;
mod send;
mod shape;
mod update;
mod verbs;
mod walk;
mod written;

pub use count::Count;
pub use delta::{Change, Changes, Reason, Removed};
pub use entity_id::EntityId;
pub use finished::Finished;
pub use invocation::Invocation;
pub(crate) use link::Link;
pub use link::{LinkPolicy, LinkRequest};
pub use media::{CreateMedia, GetMedia, Media, PutMedia};
pub use monitor::{Monitor, Progress};
pub use other::Other;
pub use page::Page;
pub use pages::{Items, Pages};
pub use poll::Poller;
pub use property::ValueOf;
pub use references::{CompositeKey, GetReference, Key, KeyStyle, Refer, Reference, References};
pub use reply::RawResponse;
pub use resource::Resource;
pub use response_future::ResponseFuture;
pub use update::Update;
pub use verbs::{Create, Delete, Get, GetOptional, List};
pub use written::Written;

use std::time::Duration;

use http::Method;

use crate::Body;
use crate::batch::HandleId;
use crate::client::Client;
use crate::error::InvalidRequest;
use crate::literal::{encode_query, encode_query_name};
use crate::pipeline::Redirects;
use crate::query::Expression;
use crate::transfer::ByteRange;
use crate::value::Numbers;

/// The media type of bodies, and what is accepted unless told otherwise.
pub(crate) const JSON: &str = "application/json";
/// The same with numbers that a float may round as strings (OData JSON Format, section 3.2).
pub(crate) const JSON_WITH_TEXTS: &str = "application/json;IEEE754Compatible=true";

/// Everything that a request is made of, whatever its type.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) client: Client,
    pub(crate) method: Method,
    /// In place of the client's base URL.
    pub(crate) root: Option<String>,
    /// Encoded, from the slash after the base URL on.
    pub(crate) path: String,
    /// In place of base URL, path and query.
    pub(crate) link: Option<Link>,
    /// Names and values, encoded.
    query: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) accept: &'static str,
    /// Content type and body.
    pub(crate) body: Option<(String, Body)>,
    /// In place of the client's time limit.
    pub(crate) timeout: Option<Duration>,
    /// How many items a page should have, if the service takes it.
    pub(crate) page_size: Option<u32>,
    pub(crate) redirects: Redirects,
    pub(crate) role: Role,
    /// The request of a batch whose result it goes to.
    pub(crate) refers: Option<HandleId>,
    /// Compress the body.
    pub(crate) compress: bool,
    /// Which bytes of a stream are asked for.
    pub(crate) range: Option<ByteRange>,
    /// What was wrong first; told when sent.
    pub(crate) problem: Option<InvalidRequest>,
}

impl Request {
    pub(crate) fn new(resource: &Resource, method: Method) -> Self {
        Self {
            client: resource.client.clone(),
            method,
            root: resource.root.clone(),
            path: resource.path.clone(),
            link: None,
            query: resource.query.clone(),
            headers: resource.headers.clone(),
            accept: JSON,
            body: None,
            timeout: None,
            page_size: None,
            redirects: Redirects::Follow,
            role: Role::Alone,
            refers: resource.refers,
            compress: false,
            range: None,
            problem: resource.problem.clone(),
        }
    }

    /// A request to a link that the service gave: it is used as it is; a relative one is resolved against the root.
    pub(crate) fn to_link(client: &Client, method: Method, link: &str, policy: LinkPolicy) -> Self {
        let mut request = Self::new(&Resource::root(client), method);
        request.link = Some(Link {
            url: link.to_owned(),
            policy,
        });
        request
    }

    pub(crate) fn json(mut self, body: Vec<u8>) -> Self {
        let content_type = match self.numbers() {
            Numbers::Plain => JSON,
            Numbers::Texts => JSON_WITH_TEXTS,
        };
        self.body = Some((content_type.to_owned(), body.into()));
        self
    }

    /// How the service wants numbers that a float may round.
    pub(crate) fn numbers(&self) -> Numbers {
        if self.client.inner().service.ieee754_compatible {
            Numbers::Texts
        } else {
            Numbers::Plain
        }
    }

    /// Adds a header; checked when sent.
    pub(crate) fn add_header(&mut self, name: &str, value: &str) {
        self.headers.push((name.to_owned(), value.to_owned()));
    }

    /// Adds a query option.
    pub(crate) fn add_query(&mut self, name: &str, value: &str) {
        self.query
            .push((encode_query_name(name), encode_query(value)));
    }

    /// Sets a system query option, in place of an earlier one.
    pub(crate) fn set_query(&mut self, name: &'static str, value: &str) {
        let value = encode_query(value);
        match self.query.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value,
            None => self.query.push((name.to_owned(), value)),
        }
    }

    /// Sets a system query option in the forms that the service takes, in place of an earlier one. What says
    /// nothing leaves the option out.
    pub(crate) fn set_expression(&mut self, name: &'static str, value: &Expression) {
        if value.is_empty() {
            self.query.retain(|(known, _)| known != name);
            return;
        }
        match value.render(self.client.inner().service.forms()) {
            Ok(text) => self.set_query(name, &text),
            Err(problem) => {
                self.problem.get_or_insert(problem);
            }
        }
    }

    /// The parameter aliases among the query options.
    fn aliases(&self) -> Vec<(String, String)> {
        let options = self.query.iter();
        options
            .filter(|(name, _)| name.starts_with('@'))
            .cloned()
            .collect()
    }

    /// The query with its question mark, or nothing.
    pub(crate) fn query_text(&self) -> String {
        let mut text = String::new();
        for (name, value) in &self.query {
            text.push(if text.is_empty() { '?' } else { '&' });
            text.push_str(name);
            text.push('=');
            text.push_str(value);
        }
        text
    }
}

/// Shows method and path; never query, headers and body.
impl std::fmt::Debug for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.link {
            Some(link) => write!(f, "{} {}", self.method, link.host()),
            None => write!(f, "{} {}", self.method, self.path),
        }
    }
}

pub(crate) use headers::{Role, header_value, set_header};
pub(crate) use options::{common, list_options, shape_options};
pub(crate) use pages::paging;
pub(crate) use poll::polling;
pub(crate) use preferences::of_odata;
pub(crate) use send::{open, prepare, send as send_request};
