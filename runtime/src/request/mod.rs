//! Requests. In: a resource, a verb, options and a body. Out: a typed reply, or the raw one.

mod at;
mod count;
mod delta;
mod embedded;
mod entity_id;
mod follow;
mod headers;
mod invocation;
mod link;
mod media;
mod monitor;
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
pub use invocation::Invocation;
pub(crate) use link::Link;
pub use link::{LinkPolicy, LinkRequest};
pub use media::{CreateMedia, GetMedia, Media, PutMedia};
pub use monitor::{Monitor, Progress};
pub use other::Other;
pub use page::Page;
pub use pages::{Items, Pages};
pub use poll::{Finished, Poller};
pub use property::ValueOf;
pub use references::{CompositeKey, GetReference, Key, KeyStyle, Refer, Reference, References};
pub use reply::{RawResponse, ResponseFuture};
pub use resource::Resource;
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

/// What every request type has: `header`, `if_match`, `if_none_match`, `query`, `timeout`, `send`, `send_raw`, and being awaited.
macro_rules! common {
    (impl[$($generics:tt)*] $type:ty, $output:ty, $decode:expr) => {
        impl<$($generics)*> $type {
            /// Sets a request header, in place of one of the resource or the client; preferences (`Prefer`) are
            /// added to theirs, a later one of a name in place of an earlier. An invalid name or value is an error
            /// when sent.
            pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
                self.request.add_header(name.as_ref(), value.as_ref());
                self
            }

            /// `If-Match`: only if what is there has this `ETag` still, as its text came (`W/"…"`), or `*`: only if
            /// anything is there. Otherwise nothing is done, and the error is
            /// [`is_precondition_failed`](crate::Error::is_precondition_failed) (OData Protocol 4.01, section 8.2.4).
            pub fn if_match(self, etag: impl AsRef<str>) -> Self {
                self.header("if-match", etag)
            }

            /// `If-None-Match`: only if what is there has another `ETag` by now, or `*`: only if nothing is there yet.
            /// Otherwise a reading fails with [`is_not_modified`](crate::Error::is_not_modified), a change with
            /// [`is_precondition_failed`](crate::Error::is_precondition_failed) (OData Protocol 4.01, section 8.2.5).
            pub fn if_none_match(self, etag: impl AsRef<str>) -> Self {
                self.header("if-none-match", etag)
            }

            /// Adds a query option to the URL, after those before.
            pub fn query(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
                self.request.add_query(name.as_ref(), value.as_ref());
                self
            }

            /// How long the request may take, in place of the client's limit: each try, from
            /// connecting to the last byte of the reply.
            pub fn timeout(mut self, timeout: std::time::Duration) -> Self {
                self.request.timeout = Some(timeout);
                self
            }

            /// Compresses the body (gzip), whatever the client's setting is; sent once more as it is if
            /// the service answers 415.
            pub fn compress(mut self) -> Self {
                self.request.compress = true;
                self
            }

            /// Sends the request; the same as awaiting it. Fails if the request cannot be sent, the
            /// service answers with an error, or its reply cannot be read.
            pub fn send(self) -> ResponseFuture<$output> {
                ResponseFuture::new(self.into_request(), $decode)
            }

            /// Sends the request and gives back status, headers and body of the reply. Fails if
            /// the request cannot be sent, or the service answers with an error.
            pub fn send_raw(self) -> ResponseFuture<RawResponse> {
                ResponseFuture::raw(self.into_request())
            }
        }

        impl<$($generics)*> IntoFuture for $type {
            type Output = Result<$output>;
            type IntoFuture = ResponseFuture<$output>;

            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }

        impl<$($generics)*> crate::batch::Batchable for $type {
            type Output = $output;

            fn into_entry(self) -> crate::batch::Entry<$output> {
                crate::batch::Entry { request: self.into_request(), decode: $decode }
            }
        }

        impl<$($generics)*> std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.request.fmt(f)
            }
        }
    };
}

/// The options of requests that answer structured values.
macro_rules! shape_options {
    (impl[$($generics:tt)*] $type:ty, $item:ty) => {
        impl<$($generics)*> $type {
            /// `$select`: only these properties. In place of an earlier choice.
            pub fn select(mut self, names: impl $crate::query::Parts<$crate::query::Select, $item>) -> Self {
                self.request.set_expression("$select", &names.text());
                self
            }

            /// `$expand`: these navigation properties too, each with options of its own where it is
            /// a [`Property`](crate::query::Property). In place of an earlier choice.
            pub fn expand(mut self, names: impl $crate::query::Parts<$crate::query::Expand, $item>) -> Self {
                self.request.set_expression("$expand", &names.text());
                self
            }
        }
    };
}

/// The options of requests that answer lists.
macro_rules! list_options {
    (impl[$($generics:tt)*] $type:ty, $item:ty) => {
        impl<$($generics)*> $type {
            /// `$filter`: only items for which this holds.
            pub fn filter(mut self, filter: impl $crate::query::IntoFilter<$item>) -> Self {
                self.request.set_expression("$filter", &filter.into_filter().into_expression());
                self
            }

            /// `$orderby`: sorted by these, each a property, or a text with ` desc` after it for
            /// descending.
            pub fn order_by(mut self, names: impl $crate::query::Parts<$crate::query::OrderBy, $item>) -> Self {
                self.request.set_expression("$orderby", &names.text());
                self
            }

            /// `$top`: at most this many items, or items per page as the service takes it.
            pub fn top(mut self, count: u32) -> Self {
                self.request.set_query("$top", &count.to_string());
                self
            }

            /// `$skip`: skips this many items at the start.
            pub fn skip(mut self, count: u32) -> Self {
                self.request.set_query("$skip", &count.to_string());
                self
            }

            /// `$search`: only items that match.
            pub fn search(mut self, search: impl AsRef<str>) -> Self {
                self.request.set_expression("$search", &search.as_ref().into());
                self
            }

            /// `$count`: whether the reply says how many items there are in all.
            pub fn count(mut self, count: bool) -> Self {
                self.request.set_query("$count", if count { "true" } else { "false" });
                self
            }
        }
    };
}

pub(crate) use headers::{Role, header_value, set_header};
pub(crate) use pages::paging;
pub(crate) use poll::polling;
pub(crate) use preferences::of_odata;
pub(crate) use send::{open, prepare, send as send_request};
pub(crate) use {common, list_options, shape_options};
