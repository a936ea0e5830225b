//! A service that answers by a script: in, replies in order; out, what it was asked, to the letter.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use odata_client::testing::PausedClock;
use odata_client::{
    BoxFuture, Bytes, Client, ClientBuilder, Json, Resource, StaticToken, error::TransportError,
    http, transport::Transport,
};

/// Answers in order; fails the test when asked once too often.
#[derive(Clone, Default)]
pub(crate) struct Script {
    replies: Arc<Mutex<VecDeque<http::Response<Bytes>>>>,
    asked: Arc<Mutex<Vec<http::Request<Bytes>>>>,
    pub(crate) clock: PausedClock,
}

impl Script {
    pub(crate) fn new(replies: impl IntoIterator<Item = http::Response<Bytes>>) -> Self {
        let script = Self::default();
        script.replies.lock().unwrap().extend(replies);
        script
    }

    pub(crate) fn builder(&self) -> ClientBuilder {
        Client::builder("https://example.org/v1.0")
            .credential(StaticToken::new("secret-token"))
            .transport(self.clone())
            .clock(self.clock.clone())
    }

    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    pub(crate) fn users(&self) -> Resource {
        Resource::root(&self.client()).segment("users")
    }

    /// The URLs asked for.
    pub(crate) fn urls(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap();
        asked
            .iter()
            .map(|request| request.uri().to_string())
            .collect()
    }

    /// A header of each request; empty where it is not there.
    pub(crate) fn headers(&self, name: &str) -> Vec<String> {
        let value = |request: &http::Request<Bytes>| {
            let value = request
                .headers()
                .get(name)
                .map(|value| value.to_str().unwrap());
            value.unwrap_or_default().to_owned()
        };
        self.asked.lock().unwrap().iter().map(value).collect()
    }

    /// The body of each request.
    pub(crate) fn bodies(&self) -> Vec<String> {
        let text =
            |request: &http::Request<Bytes>| String::from_utf8(request.body().to_vec()).unwrap();
        self.asked.lock().unwrap().iter().map(text).collect()
    }

    pub(crate) fn methods(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap();
        asked
            .iter()
            .map(|request| request.method().to_string())
            .collect()
    }
}

impl Transport for Script {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async move {
            self.asked.lock().unwrap().push(request);
            Ok(self
                .replies
                .lock()
                .unwrap()
                .pop_front()
                .expect("asked once too often"))
        })
    }
}

/// A reply with a JSON body.
pub(crate) fn reply(status: u16, body: &Json) -> http::Response<Bytes> {
    with_headers(
        status,
        &[("content-type", "application/json")],
        body.to_string(),
    )
}

pub(crate) fn with_headers(
    status: u16,
    headers: &[(&str, &str)],
    body: impl Into<Bytes>,
) -> http::Response<Bytes> {
    let mut builder = http::Response::builder().status(status);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(body.into()).unwrap()
}
