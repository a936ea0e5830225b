//! The mock. In: expectations. Out: a transport that answers as they say, and whether they came true.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

use super::answer::Shared;
use super::{Case, Expectation, MockError, MockReply, RecordedRequest};
use crate::error::{Result, TransportError};
use crate::testing::PausedClock;
use crate::{BoxFuture, Client, ClientBuilder, StaticToken, transport::Transport};

/// A service that answers as a test says, without a network.
///
/// Each request is compared with the expectations in the order in which they were added; the first one
/// that fits, and has not been asked for often enough, gives the reply. A `$batch` that nothing was
/// said of is taken apart, and each of its requests compared.
///
/// When it is dropped without [`verify`](Self::verify), and the requests were not those expected, it
/// panics, unless the test does already.
#[must_use = "a mock that is dropped checks its expectations"]
pub struct MockService {
    shared: Arc<Shared>,
    clock: PausedClock,
}

/// The transport of a [`MockService`]. Clones are one.
#[derive(Clone)]
pub struct MockTransport(Arc<Shared>);

impl MockService {
    /// A mock of the service at a base URL, such as `https://graph.microsoft.com/v1.0`. Nothing is
    /// sent there.
    pub fn new(base_url: impl Into<String>) -> Self {
        let base = base_url.into();
        Self {
            shared: Arc::new(Shared::new(base.trim_end_matches('/').to_owned())),
            clock: PausedClock::new(),
        }
    }

    /// Requests must come in the order of their expectations.
    pub fn in_order(self) -> Self {
        self.shared.state().in_order = true;
        self
    }

    /// Answers requests that nothing was said of; unless set, they get no reply, and fail
    /// [`verify`](Self::verify).
    pub fn or_else(self, reply: MockReply) -> Self {
        self.shared.state().fallback = Some(reply);
        self
    }

    /// Adds an expectation.
    pub fn expect(&self, expectation: Expectation) -> &Self {
        self.shared.state().expected.push((expectation, 0));
        self
    }

    /// Adds the expectations of documented or recorded cases, each to be asked for once.
    pub fn expect_cases<'a>(&self, cases: impl IntoIterator<Item = &'a Case>) -> &Self {
        for case in cases {
            self.expect(case.expectation());
        }
        self
    }

    /// The URL of a path below the base URL, for links in replies.
    pub fn url(&self, path: &str) -> String {
        if path.contains("://") {
            return path.to_owned();
        }
        format!("{}/{}", self.shared.base, path.trim_start_matches('/'))
    }

    /// The transport, for `ClientBuilder::transport`.
    pub fn transport(&self) -> MockTransport {
        MockTransport(Arc::clone(&self.shared))
    }

    /// Settings of a client that asks this mock: a token, and a clock that nobody waits for.
    pub fn client_builder(&self) -> ClientBuilder {
        self.serve(Client::builder(&self.shared.base))
    }

    /// Settings such as a generated client's, made to ask this mock: its root, a token, and a clock that nobody
    /// waits for. What they say of how to speak to the service stays.
    pub fn serve(&self, builder: ClientBuilder) -> ClientBuilder {
        builder
            .base_url(&self.shared.base)
            .credential(StaticToken::new("mock-token"))
            .transport(self.transport())
            .clock(self.clock.clone())
    }

    /// A client that asks this mock.
    ///
    /// # Errors
    /// If the base URL is not one, or is neither https nor loopback.
    pub fn client(&self) -> Result<Client> {
        self.client_builder().build()
    }

    /// The clock of its clients: the waits that it saw, and how much time they took.
    pub fn clock(&self) -> &PausedClock {
        &self.clock
    }

    /// What was sent so far, in order; of a batch that was taken apart, the whole and then the parts.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.shared.state().received.clone()
    }

    /// Checks that all that was expected was asked for, and nothing else.
    ///
    /// # Errors
    /// If not, with all that is missing and all that was unexpected.
    pub fn verify(&self) -> Result<(), MockError> {
        self.shared.state().checked = true;
        self.shared.verify()
    }
}

impl Drop for MockService {
    #[expect(
        clippy::panic,
        reason = "a test that forgets to verify must fail, as with other mocks"
    )]
    fn drop(&mut self) {
        if self.shared.state().checked || std::thread::panicking() {
            return;
        }
        if let Err(error) = self.shared.verify() {
            panic!("{error}");
        }
    }
}

impl Transport for MockTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async move {
            let request = RecordedRequest::of(request, &self.0.base);
            self.0.answer(&request)
        })
    }
}

/// Shows the base URL.
impl fmt::Debug for MockService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MockService({})", self.shared.base)
    }
}

/// Shows the base URL.
impl fmt::Debug for MockTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MockTransport({})", self.0.base)
    }
}
