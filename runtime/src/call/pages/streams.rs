//! Streams over pages. In: a walk from page to page. Out: pages, or their items, as they are asked for.

use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::walk::Walk;
use crate::call::draft::Draft;
use crate::error::Result;
use crate::value::Field;

/// All pages of a list, each asked for when the one before has been taken. It is a [`Stream`]; `try_next` needs no extension
/// trait. After an error the stream has ended. Links are followed to the service's own hosts only.
#[must_use = "a stream does nothing until it is asked for something"]
pub struct Pages<T> {
    walk: Walk,
    page: PhantomData<fn() -> T>,
}

impl<T: Field> Pages<T> {
    pub(in crate::call) fn new(draft: Draft) -> Self {
        Self {
            walk: Walk::new(draft),
            page: PhantomData,
        }
    }

    /// The next page; `None` after the last one.
    ///
    /// # Errors
    /// As for any call; if a link leads to another host; if pages go in a circle.
    pub async fn try_next(&mut self) -> Result<Option<T>> {
        std::future::poll_fn(|context| self.poll_page(context))
            .await
            .transpose()
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        let reply = ready!(self.walk.poll_reply(context));
        Poll::Ready(reply.map(|reply| {
            let reply = reply?;
            let page: T = reply.json()?;
            self.walk.follow(&reply, &page.view())?;
            Ok(page)
        }))
    }
}

impl<T: Field> Stream for Pages<T> {
    type Item = Result<T>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(context)
    }
}

/// Shows where it is.
impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pages({:?})", self.walk)
    }
}

/// All items of a list, over all its pages, which are asked for one by one. It is a [`Stream`]; `try_next` needs no extension
/// trait. After an error the stream has ended. Links are followed to the service's own hosts only.
///
/// ```no_run
/// # use service_client::{Call, Json, codegen::Paged};
/// # async fn run(issues: Call<Paged<Vec<Json>, Json>>) -> service_client::Result<()> {
/// let mut issues = issues.items();
/// while let Some(issue) = issues.try_next().await? {
///     println!("{issue}");
/// }
/// # Ok(()) }
/// ```
#[must_use = "a stream does nothing until it is asked for something"]
pub struct Items<T> {
    walk: Walk,
    page: VecDeque<T>,
}

impl<T: Field> Items<T> {
    pub(in crate::call) fn new(draft: Draft) -> Self {
        Self {
            walk: Walk::new(draft),
            page: VecDeque::new(),
        }
    }

    /// How many items of the current page are still to be given.
    pub fn remaining(&self) -> usize {
        self.page.len()
    }

    /// The next item; `None` after the last one.
    ///
    /// # Errors
    /// As for any call; if a link leads to another host; if pages go in a circle.
    pub async fn try_next(&mut self) -> Result<Option<T>> {
        std::future::poll_fn(|context| self.poll_item(context))
            .await
            .transpose()
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        loop {
            if let Some(item) = self.page.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            let Some(reply) = ready!(self.walk.poll_reply(context)) else {
                return Poll::Ready(None);
            };
            let mut items = Vec::new();
            let read = reply.and_then(|reply| self.walk.read_items(&reply, &mut items));
            match read {
                Ok(()) => self.page = items.into(),
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
    }
}

impl<T: Field> Stream for Items<T> {
    type Item = Result<T>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.page.len(), None)
    }
}

/// An item is never pinned in place.
impl<T> Unpin for Items<T> {}

/// Shows where it is.
impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Items({:?}, {} left)", self.walk, self.page.len())
    }
}
