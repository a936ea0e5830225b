//! The verbs. In: a resource and a model. Out: requests with the options that fit each verb.

use std::marker::PhantomData;

use super::Page;
use super::decode::{decode_optional, decode_value};
use super::page::decode_page;
use super::written::{Written, decode_written};
use super::{list_options, paging, polling, shape_options};
use crate::error::Result;
use crate::request::common;
use crate::request::decode_nothing;
use crate::request::{RawResponse, Request, ResponseFuture};
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
    /// `GET` of one entity or complex value. Answers a `T`; a reply without content, which is how null comes,
    /// is [`Error::NoContent`](crate::Error::NoContent): see [`optional`](Self::optional).
    Get
}
verb! {
    /// `GET` of one entity or complex value that may be null. Answers an `Option<T>`.
    GetOptional
}
verb! {
    /// `GET` of a collection. Answers a [`Page`] of `T`.
    List
}
verb! {
    /// `POST` of a new entity. Answers a [`Written`]: what the service made of it, and where.
    Create
}

impl<T> Get<T> {
    /// The URL of what is read, without query options.
    pub(super) fn target(&self) -> String {
        if self.request.odata.refers.is_some() {
            return self.request.path.trim_start_matches('/').to_owned();
        }
        let base = self.request.client.base_url();
        let root = self.request.root.as_deref().unwrap_or(base);
        format!("{root}{}", self.request.path)
    }

    /// Accepts null as a reply, such as that of a navigation property that leads to nothing: `None` where the
    /// service answers 204 (OData Protocol 4.01, section 11.2.7). A 404 stays an error.
    ///
    /// ```no_run
    /// # async fn run(manager: odata_client::Get<odata_client::Json>) -> odata_client::Result<()> {
    /// if let Some(manager) = manager.optional().await? {
    ///     println!("{manager}");
    /// }
    /// # Ok(()) }
    /// ```
    pub fn optional(self) -> GetOptional<T> {
        GetOptional::new(self.request)
    }
}

common!(impl[T: Field + Default] Get<T>, T, decode_value::<T>);
common!(impl[T: Field] GetOptional<T>, Option<T>, decode_optional::<T>);
common!(impl[T: Field] List<T>, Page<T>, decode_page::<T>);
common!(impl[T: Field] Create<T>, Written<T>, decode_written::<T>);
paging!(impl[T] List<T>, T);
polling!(impl[T] Create<T>);
shape_options!(impl[T] Get<T>, T);
shape_options!(impl[T] GetOptional<T>, T);
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
