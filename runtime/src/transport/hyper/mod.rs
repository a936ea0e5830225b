//! The transport over hyper and rustls. In: a request. Out: the reply, or why none came.

mod connect;
mod stream;

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::{ACCEPT, PROXY_AUTHORIZATION};
use http::{HeaderValue, Request, Response};
use http_body::Body as _;
use hyper::body::Incoming;
use hyper_util::client::legacy::{Builder, Client, Error as ClientError};
use hyper_util::rt::{TokioExecutor, TokioTimer};

use self::connect::Connector;
use super::{Body, Transport, tls};
use crate::BoxFuture;
use crate::error::{Result, TransportError};

/// How often a request is sent again that the service has told not to have looked at (RFC 9113, section 8.7).
const REPEATS: u32 = 2;

/// Sends over hyper: HTTP/1.1, and HTTP/2 with the feature `http2`; TLS by rustls with the system's certificates. Needs
/// a tokio runtime. Keeps connections for 90 s. Follows no redirects; the time limit of a request is the client's.
///
/// A proxy is the environment's (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`). For another, certificate
/// authorities, a client certificate or a resolver, turn on the feature `reqwest` and give the client a
/// `ReqwestTransport` over a `reqwest::Client` of your own.
///
/// TLS computes with the provider that the program has installed as its default, else with that of a feature: aws-lc-rs
/// (`hyper`), or ring (`hyper-ring`). None is installed for the rest of the program.
#[derive(Clone, Debug)]
pub struct HyperTransport {
    client: Client<Connector, Body>,
    connector: Arc<Connector>,
}

impl HyperTransport {
    /// With a time limit of 30 s to connect.
    ///
    /// # Errors
    /// The system has no certificates, or no provider of cryptography is installed or built in.
    pub fn new() -> Result<Self> {
        Self::with_settings(true, Duration::from_secs(30))
    }

    /// `https`: without it, a system without certificates is not an error.
    pub(crate) fn with_settings(https: bool, connect_timeout: Duration) -> Result<Self> {
        let connector = Connector::new(tls::config(https, &[])?, connect_timeout);
        Ok(Self::over(
            connector,
            &mut Client::builder(TokioExecutor::new()),
        ))
    }

    fn over(connector: Connector, builder: &mut Builder) -> Self {
        let client = builder
            .timer(TokioTimer::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(Duration::from_secs(90))
            .build(connector.clone());
        let connector = Arc::new(connector);
        Self { client, connector }
    }

    async fn exchange(&self, mut request: Request<Body>) -> Result<Response<Body>, TransportError> {
        let headers = request.headers_mut();
        headers
            .entry(ACCEPT)
            .or_insert(HeaderValue::from_static("*/*"));
        if let Some(secret) = self.connector.authorization(request.uri()) {
            request.headers_mut().insert(PROXY_AUTHORIZATION, secret);
        }
        let (head, body) = request.into_parts();
        let kept = body.is_repeatable().then(|| (head.clone(), body.clone()));
        let mut result = self.client.request(Request::from_parts(head, body)).await;
        for _ in 0..REPEATS {
            match (&result, &kept) {
                (Err(error), Some((head, body))) if is_unseen(error) => {
                    let again = Request::from_parts(head.clone(), body.clone());
                    result = self.client.request(again).await;
                }
                _ => break,
            }
        }
        let reply = result.map_err(failed)?;
        Ok(reply.map(|body| {
            let length = body.size_hint().exact();
            Body::stream(Chunks(body), length)
        }))
    }
}

/// The body of a reply, without what may follow it as trailers.
struct Chunks(Incoming);

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            return Poll::Ready(match ready!(Pin::new(&mut self.0).poll_frame(context)) {
                None => None,
                Some(Err(error)) => Some(Err(broken(error))),
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(bytes) => Some(Ok(bytes)),
                    Err(_trailers) => continue,
                },
            });
        }
    }
}

fn failed(error: ClientError) -> TransportError {
    if error.is_connect() {
        // Also if that took too long: nothing was sent.
        TransportError::connect(error)
    } else if is_timeout(&error) {
        TransportError::timeout(error)
    } else {
        TransportError::other(error)
    }
}

fn broken(error: hyper::Error) -> TransportError {
    if error.is_timeout() || is_timeout(&error) {
        TransportError::timeout(error)
    } else {
        TransportError::other(error)
    }
}

/// What lies below an error, the nearest first.
fn causes<'a>(
    error: &'a (dyn std::error::Error + 'static),
) -> impl Iterator<Item = &'a (dyn std::error::Error + 'static)> {
    let mut next = error.source();
    // As deep as errors are nested.
    std::iter::from_fn(move || {
        let cause = next?;
        next = cause.source();
        Some(cause)
    })
    .take(32)
}

fn is_timeout(error: &(dyn std::error::Error + 'static)) -> bool {
    causes(error).any(|cause| {
        let by_hyper = cause.downcast_ref::<hyper::Error>();
        let by_system = cause.downcast_ref::<std::io::Error>();
        by_hyper.is_some_and(hyper::Error::is_timeout)
            || by_system.is_some_and(|cause| cause.kind() == std::io::ErrorKind::TimedOut)
    })
}

/// Whether the service has told by HTTP/2 that it has not looked at the request.
#[cfg(feature = "http2")]
fn is_unseen(error: &ClientError) -> bool {
    causes(error)
        .filter_map(|cause| cause.downcast_ref::<h2::Error>())
        .any(|told| {
            let leaves = told.is_go_away() && told.reason() == Some(h2::Reason::NO_ERROR);
            let refuses = told.is_reset() && told.reason() == Some(h2::Reason::REFUSED_STREAM);
            told.is_remote() && (leaves || refuses)
        })
}

#[cfg(not(feature = "http2"))]
fn is_unseen(_: &ClientError) -> bool {
    false
}

impl Transport for HyperTransport {
    fn send(
        &self,
        request: Request<Bytes>,
    ) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(async move {
            let (head, body) = self.exchange(request.map(Body::from)).await?.into_parts();
            let body = body.collect(usize::MAX).await?;
            Ok(Response::from_parts(head, body))
        })
    }

    fn open(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(self.exchange(request))
    }
}

#[cfg(test)]
mod tests;
