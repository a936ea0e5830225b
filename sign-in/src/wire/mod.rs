//! Exchanges with an issuer. In: an address and a form. Out: the reply, of limited size, from that address alone.

mod form;
mod reply;

use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_util::future::{Either, select};
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, LOCATION, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method};
use service_client::{Body, clock::Clock, error::TransportError, transport::Transport};
use url::Url;

pub(crate) use self::form::{Form, encoded};
pub(crate) use self::reply::{Reply, seconds};
use crate::error::{Result, SignInError, one_line};
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
    let target = location.and_then(|location| Url::parse(url).ok()?.join(location).ok());
    let target = target.map_or_else(
        || "nowhere".to_owned(),
        |target| target.origin().ascii_serialization(),
    );
    SignInError::Redirected { host, target }
}

/// Host and port of an address, for messages.
pub(crate) fn host_of(url: &str) -> String {
    let parsed = Url::parse(url).ok();
    let host = parsed.as_ref().and_then(|parsed| {
        let host = parsed.host_str()?;
        Some(match parsed.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        })
    });
    host.unwrap_or_else(|| one_line(url))
}

/// Whether secrets may go to this address: https, or http to this machine; without user and password.
pub(crate) fn check_address(url: &str, what: &str) -> Result<Url> {
    let invalid = |why: &str| {
        let url = one_line(url);
        SignInError::Settings(format!("{what} ({url}) {why}"))
    };
    let parsed = Url::parse(url).map_err(|error| invalid(&format!("is not a URL: {error}")))?;
    if !parsed.username().is_empty() || parsed.password().is_some() {
        let what = format!("{what} has a user or a password in its URL; leave that out");
        return Err(SignInError::Settings(what));
    }
    match parsed.scheme() {
        "https" => Ok(parsed),
        "http" if is_loopback(&parsed) => Ok(parsed),
        _ => Err(invalid(
            "must begin with https://; http is for this machine alone",
        )),
    }
}

/// Whether it is this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_go_over_https_or_to_this_machine() {
        for good in [
            "https://login.example",
            "http://127.0.0.1:5000/a",
            "http://[::1]/",
            "http://localhost:1/",
        ] {
            assert!(check_address(good, "the issuer").is_ok(), "{good}");
        }
        for bad in [
            "http://login.example",
            "ftp://127.0.0.1/",
            "login.example",
            "https://me:secret@login.example",
            "http://127.0.0.1.example/",
        ] {
            let error = check_address(bad, "the issuer").unwrap_err().to_string();
            assert!(
                error.contains("the issuer") && !error.contains("secret@"),
                "{error}"
            );
        }
    }
}
