//! The mock. In: expectations. Out: a transport that answers as they say, and whether they came true.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use serde_json::json;

use super::answer::Shared;
use super::{Case, Expectation, MockError, MockReply, RecordedRequest};
use crate::error::{Result, TransportError};
use crate::testing::PausedClock;
use crate::{BoxFuture, Client, ClientBuilder, Json, StaticToken, Transport};

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

    /// Adds an expectation whose reply is a list in pages, and one for each next link (OData JSON
    /// Format, section 4.5.5).
    ///
    /// ```
    /// # use odata_client::testing::mock::{Expectation, MockService};
    /// # use odata_client::{Json, Resource};
    /// # use serde_json::json;
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
    /// use futures_util::TryStreamExt as _;
    ///
    /// let mock = MockService::new("https://example.org");
    /// mock.expect_pages(Expectation::get("/users"), [vec![json!(1), json!(2)], vec![json!(3)]]);
    /// let users = Resource::root(&mock.client()?).segment("users").list::<Json>();
    /// assert_eq!(users.items().try_collect::<Vec<_>>().await?, [json!(1), json!(2), json!(3)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
    /// ```
    pub fn expect_pages(
        &self,
        first: Expectation,
        pages: impl IntoIterator<Item = Vec<Json>>,
    ) -> &Self {
        self.add_pages(first, pages.into_iter().collect(), None)
    }

    /// As [`expect_pages`](Self::expect_pages), of a delta query: the last page has the delta link
    /// that [`delta_link`](Self::delta_link) gives for the path and the token.
    pub fn expect_delta(
        &self,
        first: Expectation,
        pages: impl IntoIterator<Item = Vec<Json>>,
        token: &str,
    ) -> &Self {
        self.add_pages(first, pages.into_iter().collect(), Some(token))
    }

    fn add_pages(&self, first: Expectation, pages: Vec<Vec<Json>>, token: Option<&str>) -> &Self {
        let url = self.url(first.path.split('?').next().unwrap_or_default());
        let (last, mut first) = (pages.len().max(1), Some(first));
        let mut pages = pages.into_iter();
        for number in 1..=last {
            let value = pages.next().unwrap_or_default();
            let mut page = json!({ "value": value });
            if number < last {
                page["@odata.nextLink"] = format!("{url}?$skiptoken=page-{}", number + 1).into();
            } else if let Some(token) = token {
                page["@odata.deltaLink"] = format!("{url}?$deltatoken={token}").into();
            }
            let expectation = match first.take() {
                Some(first) => first,
                None => Expectation::get(format!("{url}?$skiptoken=page-{number}")),
            };
            self.expect(expectation.reply(MockReply::ok(page)));
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

    /// The delta link of a path and a token.
    pub fn delta_link(&self, path: &str, token: &str) -> String {
        format!("{}?$deltatoken={token}", self.url(path))
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
