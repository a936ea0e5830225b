//! The pipeline. In: a request. Out: a reply, after all that happens on the way.
//!
//! The order is fixed; each stage sees what those before it made of the request:
//!
//! 1. SAP's `X-CSRF-Token`, where the settings ask for it, and telemetry headers: `User-Agent`, and `SdkVersion` where
//!    the settings ask for it; once per request
//! 2. middleware of your own, in the order added: once per request
//! 3. compression of the request's body, and once more without after 415
//! 4. redirects
//! 5. retries: from here on once per try
//! 6. the token, and once more with a fresh one after 401
//! 7. attempt middleware of your own, in the order added: sees the token, and the reply read and
//!    decompressed, or its stream as it came
//! 8. tracing: a span per try
//! 9. the time limit, the transport, and the reply read and decompressed within limits

mod compress;
mod csrf;
mod exchange;
mod options;
mod redirect;
mod retry;
mod retry_after;
mod telemetry;
mod token;
mod trace;

use std::sync::Arc;

pub(crate) use compress::Compress;
pub(crate) use csrf::Csrf;
pub(crate) use exchange::Exchange;
pub(crate) use options::{Options, Redirects, Security};
pub(crate) use redirect::{Moved, Redirect};
pub(crate) use retry::Retry;
pub(crate) use retry_after::retry_after;
pub(crate) use telemetry::{CLIENT_REQUEST_ID, Telemetry};
pub(crate) use token::Authorize;
#[cfg(feature = "mock")]
pub(crate) use token::SecretNames;
pub(crate) use trace::Trace;

pub use retry::RetryPolicy;

use crate::error::Result;
use crate::{Body, BoxFuture};

/// A request on its way through the [`Middleware`].
pub type HttpRequest = http::Request<Body>;

/// A reply on its way back through the [`Middleware`].
pub type HttpResponse = http::Response<Body>;

/// A stage of the pipeline: sees every request on its way out and every reply on its way back.
///
/// The order of the stages: `X-CSRF-Token`, telemetry headers, `ClientBuilder::middleware`, compression, redirects,
/// retries, token, `ClientBuilder::attempt_middleware`, tracing, time limit and transport. So
/// `middleware` sees a request once, without token; `attempt_middleware` sees every try, with it.
/// An error status is a reply, not an error.
///
/// ```
/// use service_client::{BoxFuture, Result, transport::{HttpRequest, HttpResponse, Middleware, Next}};
/// use service_client::http::HeaderValue;
///
/// struct Tenant;
///
/// impl Middleware for Tenant {
///     fn handle<'a>(
///         &'a self,
///         mut request: HttpRequest,
///         next: Next<'a>,
///     ) -> BoxFuture<'a, Result<HttpResponse>> {
///         request.headers_mut().insert("x-tenant", HeaderValue::from_static("contoso"));
///         next.run(request)
///     }
/// }
///
/// let client = service_client::Client::builder("https://example.org/v1.0").middleware(Tenant);
/// ```
pub trait Middleware: Send + Sync + 'static {
    /// Hands the request on with `next.run(request)`, or answers itself.
    fn handle<'a>(
        &'a self,
        request: HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse>>;
}

/// What comes after a [`Middleware`]. It can run more than once: copy it.
#[derive(Clone, Copy)]
pub struct Next<'a> {
    stages: &'a [Arc<dyn Middleware>],
    exchange: &'a Exchange,
}

impl<'a> Next<'a> {
    pub(crate) fn new(stages: &'a [Arc<dyn Middleware>], exchange: &'a Exchange) -> Self {
        Self { stages, exchange }
    }

    /// Sends the request through the rest of the pipeline.
    pub fn run(self, request: HttpRequest) -> BoxFuture<'a, Result<HttpResponse>> {
        match self.stages.split_first() {
            Some((stage, stages)) => stage.handle(
                request,
                Next {
                    stages,
                    exchange: self.exchange,
                },
            ),
            None => Box::pin(self.exchange.run(request)),
        }
    }
}

impl std::fmt::Debug for Next<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Next({} stages)", self.stages.len())
    }
}

/// The same request again, if its body can be sent again.
fn again(request: &HttpRequest) -> Option<HttpRequest> {
    request.body().is_repeatable().then(|| request.clone())
}
