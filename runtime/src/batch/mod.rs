//! Batches. In: requests of any type, and which wait for which. Out: calls of `$batch` with at most
//! 20 requests each (OData JSON Format, section 19), and a typed reply per request.

mod error;
mod message;
mod plan;
mod replies;
mod send;

use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicU64, Ordering};

pub use error::BatchError;
pub use replies::BatchReplies;

use crate::RetryPolicy;
use crate::client::Client;
use crate::error::Result;
use crate::request::{RawResponse, Request};

/// A request that can be put into a [`Batch`]: every request type of this crate, and every one that
/// [`invocation!`](crate::invocation) made.
pub trait Batchable {
    /// What the reply is read into.
    type Output;

    /// What the batch keeps of it.
    #[doc(hidden)]
    fn into_entry(self) -> Entry<Self::Output>;
}

/// A request, and how its reply is read.
#[doc(hidden)]
#[derive(Debug)]
pub struct Entry<T> {
    pub(crate) request: Request,
    pub(crate) decode: fn(&RawResponse) -> Result<T>,
}

/// Requests that are sent together: 20 per call, more are split.
///
/// The service carries requests out in any order, unless [`after`](Self::after) says which wait for
/// which; these go into one call. A request that waits for one that fails is answered with 424. What
/// the service answers with 429, 503 or 504 is sent again after its own `Retry-After`, and with it
/// what waits for it.
///
/// ```no_run
/// # use odata_client::{Batch, Client, Json, Resource, returns};
/// # async fn run(client: Client) -> odata_client::Result<()> {
/// let me = Resource::root(&client).segment("me");
/// let mut batch = Batch::new(&client);
/// let sign_out = batch.add(me.action::<returns::Single<bool>>("revokeSignInSessions"));
/// let photo = batch.add(me.segment("photo").segment("$value").media().get());
/// batch.after(photo, [sign_out])?;
/// let mut replies = batch.send().await?;
/// let signed_out: Option<bool> = replies.take(sign_out)?;
/// let bytes = replies.take(photo)?;
/// # Ok(()) }
/// ```
#[must_use = "a batch does nothing until it is sent"]
pub struct Batch {
    client: Client,
    number: u64,
    requests: Vec<Request>,
    /// For each request, those that it waits for.
    before: Vec<BTreeSet<usize>>,
    retry: RetryPolicy,
    plain_text: bool,
}

/// A request in a batch. What it is good for: to say what waits for it, and to take its reply.
pub struct Handle<T> {
    id: HandleId,
    decode: fn(&RawResponse) -> Result<T>,
    output: PhantomData<fn() -> T>,
}

/// A [`Handle`] whose type does not matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HandleId {
    batch: u64,
    index: usize,
}

impl Batch {
    /// An empty batch.
    pub fn new(client: &Client) -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        Self {
            client: client.clone(),
            number: NUMBER.fetch_add(1, Ordering::Relaxed),
            requests: Vec::new(),
            before: Vec::new(),
            retry: RetryPolicy::default(),
            plain_text: false,
        }
    }

    /// Adds a request. What is wrong with it is told by [`send`](Self::send).
    pub fn add<R: Batchable>(&mut self, request: R) -> Handle<R::Output> {
        let entry = request.into_entry();
        let index = self.requests.len();
        self.requests.push(entry.request);
        self.before.push(BTreeSet::new());
        Handle {
            id: HandleId {
                batch: self.number,
                index,
            },
            decode: entry.decode,
            output: PhantomData,
        }
    }

    /// Says that a request is carried out only after others have succeeded (`dependsOn`). Use
    /// [`Handle::id`] for others of different types: `batch.after(c, [a.id(), b.id()])`.
    ///
    /// # Errors
    /// If a handle is of another batch.
    pub fn after(
        &mut self,
        handle: impl Into<HandleId>,
        others: impl IntoIterator<Item: Into<HandleId>>,
    ) -> Result<()> {
        let item = self.index_of(handle.into())?;
        for other in others {
            let other = self.index_of(other.into())?;
            if let Some(before) = self.before.get_mut(item) {
                before.insert(other);
            }
        }
        Ok(())
    }

    /// How often a request is sent that the service answers with 429, 503 or 504, and how long to
    /// wait.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Whether bodies of the types `text/…` are JSON strings as they are, as OData 4.01 has it, and
    /// not base64, as Microsoft Graph has it and as it is unless set. All other bodies that are not
    /// JSON are base64.
    pub fn plain_text(mut self, plain: bool) -> Self {
        self.plain_text = plain;
        self
    }

    /// How many requests it has.
    pub fn len(&self) -> usize {
        self.requests.len()
    }

    /// Whether it has no requests.
    pub fn is_empty(&self) -> bool {
        self.requests.is_empty()
    }

    /// Sends all requests, and gives back a reply or an error for each. A batch without requests
    /// sends nothing. Calls are sent one after another; one that fails does not stop the others.
    ///
    /// # Errors
    /// Before anything is sent: if a request is invalid or of another client, if requests wait for
    /// each other in a circle, or if more than 20 depend on each other.
    pub async fn send(self) -> Result<BatchReplies> {
        send::run(self).await
    }

    fn index_of(&self, id: HandleId) -> Result<usize> {
        if id.batch == self.number && id.index < self.requests.len() {
            Ok(id.index)
        } else {
            Err(BatchError::ForeignHandle.into())
        }
    }
}

/// Shows how many requests it has.
impl fmt::Debug for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Batch({} requests)", self.requests.len())
    }
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
