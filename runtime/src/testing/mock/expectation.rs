//! Expectations. In: what a test says of a request. Out: what the mock compares requests with.

use std::fmt;
use std::ops::{Bound, RangeBounds};
use std::sync::Arc;

use bytes::Bytes;
use http::Method;

use super::{MockReply, RecordedRequest};
use crate::Json;

type Check = Arc<dyn Fn(&RecordedRequest) -> bool + Send + Sync>;

/// A request that is expected, and the replies to it.
///
/// Method, path and query must be as said; headers and body matter only where something is said of
/// them. A path is below the base URL, `*` or `{anything}` in it is any segment; a URL is another host's.
/// Percent-encoding does not matter, nor do a function's empty parentheses.
///
/// ```
/// use service_client::testing::mock::{Expectation, MockReply};
/// use serde_json::json;
///
/// Expectation::post("/users/{id}/sendMail")
///     .header("prefer", "respond-async")
///     .json_part(json!({"message": {"subject": "Hello"}}))
///     .reply(MockReply::new(503).header("retry-after", "1"))
///     .reply(MockReply::new(202));
/// ```
#[derive(Clone)]
#[must_use = "an expectation does nothing until `MockService::expect`"]
pub struct Expectation {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) query: Vec<(String, String)>,
    pub(super) any_query: bool,
    pub(super) headers: Vec<(String, Option<String>)>,
    pub(super) body: Option<ExpectedBody>,
    pub(super) checks: Vec<(String, Check)>,
    pub(super) replies: Vec<MockReply>,
    times: Option<(usize, usize)>,
}

/// What is said of a body.
#[derive(Clone)]
pub(super) enum ExpectedBody {
    Json(Json),
    Part(Json),
    Bytes(Bytes),
}

impl Expectation {
    /// A request by its method and path, which may have a query.
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            query: Vec::new(),
            any_query: false,
            headers: Vec::new(),
            body: None,
            checks: Vec::new(),
            replies: Vec::new(),
            times: None,
        }
    }

    /// A `GET`.
    pub fn get(path: impl Into<String>) -> Self {
        Self::new(Method::GET, path)
    }

    /// A `POST`.
    pub fn post(path: impl Into<String>) -> Self {
        Self::new(Method::POST, path)
    }

    /// A `PATCH`.
    pub fn patch(path: impl Into<String>) -> Self {
        Self::new(Method::PATCH, path)
    }

    /// A `PUT`.
    pub fn put(path: impl Into<String>) -> Self {
        Self::new(Method::PUT, path)
    }

    /// A `DELETE`.
    pub fn delete(path: impl Into<String>) -> Self {
        Self::new(Method::DELETE, path)
    }

    /// A query option, decoded: `.query("$filter", "name eq 'Ann'")`. Those not named must not be sent.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// Query options that are not named may be sent too.
    pub fn any_query(mut self) -> Self {
        self.any_query = true;
        self
    }

    /// A header that must be sent with this value.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), Some(value.into())));
        self
    }

    /// A header that must not be sent.
    pub fn no_header(mut self, name: impl Into<String>) -> Self {
        self.headers.push((name.into(), None));
        self
    }

    /// The JSON that must be the body; order of properties and spelling of numbers do not matter.
    pub fn json(mut self, body: impl Into<Json>) -> Self {
        self.body = Some(ExpectedBody::Json(body.into()));
        self
    }

    /// JSON that the body must have; in it may be more properties.
    pub fn json_part(mut self, body: impl Into<Json>) -> Self {
        self.body = Some(ExpectedBody::Part(body.into()));
        self
    }

    /// The bytes that must be the body; an empty one says that there is none.
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = Some(ExpectedBody::Bytes(body.into()));
        self
    }

    /// Anything else that must hold; `what` says it where it does not.
    pub fn check(
        mut self,
        what: impl Into<String>,
        holds: impl Fn(&RecordedRequest) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.checks.push((what.into(), Arc::new(holds)));
        self
    }

    /// The reply; 204 without one. Of several, each is given once, in order, and the last one
    /// from then on.
    pub fn reply(mut self, reply: MockReply) -> Self {
        self.replies.push(reply);
        self
    }

    /// How often it is asked for: a range such as `2..=3`, `1..` or `..`, of which the smallest number
    /// must be reached and the greatest not be passed. Unless set, as often as there are replies.
    pub fn times(mut self, times: impl RangeBounds<usize>) -> Self {
        let least = match times.start_bound() {
            Bound::Included(least) => *least,
            Bound::Excluded(least) => least.saturating_add(1),
            Bound::Unbounded => 0,
        };
        let most = match times.end_bound() {
            Bound::Included(most) => *most,
            Bound::Excluded(most) => most.saturating_sub(1),
            Bound::Unbounded => usize::MAX,
        };
        self.times = Some((least, most));
        self
    }

    /// At least and at most how often it is asked for.
    pub(super) fn range(&self) -> (usize, usize) {
        let replies = self.replies.len().max(1);
        self.times.unwrap_or((replies, replies))
    }

    /// The reply when it has been asked for so often before.
    pub(super) fn reply_number(&self, before: usize) -> MockReply {
        let reply = self.replies.get(before).or(self.replies.last());
        reply.cloned().unwrap_or_else(MockReply::no_content)
    }
}

/// The method, the path and the query.
impl fmt::Display for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)?;
        let mut sign = if self.path.contains('?') { '&' } else { '?' };
        for (name, value) in &self.query {
            write!(f, "{sign}{name}={value}")?;
            sign = '&';
        }
        Ok(())
    }
}

/// The method, the path and the query.
impl fmt::Debug for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Expectation({self})")
    }
}
