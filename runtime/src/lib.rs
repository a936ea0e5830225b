//! The runtime of generated clients of HTTP services: values, requests, transport.
//!
//! In: a generated crate's types and calls. Out: HTTP requests, and typed replies. Generated code implements [`Model`]
//! and [`Enumeration`]; a user needs a [`Client`]. What services of OData have beside that is behind the feature
//! `odata`, and under one name with all this in the crate `odata-client`.
//!
//! ```no_run
//! # async fn run() -> service_client::Result<()> {
//! use service_client::{Client, Json, LinkPolicy, StaticToken, http::Method};
//!
//! let client = Client::builder("https://example.org/v1")
//!     .credential(StaticToken::new("…"))
//!     .build()?;
//! let reply = client.link(Method::GET, "users/1", LinkPolicy::AllowedHosts).await?;
//! println!("{}", reply.json::<Json>()?);
//! # Ok(()) }
//! ```

/// The code of the package's README is compiled.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub mod blocking;
mod builder;
mod call;
mod circle;
mod client;
pub mod clock;
pub mod codegen;
pub mod credential;
mod encode;
pub mod error;
mod macros;
#[cfg(feature = "odata")]
pub mod odata;
mod origin;
mod pipeline;
mod request;
mod sealed;
pub mod testing;
pub mod transfer;
pub mod transport;
mod url;
mod value;

pub use builder::ClientBuilder;
pub use call::{Call, Event, EventStream, File, JsonLines, ListForm, Response};
pub use client::Client;
#[doc(inline)]
pub use credential::{AccessToken, Credential, StaticToken};
#[doc(inline)]
pub use error::{Error, Result, ServiceError};
pub use pipeline::RetryPolicy;
pub use request::{LinkPolicy, LinkRequest, RawResponse, ResponseFuture};
#[doc(inline)]
pub use transport::Body;
pub use value::{
    Binary, Date, DateTimeOffset, Decimal, Duration, Either, Enumeration, Extra, Field, Flags,
    Guid, Json, Map, Model, Nullable, ParseError, TimeOfDay, to_json,
};

#[doc(hidden)]
pub use macros::private as __private;

/// Pages of lists, and their items.
pub mod paging {
    pub use crate::call::{Items, Pages};
}

pub use bytes::Bytes;
pub use http;
/// As it is used here, for a [`ReqwestTransport`](transport::ReqwestTransport) over a client of your own. Its version may
/// change with any version of this crate.
#[cfg(any(
    feature = "reqwest-no-provider",
    all(feature = "hyper-no-provider", target_arch = "wasm32")
))]
pub use reqwest;

/// A boxed future that may move between threads.
pub type BoxFuture<'a, T> = std::pin::Pin<Box<dyn std::future::Future<Output = T> + Send + 'a>>;

/// Reads a model, a list or a single value from JSON.
///
/// ```
/// let numbers: Vec<i32> = service_client::from_json(b"[1, 2]")?;
/// assert_eq!(numbers, [1, 2]);
/// # Ok::<(), service_client::error::DecodeError>(())
/// ```
///
/// # Errors
/// If the bytes are not JSON, or a value does not fit; the error has its path.
pub fn from_json<T: Field>(json: &[u8]) -> std::result::Result<T, error::DecodeError> {
    let mut value = T::empty();
    codegen::read_field(json, &mut value)?;
    Ok(value)
}
