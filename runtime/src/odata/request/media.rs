//! Streams. In: the resource of a stream, or the collection of media entities. Out: requests for content.

use std::marker::PhantomData;
use std::ops::RangeBounds;

use bytes::Bytes;
use http::Method;

use super::Resource;
use super::polling;
use super::written::{Written, decode_written};
use crate::error::Result;
use crate::odata::encode::encode_slug;
use crate::request::common;
use crate::request::{RawResponse, Request, ResponseFuture};
use crate::request::{decode_bytes, decode_raw};
use crate::transfer::{ByteRange, MediaStream, open_stream};
use crate::value::Field;
use crate::{Body, BoxFuture};

/// Requests to a stream: a media entity's or a stream property's content.
#[derive(Clone, Debug)]
pub struct Media(Resource);

impl Media {
    pub(crate) fn new(resource: Resource) -> Self {
        Self(resource)
    }

    /// `GET` of the content, whole in memory.
    pub fn get(&self) -> GetMedia {
        let mut request = Request::to_resource(&self.0, Method::GET);
        request.accept = "*/*";
        GetMedia { request }
    }

    /// `PUT` of new content of a media type such as `image/png`: bytes, or a [`Body::stream`], which
    /// is sent once and not again after a failure.
    pub fn put(&self, content: impl Into<Body>, content_type: &str) -> PutMedia {
        let mut request = Request::to_resource(&self.0, Method::PUT);
        request.body = Some((content_type.to_owned(), content.into()));
        PutMedia { request }
    }

    /// `DELETE` of the content.
    pub fn delete(&self) -> super::Delete {
        self.0.delete()
    }
}

/// `GET` of a stream. Answers its bytes, or gives them as they come.
#[derive(Clone)]
#[must_use = "a request does nothing until it is sent or awaited"]
pub struct GetMedia {
    request: Request,
}

impl GetMedia {
    /// Asks for a part of the content, counted from its first byte: `..100`, `100..`. Awaiting and
    /// [`stream`](Self::stream) give this part even if the service ignores the range and answers the
    /// whole; if it answers another range, that is an error. `send_raw` gives the reply as it came. An
    /// empty range is an error when sent.
    pub fn range(mut self, range: impl RangeBounds<u64>) -> Self {
        self.request.range = Some(ByteRange::of(&range));
        self
    }

    /// Sends the request and gives the content as it comes, of any size.
    ///
    /// # Errors
    /// If the request cannot be sent, or the service answers with an error or another range.
    pub fn stream(self) -> BoxFuture<'static, Result<MediaStream>> {
        open_stream(self.request)
    }

    fn into_request(self) -> Request {
        self.request
    }
}

common!(impl[] GetMedia, Bytes, decode_bytes);

/// `PUT` of a stream. Answers the raw reply, since services answer nothing, or the entity.
#[derive(Clone)]
#[must_use = "a request does nothing until it is sent or awaited"]
pub struct PutMedia {
    request: Request,
}

impl PutMedia {
    fn into_request(self) -> Request {
        self.request
    }
}

common!(impl[] PutMedia, RawResponse, decode_raw);

/// `POST` of content that becomes a new media entity (OData Protocol 4.01, section 11.4.7.1). Answers a
/// [`Written`]: the entity, if the service gives it, and where it is. Its other properties are set by an update
/// that follows.
#[must_use = "a request does nothing until it is sent or awaited"]
pub struct CreateMedia<T> {
    request: Request,
    reply: PhantomData<fn() -> T>,
}

impl<T> CreateMedia<T> {
    pub(crate) fn new(resource: &Resource, content: Body, content_type: &str) -> Self {
        let mut request = Request::to_resource(resource, Method::POST);
        request.body = Some((content_type.to_owned(), content));
        Self {
            request,
            reply: PhantomData,
        }
    }

    /// Proposes a name that the service may use for the entity's key or URL: the header `Slug` (RFC 5023,
    /// section 9.7). Any text; it is percent-encoded.
    pub fn slug(mut self, name: impl AsRef<str>) -> Self {
        let name = encode_slug(name.as_ref());
        self.request.add_header("slug", &name);
        self
    }

    fn into_request(self) -> Request {
        self.request
    }
}

impl<T> Clone for CreateMedia<T> {
    fn clone(&self) -> Self {
        Self {
            request: self.request.clone(),
            reply: PhantomData,
        }
    }
}

common!(impl[T: Field] CreateMedia<T>, Written<T>, decode_written::<T>);
polling!(impl[T] CreateMedia<T>);
