//! Requests that no other type is for. In: a resource, a method and any body. Out: a reply of a kind that is said.

use std::marker::PhantomData;

use http::Method;

use super::Resource;
use super::returns::Returns;
use crate::Body;
use crate::error::Result;
use crate::request::{RawResponse, Request, ResponseFuture, common};
use crate::value::Numbers;

/// A request of any method with any body. `R` says what it answers: see [`returns`](crate::odata::returns).
#[must_use = "a request does nothing until it is sent or awaited"]
pub struct OtherMethod<R> {
    request: Request,
    reply: PhantomData<fn() -> R>,
}

impl<R: Returns> OtherMethod<R> {
    pub(crate) fn new(resource: &Resource, method: Method) -> Self {
        let mut request = Request::to_resource(resource, method);
        request.set_accept(R::ACCEPT);
        Self {
            request,
            reply: PhantomData,
        }
    }
}

impl<R> OtherMethod<R> {
    /// Sends JSON, with numbers as the service wants them.
    pub(super) fn set_json(&mut self, json: impl FnOnce(Numbers) -> Vec<u8>) {
        let request = self.request.clone();
        let json = json(request.numbers());
        self.request = request.json(json);
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

impl<R> Clone for OtherMethod<R> {
    fn clone(&self) -> Self {
        Self {
            request: self.request.clone(),
            reply: PhantomData,
        }
    }
}

common!(impl[R: Returns] OtherMethod<R>, R::Output, R::decode);
