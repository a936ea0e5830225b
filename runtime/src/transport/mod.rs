//! Transports, and the stages that a request passes on its way there. In: an HTTP request. Out: the reply.

mod body;

#[cfg(all(feature = "hyper-no-provider", not(target_arch = "wasm32")))]
mod hyper;
#[cfg(all(feature = "reqwest-no-provider", not(target_arch = "wasm32")))]
mod reqwest;
#[cfg(all(
    any(feature = "hyper-no-provider", feature = "reqwest-no-provider"),
    not(target_arch = "wasm32")
))]
mod tls;
#[cfg(all(
    any(feature = "hyper-no-provider", feature = "reqwest-no-provider"),
    target_arch = "wasm32"
))]
mod wasm;

use bytes::Bytes;

use crate::BoxFuture;
use crate::error::TransportError;

pub use self::body::Body;
pub use crate::pipeline::{HttpRequest, HttpResponse, Middleware, Next};

#[cfg(all(feature = "hyper-no-provider", not(target_arch = "wasm32")))]
pub use self::hyper::HyperTransport;
#[cfg(all(feature = "reqwest-no-provider", not(target_arch = "wasm32")))]
pub use self::reqwest::ReqwestTransport;
#[cfg(all(
    any(feature = "hyper-no-provider", feature = "reqwest-no-provider"),
    target_arch = "wasm32"
))]
pub use self::wasm::ReqwestTransport;

/// A way to send a request: hyper by default, reqwest, another HTTP stack, or a test's double. It follows
/// no redirects and repeats nothing; an error status is a reply, not an error.
///
/// ```
/// use service_client::{BoxFuture, Bytes, Client, Json, LinkPolicy, http, transport::Transport, error::TransportError};
///
/// struct Canned;
///
/// impl Transport for Canned {
///     fn send(
///         &self,
///         request: http::Request<Bytes>,
///     ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
///         let body = format!(r#"{{"path": "{}"}}"#, request.uri().path());
///         Box::pin(async move { Ok(http::Response::new(body.into())) })
///     }
/// }
///
/// let client = Client::builder("https://example.org/v1.0").transport(Canned).build()?;
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// let reply = client.link(http::Method::GET, "me", LinkPolicy::AllowedHosts).await?;
/// assert_eq!(reply.json::<Json>()?["path"], "/v1.0/me");
/// # Ok::<(), service_client::Error>(()) })?;
/// # Ok::<(), service_client::Error>(())
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends one request and reads the whole reply. Dropping the future cancels it.
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>>;

    /// Sends one request, whose body may be a stream, and gives the reply with its body as a stream.
    /// Unless a transport has a way of its own, both are whole in memory, through
    /// [`send`](Self::send).
    fn open(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body.collect(usize::MAX).await?;
            let reply = self.send(http::Request::from_parts(head, body)).await?;
            Ok(reply.map(Body::from))
        })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Answers with the request's own body.
    pub(crate) struct Echo;

    impl Transport for Echo {
        fn send(
            &self,
            request: http::Request<Bytes>,
        ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
            Box::pin(async move { Ok(http::Response::new(request.into_body())) })
        }
    }
}
