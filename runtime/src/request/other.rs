//! Requests that no other type is for. In: a resource, a method and any body. Out: the raw reply.

use http::Method;

use super::reply::decode_raw;
use super::{RawResponse, Request, Resource, ResponseFuture, common};
use crate::Body;
use crate::error::Result;

/// A request of any method with any body. Answers the raw reply.
#[derive(Clone)]
#[must_use = "a request does nothing until it is sent or awaited"]
pub struct Other {
    request: Request,
}

impl Other {
    pub(crate) fn new(resource: &Resource, method: Method) -> Self {
        Self {
            request: Request::new(resource, method),
        }
    }

    /// Sends this body of a media type such as `application/zip`.
    pub fn body(mut self, content: impl Into<Body>, content_type: &str) -> Self {
        self.request.body = Some((content_type.to_owned(), content.into()));
        self
    }

    fn into_request(self) -> Request {
        self.request
    }
}

common!(impl[] Other, RawResponse, decode_raw);
