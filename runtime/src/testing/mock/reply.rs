//! Replies. In: status, headers and body, or a failure. Out: what the transport gives.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use serde_json::json;

use super::{MockError, RecordedRequest};
use crate::Json;
use crate::error::TransportError;

type Make = Arc<dyn Fn(&RecordedRequest) -> MockReply + Send + Sync>;

/// What the mock answers.
///
/// ```
/// use service_client::testing::mock::MockReply;
/// use serde_json::json;
///
/// MockReply::ok(json!({"id": "1"})).header("etag", "\"a\"");
/// MockReply::new(429).header("retry-after", "2");
/// MockReply::error(404, "itemNotFound", "no such item");
/// MockReply::connect_failure();
/// MockReply::with(|request| MockReply::ok(json!({"asked": request.path()})));
/// ```
#[derive(Clone)]
#[must_use = "a reply does nothing until an expectation has it"]
pub struct MockReply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Bytes,
    instead: Option<Instead>,
}

#[derive(Clone)]
enum Instead {
    Connect,
    Timeout,
    Reset,
    Make(Make),
}

impl MockReply {
    /// A status without headers and body.
    pub fn new(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Bytes::new(),
            instead: None,
        }
    }

    /// 200 with a JSON body: a value. A text becomes a JSON string; of text that is JSON already, write
    /// `MockReply::new(200).json_text(…)`.
    pub fn ok(body: impl Into<Json>) -> Self {
        Self::new(200).json(body)
    }

    /// 204.
    pub fn no_content() -> Self {
        Self::new(204)
    }

    /// 202 with the place where to ask how far it is.
    pub fn accepted(monitor: impl Into<String>) -> Self {
        Self::new(202).header("location", monitor)
    }

    /// An error as OData has it (OData JSON Format, section 21): a code and a message.
    pub fn error(status: u16, code: &str, message: &str) -> Self {
        Self::new(status).json(json!({"error": {"code": code, "message": message}}))
    }

    /// No connection comes about. The client tries again where that does no harm.
    pub fn connect_failure() -> Self {
        Self::instead(Instead::Connect)
    }

    /// The time is up.
    pub fn timeout() -> Self {
        Self::instead(Instead::Timeout)
    }

    /// The connection fails before the reply is there.
    pub fn reset() -> Self {
        Self::instead(Instead::Reset)
    }

    /// A reply that is made of the request.
    pub fn with(make: impl Fn(&RecordedRequest) -> Self + Send + Sync + 'static) -> Self {
        Self::instead(Instead::Make(Arc::new(make)))
    }

    fn instead(instead: Instead) -> Self {
        Self {
            instead: Some(instead),
            ..Self::new(200)
        }
    }

    /// Adds a header.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets a JSON body, and the header `Content-Type` with it unless there is one.
    pub fn json(self, body: impl Into<Json>) -> Self {
        self.json_text(body.into().to_string())
    }

    /// As [`json`](Self::json), of text that is JSON already, such as a file's. It goes out as it is.
    ///
    /// ```
    /// use service_client::testing::mock::MockReply;
    /// let reply = MockReply::new(200).json_text(r#"{"id": "1"}"#);
    /// ```
    pub fn json_text(self, body: impl Into<Bytes>) -> Self {
        let reply = self.body(body);
        let named = |(name, _): &(String, String)| name.eq_ignore_ascii_case("content-type");
        if reply.headers.iter().any(named) {
            return reply;
        }
        reply.header("content-type", "application/json")
    }

    /// Sets a body.
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    /// What the transport gives for a request.
    pub(super) fn give(
        &self,
        request: &RecordedRequest,
    ) -> Result<http::Response<Bytes>, TransportError> {
        // A reply that is made may be made of another one, but not for ever.
        let mut reply = self.clone();
        for _ in 0..8 {
            match &reply.instead {
                None => return reply.built(request),
                Some(Instead::Connect) => return Err(TransportError::connect("as the mock says")),
                Some(Instead::Timeout) => return Err(TransportError::timeout("as the mock says")),
                Some(Instead::Reset) => return Err(TransportError::other("as the mock says")),
                Some(Instead::Make(make)) => reply = make(request),
            }
        }
        Err(invalid(request, &"it is made of replies without end"))
    }

    fn built(&self, request: &RecordedRequest) -> Result<http::Response<Bytes>, TransportError> {
        let mut response = http::Response::builder().status(self.status);
        for (name, value) in &self.headers {
            response = response.header(name, value);
        }
        let response = response.body(self.body.clone());
        response.map_err(|error| invalid(request, &error))
    }
}

fn invalid(request: &RecordedRequest, what: &dyn fmt::Display) -> TransportError {
    TransportError::lasting(MockError::Reply {
        request: request.to_string(),
        what: what.to_string(),
    })
}

/// Shows the status, or what happens instead.
impl fmt::Debug for MockReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.instead {
            None => write!(f, "MockReply({}, {} bytes)", self.status, self.body.len()),
            Some(Instead::Connect) => f.write_str("MockReply(no connection)"),
            Some(Instead::Timeout) => f.write_str("MockReply(time-out)"),
            Some(Instead::Reset) => f.write_str("MockReply(reset)"),
            Some(Instead::Make(_)) => f.write_str("MockReply(made of the request)"),
        }
    }
}
