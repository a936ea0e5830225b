//! How long-running operations end. In: the last reply. Out: its document, and the result of the request or where that
//! is.

use super::Resource;
use super::decode::decode_optional;
use super::monitor::Monitor;
use super::verbs::Get;
use crate::error::Result;
use crate::request::{RawResponse, Request};
use crate::value::{Field, Model};

/// How an operation ended.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Finished<T = Monitor> {
    /// The last status document; an empty one if there was none. Where the service gave the reply to the
    /// request itself, what `T` has of that: see [`result`](Self::result).
    pub document: T,
    /// Where its result is, as an absolute URL, if the service says so.
    pub location: Option<String>,
    pub(super) reply: RawResponse,
    pub(super) is_result: bool,
}

impl<T> Finished<T> {
    /// What the request itself answers, where the service gives that: with its first reply, or through the
    /// monitor (OData Protocol 4.01, section 11.6). `None` where it gave status documents only, or no content.
    ///
    /// # Errors
    /// If it cannot be read into an `R`.
    pub fn result<R: Field>(&self) -> Result<Option<R>> {
        if !self.is_result || self.reply.status.is_redirection() || self.reply.body.is_empty() {
            return Ok(None);
        }
        decode_optional(&self.reply)
    }

    /// The last reply: the request's own where the service gives that, with its real status and headers;
    /// else that with the last status document.
    pub fn response(&self) -> &RawResponse {
        &self.reply
    }

    /// A request for the operation's result, at its [`location`](Self::location), if the service
    /// gives one. It is refused where that is on a host that the token may not go to.
    pub fn resource<R: Model + Field + Default>(&self) -> Option<Get<R>> {
        let location = self.location.as_deref()?;
        Some(Get::new(Request::saved(&self.reply.client, location)))
    }

    /// The operation's result as a resource, for any request to it and below it: see
    /// [`Client::resource_at`](crate::Client::resource_at). `None` if the service does not say where it is.
    pub fn resource_at_location(&self) -> Option<Result<Resource>> {
        let location = self.location.as_deref()?;
        Some(self.reply.client.resource_at(location))
    }
}
