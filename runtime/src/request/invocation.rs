//! Actions and functions. In: parameters by name. Out: a JSON body (OData Protocol, section 11.5.5),
//! or literals in the path (section 11.5.4).

use std::marker::PhantomData;

use http::Method;

use super::returns::{Many, Media, One, Optional, Returns};
use super::{RawResponse, Request, Resource, ResponseFuture};
use super::{common, list_options, paging, polling, shape_options};
use crate::BoxFuture;
use crate::error::Result;
use crate::literal::{encode_key, json_text, literal};
use crate::transfer::{MediaStream, open_stream};
use crate::value::{Field, outgoing_json, write_text};

/// A call of an action or function. `R` says what it answers: see [`returns`](crate::returns).
#[must_use = "a request does nothing until it is sent or awaited"]
pub struct Invocation<R> {
    request: Request,
    parameters: Parameters,
    reply: PhantomData<fn() -> R>,
}

/// Parameters so far.
#[derive(Clone)]
enum Parameters {
    /// A JSON object without its closing brace; empty if there are none.
    Body(Vec<u8>),
    /// What stands in the parentheses, and how many aliases there are.
    Path(String, usize),
}

impl Parameters {
    fn add(&mut self, request: &mut Request, name: &str, value: &dyn Field) {
        match self {
            Self::Body(json) => {
                match json.as_slice() {
                    [] => json.push(b'{'),
                    [b'{'] => {}
                    _ => json.push(b','),
                }
                write_text(name, json);
                json.push(b':');
                json.extend_from_slice(&outgoing_json(value, request.numbers()));
            }
            Self::Path(path, aliases) => {
                if !path.is_empty() {
                    path.push(',');
                }
                path.push_str(&encode_key(name));
                path.push('=');
                if let Some(text) = literal(&value.view(), request.client.inner().service.forms()) {
                    path.push_str(&encode_key(&text));
                } else {
                    *aliases += 1;
                    let alias = format!("@p{aliases}");
                    path.push_str(&alias);
                    request.add_query(&alias, &json_text(value));
                }
            }
        }
    }

    fn finish(self, mut request: Request) -> Request {
        if request.link.is_some() {
            return request;
        }
        match self {
            Self::Body(json) if json.is_empty() => {
                if request.client.inner().service.empty_action_body {
                    return request;
                }
                request.json(b"{}".to_vec())
            }
            Self::Body(mut json) => {
                json.push(b'}');
                request.json(json)
            }
            Self::Path(path, _) => {
                request.path.push('(');
                request.path.push_str(&path);
                request.path.push(')');
                request
            }
        }
    }
}

impl<R: Returns> Invocation<R> {
    pub(crate) fn action(resource: &Resource) -> Self {
        Self::new(
            Request::new(resource, Method::POST),
            Parameters::Body(Vec::new()),
        )
    }

    pub(crate) fn function(resource: &Resource) -> Self {
        Self::new(
            Request::new(resource, Method::GET),
            Parameters::Path(String::new(), 0),
        )
    }

    fn new(mut request: Request, parameters: Parameters) -> Self {
        request.accept = R::ACCEPT;
        Self {
            request,
            parameters,
            reply: PhantomData,
        }
    }
}

impl<R> Invocation<R> {
    /// Adds a parameter: to the JSON body of an action; as a literal to the path of a function, or
    /// through an alias (`@p1`) if it is structured or a list.
    pub fn parameter(mut self, name: &'static str, value: &dyn Field) -> Self {
        self.parameters.add(&mut self.request, name, value);
        self
    }

    /// What a composable function returns, as a resource: requests go on below the path of the call
    /// (OData URL Conventions, section 4.5). Headers and parameters set so far stay; query options do not.
    pub fn into_resource(self) -> Resource {
        let request = self.into_request();
        let path = request.path.clone();
        Resource::of_call(request, path)
    }

    /// Has an action without parameters send a JSON object, `{}`, where the client sends no body then:
    /// see [`ClientBuilder::empty_action_body`](crate::ClientBuilder::empty_action_body). Functions have no body.
    pub fn json_body(mut self) -> Self {
        if let Parameters::Body(json) = &mut self.parameters
            && json.is_empty()
        {
            json.push(b'{');
        }
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
    /// Takes null for an answer: `None` where the service answers without content (204).
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
