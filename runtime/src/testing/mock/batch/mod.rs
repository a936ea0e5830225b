//! Batches. In: a `$batch` request, as JSON or as `multipart/mixed`. Out: its requests, each on its own, and the reply
//! that has theirs.

mod json;
mod multipart;

use bytes::Bytes;
use http::{HeaderMap, Method};

use super::RecordedRequest;
use super::target::Target;
use crate::error::TransportError;

type Reply = Result<http::Response<Bytes>, TransportError>;

/// A batch taken apart.
pub(super) enum Parts {
    Json(Vec<json::Part>),
    Multipart(multipart::Parts),
}

impl Parts {
    /// The requests of a batch; `None` if it is not one.
    pub(super) fn of(request: &RecordedRequest, base: &str) -> Option<Self> {
        let is_batch = request.target.origin.is_none() && request.target.segments == ["$batch"];
        if request.method != Method::POST || !is_batch {
            return None;
        }
        let multipart = multipart::Parts::read(request, base).map(Self::Multipart);
        multipart.or_else(|| json::read(request, base).map(Self::Json))
    }

    /// The reply to the batch.
    pub(super) fn answer(self, mut ask: impl FnMut(&RecordedRequest) -> Reply) -> Reply {
        match self {
            Self::Json(parts) => json::answer(parts, &mut ask),
            Self::Multipart(parts) => parts.answer(&mut ask),
        }
    }
}

/// A request of a batch, its URL as it stands there.
fn recorded(
    method: Method,
    url: &str,
    headers: HeaderMap,
    body: Bytes,
    base: &str,
) -> RecordedRequest {
    let url = if url.contains("://") {
        url.to_owned()
    } else {
        format!("{base}/{}", url.trim_start_matches('/'))
    };
    RecordedRequest {
        method,
        target: Target::of(&url, base),
        url,
        headers,
        body,
        in_batch: true,
    }
}
