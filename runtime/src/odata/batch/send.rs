//! Sending a batch. In: requests and dependencies. Out: an outcome for each request, after what was
//! throttled has been sent again.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::message::Message;
use super::replies::Outcome;
use super::{Batch, BatchError, BatchReplies, plan};
use crate::RetryPolicy;
use crate::client::Client;
use crate::error::Result;
use crate::odata::BatchFormat;
use crate::request::Request;

/// Requests that depend on each other, those that are waited for first, and when they may be sent.
pub(super) struct Group {
    pub(super) due: Timestamp,
    pub(super) tried: u32,
    pub(super) items: Vec<usize>,
}

/// What stays the same while a batch is sent.
pub(super) struct Run {
    pub(super) client: Client,
    pub(super) messages: Vec<Message>,
    pub(super) before: Vec<BTreeSet<usize>>,
    pub(super) atomic: Vec<Option<usize>>,
    pub(super) retry: RetryPolicy,
    pub(super) plain_text: bool,
    pub(super) continue_on_error: Option<bool>,
    pub(super) format: BatchFormat,
}

pub(super) async fn run(batch: Batch) -> Result<BatchReplies> {
    let groups = plan::groups(&batch.before, &batch.atomic)?;
    let format = batch.client.inner().odata.batch_format;
    let mut messages = Vec::with_capacity(batch.requests.len());
    for (index, request) in batch.requests.into_iter().enumerate() {
        let id = index + 1;
        check(&request, id, &batch.client, batch.number)?;
        let message = Message::of(request, id, format, batch.plain_text)?;
        let is_in_group = batch.atomic.get(index).is_some_and(Option::is_some);
        if format == BatchFormat::Multipart && is_in_group && message.is_read() {
            return Err(BatchError::ReadInChangeSet { id }.into());
        }
        messages.push(message);
    }
    let mut outcomes: Vec<Outcome> = messages.iter().map(|_| Outcome::Missing).collect();
    let due = batch.client.clock().now();
    let new = |items| Group {
        due,
        tried: 0,
        items,
    };
    let mut waiting: Vec<Group> = groups.into_iter().map(new).collect();
    let run = Run {
        client: batch.client,
        messages,
        before: batch.before,
        atomic: batch.atomic,
        retry: batch.retry,
        plain_text: batch.plain_text,
        continue_on_error: batch.continue_on_error,
        format,
    };
    while let Some(due) = waiting.iter().map(|group| group.due).min() {
        run.wait(due).await;
        let now = run.client.clock().now().max(due);
        let (ready, later) = waiting.into_iter().partition(|group| group.due <= now);
        waiting = later;
        for call in run.calls(ready) {
            waiting.extend(run.call(call, &mut outcomes).await);
        }
    }
    Ok(BatchReplies {
        batch: batch.number,
        outcomes,
    })
}

/// Whether a request can be in this batch at all.
fn check(request: &Request, id: usize, client: &Client, batch: u64) -> Result<()> {
    if !request.client.is_same(client) {
        return Err(BatchError::ForeignClient { id }.into());
    }
    if request
        .odata
        .refers
        .is_some_and(|refers| refers.batch != batch)
    {
        return Err(BatchError::ForeignHandle.into());
    }
    Ok(())
}

impl Run {
    async fn wait(&self, until: Timestamp) {
        let clock = self.client.clock();
        let left = until.duration_since(clock.now());
        if let Ok(left) = Duration::try_from(left)
            && !left.is_zero()
        {
            clock.sleep(left).await;
        }
    }

    /// What goes into which call. In `multipart/mixed`, only their order says that requests wait for each other, and
    /// only that the service stops says that one is not tried: such requests have a call of their own.
    fn calls(&self, ready: Vec<Group>) -> Vec<Vec<Group>> {
        let size = |group: &Group| group.items.len();
        if self.format == BatchFormat::Json {
            return plan::pack(ready, size);
        }
        let (alone, free): (Vec<_>, Vec<_>) =
            ready.into_iter().partition(|group| self.has_order(group));
        let mut calls = plan::pack(free, size);
        calls.extend(alone.into_iter().map(|group| vec![group]));
        calls
    }

    /// Whether the service must stop where one fails: there is more than one request, or one change set.
    pub(super) fn has_order(&self, group: &Group) -> bool {
        plan::units(group.items.iter().copied(), &self.atomic).len() > 1
    }

    /// Sends one call. Gives back what must be sent again.
    async fn call(&self, groups: Vec<Group>, outcomes: &mut [Outcome]) -> Vec<Group> {
        let mut answers = match self.exchange(&groups, outcomes).await {
            Ok(answers) => answers,
            Err(error) => {
                let error = Arc::new(error);
                for item in groups.iter().flat_map(|group| &group.items) {
                    if let Some(place) = outcomes.get_mut(*item) {
                        *place = Outcome::Failed(Arc::clone(&error));
                    }
                }
                return Vec::new();
            }
        };
        let settle = |group| self.settle(group, &mut answers, outcomes);
        groups.into_iter().filter_map(settle).collect()
    }
}
