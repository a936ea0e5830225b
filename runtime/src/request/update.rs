//! Changing an entity. In: a model whose set properties are changed, and the names of properties to be
//! cleared. Out: a `PATCH` request.

use std::marker::PhantomData;

use super::reply::decode_value;
use super::{RawResponse, Request, ResponseFuture, common, polling, shape_options};
use crate::error::Result;
use crate::value::{Field, Model, present, write_text, write_view};

/// `PATCH` of an entity (OData Protocol 4.01, section 11.4.3): a property that is not sent stays as it
/// is. Answers the entity afterwards; an empty `T` if the service says nothing.
#[must_use = "a request does nothing until it is sent or awaited"]
pub struct Update<T> {
    request: Request,
    /// Names and their JSON, in order.
    changes: Vec<(String, Vec<u8>)>,
    reply: PhantomData<fn() -> T>,
}

impl<T> Update<T> {
    pub(crate) fn new(request: Request, changes: &dyn Model) -> Self {
        let mut update = Self {
            request,
            changes: Vec::new(),
            reply: PhantomData,
        };
        present(changes, |name, view| {
            let mut json = Vec::new();
            write_view(&view, &mut json);
            update.changes.push((name.to_owned(), json));
        });
        update
    }

    /// Clears a property, given by its name on the wire or by its constant: it is sent as `null`, in
    /// place of a value that the model has for it. A property that is only unset in the model keeps its
    /// value at the service.
    pub fn clear(mut self, property: impl AsRef<str>) -> Self {
        self.set(property.as_ref(), b"null");
        self
    }

    fn set(&mut self, name: &str, json: &[u8]) {
        let json = json.to_vec();
        match self.changes.iter_mut().find(|(known, _)| known == name) {
            Some((_, value)) => *value = json,
            None => self.changes.push((name.to_owned(), json)),
        }
    }

    fn into_request(self) -> Request {
        let mut body = vec![b'{'];
        for (name, json) in &self.changes {
            if body.len() > 1 {
                body.push(b',');
            }
            write_text(name, &mut body);
            body.push(b':');
            body.extend_from_slice(json);
        }
        body.push(b'}');
        self.request.json(body)
    }
}

impl<T> Clone for Update<T> {
    fn clone(&self) -> Self {
        Self {
            request: self.request.clone(),
            changes: self.changes.clone(),
            reply: PhantomData,
        }
    }
}

common!(impl[T: Field + Default] Update<T>, T, decode_value::<T>);
shape_options!(impl[T] Update<T>, T);
polling!(impl[T] Update<T>);
