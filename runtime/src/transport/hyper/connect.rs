//! Connections. In: where a request goes. Out: a connection, straight or through the environment's proxy, with TLS.

use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::uri::Scheme;
use http::{HeaderValue, Uri};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use rustls::ClientConfig;
use tower_service::Service;

use super::stream::Connection;
use crate::BoxFuture;
use crate::error::BoxError;

/// As reqwest has them: a connection that no one answers on is found out within a minute.
const KEEPALIVE: Duration = Duration::from_secs(15);
const KEEPALIVE_RETRIES: u32 = 3;
#[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
const USER_TIMEOUT: Duration = Duration::from_secs(30);

#[cfg(feature = "http2")]
const PROTOCOLS: &[&[u8]] = &[b"h2", b"http/1.1"];
#[cfg(not(feature = "http2"))]
const PROTOCOLS: &[&[u8]] = &[b"http/1.1"];

/// Connects by TCP and TLS, within a time limit.
#[derive(Clone)]
pub(super) struct Connector {
    proxies: Arc<Matcher>,
    to_service: HttpsConnector<HttpConnector>,
    /// Offers no protocols: what goes to a proxy is HTTP/1.1.
    to_proxy: HttpsConnector<HttpConnector>,
    tls: Arc<ClientConfig>,
    time_limit: Duration,
}

impl Connector {
    pub(super) fn new(tls: ClientConfig, time_limit: Duration) -> Self {
        Self::with_proxies(Matcher::from_env(), tls, time_limit)
    }

    pub(super) fn with_proxies(proxies: Matcher, tls: ClientConfig, time_limit: Duration) -> Self {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_keepalive(Some(KEEPALIVE));
        tcp.set_keepalive_interval(Some(KEEPALIVE));
        tcp.set_keepalive_retries(Some(KEEPALIVE_RETRIES));
        #[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
        tcp.set_tcp_user_timeout(Some(USER_TIMEOUT));
        // Over all addresses of a host, so that one which does not answer leaves time for the next.
        tcp.set_connect_timeout(Some(time_limit));
        let to_proxy = HttpsConnector::from((tcp.clone(), tls.clone()));
        let mut tls = tls;
        tls.alpn_protocols = PROTOCOLS.iter().map(|name| name.to_vec()).collect();
        let tls = Arc::new(tls);
        Self {
            proxies: Arc::new(proxies),
            to_service: HttpsConnector::from((tcp, Arc::clone(&tls))),
            to_proxy,
            tls,
            time_limit,
        }
    }

    /// What a request must tell its proxy. To https, the tunnel has told it before.
    pub(super) fn authorization(&self, to: &Uri) -> Option<HeaderValue> {
        if to.scheme() != Some(&Scheme::HTTP) {
            return None;
        }
        self.proxies.intercept(to)?.basic_auth().cloned()
    }

    async fn connect(mut self, to: Uri) -> Result<Connection, BoxError> {
        let Some(proxy) = self.proxies.intercept(&to) else {
            return Ok(Connection::new(self.to_service.call(to).await?));
        };
        check_scheme(&proxy)?;
        if to.scheme() == Some(&Scheme::HTTP) {
            let stream = self.to_proxy.call(proxy.uri().clone()).await?;
            return Ok(Connection::to_proxy(stream));
        }
        let mut tunnel = Tunnel::new(proxy.uri().clone(), self.to_proxy);
        if let Some(secret) = proxy.basic_auth() {
            tunnel = tunnel.with_auth(secret.clone());
        }
        let mut through = HttpsConnector::from((tunnel, self.tls));
        Ok(Connection::new(through.call(to).await?))
    }
}

fn check_scheme(proxy: &Intercept) -> Result<(), BoxError> {
    match proxy.uri().scheme_str() {
        Some("http" | "https") => Ok(()),
        scheme => Err(format!(
            "the environment names a proxy by {}; proxies by http and https are spoken to",
            scheme.unwrap_or("no scheme")
        )
        .into()),
    }
}

impl Service<Uri> for Connector {
    type Response = Connection;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Connection, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let connecting = self.clone().connect(to);
        let limit = self.time_limit;
        Box::pin(async move {
            let connected = tokio::time::timeout(limit, connecting).await;
            connected.unwrap_or_else(|_| Err(format!("not connected within {limit:?}").into()))
        })
    }
}

/// Without proxies, whose URLs may have passwords.
impl fmt::Debug for Connector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connector")
            .field("time_limit", &self.time_limit)
            .finish_non_exhaustive()
    }
}
