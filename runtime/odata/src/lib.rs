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
//!
//! This is `service_client`, which clients of any HTTP service stand on, with what only OData has beside: where an
//! example says `service_client`, write `odata_client`.

/// The code of the package's README is compiled.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}

#[doc(inline)]
pub use service_client::odata::*;
#[doc(inline)]
pub use service_client::*;
