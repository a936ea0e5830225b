//! Paging. In: a request that answers pages. Out: streams over all pages and over all their items
//! (OData Protocol, section 11.2.6.7), which hold one page at a time.

use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::Page;
use crate::client::Client;
use crate::error::Result;
use crate::request::{Request, Walk};
use crate::value::Field;

/// All pages of a collection, each asked for when the one before has been taken. Made by `pages()`
/// of requests that answer lists; a [`Stream`], but `try_next` needs no extension trait.
///
/// A next link is followed as the service gave it, with the headers of the first request, and only
/// to hosts that a token may go to. After an error the stream has ended;
/// [`next_link`](Self::next_link) is then where to go on. Dropping it cancels what is under way.
///
/// ```no_run
/// # async fn run(users: odata_client::List<odata_client::Json>) -> odata_client::Result<()> {
/// let mut pages = users.page_size(100).pages();
/// while let Some(page) = pages.try_next().await? {
///     println!("{} users, next: {:?}", page.value.len(), page.next_link);
/// }
/// # Ok(()) }
/// ```
#[must_use = "a stream does nothing until it is asked for something"]
pub struct Pages<T> {
    walk: Walk,
    delta: Option<String>,
    item: PhantomData<fn() -> T>,
}

impl<T> Pages<T> {
    pub(super) fn new(request: Request) -> Self {
        Self {
            walk: Walk::new(request),
            delta: None,
            item: PhantomData,
        }
    }

    /// Goes on at a saved link; a relative one is resolved against the service's root.
    pub fn resume(client: &Client, link: &str) -> Self {
        Self::new(Request::saved(client, link))
    }

    /// Where the next page is, or the one that failed: save it to go on later, with `resume`.
    /// `None` before the first page, and when there are no more.
    pub fn next_link(&self) -> Option<&str> {
        self.walk.next_link()
    }

    /// Where the changes since then will be; known after the last page, if at all.
    pub fn delta_link(&self) -> Option<&str> {
        self.delta.as_deref()
    }
}

impl<T: Field> Pages<T> {
    /// The next page; `None` after the last one.
    ///
    /// # Errors
    /// As for any request; if the next link leads to another host; if links go in a circle.
    pub async fn try_next(&mut self) -> Result<Option<Page<T>>> {
        std::future::poll_fn(|context| self.poll_page(context))
            .await
            .transpose()
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<T>>>> {
        let mut page = Page::default();
        let read = ready!(self.poll_into(&mut page, context));
        Poll::Ready(read.map(|read| read.map(|()| page)))
    }

    /// Reads the next page into an empty one.
    fn poll_into(
        &mut self,
        page: &mut Page<T>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<()>>> {
        let reply = ready!(self.walk.poll_reply(context));
        Poll::Ready(reply.map(|reply| {
            reply?.read_page(page.reader())?;
            self.delta.clone_from(&page.delta_link);
            let next = page.next_link.clone();
            let next = next.map(|link| {
                let request = self.walk.request().following(&link);
                (link, request)
            });
            self.walk.turn(next);
            Ok(())
        }))
    }
}

impl<T: Field> Stream for Pages<T> {
    type Item = Result<Page<T>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(context)
    }
}

/// Shows where it is.
impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pages({:?})", self.walk)
    }
}

/// All items of a collection, over all its pages, which are asked for one by one. Made by `items()`
/// of requests that answer lists; a [`Stream`], but `try_next` needs no extension trait. For links
/// and errors see [`Pages`].
///
/// ```no_run
/// # async fn run(users: odata_client::List<odata_client::Json>) -> odata_client::Result<()> {
/// let mut users = users.items();
/// while let Some(user) = users.try_next().await? {
///     println!("{user}");
/// }
/// # Ok(()) }
/// ```
#[must_use = "a stream does nothing until it is asked for something"]
pub struct Items<T> {
    pages: Pages<T>,
    page: VecDeque<T>,
    count: Option<i64>,
}

impl<T> Items<T> {
    pub(super) fn new(request: Request) -> Self {
        Self {
            pages: Pages::new(request),
            page: VecDeque::new(),
            count: None,
        }
    }

    /// Goes on at a saved link; a relative one is resolved against the service's root.
    pub fn resume(client: &Client, link: &str) -> Self {
        Self::new(Request::saved(client, link))
    }

    /// How many items there are on all pages; known after the first item, if asked for with
    /// `count(true)`.
    pub fn count(&self) -> Option<i64> {
        self.count
    }

    /// Where the page after the current one is, or the one that failed. Whoever goes on there has
    /// not seen what [`remaining`](Self::remaining) counts. `None` when there are no more pages.
    pub fn next_link(&self) -> Option<&str> {
        self.pages.next_link()
    }

    /// Where the changes since then will be; known on the last page, if at all.
    pub fn delta_link(&self) -> Option<&str> {
        self.pages.delta_link()
    }

    /// How many items of the current page are still to be given.
    pub fn remaining(&self) -> usize {
        self.page.len()
    }
}

impl<T: Field> Items<T> {
    /// The next item; `None` after the last one.
    ///
    /// # Errors
    /// As for any request; if a next link leads to another host; if links go in a circle.
    pub async fn try_next(&mut self) -> Result<Option<T>> {
        // Most items are there, and are moved no more often than they must be.
        if let Some(item) = self.page.pop_front() {
            return Ok(Some(item));
        }
        std::future::poll_fn(|context| self.poll_item(context))
            .await
            .transpose()
    }

    pub(super) fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        loop {
            if let Some(item) = self.page.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            // All items of the page are gone; the next ones take their place in memory.
            let mut page = Page {
                value: std::mem::take(&mut self.page).into(),
                ..Page::default()
            };
            let read = self.pages.poll_into(&mut page, context);
            match read {
                Poll::Pending | Poll::Ready(Some(Ok(()))) => self.page = page.value.into(),
                Poll::Ready(_) => {}
            }
            match ready!(read) {
                Some(Ok(())) => self.count = self.count.or(page.count),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T: Field> Stream for Items<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
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
        write!(f, "Items({:?})", self.pages.walk)
    }
}

/// What requests that answer lists can do beyond their first page.
macro_rules! paging {
    (impl[$($generics:tt)*] $type:ty, $item:ty) => {
        impl<$($generics)*> $type {
            /// All items, over all pages.
            pub fn items(self) -> super::Items<$item> {
                super::Items::new(self.into_request())
            }

            /// All pages.
            pub fn pages(self) -> super::Pages<$item> {
                super::Pages::new(self.into_request())
            }

            /// All changes, over all pages, of requests that answer a delta link in the end. The link is
            /// then to be saved.
            pub fn changes(self) -> super::Changes<$item> {
                super::Changes::new(self.into_request())
            }

            /// Goes to a saved next link or delta link, in place of path and options so far; headers stay.
            pub fn resume(mut self, link: &str) -> Self {
                self.request.resume(link);
                self
            }

            /// How many items a page should have (`Prefer: odata.maxpagesize`); the service may give
            /// fewer.
            pub fn page_size(mut self, size: u32) -> Self {
                self.request.odata.page_size = Some(size);
                self
            }

            /// Only changes from now on (`$deltatoken=latest`): no items, and the delta link.
            pub fn from_now(mut self) -> Self {
                self.request.set_query("$deltatoken", "latest");
                self
            }
        }
    };
}

pub(crate) use paging;
