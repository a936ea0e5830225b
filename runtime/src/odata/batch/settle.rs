//! After a call. In: the replies in it. Out: what became of each request, and what must be sent again.

use std::time::Duration;

use http::StatusCode;

use super::call::Answers;
use super::plan::{Unit, units};
use super::replies::{Outcome, is_error};
use super::send::{Group, Run};
use crate::pipeline::retry_after;
use crate::request::RawResponse;

impl Run {
    /// Notes what became of a group. Gives back what of it must be sent again: what was throttled,
    /// and what failed, or was not tried, only because it waits for that.
    pub(super) fn settle(
        &self,
        group: Group,
        answers: &mut Answers,
        outcomes: &mut [Outcome],
    ) -> Option<Group> {
        let mut again = Group {
            due: self.client.clock().now(),
            tried: group.tried + 1,
            items: Vec::new(),
        };
        for unit in units(group.items.into_iter(), &self.atomic) {
            for item in &unit.items {
                let answer = answers.by_index.remove(item);
                let reply = answer.and_then(|answer| Some(self.messages.get(*item)?.reply(answer)));
                let outcome = match (reply, answers.stopped_by) {
                    (Some(reply), _) => Outcome::Reply(Box::new(reply)),
                    (None, Some(failed)) => Outcome::NotTried(failed),
                    (None, None) => Outcome::Missing,
                };
                if let Some(place) = outcomes.get_mut(*item) {
                    *place = outcome;
                }
            }
            if !self.repeat(&unit, &mut again, outcomes) && unit.group.is_some() {
                undo(&unit, outcomes);
            }
        }
        Some(again).filter(|again| !again.items.is_empty())
    }

    /// Adds a unit to what is sent again, if any of it is to be.
    fn repeat(&self, unit: &Unit, again: &mut Group, outcomes: &[Outcome]) -> bool {
        let now = self.client.clock().now();
        let waits = unit.items.iter();
        let waits = waits.filter_map(|item| self.wait_for(*item, outcomes, again));
        let Some(wait) = waits.max() else {
            return false;
        };
        let lost = |item: &usize| {
            let refers = self.messages.get(*item).and_then(|message| message.refers);
            refers.is_some_and(|refers| {
                let present = again.items.contains(&refers) || unit.items.contains(&refers);
                !present && self.made(refers, outcomes).is_none()
            })
        };
        if unit.items.iter().any(lost) {
            // What it goes to is made, and the service does not say where.
            return false;
        }
        again.due = again.due.max(now.saturating_add(wait).unwrap_or(now));
        again.items.extend(&unit.items);
        true
    }

    /// How long to wait before a request is sent again, if it is.
    fn wait_for(&self, item: usize, outcomes: &[Outcome], again: &Group) -> Option<Duration> {
        let before = self.before.get(item)?;
        let waits = again.items.iter().any(|item| before.contains(item));
        match outcomes.get(item)? {
            Outcome::Reply(reply) => self.asked(reply, again.tried, waits),
            Outcome::NotTried(_) => waits.then_some(Duration::ZERO),
            _ => None,
        }
    }

    fn asked(&self, reply: &RawResponse, tried: u32, waits: bool) -> Option<Duration> {
        match reply.status {
            StatusCode::TOO_MANY_REQUESTS
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT => {
                let now = self.client.clock().now();
                self.retry.wait(tried, retry_after(&reply.headers, now))
            }
            StatusCode::FAILED_DEPENDENCY => waits.then_some(Duration::ZERO),
            _ => None,
        }
    }
}

/// If one of an atomicity group failed, none of the others has an effect, whatever was answered to them (OData JSON
/// Format 4.01, section 19.5).
fn undo(unit: &Unit, outcomes: &mut [Outcome]) {
    let failed = |item: &&usize| match outcomes.get(**item) {
        Some(Outcome::Reply(reply)) => is_error(reply),
        _ => false,
    };
    // What failed for itself tells more than what failed with it.
    let own = |item: &&usize| match outcomes.get(**item) {
        Some(Outcome::Reply(reply)) => reply.status != StatusCode::FAILED_DEPENDENCY,
        _ => false,
    };
    let items = unit.items.iter();
    let all: Vec<&usize> = items.filter(failed).collect();
    let first = all.iter().copied().find(|item| own(item));
    let Some(failed) = first.or(all.first().copied()).copied() else {
        return;
    };
    for item in &unit.items {
        if let Some(place) = outcomes.get_mut(*item)
            && matches!(place, Outcome::Reply(reply) if !is_error(reply))
        {
            *place = Outcome::Undone(failed);
        }
    }
}
