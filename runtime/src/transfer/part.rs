//! Parts of content. In: what was asked for, and the head of a reply. Out: which bytes come, and whether that is all
//! (RFC 9110, section 14).

use bytes::Bytes;
use http::header::{CONTENT_RANGE, ETAG};
use http::{HeaderMap, StatusCode};

use super::TransferError;
use super::range::{ByteRange, ContentRange};
use crate::Body;
use crate::error::Result;
use crate::pipeline::HttpResponse;

/// Which bytes come next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// The next byte that is given out, counted from the first of the content.
    pub(super) at: u64,
    /// The byte after the last one, if that is known.
    pub(super) end: Option<u64>,
    /// How many bytes the content has in all, if that is known.
    pub(super) total: Option<u64>,
    /// Whether `end` is certain, and not only what was asked for.
    pub(super) exact: bool,
    /// How many bytes to drop first: the service takes no ranges.
    pub(super) skip: u64,
}

impl Part {
    /// What the first reply has.
    pub(super) fn first(
        status: StatusCode,
        headers: &HeaderMap,
        body: &Body,
        wanted: ByteRange,
    ) -> Result<Self, TransferError> {
        if status == StatusCode::PARTIAL_CONTENT {
            return Self::partial(headers, wanted);
        }
        let total = if status == StatusCode::OK {
            length(headers, body)
        } else {
            Some(0)
        };
        let end = match (wanted.end, total) {
            (Some(end), Some(total)) => Some(end.min(total)),
            (end, total) => end.or(total),
        };
        Ok(Self {
            at: wanted.start,
            end,
            total,
            exact: total.is_some(),
            skip: wanted.start,
        })
    }

    /// What a reply has that is a part of the content.
    pub(super) fn partial(headers: &HeaderMap, wanted: ByteRange) -> Result<Self, TransferError> {
        let text = headers
            .get(CONTENT_RANGE)
            .and_then(|text| text.to_str().ok());
        let range = text.and_then(ContentRange::parse);
        let range = range.filter(|range| {
            range.start == wanted.start && wanted.end.is_none_or(|end| range.end <= end)
        });
        let Some(range) = range else {
            return Err(TransferError::Range {
                expected: wanted.start,
                found: text.unwrap_or("no range").chars().take(60).collect(),
            });
        };
        // A service may give less than it was asked for; the rest is asked for then.
        let end = match (wanted.end, range.total) {
            (Some(end), Some(total)) => end.min(total),
            (None, Some(total)) => total,
            (_, None) => range.end,
        };
        Ok(Self {
            at: range.start,
            end: Some(end),
            total: range.total,
            exact: true,
            skip: 0,
        })
    }

    /// What a later reply has.
    pub(super) fn next(self, reply: HttpResponse, tag: &str) -> Result<(Self, Body)> {
        let (head, body) = reply.into_parts();
        let changed = TransferError::Changed { offset: self.at };
        let new = strong_tag(&head.headers);
        let same = new.as_deref().is_none_or(|new| new == tag);
        match head.status {
            StatusCode::PARTIAL_CONTENT if same => {
                let part = Self::partial(&head.headers, self.rest())?;
                if part.total.is_some() && self.total.is_some() && part.total != self.total {
                    return Err(changed.into());
                }
                let end = if self.exact { self.end } else { part.end };
                let total = self.total.or(part.total);
                let part = Self { end, total, ..part };
                Ok((part, body))
            }
            // The whole, although a part was asked for: fine if it is certainly the same.
            StatusCode::OK if new.is_some() && same => Ok((
                Self {
                    skip: self.at,
                    ..self
                },
                body,
            )),
            _ => Err(changed.into()),
        }
    }

    /// What is missing.
    pub(super) fn rest(self) -> ByteRange {
        ByteRange {
            start: self.at,
            end: self.end,
        }
    }

    /// Drops what was not asked for, and counts the rest.
    pub(super) fn cut(&mut self, mut bytes: Bytes) -> Bytes {
        let skip = usize::try_from(self.skip)
            .unwrap_or(usize::MAX)
            .min(bytes.len());
        let dropped = bytes.split_to(skip);
        self.skip -= size(&dropped);
        if let Some(end) = self.end {
            let left = usize::try_from(end.saturating_sub(self.at)).unwrap_or(usize::MAX);
            bytes.truncate(left);
        }
        self.at += size(&bytes);
        bytes
    }

    /// Whether nothing is left to read.
    pub(super) fn is_over(self) -> bool {
        self.end.is_some_and(|end| self.at >= end)
    }

    /// Whether a reply may end here.
    pub(super) fn is_whole(self) -> bool {
        !self.exact || self.is_over()
    }
}

fn size(bytes: &Bytes) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// How long the whole content is.
fn length(headers: &HeaderMap, body: &Body) -> Option<u64> {
    let header = headers.get(http::header::CONTENT_LENGTH);
    let header = header.and_then(|length| length.to_str().ok()?.trim().parse().ok());
    body.len().or(header)
}

/// The `ETag`, unless it is weak: weak ones do not tell whether bytes are the same.
pub(super) fn strong_tag(headers: &HeaderMap) -> Option<String> {
    let tag = headers.get(ETAG)?.to_str().ok()?;
    (tag.starts_with('"') && tag.len() > 1).then(|| tag.to_owned())
}
