//! Calls. In: an operation and what is sent. Out: what comes back, typed.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use super::body::File;
use super::draft::Draft;
use super::encode::{PathValue, escape, escape_name};
use super::operation::{Form, In, Operation, Style};
use super::pages::{Items, Pages};
use super::reply::{self, Replies, Response, Sending};
use crate::client::Client;
use crate::error::Result;
use crate::request::{RawResponse, send_request};
use crate::transfer::{MediaStream, open_stream};
use crate::value::Field;
use crate::{Body, BoxFuture};

/// A call of an operation. `R` says what awaiting it gives: see [`codegen`](crate::codegen).
#[must_use = "a request does nothing until it is sent or awaited"]
pub struct Call<R> {
    draft: Draft,
    reply: PhantomData<fn() -> R>,
}

impl<R: Replies> Call<R> {
    pub(super) fn new(
        client: &Client,
        values: &[PathValue],
        operation: &'static Operation,
    ) -> Self {
        Self {
            draft: Draft::new(client, values, operation),
            reply: PhantomData,
        }
    }

    /// Sends the request, and gives status, headers and typed body of the reply. Fails if the request cannot be sent, the
    /// service answers with an error or a status that its description does not have, or the reply cannot be read.
    pub fn send(self) -> BoxFuture<'static, Result<Response<R::Output>>> {
        let operation = self.draft.operation;
        R::receive(Sending(self.draft.finish(R::WANTED)), operation)
    }

    /// Sends the request, and gives status, headers and body of the reply as they came. Fails if the request cannot be sent,
    /// or the service answers with an error.
    pub fn send_raw(self) -> BoxFuture<'static, Result<RawResponse>> {
        send_request(self.draft.finish(R::WANTED))
    }
}

impl<R: Replies> IntoFuture for Call<R> {
    type Output = Result<R::Output>;
    type IntoFuture = BoxFuture<'static, Result<R::Output>>;

    fn into_future(self) -> Self::IntoFuture {
        let reply = self.send();
        Box::pin(async move { Ok(reply.await?.into_body()) })
    }
}

impl<R> Call<R> {
    /// Sets a request header, in place of one of the operation's parameters or of the client; preferences (`Prefer`) are added
    /// to theirs. An invalid name or value is an error when sent.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.draft.request.add_header(name.as_ref(), value.as_ref());
        self
    }

    /// Adds a parameter to the query that the description does not have, after those before. Some services refuse what they
    /// do not declare.
    pub fn query(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        let settings = self.draft.request.client.inner().call;
        let name = escape_name(name.as_ref(), settings.raw_brackets);
        let value = escape(value.as_ref(), false);
        self.draft.request.query.push((name, value));
        self
    }

    /// How long the request may take, in place of the client's limit: each try, from connecting to the last byte of the
    /// reply; of a stream, from one part to the next.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.draft.request.timeout = Some(timeout);
        self
    }

    /// Compresses the body (gzip), whatever the client's setting is; sent once more as it is if the service answers 415.
    pub fn compress(mut self) -> Self {
        self.draft.request.compress = true;
        self
    }

    /// Sends the request to another server than the client's: its URL, to which the operation's path is added. Credentials go
    /// along to hosts that the client knows only; see [`ClientBuilder::allow_host`](crate::ClientBuilder::allow_host).
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        let url = url.into();
        self.draft.request.root = Some(url.trim_end_matches('/').to_owned());
        self
    }
}

/// What generated code says of a call.
#[doc(hidden)]
impl<R> Call<R> {
    /// Sets a parameter that is not in the path, in place of an earlier value.
    pub fn set(mut self, name: &str, value: &dyn Field) -> Self {
        self.draft.set(None, name, value);
        self
    }

    /// The same of a text.
    pub fn set_text(self, name: &str, value: impl Into<String>) -> Self {
        self.set(name, &value.into())
    }

    /// The same of a list.
    pub fn set_list<T: Field>(self, name: &str, values: impl Into<Vec<T>>) -> Self {
        self.set(name, &values.into())
    }

    /// As [`set`](Self::set), where a name stands in several places.
    pub fn set_in(mut self, place: In, name: &str, value: &dyn Field) -> Self {
        self.draft.set(Some(place), name, value);
        self
    }

    /// A body of JSON; of null, none.
    pub fn json(self, body: &dyn Field) -> Self {
        self.json_as("application/json", body)
    }

    /// A body of JSON with a media type of its own.
    pub fn json_as(mut self, media_type: &str, body: &dyn Field) -> Self {
        self.draft.set_json(media_type, body);
        self
    }

    /// A body of a form.
    pub fn form(mut self, form: &'static Form, body: &dyn Field) -> Self {
        self.draft.set_form(form, body);
        self
    }

    /// Adds a value to a body of `multipart/form-data`: of a list each item, objects as JSON.
    pub fn part(mut self, name: &str, value: &dyn Field) -> Self {
        self.draft.add_part(name, value);
        self
    }

    /// Adds a value as one part of a media type to a body of `multipart/form-data`.
    pub fn part_as(mut self, name: &str, media_type: &str, value: &dyn Field) -> Self {
        self.draft.add_part_as(name, media_type, value);
        self
    }

    /// Adds a value to a body of `multipart/form-data` as a form of this style has it.
    pub fn part_styled(
        mut self,
        name: &'static str,
        style: Style,
        exploded: bool,
        value: &dyn Field,
    ) -> Self {
        self.draft.add_part_styled(name, (style, exploded), value);
        self
    }

    /// Adds each member of an object to a body of `multipart/form-data`, as [`part`](Self::part) does.
    pub fn parts(mut self, values: &dyn Field) -> Self {
        self.draft.add_parts(values);
        self
    }

    /// Adds a file to a body of `multipart/form-data`.
    pub fn file(mut self, name: &str, file: File) -> Self {
        self.draft.add_file(name, file);
        self
    }

    /// A body of text.
    pub fn text(mut self, media_type: &str, body: impl Into<String>) -> Self {
        self.draft.set_body(media_type, body.into());
        self
    }

    /// A body of bytes, or a stream of them.
    pub fn bytes(mut self, media_type: &str, body: impl Into<Body>) -> Self {
        self.draft.set_body(media_type, body);
        self
    }
}

impl<T: Field + Send + 'static, I: Field + Send + 'static> Call<reply::Paged<T, I>> {
    /// All items, over all pages.
    pub fn items(self) -> Items<I> {
        Items::new(self.draft)
    }

    /// All pages.
    pub fn pages(self) -> Pages<T> {
        Pages::new(self.draft)
    }
}

impl Call<reply::Bytes> {
    /// Sends the request, and gives the content as it comes, of any size.
    pub fn stream(self) -> BoxFuture<'static, Result<MediaStream>> {
        open_stream(self.draft.finish(reply::Bytes::WANTED))
    }
}

impl<R> Clone for Call<R> {
    fn clone(&self) -> Self {
        Self {
            draft: self.draft.clone(),
            reply: PhantomData,
        }
    }
}

/// Shows method and path template; never values, headers and body.
impl<R> fmt::Debug for Call<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Operation { method, path, .. } = self.draft.operation;
        write!(f, "{method} {path}")
    }
}
