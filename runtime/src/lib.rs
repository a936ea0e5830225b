//! The runtime of generated OData clients: values, requests, transport.
//!
//! In: a generated crate's types and calls. Out: HTTP requests to an OData 4 service, and typed
//! replies. Generated code implements [`Model`] and [`Enumeration`], and builds requests from a
//! [`Resource`]; a user needs a [`Client`].
//!
//! ```no_run
//! # async fn run() -> odata_client::Result<()> {
//! use odata_client::{Client, Json, Resource, StaticToken};
//!
//! let client = Client::builder("https://graph.microsoft.com/v1.0")
//!     .credential(StaticToken::new("…"))
//!     .build()?;
//! let me = Resource::root(&client).segment("me").media().get().header("Prefer", "x").await?;
//! # Ok(()) }
//! ```

/// The code of the package's README is compiled.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}

mod batch;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub mod blocking;
mod builder;
mod client;
mod clock;
mod credential;
mod error;
mod literal;
mod macros;
#[cfg(all(feature = "notifications", not(target_arch = "wasm32")))]
pub mod notifications;
mod origin;
mod pipeline;
pub mod query;
mod request;
mod settings;
pub mod testing;
mod transfer;
mod transport;
mod value;

pub use batch::{Batch, BatchError, BatchReplies, Batchable, Handle, HandleId};
pub use builder::ClientBuilder;
pub use client::Client;
pub use clock::{Clock, SystemClock};
#[cfg(feature = "azure")]
pub use credential::AzureCredential;
pub use credential::{
    AccessToken, Credential, CredentialError, StaticToken, TokenFn, TokenRequest, token_fn,
};
pub use error::{
    DecodeError, Error, ErrorDetail, InvalidRequest, NoContent, Result, Resync, ServiceError,
    TransportError,
};
#[doc(hidden)]
pub use macros::private as __private;
pub use pipeline::{HttpRequest, HttpResponse, Middleware, Next, RetryPolicy};
pub use query::Property;
pub use request::{
    Change, Changes, CompositeKey, Count, Create, CreateMedia, Delete, EntityId, Finished, Get,
    GetMedia, GetOptional, GetReference, Invocation, Items, Key, KeyStyle, LinkPolicy, LinkRequest,
    List, Media, Monitor, Other, Page, Pages, Poller, Progress, PutMedia, RawResponse, Reason,
    Refer, Reference, References, Removed, Resource, ResponseFuture, Update, ValueOf, Written,
    returns,
};
pub use settings::{BatchFormat, EnumLiterals, ODataVersion};
#[cfg(all(feature = "tokio", not(target_arch = "wasm32")))]
pub use transfer::TokioReader;
pub use transfer::{
    ByteRange, MediaStream, Reader, TransferError, UploadProgress, UploadSession, UploadSource,
    UploadStatus,
};
#[cfg(feature = "reqwest-no-provider")]
pub use transport::ReqwestTransport;
pub use transport::{Body, Transport};
pub use value::{
    Aliases, Binary, Date, DateTimeOffset, Decimal, Duration, Enumeration, Extra, Field, Flags,
    Guid, Json, List as ListView, Mismatch, Model, Named, ParseError, Place, Polymorphic,
    PropertyRole, Slot, TimeOfDay, Token, TypeTag, Variant, View, Visit, read_field, read_model,
    to_json, write_view,
};

pub use bytes::Bytes;
pub use http;
/// As it is used here, for a [`ReqwestTransport`] over a client of your own. Its version may change with any version
/// of this crate.
#[cfg(feature = "reqwest-no-provider")]
pub use reqwest;

/// A boxed future that may move between threads.
pub type BoxFuture<'a, T> = std::pin::Pin<Box<dyn std::future::Future<Output = T> + Send + 'a>>;

/// Reads a model, a list or a single value from JSON.
///
/// ```
/// let numbers: Vec<i32> = odata_client::from_json(b"[1, 2]")?;
/// assert_eq!(numbers, [1, 2]);
/// # Ok::<(), odata_client::DecodeError>(())
/// ```
///
/// # Errors
/// If the bytes are not JSON, or a value does not fit; the error has its path.
pub fn from_json<T: Field>(json: &[u8]) -> std::result::Result<T, DecodeError> {
    let mut value = T::empty();
    read_field(json, &mut value)?;
    Ok(value)
}
