//! What calls answer, as types: markers for [`Call`](crate::Call).

use std::marker::PhantomData;

use super::{Arrived, Replies, ReplyVariants, Response, Sending, Wanted};
use crate::BoxFuture;
use crate::call::operation::Operation;
use crate::call::stream::{EventStream, JsonLines, open_events, open_lines};
use crate::error::Result;
use crate::sealed::Sealed;
use crate::value::Field;

/// JSON of one type. A reply without content is [`Error::NoContent`](crate::Error::NoContent).
#[derive(Clone, Copy, Debug)]
pub struct Body<T>(PhantomData<T>);

/// JSON of one type; `None` where the service answers without content.
#[derive(Clone, Copy, Debug)]
pub struct Optional<T>(PhantomData<T>);

/// Nothing; whatever comes is ignored.
#[derive(Clone, Copy, Debug)]
pub enum Nothing {}

/// Text.
#[derive(Clone, Copy, Debug)]
pub enum Text {}

/// Bytes, whole or as a stream.
#[derive(Clone, Copy, Debug)]
pub enum Bytes {}

/// Server-sent events whose data is JSON of one type.
#[derive(Clone, Copy, Debug)]
pub struct Events<T>(PhantomData<T>);

/// Server-sent events whose data is text.
#[derive(Clone, Copy, Debug)]
pub enum TextEvents {}

/// JSON values of one type, one on each line.
#[derive(Clone, Copy, Debug)]
pub struct Lines<T>(PhantomData<T>);

/// A page `T` of items `I`.
#[derive(Clone, Copy, Debug)]
pub struct Paged<T, I>(PhantomData<(T, I)>);

/// Where a redirect leads, which is not followed.
#[derive(Clone, Copy, Debug)]
pub enum Location {}

/// One of several kinds of replies.
#[derive(Clone, Copy, Debug)]
pub struct Choice<E>(PhantomData<E>);

/// A marker whose replies are whole.
macro_rules! whole {
    (impl[$($generics:tt)*] $marker:ty, $output:ty, $wanted:ident, $read:expr) => {
        impl<$($generics)*> Sealed for $marker {}

        impl<$($generics)*> Replies for $marker {
            type Output = $output;
            const WANTED: Wanted = Wanted::$wanted;

            fn receive(
                request: Sending,
                operation: &'static Operation,
            ) -> BoxFuture<'static, Result<Response<$output>>> {
                Box::pin(async move {
                    let reply = Arrived::receive(request, operation, Self::WANTED).await?;
                    let read: fn(&Arrived) -> Result<$output> = $read;
                    let output = read(&reply)?;
                    Ok(reply.with_body(output))
                })
            }
        }
    };
}

whole!(impl[T: Field + Send + 'static] Body<T>, T, Json, Arrived::json);
whole!(impl[T: Field + Send + 'static] Optional<T>, Option<T>, Json, Arrived::optional);
whole!(impl[] Nothing, (), Anything, |_| Ok(()));
whole!(impl[] Text, String, Text, Arrived::text);
whole!(impl[] Bytes, bytes::Bytes, Bytes, |reply| Ok(reply.bytes()));
whole!(impl[T: Field + Send + 'static, I: 'static] Paged<T, I>, T, Json, Arrived::json);
whole!(impl[] Location, String, Redirect, Arrived::location);
whole!(impl[E: ReplyVariants] Choice<E>, E, Anything, |reply| E::read(reply.index, reply));

impl<T> Sealed for Events<T> {}

impl<T: Field + Send + 'static> Replies for Events<T> {
    type Output = EventStream<T>;
    const WANTED: Wanted = Wanted::Events;

    fn receive(
        request: Sending,
        operation: &'static Operation,
    ) -> BoxFuture<'static, Result<Response<EventStream<T>>>> {
        Box::pin(async move {
            let reply = open_events(request, operation).await?;
            Ok(reply.map(|core| EventStream::new(core, crate::from_json::<T>)))
        })
    }
}

impl Sealed for TextEvents {}

impl Replies for TextEvents {
    type Output = EventStream<String>;
    const WANTED: Wanted = Wanted::Events;

    fn receive(
        request: Sending,
        operation: &'static Operation,
    ) -> BoxFuture<'static, Result<Response<EventStream<String>>>> {
        Box::pin(async move {
            let reply = open_events(request, operation).await?;
            let read = |text: &[u8]| Ok(String::from_utf8_lossy(text).into_owned());
            Ok(reply.map(|core| EventStream::new(core, read)))
        })
    }
}

impl<T> Sealed for Lines<T> {}

impl<T: Field + Send + 'static> Replies for Lines<T> {
    type Output = JsonLines<T>;
    const WANTED: Wanted = Wanted::Lines;

    fn receive(
        request: Sending,
        operation: &'static Operation,
    ) -> BoxFuture<'static, Result<Response<JsonLines<T>>>> {
        Box::pin(async move {
            let reply = open_lines(request, operation).await?;
            Ok(reply.map(JsonLines::new))
        })
    }
}
