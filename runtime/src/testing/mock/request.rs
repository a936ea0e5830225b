//! What was sent. In: an HTTP request. Out: its parts, for tests to look at.

use std::fmt;
use std::io::Read as _;

use bytes::Bytes;
use http::{HeaderMap, Method};

use super::target::Target;
use crate::Json;

/// A request that the mock received. `Debug` shows neither headers nor body.
#[derive(Clone)]
pub struct RecordedRequest {
    pub(super) method: Method,
    pub(super) url: String,
    pub(super) target: Target,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) in_batch: bool,
}

impl RecordedRequest {
    pub(super) fn of(request: http::Request<Bytes>, base: &str) -> Self {
        let (head, body) = request.into_parts();
        let url = head.uri.to_string();
        Self {
            method: head.method,
            target: Target::of(&url, base),
            url,
            body: plain(&head.headers, body),
            headers: head.headers,
            in_batch: false,
        }
    }

    /// The verb.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The URL as it was sent.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The path below the base URL, as it was sent; of a request to another host, its whole path.
    pub fn path(&self) -> &str {
        &self.target.path
    }

    /// The query, decoded, in the order in which it was sent.
    pub fn query(&self) -> &[(String, String)] {
        &self.target.query
    }

    /// The value of a query option, decoded; the first one where there are several.
    pub fn query_value(&self, name: &str) -> Option<&str> {
        let mut query = self.target.query.iter();
        let (_, value) = query.find(|(known, _)| known == name)?;
        Some(value)
    }

    /// All headers, with the token.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A header's value, if it is there and text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body, decompressed if it was sent compressed.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body, if it is JSON.
    pub fn json(&self) -> Option<Json> {
        serde_json::from_slice(&self.body).ok()
    }

    /// Whether it was a part of a batch.
    pub fn is_in_batch(&self) -> bool {
        self.in_batch
    }
}

impl fmt::Debug for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { method, target, .. } = self;
        write!(
            f,
            "RecordedRequest({method} {target}, {} bytes)",
            self.body.len()
        )
    }
}

/// The method, the target and the query, decoded.
impl fmt::Display for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.target)?;
        for (index, (name, value)) in self.target.query.iter().enumerate() {
            let sign = if index == 0 { '?' } else { '&' };
            write!(f, "{sign}{name}={value}")?;
        }
        Ok(())
    }
}

/// As it was before `compress_requests`; what is not gzip stays as it is.
fn plain(headers: &HeaderMap, body: Bytes) -> Bytes {
    let encoding = headers.get(http::header::CONTENT_ENCODING);
    if encoding.is_none_or(|encoding| encoding != "gzip") {
        return body;
    }
    let mut plain = Vec::new();
    match flate2::read::GzDecoder::new(body.as_ref()).read_to_end(&mut plain) {
        Ok(_) => plain.into(),
        Err(_) => body,
    }
}
