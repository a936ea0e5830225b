//! What goes wrong with batches. In: what the batch or the service did. Out: which request, and why.

use std::sync::Arc;

use crate::error::Error;

/// Why a batch, or one of its requests, failed. Requests are named by their id in the batch: the
/// first one added is 1.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BatchError {
    /// More requests depend on each other than fit into one call; nothing was sent.
    #[error(
        "{count} requests depend on each other, beginning with request {id}; at most {limit} fit into \
         one call: drop dependencies, or send several batches one after another"
    )]
    GroupTooLarge {
        /// The first of them.
        id: usize,
        /// How many there are.
        count: usize,
        /// How many fit.
        limit: usize,
    },
    /// Requests wait for each other in a circle; nothing was sent.
    #[error("the requests {ids:?} wait for each other; drop one of the dependencies")]
    Cycle {
        /// Those in the circle, and those that wait for it.
        ids: Vec<usize>,
    },
    /// A handle is of another batch.
    #[error("the handle is of another batch; use it with the batch that gave it")]
    ForeignHandle,
    /// A request was made from another client; nothing was sent.
    #[error("request {id} is of another client than the batch; make both from one client")]
    ForeignClient {
        /// The request.
        id: usize,
    },
    /// A request has an `Authorization` header of its own; nothing was sent.
    #[error(
        "request {id} has an Authorization header of its own; requests of a batch share the token of \
         the batch: send it alone"
    )]
    Authorization {
        /// The request.
        id: usize,
    },
    /// A request cannot be sent as it is; nothing was sent.
    #[error("request {id} cannot be sent")]
    Invalid {
        /// The request.
        id: usize,
        /// What is wrong.
        source: Arc<Error>,
    },
    /// A request says that its body is JSON, but it is not; nothing was sent.
    #[error("the body of request {id} is not JSON, although its content type says so")]
    NotJson {
        /// The request.
        id: usize,
    },
    /// The body of a request is a stream, which a batch cannot hold; nothing was sent.
    #[error("the body of request {id} is a stream; send it alone, or give its bytes")]
    Streamed {
        /// The request.
        id: usize,
    },
    /// The call that the request was part of failed. Whether the service carried the request out is
    /// not known, unless the call was answered with an error.
    #[error("the call with request {id} failed")]
    Call {
        /// The request.
        id: usize,
        /// Why.
        source: Arc<Error>,
    },
    /// The service answered the batch, but not this request.
    #[error("the service's reply has none for request {id}; ask whether it was carried out")]
    NoReply {
        /// The request.
        id: usize,
    },
    /// A request is in two atomicity groups.
    #[error("request {id} is in another atomicity group already; a request can be in one")]
    TwoGroups {
        /// The request.
        id: usize,
    },
    /// A request that reads is in a change set; nothing was sent.
    #[error(
        "request {id} reads, and change sets of multipart/mixed only change; take it out of the atomicity group"
    )]
    ReadInChangeSet {
        /// The request.
        id: usize,
    },
    /// Another request of the atomicity group failed, so that this one has no effect.
    #[error("request {id} has no effect, since request {failed} of its atomicity group failed")]
    Undone {
        /// The request.
        id: usize,
        /// The one that failed.
        failed: usize,
    },
    /// The service stopped before it came to this request.
    #[error("request {id} was not tried, since request {failed} of the same call failed before")]
    NotTried {
        /// The request.
        id: usize,
        /// The one that failed.
        failed: usize,
    },
    /// The reply was taken before.
    #[error("the reply to request {id} was taken before")]
    Taken {
        /// The request.
        id: usize,
    },
}

impl From<BatchError> for Error {
    fn from(error: BatchError) -> Self {
        Self::Batch(Box::new(error))
    }
}
