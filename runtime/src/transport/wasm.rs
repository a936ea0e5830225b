//! The transport over the browser's `fetch`, by reqwest. In: a request. Out: the reply, or why none came.
//! Its futures belong to one thread, as all that waits for the browser; `SendWrapper` lets them stand
//! where futures may move, and stops a program that does move one.

use std::time::Duration;

use bytes::Bytes;
use send_wrapper::SendWrapper;

use super::Transport;
use crate::BoxFuture;
use crate::error::{Result, TransportError};

/// Sends by the browser's `fetch`, bodies whole in memory. TLS, proxies, connections and redirects are
/// the browser's: it follows redirects itself, and drops the token where they lead to another origin.
/// The time limit of a request is the client's.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// A transport.
    ///
    /// # Errors
    /// None here; elsewhere, TLS can fail.
    pub fn new() -> Result<Self> {
        Self::with_settings(true, Duration::ZERO)
    }

    /// `_https` and `_connect_timeout`: the browser's business.
    pub(crate) fn with_settings(_https: bool, _connect_timeout: Duration) -> Result<Self> {
        let client = reqwest::Client::new();
        Ok(Self { client })
    }

    async fn exchange(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let request = request.try_into().map_err(failed)?;
        let mut reply = self.client.execute(request).await.map_err(failed)?;
        let status = reply.status();
        let headers = std::mem::take(reply.headers_mut());
        let mut response = http::Response::new(reply.bytes().await.map_err(failed)?);
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        Ok(response)
    }
}

/// Without the URL, which may contain personal data.
fn failed(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    if error.is_timeout() {
        TransportError::timeout(error)
    } else {
        TransportError::other(error)
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(SendWrapper::new(self.exchange(request)))
    }
}

/// A client of your own. All else than headers and time limits is the browser's.
impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self { client }
    }
}
