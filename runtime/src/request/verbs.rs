//! The verbs. In: a resource and a model. Out: requests with the options that fit each verb.

use std::marker::PhantomData;

use super::reply::{decode_model, decode_nothing, decode_value};
use super::{Page, RawResponse, Request, ResponseFuture};
use super::{common, list_options, paging, polling, shape_options};
use crate::error::Result;
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
