//! Requests. In: a client, a method, a URL, headers and a body. Out: the raw reply, or what it is read into.

mod common;
mod follow;
mod headers;
mod link;
mod preferences;
mod reply;
mod response_future;
mod send;
#[cfg(feature = "odata")]
mod walk;

pub(crate) use link::Link;
pub use link::{LinkPolicy, LinkRequest};
pub use reply::RawResponse;
pub use response_future::ResponseFuture;

use std::time::Duration;

use http::Method;

use crate::Body;
use crate::client::Client;
use crate::encode::{encode_query, encode_query_name};
use crate::error::InvalidRequest;
use crate::pipeline::{Redirects, Security};
use crate::transfer::ByteRange;

/// The media type of bodies, and what is accepted unless told otherwise.
pub(crate) const JSON: &str = "application/json";

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
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) accept: &'static str,
    /// Content type and body.
    pub(crate) body: Option<(String, Body)>,
    /// In place of the client's time limit.
    pub(crate) timeout: Option<Duration>,
    pub(crate) redirects: Redirects,
    /// Compress the body.
    pub(crate) compress: bool,
    /// Which bytes of a stream are asked for.
    pub(crate) range: Option<ByteRange>,
    /// What a description says of security, where one tells the request; conventions of a protocol do not apply then.
    pub(crate) described: Option<Security>,
    /// What was wrong first; told when sent.
    pub(crate) problem: Option<InvalidRequest>,
    /// What only requests to services of OData have.
    #[cfg(feature = "odata")]
    pub(crate) odata: crate::odata::RequestPart,
}

impl Request {
    /// A request to the service's root.
    pub(crate) fn new(client: &Client, method: Method) -> Self {
        Self {
            client: client.clone(),
            method,
            root: None,
            path: String::new(),
            link: None,
            query: Vec::new(),
            headers: Vec::new(),
            accept: JSON,
            body: None,
            timeout: None,
            redirects: Redirects::Follow,
            compress: false,
            range: None,
            described: None,
            problem: None,
            #[cfg(feature = "odata")]
            odata: crate::odata::RequestPart::default(),
        }
    }

    /// A request to a link that the service gave: it is used as it is; a relative one is resolved against the root.
    pub(crate) fn to_link(client: &Client, method: Method, link: &str, policy: LinkPolicy) -> Self {
        let mut request = Self::new(client, method);
        request.link = Some(Link {
            url: link.to_owned(),
            policy,
        });
        request
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

    /// The query with its question mark, or nothing.
    pub(crate) fn query_text(&self) -> String {
        let mut text = String::new();
        let has_query = self.path.contains('?');
        for (name, value) in &self.query {
            let is_first = text.is_empty() && !has_query;
            text.push(if is_first { '?' } else { '&' });
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

pub(crate) use common::common;
pub(crate) use headers::{header_value, set_header};
#[cfg(feature = "odata")]
pub(crate) use preferences::{PREFER, name as preference_name, split as split_preferences};
#[cfg(feature = "odata")]
pub(crate) use reply::{decode_bytes, decode_model, decode_nothing, decode_raw};
#[cfg(feature = "odata")]
pub(crate) use send::prepare;
pub(crate) use send::{open, send as send_request};
#[cfg(feature = "odata")]
pub(crate) use walk::Walk;
