//! Which of the declared replies came. In: an operation, and status and media type of a reply. Out: the number of the entry;
//! before that, what to accept.

use http::StatusCode;

use super::Wanted;
use crate::call::operation::{Kind, Operation, Reply, Status};

/// The header `Accept`: the media types of all that may come back, errors included, as services answer 406 otherwise.
pub(in crate::call) fn accepted(operation: &Operation, wanted: Wanted) -> String {
    let replies = operation
        .replies
        .iter()
        .filter(|reply| wanted.takes(reply.kind));
    let replies = replies.map(|reply| reply.media_type);
    let mut accepted: Vec<&str> = Vec::new();
    for media_type in replies.chain(operation.errors.iter().copied()) {
        if !media_type.is_empty() && !accepted.contains(&media_type) {
            accepted.push(media_type);
        }
    }
    if accepted.is_empty() {
        return "*/*".to_owned();
    }
    accepted.join(", ")
}

impl Wanted {
    fn takes(self, kind: Kind) -> bool {
        match self {
            Self::Anything | Self::Redirect => true,
            Self::Json => kind == Kind::Json,
            Self::Text => kind == Kind::Text,
            Self::Bytes => kind == Kind::Bytes,
            Self::Events => kind == Kind::Events,
            Self::Lines => kind == Kind::Lines,
        }
    }
}

/// The number of the entry that a reply is: that of its exact status, else of its range, else of all others; of its media
/// type. `None`: the status is not declared.
pub(in crate::call) fn declared(
    replies: &[Reply],
    wanted: Wanted,
    status: StatusCode,
    content_type: Option<&str>,
) -> Option<usize> {
    let status_rank = |reply: &Reply| match reply.status {
        Status::Code(code) if code == status.as_u16() => Some(2),
        Status::Range(hundreds) if u16::from(hundreds) == status.as_u16() / 100 => Some(1),
        Status::Default => Some(0),
        _ => None,
    };
    let best = replies.iter().filter_map(status_rank).max()?;
    let entries = replies.iter().enumerate();
    let entries = entries.filter(|(_, reply)| status_rank(reply) == Some(best));
    // The first of those that fit best.
    let rank = |reply: &Reply| (media_rank(reply, content_type), wanted.takes(reply.kind));
    let mut chosen: Option<(usize, _)> = None;
    for (index, reply) in entries {
        if chosen.is_none_or(|(_, known)| rank(reply) > known) {
            chosen = Some((index, rank(reply)));
        }
    }
    chosen.map(|(index, _)| index)
}

/// How well a declared media type fits the one that came.
fn media_rank(reply: &Reply, content_type: Option<&str>) -> u8 {
    let Some(came) = content_type.map(essence).filter(|came| !came.is_empty()) else {
        return u8::from(reply.kind == Kind::None) * 4;
    };
    let declared = essence(reply.media_type);
    let main = |text: &str| text.split('/').next().map(str::to_owned);
    if declared == came {
        4
    } else if reply.kind == Kind::Json && is_json(&came) {
        3
    } else if declared.ends_with("/*") && main(&declared) == main(&came) {
        2
    } else {
        u8::from(declared == "*/*")
    }
}

/// Whether a media type is one of those that are declared for a kind, or that the kind always is.
pub(in crate::call) fn is_declared_type(
    replies: &[Reply],
    kind: Kind,
    content_type: Option<&str>,
) -> bool {
    let Some(came) = content_type.map(essence) else {
        return true;
    };
    let usual: &[&str] = match kind {
        Kind::Events => &["text/event-stream"],
        Kind::Lines => &[
            "application/jsonl",
            "application/x-ndjson",
            "application/json-seq",
            "application/x-jsonlines",
        ],
        _ => &[],
    };
    let mut replies = replies.iter().filter(|reply| reply.kind == kind);
    usual.contains(&came.as_str()) || replies.any(|reply| essence(reply.media_type) == came)
}

/// The media type without its parameters, in lower case.
pub(super) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Whether a media type, without parameters, is one of JSON.
pub(super) fn is_json(essence: &str) -> bool {
    matches!(essence, "application/json" | "text/json") || essence.ends_with("+json")
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPLIES: &[Reply] = &[
        Reply::json(200),
        Reply::new(Status::Code(200), "text/csv", Kind::Text),
        Reply::new(Status::Code(200), "text/event-stream", Kind::Events),
        Reply::none(204),
        Reply::new(Status::Range(2), "application/vnd.x+json; v=1", Kind::Json),
        Reply::new(Status::Range(2), "image/*", Kind::Bytes),
        Reply::new(Status::Default, "*/*", Kind::Bytes),
    ];

    const NOTHING: &[Reply] = &[Reply::none(204)];

    fn number(status: u16, content_type: &str) -> usize {
        let content_type = Some(content_type).filter(|text| !text.is_empty());
        let status = StatusCode::from_u16(status).unwrap();
        declared(REPLIES, Wanted::Anything, status, content_type).unwrap()
    }

    #[test]
    fn status_goes_before_range_and_range_before_all_others() {
        assert_eq!(number(200, "Application/JSON; charset=utf-8"), 0);
        assert_eq!(number(200, "application/problem+json"), 0);
        assert_eq!(number(200, "text/CSV;header=present"), 1);
        assert_eq!(number(200, "text/event-stream"), 2);
        assert_eq!(number(200, ""), 0);
        assert_eq!(number(204, ""), 3);
        assert_eq!(number(204, "application/json"), 3);
        assert_eq!(number(201, "application/vnd.x+json"), 4);
        assert_eq!(number(201, "image/png"), 5);
        assert_eq!(number(302, "image/png"), 6);
        let declared = |status| declared(&REPLIES[..3], Wanted::Json, status, None);
        assert_eq!(declared(StatusCode::CREATED), None);
        assert_eq!(declared(StatusCode::OK), Some(0));
    }

    #[test]
    fn all_that_may_come_is_accepted() {
        let operation = Operation {
            replies: REPLIES,
            errors: &["application/problem+json", "application/json"],
            ..Operation::NEW
        };
        assert_eq!(
            accepted(&operation, Wanted::Json),
            "application/json, application/vnd.x+json; v=1, application/problem+json"
        );
        assert_eq!(
            accepted(&operation, Wanted::Events),
            "text/event-stream, application/problem+json, application/json"
        );
        let operation = Operation {
            replies: NOTHING,
            errors: &[],
            ..Operation::NEW
        };
        assert_eq!(accepted(&operation, Wanted::Anything), "*/*");
    }
}
