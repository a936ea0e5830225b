//! The transport over reqwest and rustls. Its types stay in here, so that a new version of reqwest
//! is no change for users.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::redirect::Policy;
use rustls_platform_verifier::BuilderVerifierExt;

use super::{Body, Transport};
use crate::BoxFuture;
use crate::error::{Error, Result, TransportError};

/// Sends over reqwest: HTTP/1.1 and HTTP/2, TLS by rustls with the system's certificates. Needs a
/// tokio runtime. Follows no redirects; the time limit of a request is the client's.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// With a time limit of 30 s to connect.
    ///
    /// # Errors
    /// If the system has no certificates.
    pub fn new() -> Result<Self> {
        Self::with_settings(true, Duration::from_secs(30))
    }

    /// `https`: without it, a system without certificates is no error.
    pub(crate) fn with_settings(https: bool, connect_timeout: Duration) -> Result<Self> {
        let settings = |error: &dyn std::fmt::Display| {
            Error::Settings(format!(
                "TLS cannot be set up; has the system CA certificates? {error}"
            ))
        };
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls(https).map_err(|error| settings(&error))?)
            .redirect(Policy::none())
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
        let request = request.try_into().map_err(failed)?;
        let mut reply = self.client.execute(request).await.map_err(failed)?;
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

/// TLS with ring, without setting a provider for the whole process.
fn tls(https: bool) -> Result<rustls::ClientConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
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
