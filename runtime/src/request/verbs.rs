//! The verbs. In: a resource and a model. Out: requests with the options that fit each verb.

use std::marker::PhantomData;
use std::ops::RangeBounds;

use bytes::Bytes;
use http::Method;

use super::reply::{decode_bytes, decode_model, decode_nothing, decode_raw, decode_value};
use super::{Page, RawResponse, Request, Resource, ResponseFuture};
use super::{common, list_options, paging, polling, shape_options};
use crate::Body;
use crate::BoxFuture;
use crate::error::Result;
use crate::transfer::{ByteRange, MediaStream, open_stream};
use crate::value::Field;

macro_rules! verb {
    ($(#[$attribute:meta])* $name:ident) => {
        $(#[$attribute])*
        #[must_use = "a request does nothing until it is sent or awaited"]
        pub struct $name<T> {
            request: Request,
            reply: PhantomData<fn() -> T>,
        }

        impl<T> $name<T> {
            pub(crate) fn new(request: Request) -> Self {
                Self { request, reply: PhantomData }
            }

            fn into_request(self) -> Request {
                self.request
            }
        }

        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                Self::new(self.request.clone())
            }
        }
    };
}

verb! {
    /// `GET` of one entity or complex value. Answers a `T`.
    Get
}
verb! {
    /// `GET` of a collection. Answers a [`Page`] of `T`.
    List
}
verb! {
    /// `POST` of a new entity. Answers what the service made of it; an empty `T` if the service
    /// says nothing.
    Create
}

impl<T> Get<T> {
    /// The URL of what is read, without query options.
    pub(super) fn target(&self) -> String {
        let base = self.request.client.base_url();
        format!("{base}{}", self.request.path)
    }
}

common!(impl[T: Field + Default] Get<T>, T, decode_value::<T>);
common!(impl[T: Field] List<T>, Page<T>, decode_model::<Page<T>>);
common!(impl[T: Field + Default] Create<T>, T, decode_value::<T>);
paging!(impl[T] List<T>, T);
polling!(impl[T] Create<T>);
shape_options!(impl[T] Get<T>, T);
shape_options!(impl[T] List<T>, T);
list_options!(impl[T] List<T>, T);

/// `DELETE` of an entity.
#[derive(Clone)]
#[must_use = "a request does nothing until it is sent or awaited"]
pub struct Delete {
    request: Request,
}

impl Delete {
    pub(crate) fn new(request: Request) -> Self {
        Self { request }
    }

    fn into_request(self) -> Request {
        self.request
    }
}

common!(impl[] Delete, (), decode_nothing);
polling!(impl[] Delete);

/// Requests to a stream: a media entity's or a stream property's content.
#[derive(Clone, Debug)]
pub struct Media(Resource);

impl Media {
    pub(crate) fn new(resource: Resource) -> Self {
        Self(resource)
    }

    /// `GET` of the content, whole in memory.
    pub fn get(&self) -> GetMedia {
        let mut request = Request::new(&self.0, Method::GET);
        request.accept = "*/*";
        GetMedia {
            request,
            range: None,
        }
    }

    /// `PUT` of new content of a media type such as `image/png`: bytes, or a [`Body::stream`], which
    /// is sent once and not again after a failure.
    pub fn put(&self, content: impl Into<Body>, content_type: &str) -> PutMedia {
        let mut request = Request::new(&self.0, Method::PUT);
        request.body = Some((content_type.to_owned(), content.into()));
        PutMedia { request }
    }

    /// `DELETE` of the content.
    pub fn delete(&self) -> Delete {
        self.0.delete()
    }
}

/// `GET` of a stream. Answers its bytes, or gives them as they come.
#[derive(Clone)]
#[must_use = "a request does nothing until it is sent or awaited"]
pub struct GetMedia {
    request: Request,
    range: Option<ByteRange>,
}

impl GetMedia {
    /// Asks for a part of the content, counted from its first byte: `..100`, `100..`. A service may
    /// ignore this and give the whole: [`stream`](Self::stream) gives the part then all the same. An
    /// empty range is an error when sent.
    pub fn range(mut self, range: impl RangeBounds<u64>) -> Self {
        self.range = Some(ByteRange::of(&range));
        self
    }

    /// Sends the request and gives the content as it comes, of any size.
    ///
    /// # Errors
    /// If the request cannot be sent, or the service answers with an error or another range.
    pub fn stream(self) -> BoxFuture<'static, Result<MediaStream>> {
        open_stream(self.request, self.range)
    }

    fn into_request(mut self) -> Request {
        if let Some(range) = self.range {
            range.ask(&mut self.request);
        }
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
