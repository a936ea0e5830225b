//! Exchanges with an issuer. In: an address and a form. Out: the reply, of limited size, from that address alone.

mod address;
mod form;
mod reply;

use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_util::future::{Either, select};
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, LOCATION, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method};
use service_client::{Body, clock::Clock, error::TransportError, transport::Transport};

pub(crate) use self::address::{check_address, host_of, is_page, is_same_origin};
pub(crate) use self::form::{Form, encoded};
pub(crate) use self::reply::{Reply, seconds};
use crate::error::{Result, SignInError};
use crate::secret::Secret;

/// Replies of issuers have a few kilobytes; whoever sends more is not answering.
const LIMIT: usize = 1 << 20;

/// How long an exchange may take.
const TIME: Duration = Duration::from_secs(30);

const PRODUCT: &str = concat!("service-sign-in/", env!("CARGO_PKG_VERSION"));

/// Sends over the runtime's transport, which follows no redirects.
#[derive(Clone)]
pub(crate) struct Wire {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
}

impl Wire {
    /// Reads a document.
    pub(crate) async fn get(&self, url: &str) -> Result<Reply> {
        let request = http::Request::builder().method(Method::GET).uri(url);
        self.exchange(url, request, Bytes::new(), None).await
    }

    /// Posts a form.
    pub(crate) async fn post(&self, url: &str, form: &Form) -> Result<Reply> {
        let request = http::Request::builder()
            .method(Method::POST)
            .uri(url)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.exchange(url, request, form.body(), form.authorization())
            .await
    }

    async fn exchange(
        &self,
        url: &str,
        request: http::request::Builder,
        body: Bytes,
        authorization: Option<&Secret>,
    ) -> Result<Reply> {
        let host = host_of(url);
        let mut request = request
            .header(ACCEPT, "application/json")
            .header(USER_AGENT, PRODUCT)
            .body(Body::from(body))
            .map_err(|error| {
                SignInError::Settings(format!("the address of {host} is invalid: {error}"))
            })?;
        if let Some(secret) = authorization {
            let value = HeaderValue::from_str(secret.reveal());
            let mut value = value
                .map_err(|_| SignInError::Settings("the client secret is invalid".to_owned()))?;
            value.set_sensitive(true);
            request.headers_mut().insert(AUTHORIZATION, value);
        }
        tracing::debug!(host, method = %request.method(), "asks the issuer");
        let reply = self.within_time(request).await;
        let (head, body) = reply.map_err(|source| SignInError::Transport {
            host: host.clone(),
            source,
        })?;
        if head.status.is_redirection() {
            return Err(redirected(host, url, &head.headers));
        }
        match body {
            Some(body) => Ok(Reply::new(
                host,
                http::Response::from_parts(head, body),
                self.clock.now(),
            )),
            None => Err(SignInError::Reply {
                host,
                reason: format!("it is larger than {LIMIT} bytes"),
            }),
        }
    }

    async fn within_time(&self, request: http::Request<Body>) -> Result<Received, TransportError> {
        let exchange = Box::pin(async {
            let (head, body) = self.transport.open(request).await?.into_parts();
            Ok((head, read_within_limit(body).await?))
        });
        match select(exchange, self.clock.time_limit(TIME)).await {
            Either::Left((reply, _)) => reply,
            Either::Right(_) => Err(TransportError::timeout(
                "the issuer did not answer within 30 s",
            )),
        }
    }
}

/// The head of a reply, and its body unless that is too large.
type Received = (http::response::Parts, Option<Bytes>);

async fn read_within_limit(mut body: Body) -> Result<Option<Bytes>, TransportError> {
    let mut read = BytesMut::new();
    while let Some(chunk) = body.chunk().await? {
        if chunk.len() > LIMIT - read.len() {
            return Ok(None);
        }
        read.extend_from_slice(&chunk);
    }
    Ok(Some(read.freeze()))
}

fn redirected(host: String, url: &str, headers: &HeaderMap) -> SignInError {
    let location = headers.get(LOCATION);
    let location = location.and_then(|location| location.to_str().ok());
    let target = location.and_then(|location| address::origin_of_target(url, location));
    let target = target.unwrap_or_else(|| "nowhere".to_owned());
    SignInError::Redirected { host, target }
}
