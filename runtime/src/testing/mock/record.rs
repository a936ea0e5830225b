//! Recording. In: what goes through a transport. Out: cases, without tokens.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::HeaderMap;

use super::redact::{self, is_kept_header};
use super::request::RecordedRequest;
use super::{Case, CaseReply, MockError};
use crate::error::TransportError;
use crate::pipeline::SecretNames;
use crate::{Binary, BoxFuture, Json, transport::Transport};

/// A transport that sends by another one, and keeps what was sent and what came back, to be written to a
/// file of [`Case`]s. Clones are one recorder.
///
/// Tokens are not kept: of the headers, only a few that are known to hold no secret are (see
/// [`keep_header`](Self::keep_header)); the values of passwords, secrets and tokens in JSON and in queries,
/// and all query values of links to other hosts, become [`REDACTED`](super::REDACTED), which a mock takes as any text.
/// What else is in the bodies is kept: read the file before you share it.
///
/// Bodies are in memory as a whole.
///
/// ```no_run
/// use service_client::testing::mock::Recorder;
/// use service_client::{Client, LinkPolicy, StaticToken, http::Method, transport::ReqwestTransport};
///
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let base = "https://graph.microsoft.com/v1.0";
/// let recorder = Recorder::new(ReqwestTransport::new()?, base);
/// let client = Client::builder(base)
///     .credential(StaticToken::new(std::env::var("GRAPH_TOKEN")?))
///     .transport(recorder.clone())
///     .build()?;
/// client.link(Method::GET, "users", LinkPolicy::AllowedHosts).await?;
/// recorder.write("tests/users.jsonl")?;
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Recorder {
    transport: Arc<dyn Transport>,
    base: String,
    headers: Vec<String>,
    cases: Arc<Mutex<Vec<Case>>>,
}

impl Recorder {
    /// Records what goes through a transport to the service at a base URL.
    pub fn new(transport: impl Transport, base_url: impl Into<String>) -> Self {
        Self {
            transport: Arc::new(transport),
            base: base_url.into().trim_end_matches('/').to_owned(),
            headers: Vec::new(),
            cases: Arc::default(),
        }
    }

    /// Keeps another header too.
    #[must_use]
    pub fn keep_header(mut self, name: impl Into<String>) -> Self {
        self.headers.push(name.into());
        self
    }

    /// What was recorded so far.
    pub fn cases(&self) -> Vec<Case> {
        let cases = self.cases.lock();
        cases.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Writes what was recorded so far to a file.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, path: impl AsRef<Path>) -> Result<(), MockError> {
        Case::write(&self.cases(), path)
    }

    fn case(&self, request: &RecordedRequest, reply: &http::Response<Bytes>) -> Case {
        let url = redact::url(&request.url, &self.base);
        let (_, query) = url.split_once('?').unwrap_or_default();
        let (body, body_raw, bytes) = self.body(&request.body);
        let (reply_body, reply_raw, reply_bytes) = self.body(reply.body());
        Case {
            id: None,
            method: request.method.to_string(),
            path: request.target.to_string(),
            query: query.to_owned(),
            headers: self.headers(&request.headers),
            body,
            // A case has no place for other bytes in a request; then any body fits.
            body_raw: body_raw.filter(|_| bytes.is_none()),
            response: CaseReply {
                status: reply.status().as_u16(),
                headers: self.headers(reply.headers()),
                body: reply_body,
                body_raw: reply_raw,
                body_base64: reply_bytes,
            },
        }
    }

    fn headers(&self, headers: &HeaderMap) -> BTreeMap<String, String> {
        let kept = headers.iter().filter(|(name, _)| {
            let own = |kept: &String| kept.eq_ignore_ascii_case(name.as_str());
            is_kept_header(name.as_str()) || self.headers.iter().any(own)
        });
        let kept = kept.filter_map(|(name, value)| {
            let value = redact::url(value.to_str().ok()?, &self.base);
            Some((name.to_string(), value))
        });
        kept.collect()
    }

    fn body(&self, body: &Bytes) -> (Option<Json>, Option<String>, Option<Binary>) {
        if body.is_empty() {
            return (None, None, None);
        }
        if let Ok(mut json) = serde_json::from_slice::<Json>(body) {
            redact::json(&mut json, &self.base);
            return (Some(json), None, None);
        }
        match std::str::from_utf8(body) {
            Ok(text) => (None, Some(text.to_owned()), None),
            Err(_) => (None, None, Some(Binary::from(body.as_ref()))),
        }
    }
}

impl Transport for Recorder {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async move {
            let names = request.extensions().get::<SecretNames>().cloned();
            let recorded = RecordedRequest::of(request.clone(), &self.base);
            let reply = self.transport.send(request).await?;
            let mut case = self.case(&recorded, &reply);
            for name in names.iter().flat_map(|names| &names.0) {
                case.query = redact::query(&case.query, name);
            }
            let mut cases = self.cases.lock().unwrap_or_else(PoisonError::into_inner);
            cases.push(case);
            drop(cases);
            Ok(reply)
        })
    }
}

/// Shows how much was recorded.
impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recorder({} cases)", self.cases().len())
    }
}
