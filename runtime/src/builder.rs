//! Settings of a client. In: a base URL, a credential, a transport, middleware, limits. Out: a client
//! whose settings are all valid.

mod build;
mod call;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::call::CallSettings;
#[cfg(doc)]
use crate::client::Client;
use crate::clock::{Clock, SystemClock};
use crate::credential::{Credential, Secret};
use crate::pipeline::{Middleware, RetryPolicy};
use crate::transport::Transport;

/// The size above which a reply is refused, unless set: 256 MiB.
const REPLY_LIMIT: usize = 256 << 20;

/// What `User-Agent` and `SdkVersion` say.
const PRODUCT: &str = concat!("service-client/", env!("CARGO_PKG_VERSION"));

/// Settings of a [`Client`].
#[must_use = "the settings do nothing until `build`"]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own"
)]
pub struct ClientBuilder {
    base_url: String,
    credential: Option<Arc<dyn Credential>>,
    scopes: Vec<String>,
    transport: Option<Arc<dyn Transport>>,
    headers: Vec<(String, String)>,
    user_agent: String,
    connect_timeout: Duration,
    timeout: Duration,
    reply_limit: usize,
    allowed_hosts: Vec<String>,
    clock: Arc<dyn Clock>,
    retry: RetryPolicy,
    max_redirects: u32,
    compress_requests: bool,
    csrf_token: bool,
    middleware: Vec<Arc<dyn Middleware>>,
    attempt_middleware: Vec<Arc<dyn Middleware>>,
    telemetry: bool,
    upgrade_links: bool,
    basic: Option<(String, String)>,
    secrets: Vec<(String, Secret)>,
    call: CallSettings,
    has_own_base: bool,
    #[cfg(feature = "odata")]
    pub(crate) odata: crate::odata::Settings,
}

impl ClientBuilder {
    pub(crate) fn new(base_url: String) -> Self {
        Self {
            base_url,
            credential: None,
            scopes: Vec::new(),
            transport: None,
            headers: Vec::new(),
            user_agent: PRODUCT.to_owned(),
            connect_timeout: Duration::from_secs(30),
            timeout: Duration::from_secs(100),
            reply_limit: REPLY_LIMIT,
            allowed_hosts: Vec::new(),
            clock: Arc::new(SystemClock),
            retry: RetryPolicy::default(),
            max_redirects: 5,
            compress_requests: false,
            csrf_token: false,
            middleware: Vec::new(),
            attempt_middleware: Vec::new(),
            telemetry: false,
            upgrade_links: false,
            basic: None,
            secrets: Vec::new(),
            call: CallSettings::default(),
            has_own_base: false,
            #[cfg(feature = "odata")]
            odata: crate::odata::Settings::default(),
        }
    }

    /// The service's root, in place of the one that the settings began with: a proxy, or a test's server. The other
    /// settings, such as those that a generated client presets, stay.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = base_url.into();
        self.has_own_base = true;
        self
    }

    /// Whether requests carry `client-request-id` and `SdkVersion`, by which Microsoft's services find them again;
    /// they do not unless set.
    pub fn telemetry(mut self, send: bool) -> Self {
        self.telemetry = send;
        self
    }

    /// Whether links that the service writes with `http` to its own host are followed by https, as is needed behind a
    /// proxy that ends TLS; they are refused unless set.
    pub fn upgrade_links(mut self, upgrade: bool) -> Self {
        self.upgrade_links = upgrade;
        self
    }

    /// Where tokens come from. They are sent over https only, loopback excepted, and only to the
    /// host of the base URL and those of [`allow_host`](Self::allow_host).
    pub fn credential(mut self, credential: impl Credential) -> Self {
        self.credential = Some(Arc::new(credential));
        self
    }

    /// Adds a scope to ask tokens for, such as `https://graph.microsoft.com/.default`.
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scopes.push(scope.into());
        self
    }

    /// Another way to send requests than the default one.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// A reqwest client of your own in place of the default one: for a proxy, certificate authorities, a client
    /// certificate, a pool. What of these settings then has no effect, and how it must treat redirects, says
    /// [`ReqwestTransport`](crate::transport::ReqwestTransport#impl-From<Client>-for-ReqwestTransport).
    #[cfg(any(
        feature = "reqwest-no-provider",
        all(feature = "hyper-no-provider", target_arch = "wasm32")
    ))]
    pub fn http_client(self, client: reqwest::Client) -> Self {
        self.transport(crate::transport::ReqwestTransport::from(client))
    }

    /// Adds a header to every request. A request's own header of that name wins; preferences (`Prefer`) add up, and
    /// the request's own wins where both are of one name (RFC 7240, section 2).
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The `User-Agent` header, in place of `service-client/` and its version.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// How long connecting may take; 30 s unless set. A transport of your own has its own rules.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long each try of a request may take, from connecting to the last byte of the reply; 100 s
    /// unless set. A download has so long from one part to the next.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The size in bytes above which a reply is an error, also once decompressed; 256 MiB unless set.
    /// Downloads as a stream have no limit.
    pub fn reply_limit(mut self, bytes: usize) -> Self {
        self.reply_limit = bytes;
        self
    }

    /// Trusts another host (`name` or `name:port`) as the service's own: tokens may be sent there,
    /// over https, loopback excepted; and links to it are followed.
    pub fn allow_host(mut self, host: impl Into<String>) -> Self {
        self.allowed_hosts.push(host.into());
        self
    }

    /// What tells the time and waits; the system's clock unless set.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// What is tried again, and when.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// How many redirects in a row are followed; 5 unless set. With 0, a redirect is a reply.
    pub fn max_redirects(mut self, most: u32) -> Self {
        self.max_redirects = most;
        self
    }

    /// Whether bodies of requests are compressed (gzip); they are not unless set. If the service
    /// answers 415, the body is sent once more as it is.
    pub fn compress_requests(mut self, compress: bool) -> Self {
        self.compress_requests = compress;
        self
    }

    /// Whether requests that change something carry SAP's `X-CSRF-Token`; they do not unless set. Before the first
    /// of them the service's root is asked for a token (`HEAD`, else `GET`, with `X-CSRF-Token: Fetch`), also where it
    /// redirects to on its own host; if that fails, the request goes without, and the next one asks again. The token and
    /// the cookies of its session go with each `POST`, `PUT`, `PATCH` and `DELETE`, batches included. If the service
    /// answers 403 with `X-CSRF-Token: Required`, it is asked again and the request is sent once more, unless its body
    /// is a stream. Token and cookies go to scheme, host and port of the base URL alone. A request that has the header
    /// already is sent as it is.
    pub fn csrf_token(mut self, send: bool) -> Self {
        self.csrf_token = send;
        self
    }

    /// Adds a stage to the pipeline that sees each request once, before retries and redirects, and
    /// without its token. See [`Middleware`].
    pub fn middleware(mut self, middleware: impl Middleware) -> Self {
        self.middleware.push(Arc::new(middleware));
        self
    }

    /// Adds a stage to the pipeline that sees each try of a request, with its token. See
    /// [`Middleware`].
    pub fn attempt_middleware(mut self, middleware: impl Middleware) -> Self {
        self.attempt_middleware.push(Arc::new(middleware));
        self
    }
}

/// Shows neither credential nor headers.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
