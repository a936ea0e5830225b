//! Requests under way. In: a request and how its reply is read. Out: what the reply has, once polled.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::reply::decode_raw;
use super::{RawResponse, Request, send};
use crate::BoxFuture;
use crate::error::Result;
use crate::transfer::read_range;

/// A request under way, once polled. Dropping it cancels the request.
#[must_use = "futures do nothing unless awaited"]
pub struct ResponseFuture<T> {
    reply: BoxFuture<'static, Result<RawResponse>>,
    decode: fn(&RawResponse) -> Result<T>,
}

impl<T> ResponseFuture<T> {
    pub(crate) fn new(request: Request, decode: fn(&RawResponse) -> Result<T>) -> Self {
        let reply = match request.range {
            Some(_) => read_range(request),
            None => send::send(request),
        };
        Self { reply, decode }
    }
}

impl ResponseFuture<RawResponse> {
    /// The reply as it comes.
    pub(crate) fn raw(request: Request) -> Self {
        let reply = send::send(request);
        Self {
            reply,
            decode: decode_raw,
        }
    }
}

impl<T> Future for ResponseFuture<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let decode = self.decode;
        self.reply
            .as_mut()
            .poll(context)
            .map(|reply| reply.and_then(|reply| decode(&reply)))
    }
}

impl<T> fmt::Debug for ResponseFuture<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResponseFuture")
    }
}
