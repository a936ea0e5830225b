//! The client. In: what the builder made of its settings. Out: what every request shares.

use std::fmt;
use std::sync::Arc;

use http::HeaderMap;

use crate::BoxFuture;
use crate::builder::ClientBuilder;
use crate::call::CallSettings;
use crate::clock::Clock;
use crate::error::Result;
use crate::origin::Hosts;
use crate::pipeline::{Exchange, HttpRequest, HttpResponse, Middleware, Next};

/// A client of one service. Cheap to clone; clones share connections.
///
/// ```
/// use service_client::{Client, StaticToken};
/// let client = Client::builder("https://graph.microsoft.com/v1.0")
///     .credential(StaticToken::new("secret"))
///     .default_header("x-tenant", "contoso")
///     .build()?;
/// assert_eq!(client.base_url(), "https://graph.microsoft.com/v1.0");
/// # Ok::<(), service_client::Error>(())
/// ```
#[derive(Clone)]
pub struct Client(Arc<Inner>);

pub(crate) struct Inner {
    /// Without a slash at the end.
    pub(crate) base: String,
    pub(crate) hosts: Arc<Hosts>,
    pub(crate) headers: HeaderMap,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) exchange: Exchange,
    /// Whether requests carry an id.
    pub(crate) telemetry: bool,
    #[cfg(feature = "odata")]
    pub(crate) odata: crate::odata::Settings,
    /// How values are written in calls that a description tells.
    pub(crate) call: CallSettings,
    /// Whether the base URL is the user's, in place of the description's.
    pub(crate) has_own_base: bool,
    /// The pipeline, in order.
    pub(crate) stages: Vec<Arc<dyn Middleware>>,
}

impl Client {
    /// Begins a client of the service at a base URL, such as `https://graph.microsoft.com/v1.0`.
    pub fn builder(base_url: impl Into<String>) -> ClientBuilder {
        ClientBuilder::new(base_url.into())
    }

    pub(crate) fn new(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    /// The base URL, without a slash at its end.
    pub fn base_url(&self) -> &str {
        &self.0.base
    }

    /// What tells the time and waits.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.0.clock
    }

    /// Whether both are one client: clones of each other.
    #[cfg(feature = "odata")]
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }
}

impl Inner {
    /// Sends a request through the pipeline.
    pub(crate) fn run(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse>> {
        Next::new(&self.stages, &self.exchange).run(request)
    }
}

/// Shows the base URL only.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Client({})", self.0.base)
    }
}
