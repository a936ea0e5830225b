//! The transport over reqwest and rustls. In: a request. Out: the reply, or why none came.

use std::time::Duration;

use bytes::Bytes;
use reqwest::redirect::Policy;

use super::{Body, Transport, tls};
use crate::BoxFuture;
use crate::error::{Result, TransportError};
use crate::origin::same_origin;

/// Sends over reqwest: HTTP/1.1 and HTTP/2, TLS by rustls with the system's certificates. Needs a
/// tokio runtime. Follows no redirects; the time limit of a request is the client's.
///
/// TLS computes with the provider that the program has installed as its default, else with aws-lc-rs (feature
/// `reqwest`) or ring (feature `reqwest-ring`); none is installed for the rest of the program.
///
/// A proxy, certificate authorities, a client certificate or a pool of your own come with a
/// [`reqwest::Client`](crate::reqwest::Client): see [`From`](#impl-From<Client>-for-ReqwestTransport).
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// With a time limit of 30 s to connect.
    ///
    /// # Errors
    /// The system has no certificates, or no provider of cryptography is installed or built in.
    pub fn new() -> Result<Self> {
        Self::with_settings(true, Duration::from_secs(30))
    }

    /// `https`: without it, a system without certificates is not an error.
    pub(crate) fn with_settings(https: bool, connect_timeout: Duration) -> Result<Self> {
        // Whatever features of reqwest the rest of the program turns on: bodies are decompressed by the pipeline, and
        // names are resolved by the system.
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls::config(https, &[b"h2", b"http/1.1"])?)
            .redirect(Policy::none())
            .no_gzip()
            .no_brotli()
            .no_deflate()
            .no_zstd()
            .no_hickory_dns()
            .connect_timeout(connect_timeout)
            .build()
            .map_err(|error| tls::failed(&error))?;
        Ok(Self { client })
    }

    async fn exchange(
        &self,
        request: http::Request<Body>,
    ) -> Result<http::Response<Body>, TransportError> {
        let request = request.map(|body| match body.as_bytes() {
            Some(bytes) => reqwest::Body::from(bytes.clone()),
            None => reqwest::Body::wrap(body),
        });
        let checked = request.uri().clone();
        let request: reqwest::Request = request.try_into().map_err(failed)?;
        let asked = request.url().clone();
        // reqwest reads the URL anew, by other rules: where a token may go was decided for the other reading.
        if !http::Uri::try_from(asked.as_str()).is_ok_and(|read| same_origin(&read, &checked)) {
            return Err(TransportError::lasting(READ_OTHERWISE));
        }
        let mut reply = self.client.execute(request).await.map_err(failed)?;
        if *reply.url() != asked {
            return Err(TransportError::lasting(REDIRECTED));
        }
        let (status, version) = (reply.status(), reply.version());
        let headers = std::mem::take(reply.headers_mut());
        let length = reply.content_length();
        let chunks = futures_util::stream::unfold(reply, |mut reply| async move {
            let chunk = reply.chunk().await.map_err(failed).transpose()?;
            Some((chunk, reply))
        });
        let mut response = http::Response::new(Body::stream(chunks, length));
        *response.status_mut() = status;
        *response.version_mut() = version;
        *response.headers_mut() = headers;
        Ok(response)
    }
}

/// A client of your own: for a proxy, certificate authorities, a client certificate, a pool, a resolver.
///
/// Build it with [`redirect(Policy::none())`](crate::reqwest::redirect::Policy::none): the rules for where tokens
/// and the client's headers may go are applied to redirects by this library. A client that follows one itself sends
/// the request on before anyone can see it (without `Authorization` and `Cookie` where the host is another, but with
/// all other headers and the body); the reply is refused then, as an error.
///
/// All that concerns connections is the client's: `ClientBuilder::connect_timeout` has no effect, and TLS is
/// what the client was built with. All that concerns requests stays: time limits (a `timeout` of the
/// client's holds too), retries, redirects, the limit of replies. Headers of its `default_headers` go to every host, links
/// and upload sessions included, so keys belong into `ClientBuilder::default_header`.
///
/// ```
/// use service_client::{Client, reqwest, transport::ReqwestTransport};
///
/// let http = reqwest::Client::builder()
///     .redirect(reqwest::redirect::Policy::none())
///     .proxy(reqwest::Proxy::https("http://proxy.example:3128")?)
///     .build()?;
/// let client = Client::builder("https://example.org/odata").transport(ReqwestTransport::from(http)).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self { client }
    }
}

const READ_OTHERWISE: &str =
    "reqwest reads another host, scheme or port in the URL than was checked";
const REDIRECTED: &str = "the reqwest client followed a redirect itself, without the rules for where tokens may \
    go; build it with `.redirect(reqwest::redirect::Policy::none())`";

/// Without the URL, which may contain personal data.
fn failed(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    if error.is_connect() {
        // Also if that took too long: nothing was sent.
        TransportError::connect(error)
    } else if error.is_timeout() {
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
        Box::pin(async move {
            let (head, body) = self.exchange(request.map(Body::from)).await?.into_parts();
            let body = body.collect(usize::MAX).await?;
            Ok(http::Response::from_parts(head, body))
        })
    }

    fn open(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(self.exchange(request))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_host_that_reqwest_reads_otherwise_is_not_asked() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let transport = ReqwestTransport::with_settings(false, Duration::from_secs(1)).unwrap();
        let request = http::Request::get(format!("http://0x7f.1:{port}/"));
        let request = request.body(Bytes::new()).unwrap();
        let error = transport.send(request).await.unwrap_err();
        assert!(!error.is_connect() && !error.is_transient(), "{error:?}");
        listener.set_nonblocking(true).unwrap();
        assert!(listener.accept().is_err());
    }
}
