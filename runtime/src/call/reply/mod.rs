//! Replies. In: what a description says may come back, and what did. Out: typed values, text, bytes and streams.

mod arrived;
mod choose;
mod kinds;
mod response;

pub use arrived::{Arrived, ReplyVariants};
pub use kinds::{
    Body, Bytes, Choice, Events, Lines, Location, Nothing, Optional, Paged, Text, TextEvents,
};
pub use response::Response;

pub(super) use arrived::undeclared;
pub(super) use choose::{accepted, declared, is_declared_type};

use super::operation::Operation;
use crate::BoxFuture;
use crate::error::Result;
use crate::request::Request;
use crate::sealed::Sealed;

/// What a call answers: one of the markers of this module.
pub trait Replies: Sealed + 'static {
    /// What awaiting the call gives.
    type Output: Send + 'static;
    #[doc(hidden)]
    const WANTED: Wanted;
    #[doc(hidden)]
    fn receive(
        request: Sending,
        operation: &'static Operation,
    ) -> BoxFuture<'static, Result<Response<Self::Output>>>;
}

/// A request to be sent.
#[doc(hidden)]
pub struct Sending(pub(super) Request);

/// What of all that may come back a call is for.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    Anything,
    Json,
    Text,
    Bytes,
    Events,
    Lines,
    Redirect,
}
