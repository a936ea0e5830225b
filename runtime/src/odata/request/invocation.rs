//! Actions and functions. In: parameters by name, options. Out: a typed reply (OData Protocol 4.01, section 11.5).

use std::marker::PhantomData;

use http::Method;

use super::Resource;
use super::parameters::Parameters;
use super::returns::{Many, Media, One, Optional, Returns};
use super::{list_options, paging, polling, shape_options};
use crate::BoxFuture;
use crate::error::Result;
use crate::request::common;
use crate::request::{RawResponse, Request, ResponseFuture};
use crate::transfer::{MediaStream, open_stream};
use crate::value::Field;

/// A call of an action or function. `R` says what it answers: see [`returns`](crate::odata::returns).
#[must_use = "a request does nothing until it is sent or awaited"]
pub struct Invocation<R> {
    request: Request,
    parameters: Parameters,
    reply: PhantomData<fn() -> R>,
}

impl<R: Returns> Invocation<R> {
    pub(crate) fn action(resource: &Resource, name: &str) -> Self {
        let request = (Method::POST, R::ACCEPT);
        Self::new(start(resource, name, request, Parameters::of_action()))
    }

    pub(crate) fn function(resource: &Resource, name: &str) -> Self {
        let request = (Method::GET, R::ACCEPT);
        Self::new(start(resource, name, request, Parameters::of_function()))
    }

    fn new((request, parameters): (Request, Parameters)) -> Self {
        Self {
            request,
            parameters,
            reply: PhantomData,
        }
    }
}

/// Whatever the reply: what is generic is compiled for every operation.
fn start(
    resource: &Resource,
    name: &str,
    (method, accept): (Method, &'static str),
    parameters: Parameters,
) -> (Request, Parameters) {
    let mut request = Request::to_resource(&resource.segment(name), method);
    request.set_accept(accept);
    (request, parameters)
}

impl<R> Invocation<R> {
    /// Sets a parameter, in place of an earlier value: in the JSON body of an action; as a literal in the path
    /// of a function, or through an alias (`@p1`) if it is structured or a list. `&Json::Null` is null, which
    /// a function must be told of a nullable parameter that has no value.
    pub fn parameter(mut self, name: &'static str, value: &dyn Field) -> Self {
        self.parameters.set(&self.request, name, value);
        self
    }

    /// What a composable function returns, as a resource: requests go on below the path of the call
    /// (OData URL Conventions, section 4.5). Headers and parameters set so far stay; query options do not.
    pub fn into_resource(self) -> Resource {
        let request = self.into_request();
        let path = request.path.clone();
        Resource::of_call(request, path)
    }

    /// Makes an action without parameters send a JSON object, `{}`, where the client sends no body then:
    /// see [`ClientBuilder::empty_action_body`](crate::ClientBuilder::empty_action_body). Functions have no body.
    pub fn json_body(mut self) -> Self {
        self.parameters.want_object();
        self
    }

    fn into_request(self) -> Request {
        self.parameters.finish(self.request)
    }
}

impl<R> Clone for Invocation<R> {
    fn clone(&self) -> Self {
        Self {
            request: self.request.clone(),
            parameters: self.parameters.clone(),
            reply: PhantomData,
        }
    }
}

impl<T> Invocation<One<T>> {
    /// Accepts null as a reply: `None` where the service answers without content (204).
    pub fn optional(self) -> Invocation<Optional<T>> {
        Invocation {
            request: self.request,
            parameters: self.parameters,
            reply: PhantomData,
        }
    }
}

impl Invocation<Media> {
    /// Sends the request and gives the content as it comes, of any size.
    ///
    /// # Errors
    /// If the request cannot be sent, or the service answers with an error.
    pub fn stream(self) -> BoxFuture<'static, Result<MediaStream>> {
        open_stream(self.into_request())
    }
}

common!(impl[R: Returns] Invocation<R>, R::Output, R::decode);
paging!(impl[T] Invocation<Many<T>>, T);
polling!(impl[R] Invocation<R>);
shape_options!(impl[T] Invocation<One<T>>, T);
shape_options!(impl[T] Invocation<Optional<T>>, T);
shape_options!(impl[T] Invocation<Many<T>>, T);
list_options!(impl[T] Invocation<Many<T>>, T);
