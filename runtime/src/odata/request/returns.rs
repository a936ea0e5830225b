//! What an action or function answers, as types: markers for [`Invocation`](crate::odata::Invocation).

use std::marker::PhantomData;

use bytes::Bytes;

use super::Page;
use super::decode::{decode_optional, decode_value};
use super::page::{decode_page, decode_single};
use crate::error::Result;
use crate::request::RawResponse;
use crate::request::{decode_bytes, decode_nothing, decode_raw};
use crate::sealed::Sealed;
use crate::value::Field;

/// A kind of reply.
pub trait Returns: Sealed + 'static {
    /// What it is read into.
    type Output;
    /// The `Accept` header.
    #[doc(hidden)]
    const ACCEPT: &'static str = "application/json";
    /// Reads it.
    #[doc(hidden)]
    fn decode(reply: &RawResponse) -> Result<Self::Output>;
}

/// Nothing; whatever comes is ignored.
#[derive(Clone, Copy, Debug)]
pub enum Nothing {}

/// One structured value. A reply without content is [`Error::NoContent`](crate::Error::NoContent).
#[derive(Clone, Copy, Debug)]
pub struct One<T>(PhantomData<T>);

/// One structured value, or null: `None` where the service answers without content (204).
#[derive(Clone, Copy, Debug)]
pub struct Optional<T>(PhantomData<T>);

/// One primitive value, enumeration member or flags; `None` if null or without content (204).
#[derive(Clone, Copy, Debug)]
pub struct Single<T>(PhantomData<T>);

/// A list, as a [`Page`]. Whatever else comes is an error, never an empty list.
#[derive(Clone, Copy, Debug)]
pub struct Many<T>(PhantomData<T>);

/// A stream's bytes.
#[derive(Clone, Copy, Debug)]
pub enum Media {}

/// The reply as it came.
#[derive(Clone, Copy, Debug)]
pub enum Raw {}

impl Sealed for Nothing {}
impl<T> Sealed for One<T> {}
impl<T> Sealed for Optional<T> {}
impl<T> Sealed for Single<T> {}
impl<T> Sealed for Many<T> {}
impl Sealed for Media {}
impl Sealed for Raw {}

impl Returns for Nothing {
    type Output = ();

    fn decode(reply: &RawResponse) -> Result<()> {
        decode_nothing(reply)
    }
}

impl<T: Field + Default + 'static> Returns for One<T> {
    type Output = T;

    fn decode(reply: &RawResponse) -> Result<T> {
        decode_value(reply)
    }
}

impl<T: Field + Default + 'static> Returns for Optional<T> {
    type Output = Option<T>;

    fn decode(reply: &RawResponse) -> Result<Option<T>> {
        decode_optional(reply)
    }
}

impl<T: Field + 'static> Returns for Single<T> {
    type Output = Option<T>;

    fn decode(reply: &RawResponse) -> Result<Option<T>> {
        decode_single(reply)
    }
}

impl<T: Field + 'static> Returns for Many<T> {
    type Output = Page<T>;

    fn decode(reply: &RawResponse) -> Result<Page<T>> {
        decode_page(reply)
    }
}

impl Returns for Media {
    type Output = Bytes;
    const ACCEPT: &'static str = "*/*";

    fn decode(reply: &RawResponse) -> Result<Bytes> {
        decode_bytes(reply)
    }
}

impl Returns for Raw {
    type Output = RawResponse;
    const ACCEPT: &'static str = "*/*";

    fn decode(reply: &RawResponse) -> Result<RawResponse> {
        decode_raw(reply)
    }
}
