//! Sending a batch. In: requests and dependencies. Out: an outcome for each request, after what was
//! throttled has been sent again.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

use http::{Method, StatusCode};
use jiff::Timestamp;

use super::message::{Answer, Message, read};
use super::replies::Outcome;
use super::{Batch, BatchError, BatchReplies, plan};
use crate::RetryPolicy;
use crate::client::Client;
use crate::error::Result;
use crate::pipeline::retry_after;
use crate::request::{RawResponse, Request, Resource, Role, send_request};

/// Requests that depend on each other, those that are waited for first, and when they may be sent.
struct Group {
    due: Timestamp,
    tried: u32,
    items: Vec<usize>,
}

/// What stays the same while a batch is sent.
struct Run {
    client: Client,
    messages: Vec<Message>,
    before: Vec<BTreeSet<usize>>,
    retry: RetryPolicy,
    plain_text: bool,
}

pub(super) async fn run(batch: Batch) -> Result<BatchReplies> {
    let groups = plan::groups(&batch.before)?;
    let mut messages = Vec::with_capacity(batch.requests.len());
    for (index, request) in batch.requests.into_iter().enumerate() {
        let id = index + 1;
        if !request.client.is_same(&batch.client) {
            return Err(BatchError::ForeignClient { id }.into());
        }
        messages.push(Message::of(request, id, batch.plain_text)?);
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
        retry: batch.retry,
        plain_text: batch.plain_text,
    };
    while let Some(due) = waiting.iter().map(|group| group.due).min() {
        run.wait(due).await;
        let now = run.client.clock().now().max(due);
        let (ready, later) = waiting.into_iter().partition(|group| group.due <= now);
        waiting = later;
        for call in plan::pack::<Group>(ready, |group| group.items.len()) {
            waiting.extend(run.call(call, &mut outcomes).await);
        }
    }
    Ok(BatchReplies {
        batch: batch.number,
        outcomes,
    })
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

    /// Sends one call. Gives back what must be sent again.
    async fn call(&self, groups: Vec<Group>, outcomes: &mut [Outcome]) -> Vec<Group> {
        let mut request = Request::new(&Resource::root(&self.client), Method::POST);
        request.path.push_str("/$batch");
        request.role = Role::Envelope;
        let reply = send_request(request.json(self.body(&groups))).await;
        let answers = reply.and_then(|reply| read(&reply, self.plain_text));
        let mut answers = match answers {
            Ok(answers) => answers,
            Err(error) => {
                let error = Arc::new(error);
                for item in groups.iter().flat_map(|group| &group.items) {
                    set(outcomes, *item, Outcome::Failed(Arc::clone(&error)));
                }
                return Vec::new();
            }
        };
        let settle = |group| self.settle(group, &mut answers, outcomes);
        groups.into_iter().filter_map(settle).collect()
    }

    fn body(&self, groups: &[Group]) -> Vec<u8> {
        let mut json = b"{\"requests\":[".to_vec();
        let mut first = true;
        for group in groups {
            for item in &group.items {
                let (Some(message), Some(before)) =
                    (self.messages.get(*item), self.before.get(*item))
                else {
                    continue;
                };
                if !std::mem::take(&mut first) {
                    json.push(b',');
                }
                // What has succeeded in an earlier call is not waited for any more.
                let before = before.iter().filter(|item| group.items.contains(item));
                let before: Vec<usize> = before.map(|item| item + 1).collect();
                message.write(item + 1, &before, &mut json);
            }
        }
        json.extend_from_slice(b"]}");
        json
    }

    /// Notes what became of a group. Gives back what of it must be sent again: what was throttled,
    /// and what failed only because it waits for that.
    fn settle(
        &self,
        group: Group,
        answers: &mut HashMap<usize, Answer>,
        outcomes: &mut [Outcome],
    ) -> Option<Group> {
        let now = self.client.clock().now();
        let tried = group.tried + 1;
        let mut again = Group {
            due: now,
            tried,
            items: Vec::new(),
        };
        for item in group.items {
            let answer = answers.remove(&(item + 1));
            let reply = answer.and_then(|answer| Some(self.messages.get(item)?.reply(answer)));
            let Some(reply) = reply else {
                set(outcomes, item, Outcome::Missing);
                continue;
            };
            if let Some(wait) = self.wait_for(item, &reply, &again) {
                again.due = again.due.max(now.saturating_add(wait).unwrap_or(now));
                again.items.push(item);
            }
            set(outcomes, item, Outcome::Reply(reply));
        }
        Some(again).filter(|again| !again.items.is_empty())
    }

    /// How long to wait before a request is sent again, if it is.
    fn wait_for(&self, item: usize, reply: &RawResponse, again: &Group) -> Option<Duration> {
        match reply.status {
            StatusCode::TOO_MANY_REQUESTS
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT => {
                let now = self.client.clock().now();
                let asked = retry_after(&reply.headers, now);
                self.retry.wait(again.tried, asked)
            }
            StatusCode::FAILED_DEPENDENCY => {
                let before = self.before.get(item)?;
                let waits = again.items.iter().any(|item| before.contains(item));
                waits.then_some(Duration::ZERO)
            }
            _ => None,
        }
    }
}

fn set(outcomes: &mut [Outcome], item: usize, outcome: Outcome) {
    if let Some(place) = outcomes.get_mut(item) {
        *place = outcome;
    }
}
