//! A transport that keeps what is sent and gives a reply that is known beforehand.

use std::sync::{Arc, Mutex};

use odata_client::{
    BoxFuture, Bytes, RetryPolicy, StaticToken, error::TransportError, http, transport::Transport,
};
use serde_json::{Value, json};

/// Where requests go.
const ROOT: &str = "https://service.example/root";

/// A reply.
#[derive(Clone, Default, serde::Deserialize)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

/// Keeps requests; the first gets the reply, others one that says nothing.
#[derive(Clone)]
pub struct Recorder {
    reply: Arc<Reply>,
    sent: Arc<Mutex<Vec<Value>>>,
}

impl Recorder {
    pub fn new(reply: Reply) -> Self {
        Self {
            reply: Arc::new(reply),
            sent: Arc::default(),
        }
    }

    /// A client that sends through it.
    pub fn client(&self) -> Result<crate::cases::Client, Box<dyn std::error::Error>> {
        // With what the generated client presets.
        let client = crate::cases::Client::builder()
            .base_url(ROOT)
            .credential(StaticToken::new("token"))
            .retry(RetryPolicy::none())
            .transport(self.clone())
            .build()?;
        Ok(client.into())
    }

    /// The first request.
    pub fn first(&self) -> Option<Value> {
        self.sent.lock().ok()?.first().cloned()
    }
}

impl Transport for Recorder {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let mut first = true;
        if let Ok(mut sent) = self.sent.lock() {
            first = sent.is_empty();
            sent.push(written(&request));
        }
        let mut response = http::Response::new(Bytes::new());
        if first {
            *response.status_mut() =
                http::StatusCode::from_u16(self.reply.status).unwrap_or_default();
            for (name, value) in &self.reply.headers {
                // What is not a header is left out: documentation is written by hand.
                if let (Ok(name), Ok(value)) = (name.parse::<http::HeaderName>(), value.parse()) {
                    response.headers_mut().append(name, value);
                }
            }
            *response.body_mut() = self.reply.body.clone().into();
        }
        Box::pin(async move { Ok(response) })
    }
}

fn written(request: &http::Request<Bytes>) -> Value {
    let uri = request.uri().to_string();
    let target = uri.strip_prefix(ROOT).unwrap_or(&uri);
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let headers = request.headers().iter();
    let headers: Vec<(&str, String)> = headers
        .map(|(name, value)| {
            (
                name.as_str(),
                String::from_utf8_lossy(value.as_bytes()).into_owned(),
            )
        })
        .collect();
    json!({
        "method": request.method().as_str(),
        "path": path,
        "query": query,
        "headers": headers,
        "body": String::from_utf8_lossy(request.body()),
    })
}
