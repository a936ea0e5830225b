//! Replies of a batch. In: what became of each request. Out: typed replies, by handle.

use std::fmt;
use std::sync::Arc;

use super::{BatchError, Handle, HandleId};
use crate::error::{Error, Result};
use crate::request::RawResponse;

/// What became of one request.
pub(super) enum Outcome {
    /// The service answered.
    Reply(Box<RawResponse>),
    /// The call failed.
    Failed(Arc<Error>),
    /// The reply to the call has none for this request.
    Missing,
    /// It has none since another request failed before.
    NotTried(usize),
    /// Another request of the atomicity group failed.
    Undone(usize),
    /// The user took it.
    Taken,
}

/// The replies to a batch. Each can be taken once, by the handle of its request.
#[must_use = "errors of single requests are told when their replies are taken"]
pub struct BatchReplies {
    pub(super) batch: u64,
    pub(super) outcomes: Vec<Outcome>,
}

impl BatchReplies {
    /// The reply to a request.
    ///
    /// # Errors
    /// As if the request was sent alone: the service's error, or a reply that cannot be read; also if
    /// the call failed, the service gave no reply to this request, or the reply was taken before.
    pub fn take<T>(&mut self, handle: Handle<T>) -> Result<T> {
        let reply = self.take_raw(handle)?;
        (handle.decode)(&reply)
    }

    /// The reply to a request: status, headers and body. An error status is an error. A service may
    /// answer a download with a redirect, which is not followed: see [`RawResponse::location`].
    ///
    /// # Errors
    /// As [`take`](Self::take), except that the reply is not read.
    pub fn take_raw(&mut self, handle: impl Into<HandleId>) -> Result<RawResponse> {
        let HandleId { batch, index } = handle.into();
        let outcome = self.outcomes.get_mut(index);
        let outcome = outcome.filter(|_| batch == self.batch);
        let outcome = outcome.ok_or(BatchError::ForeignHandle)?;
        let id = index + 1;
        match std::mem::replace(outcome, Outcome::Taken) {
            Outcome::Reply(reply) if is_error(&reply) => Err(reply.service_error()),
            Outcome::Reply(reply) => Ok(*reply),
            Outcome::Failed(source) => Err(BatchError::Call { id, source }.into()),
            Outcome::Missing => Err(BatchError::NoReply { id }.into()),
            Outcome::NotTried(failed) => Err(BatchError::NotTried {
                id,
                failed: failed + 1,
            }
            .into()),
            Outcome::Undone(failed) => Err(BatchError::Undone {
                id,
                failed: failed + 1,
            }
            .into()),
            Outcome::Taken => Err(BatchError::Taken { id }.into()),
        }
    }

    /// The status of a reply that was not taken yet; `None` if the service gave none.
    pub fn status(&self, handle: impl Into<HandleId>) -> Option<http::StatusCode> {
        let id = handle.into();
        match self.outcomes.get(id.index) {
            Some(Outcome::Reply(reply)) if id.batch == self.batch => Some(reply.status),
            _ => None,
        }
    }

    /// Whether a request got no reply, or one with an error status.
    pub fn has_failures(&self) -> bool {
        self.outcomes.iter().any(|outcome| match outcome {
            Outcome::Reply(reply) => is_error(reply),
            Outcome::Failed(_) | Outcome::Missing | Outcome::NotTried(_) | Outcome::Undone(_) => {
                true
            }
            Outcome::Taken => false,
        })
    }
}

pub(super) fn is_error(reply: &RawResponse) -> bool {
    !reply.status.is_success() && !reply.status.is_redirection()
}

/// Shows how many replies there are.
impl fmt::Debug for BatchReplies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BatchReplies({})", self.outcomes.len())
    }
}
