//! The runtime of generated OData clients: values, requests, transport.
//!
//! In: a generated crate's types and calls. Out: HTTP requests to an OData 4 service, and typed
//! replies. Generated code implements [`Model`] and [`Enumeration`], and builds requests from a
//! [`Resource`]; a user needs a [`Client`]. Here is what one types every day; the modules have the rest, and [`codegen`] what
//! only generated code needs.
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
//!
//! This is `service_client`, which clients of any HTTP service stand on, with what only OData has beside: where an
//! example says `service_client`, write `odata_client`.

/// The code of the package's README is compiled.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}

mod modules;

pub use modules::{batch, codegen, delta, operation, reference, request, settings};
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
#[doc(inline)]
pub use service_client::blocking;
#[cfg(all(feature = "notifications", not(target_arch = "wasm32")))]
#[doc(inline)]
pub use service_client::odata::notifications;
#[doc(inline)]
pub use service_client::odata::{query, returns};
#[doc(inline)]
pub use service_client::{clock, credential, error, testing, transfer, transport};

#[doc(inline)]
pub use service_client::odata::{
    Batch, Change, Changes, Create, Delete, Get, Invocation, Items, KeyStyle, List, Page, Pages,
    Property, Resource, Update, Written,
};
#[cfg(any(
    feature = "reqwest-no-provider",
    all(feature = "hyper-no-provider", target_arch = "wasm32")
))]
pub use service_client::reqwest;
#[doc(inline)]
pub use service_client::{
    AccessToken, Binary, Body, BoxFuture, Client, ClientBuilder, Credential, Date, DateTimeOffset,
    Decimal, Duration, Enumeration, Error, Extra, Field, Flags, Guid, Json, Model, ParseError,
    RawResponse, Result, RetryPolicy, ServiceError, StaticToken, TimeOfDay, from_json, to_json,
};
pub use service_client::{Bytes, http};
