//! Telemetry headers. In: any request; it has its id already, where the client's settings ask for one. Out: the
//! request with what sends it.

use http::header::USER_AGENT;
use http::{HeaderName, HeaderValue};

use super::{HttpRequest, HttpResponse, Middleware, Next};
use crate::BoxFuture;
use crate::error::Result;

pub(crate) const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");
const SDK_VERSION: HeaderName = HeaderName::from_static("sdkversion");

/// Adds what the request does not say itself.
pub(crate) struct Telemetry {
    pub(crate) user_agent: HeaderValue,
    /// Where the client's settings ask for it.
    pub(crate) sdk_version: Option<HeaderValue>,
}

impl Middleware for Telemetry {
    fn handle<'a>(
        &'a self,
        mut request: HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse>> {
        let headers = request.headers_mut();
        headers
            .entry(USER_AGENT)
            .or_insert_with(|| self.user_agent.clone());
        if let Some(version) = &self.sdk_version {
            headers
                .entry(SDK_VERSION)
                .or_insert_with(|| version.clone());
        }
        next.run(request)
    }
}
