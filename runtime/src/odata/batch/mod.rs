//! Batches. In: requests of any type, and which wait for which. Out: calls of `$batch` with at most
//! 20 requests each, as JSON (OData JSON Format 4.01, section 19) or as `multipart/mixed` (OData Protocol 4.01,
//! section 11.7.7), and a typed reply per request.

mod answer;
mod call;
mod error;
mod handle;
mod message;
pub(crate) mod mime;
mod multipart;
mod plan;
mod replies;
mod send;
mod settle;

use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicU64, Ordering};

pub use error::BatchError;
pub use handle::{Handle, HandleId};
pub use replies::BatchReplies;

use crate::RetryPolicy;
use crate::client::Client;
use crate::error::Result;
use crate::odata::Resource;
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
/// what waits for it. Requests that must all succeed or all fail are made [`atomic`](Self::atomic).
///
/// Where the client is set to [`BatchFormat::Multipart`](crate::odata::BatchFormat::Multipart), atomic requests are a change
/// set, which cannot read; the service carries requests out as they were added, and those after one that they wait
/// for are not tried where it fails.
///
/// What a request creates can be used by those after it, before it has a key:
///
/// ```no_run
/// # use odata_client::{Batch, Client, Json, Resource, http::Method, returns};
/// # async fn run(client: Client, order: Vec<u8>, line: Vec<u8>) -> odata_client::Result<()> {
/// let json = "application/json";
/// let mut batch = Batch::new(&client);
/// let orders = Resource::root(&client).segment("orders");
/// let order = batch.add(orders.request::<returns::One<Json>>(Method::POST).body(order, json));
/// let lines = batch.result_of(order)?.segment("lines"); // $1/lines
/// let line = batch.add(lines.request::<returns::One<Json>>(Method::POST).body(line, json));
/// batch.atomic([order, line])?;
/// let mut replies = batch.send().await?;
/// println!("{}", replies.take(order)?);
/// # Ok(()) }
/// ```
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
    /// For each request, the atomicity group that it is of.
    atomic: Vec<Option<usize>>,
    retry: RetryPolicy,
    plain_text: bool,
    continue_on_error: Option<bool>,
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
            atomic: Vec::new(),
            retry: RetryPolicy::default(),
            plain_text: false,
            continue_on_error: None,
        }
    }

    /// Adds a request. What is wrong with it is told by [`send`](Self::send).
    pub fn add<R: Batchable>(&mut self, request: R) -> Handle<R::Output> {
        let entry = request.into_entry();
        let index = self.requests.len();
        let refers = entry
            .request
            .odata
            .refers
            .filter(|id| id.batch == self.number);
        self.before
            .push(refers.into_iter().map(|id| id.index).collect());
        self.requests.push(entry.request);
        self.atomic.push(None);
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

    /// Makes requests one change: all of them succeed, or none has an effect (`atomicityGroup`, in `multipart/mixed` a
    /// change set). If one fails, the others fail with [`BatchError::Undone`], whatever the service answers to them.
    ///
    /// # Errors
    /// If a handle is of another batch, or a request is of another group already.
    pub fn atomic(&mut self, requests: impl IntoIterator<Item: Into<HandleId>>) -> Result<()> {
        let items = requests
            .into_iter()
            .map(|handle| self.index_of(handle.into()));
        let items = items.collect::<Result<Vec<usize>>>()?;
        let Some(group) = items.first().copied() else {
            return Ok(());
        };
        for item in items {
            let place = self.atomic.get_mut(item);
            match place {
                Some(Some(other)) if *other != group => {
                    return Err(BatchError::TwoGroups { id: item + 1 }.into());
                }
                Some(place) => *place = Some(group),
                None => {}
            }
        }
        Ok(())
    }

    /// The entity that a request of this batch creates or returns, as a resource (`$1`): requests to it and below it
    /// can be added to this batch, and wait for that request. As an [`EntityId`](crate::odata::EntityId), bodies can refer to
    /// it, if the service takes that; say with [`after`](Self::after) that they wait.
    ///
    /// # Errors
    /// If the handle is of another batch.
    pub fn result_of(&self, handle: impl Into<HandleId>) -> Result<Resource> {
        let id = handle.into();
        let index = self.index_of(id)?;
        let name = format!("${}", index + 1);
        Ok(Resource::of_result(&self.client, id, &name))
    }

    /// Whether the service goes on after a request that fails (`Prefer: continue-on-error`): it does unless set. What
    /// it does not try then has the error [`BatchError::NotTried`].
    pub fn continue_on_error(mut self, go_on: bool) -> Self {
        self.continue_on_error = Some(go_on);
        self
    }

    /// How often a request is sent that the service answers with 429, 503 or 504, and how long to
    /// wait.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Whether bodies of the types `text/…` are JSON strings as they are, as OData 4.01 has it (SAP CAP, for one), and
    /// not base64, as Microsoft Graph has it and as it is unless set. All other bodies that are not JSON are base64.
    ///
    /// In replies, a text that is not base64, or base64 of what is not text, is taken as it is either way; set it where
    /// texts could be either. Counts (`$count`) are told apart by their digits. It means nothing to `multipart/mixed`.
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
    /// each other in a circle, if more than 20 depend on each other, or if a change set of `multipart/mixed` reads.
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
