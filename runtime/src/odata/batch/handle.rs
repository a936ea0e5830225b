//! Handles: what tells a request of a batch from the others, and its reply.

use std::fmt;
use std::marker::PhantomData;

use crate::error::Result;
use crate::request::RawResponse;

/// A request in a batch. What it is good for: to say what waits for it, and to take its reply.
pub struct Handle<T> {
    pub(super) id: HandleId,
    pub(super) decode: fn(&RawResponse) -> Result<T>,
    pub(super) output: PhantomData<fn() -> T>,
}

/// A [`Handle`] whose type does not matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HandleId {
    pub(super) batch: u64,
    pub(super) index: usize,
}

impl<T> Handle<T> {
    /// The handle without its type.
    pub fn id(self) -> HandleId {
        self.id
    }
}

impl<T> Clone for Handle<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Handle<T> {}

impl<T> fmt::Debug for Handle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Handle({})", self.id.index + 1)
    }
}

impl<T> From<Handle<T>> for HandleId {
    fn from(handle: Handle<T>) -> Self {
        handle.id
    }
}
