//! Ranges of bytes. In: what services write of them. Out: numbers.

use std::ops::{Bound, RangeBounds};

use crate::error::InvalidRequest;
use crate::request::Request;
use crate::value::Json;

/// A range of bytes: its first one, and the one after its last if that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ByteRange {
    /// The first byte, counted from 0.
    pub start: u64,
    /// The byte after the last one; `None` for all that follow.
    pub end: Option<u64>,
}

impl ByteRange {
    pub(crate) fn of(range: &impl RangeBounds<u64>) -> Self {
        let start = match range.start_bound() {
            Bound::Included(start) => *start,
            Bound::Excluded(before) => before.saturating_add(1),
            Bound::Unbounded => 0,
        };
        let end = match range.end_bound() {
            Bound::Included(last) => last.checked_add(1),
            Bound::Excluded(end) => Some(*end),
            Bound::Unbounded => None,
        };
        Self { start, end }
    }

    /// `bytes=0-99`, for the header `Range` (RFC 9110, section 14.2). An empty range cannot be asked
    /// for.
    fn header(self) -> Option<String> {
        match self.end {
            Some(end) if end <= self.start => None,
            Some(end) => Some(format!("bytes={}-{}", self.start, end - 1)),
            None => Some(format!("bytes={}-", self.start)),
        }
    }

    /// Adds the header to a request, or what is wrong.
    pub(crate) fn ask(self, request: &mut Request) {
        match self.header() {
            Some(range) => request.add_header("range", &range),
            None => {
                request.problem.get_or_insert(InvalidRequest::EmptyRange);
            }
        }
    }

    /// `0-99`, `100-` or `100`, as in `nextExpectedRanges`.
    fn parse(text: &str) -> Option<Self> {
        let (start, last) = text.split_once('-').unwrap_or((text, ""));
        let start = start.trim().parse().ok()?;
        let end = match last.trim() {
            "" => None,
            last => Some(last.parse::<u64>().ok()?.checked_add(1)?),
        };
        let fits = end.is_none_or(|end| end > start);
        fits.then_some(Self { start, end })
    }
}

/// `nextExpectedRanges` of an upload session; sorted. What cannot be read is left out.
pub(super) fn expected(reply: &Json) -> Vec<ByteRange> {
    let ranges = reply.get("nextExpectedRanges").and_then(Json::as_array);
    let ranges = ranges.map(Vec::as_slice).unwrap_or_default();
    let mut ranges: Vec<_> = ranges
        .iter()
        .filter_map(|range| ByteRange::parse(range.as_str()?))
        .collect();
    ranges.sort_unstable();
    ranges
}

/// What `Content-Range` of a reply says (RFC 9110, section 14.4): `bytes 0-99/200`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ContentRange {
    pub(super) start: u64,
    pub(super) end: u64,
    pub(super) total: Option<u64>,
}

impl ContentRange {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (unit, rest) = text.trim().split_once(' ')?;
        let (range, total) = rest.trim().split_once('/')?;
        let (start, last) = range.split_once('-')?;
        let start = start.trim().parse().ok()?;
        let end = last.trim().parse::<u64>().ok()?.checked_add(1)?;
        let total = match total.trim() {
            "*" => None,
            total => Some(total.parse().ok()?),
        };
        let fits = unit.eq_ignore_ascii_case("bytes")
            && start < end
            && total.is_none_or(|total| end <= total);
        fits.then_some(Self { start, end, total })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn reads_what_services_expect() {
        let reply = json!({"nextExpectedRanges": ["77829-99375", "12345-55232", "x", 7, "9-3", "100000-", "200000"]});
        let range = |start, end| ByteRange { start, end };
        assert_eq!(
            expected(&reply),
            [
                range(12345, Some(55233)),
                range(77829, Some(99376)),
                range(100_000, None),
                range(200_000, None)
            ]
        );
        assert_eq!(expected(&json!({})), []);
    }

    #[test]
    fn reads_content_ranges() {
        let parse =
            |text| ContentRange::parse(text).map(|range| (range.start, range.end, range.total));
        assert_eq!(parse("bytes 0-99/200"), Some((0, 100, Some(200))));
        assert_eq!(parse("Bytes 5-5/*"), Some((5, 6, None)));
        for text in [
            "",
            "bytes */200",
            "bytes 9-3/200",
            "bytes 0-200/200",
            "items 0-1/2",
            "bytes 0-18446744073709551615/*",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn writes_ranges() {
        assert_eq!(
            ByteRange::of(&(0..100)).header().as_deref(),
            Some("bytes=0-99")
        );
        assert_eq!(
            ByteRange::of(&(5..=5)).header().as_deref(),
            Some("bytes=5-5")
        );
        assert_eq!(ByteRange::of(&(7..)).header().as_deref(), Some("bytes=7-"));
        assert_eq!(ByteRange::of(&(..)).header().as_deref(), Some("bytes=0-"));
        assert_eq!(ByteRange::of(&(7..7)).header(), None);
    }

    proptest! {
        #[test]
        fn nothing_that_services_write_makes_it_fail(text in any::<String>()) {
            ContentRange::parse(&text);
            ByteRange::parse(&text);
        }
    }
}
