//! The handshake. In: the query of a `POST` that asks whether the address is ours. Out: the reply.

use http::header::{CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderValue, Response};

/// The question that a service asks before it creates a subscription: a `POST` with the query option
/// `validationToken`. The answer is 200 with the decoded token as plain text, due within 10 seconds.
///
/// ```
/// use odata_client::notifications::Handshake;
/// let handshake = Handshake::from_query(Some("validationToken=Testing%3a+are+you+there%3f"));
/// let reply = handshake.unwrap().reply();
/// assert_eq!(reply.status(), 200);
/// assert_eq!(reply.headers()["content-type"], "text/plain");
/// assert_eq!(reply.body(), "Testing: are you there?");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handshake {
    token: String,
}

impl Handshake {
    /// The handshake in a query (what follows the question mark), if it is one. With the whole URL at
    /// hand, use [`from_uri`](Self::from_uri).
    pub fn from_query(query: Option<&str>) -> Option<Self> {
        form_urlencoded::parse(query?.as_bytes())
            .find(|(name, _)| name == "validationToken")
            .map(|(_, token)| Self {
                token: token.into_owned(),
            })
    }

    /// The handshake in the URL of a request, if it is one.
    pub fn from_uri(uri: &http::Uri) -> Option<Self> {
        Self::from_query(uri.query())
    }

    /// The token, decoded. It comes from outside: send it as plain text only.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The reply: 200, `text/plain`, the token. Browsers are told not to take it for anything else,
    /// since anyone can have any text sent back.
    pub fn reply(self) -> Response<String> {
        let mut reply = Response::new(self.token);
        let headers = reply.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        reply
    }
}
