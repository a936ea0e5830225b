//! The transport over reqwest and rustls. Its types stay in here, so that a new version of reqwest
//! is no change for users.

use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::redirect::Policy;
use rustls_platform_verifier::BuilderVerifierExt;

use super::Transport;
use crate::BoxFuture;
use crate::error::{Error, Result, TransportError};

/// Sends over reqwest: HTTP/1.1 and HTTP/2, TLS by rustls with the system's certificates. Needs a
/// tokio runtime. Follows no redirects.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    reply_limit: usize,
}

impl ReqwestTransport {
    /// With a time limit of 30 s to connect and 100 s for a request.
    ///
    /// # Errors
    /// If the system has no certificates.
    pub fn new() -> Result<Self> {
        Self::with_settings(
            true,
            Duration::from_secs(30),
            Duration::from_secs(100),
            256 << 20,
        )
    }

    /// `https`: without it, a system without certificates is no error.
    pub(crate) fn with_settings(
        https: bool,
        connect_timeout: Duration,
        timeout: Duration,
        reply_limit: usize,
    ) -> Result<Self> {
        let settings = |error: &dyn std::fmt::Display| {
            Error::Settings(format!(
                "TLS cannot be set up; has the system CA certificates? {error}"
            ))
        };
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls(https).map_err(|error| settings(&error))?)
            .redirect(Policy::none())
            .connect_timeout(connect_timeout)
            .timeout(timeout)
            .build()
            .map_err(|error| settings(&error))?;
        Ok(Self {
            client,
            reply_limit,
        })
    }

    async fn exchange(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let request = request.try_into().map_err(failed)?;
        let mut reply = self.client.execute(request).await.map_err(failed)?;
        let too_large = || TransportError::too_large(self.reply_limit);
        let announced = reply.content_length().map(usize::try_from);
        if announced.is_some_and(|length| length.map_or(true, |length| length > self.reply_limit)) {
            return Err(too_large());
        }
        let mut body = BytesMut::new();
        while let Some(chunk) = reply.chunk().await.map_err(failed)? {
            if body.len() + chunk.len() > self.reply_limit {
                return Err(too_large());
            }
            body.extend_from_slice(&chunk);
        }
        let mut response = http::Response::new(body.freeze());
        *response.status_mut() = reply.status();
        *response.version_mut() = reply.version();
        *response.headers_mut() = std::mem::take(reply.headers_mut());
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
    if error.is_timeout() {
        TransportError::timeout(error)
    } else if error.is_connect() {
        TransportError::connect(error)
    } else {
        TransportError::other(error)
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(self.exchange(request))
    }
}
