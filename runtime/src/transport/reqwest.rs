//! The transport over reqwest and rustls. In: a request. Out: the reply, or why none came.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::redirect::Policy;
use rustls::crypto::CryptoProvider;
use rustls_platform_verifier::BuilderVerifierExt;

use super::{Body, Transport};
use crate::BoxFuture;
use crate::error::{Error, Result, TransportError};

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
    /// If the system has no certificates, or there is no provider of cryptography.
    pub fn new() -> Result<Self> {
        Self::with_settings(true, Duration::from_secs(30))
    }

    /// `https`: without it, a system without certificates is not an error.
    pub(crate) fn with_settings(https: bool, connect_timeout: Duration) -> Result<Self> {
        let settings = |error: &dyn std::fmt::Display| {
            Error::Settings(format!(
                "TLS cannot be set up; has the system CA certificates? {error}"
            ))
        };
        // Whatever features of reqwest the rest of the program turns on: bodies are decompressed by the pipeline, and
        // names are resolved by the system.
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls(provider()?, https).map_err(|error| settings(&error))?)
            .redirect(Policy::none())
            .no_gzip()
            .no_brotli()
            .no_deflate()
            .no_zstd()
            .no_hickory_dns()
            .connect_timeout(connect_timeout)
            .build()
            .map_err(|error| settings(&error))?;
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
        let request: reqwest::Request = request.try_into().map_err(failed)?;
        let asked = request.url().clone();
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
const REDIRECTED: &str = "the reqwest client followed a redirect itself, without the rules for where tokens may \
    go; build it with `.redirect(reqwest::redirect::Policy::none())`";

/// The program's own, or that of a feature.
fn provider() -> Result<Arc<CryptoProvider>> {
    CryptoProvider::get_default().map_or_else(provider_of_feature, |own| Ok(Arc::clone(own)))
}

#[cfg(feature = "reqwest")]
#[expect(clippy::unnecessary_wraps, reason = "there is none without a feature")]
fn provider_of_feature() -> Result<Arc<CryptoProvider>> {
    Ok(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
}

#[cfg(all(feature = "reqwest-ring", not(feature = "reqwest")))]
#[expect(clippy::unnecessary_wraps, reason = "there is none without a feature")]
fn provider_of_feature() -> Result<Arc<CryptoProvider>> {
    Ok(Arc::new(rustls::crypto::ring::default_provider()))
}

#[cfg(not(any(feature = "reqwest", feature = "reqwest-ring")))]
fn provider_of_feature() -> Result<Arc<CryptoProvider>> {
    Err(Error::Settings(
        "TLS has no provider of cryptography; turn on the feature `reqwest` or `reqwest-ring`, or install one with \
         `rustls::crypto::CryptoProvider::install_default` before"
            .to_owned(),
    ))
}

/// TLS with this provider, without setting it for the whole process.
fn tls(provider: Arc<CryptoProvider>, https: bool) -> Result<rustls::ClientConfig, rustls::Error> {
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?;
    let config = match config.clone().with_platform_verifier() {
        Ok(config) => config,
        Err(error) if https => return Err(error),
        Err(_) => config.with_root_certificates(rustls::RootCertStore::empty()),
    };
    let mut config = config.with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

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
