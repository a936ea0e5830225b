//! Ranges of bytes. In: what services write of them. Out: numbers.

#[cfg(feature = "odata")]
use std::ops::{Bound, RangeBounds};

use crate::error::InvalidRequest;
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
    #[cfg(feature = "odata")]
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
    pub(crate) fn header(self) -> Result<String, InvalidRequest> {
        match self.end {
            Some(end) if end <= self.start => Err(InvalidRequest::EmptyRange),
            Some(end) => Ok(format!("bytes={}-{}", self.start, end - 1)),
            None => Ok(format!("bytes={}-", self.start)),
        }
    }

    /// One of `nextExpectedRanges`: a text, or a number alone.
    fn read(range: &Json) -> Option<Self> {
        match range {
            Json::String(text) => Self::parse(text),
            Json::Number(start) => Some(Self {
                start: start.as_u64()?,
                end: None,
            }),
            _ => None,
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

/// A property of a reply about an upload session, whatever the case of its name: services write both
/// `nextExpectedRanges` and `NextExpectedRanges`.
pub(super) fn property<'j>(reply: &'j Json, name: &str) -> Option<&'j Json> {
    let named = |(known, _): &(&String, _)| known.eq_ignore_ascii_case(name);
    reply
        .as_object()?
        .iter()
        .find(named)
        .map(|(_, value)| value)
}

/// `nextExpectedRanges` of an upload session, sorted: empty if the service expects nothing more, `None` if the
/// reply does not say it.
pub(super) fn expected(reply: &Json) -> Option<Vec<ByteRange>> {
    let ranges = match property(reply, "nextExpectedRanges")? {
        Json::Array(ranges) => ranges.as_slice(),
        Json::Null => return None,
        range => std::slice::from_ref(range),
    };
    let mut read: Vec<_> = ranges.iter().filter_map(ByteRange::read).collect();
    read.sort_unstable();
    (ranges.is_empty() || !read.is_empty()).then_some(read)
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
        let range = |start, end| ByteRange { start, end };
        for name in [
            "nextExpectedRanges",
            "NextExpectedRanges",
            "nextexpectedranges",
        ] {
            let ranges = json!([
                "77829-99375",
                "12345-55232",
                "x",
                7,
                "9-3",
                "100000-",
                "200000"
            ]);
            assert_eq!(
                expected(&json!({name: ranges})).unwrap(),
                [
                    range(7, None),
                    range(12345, Some(55233)),
                    range(77829, Some(99376)),
                    range(100_000, None),
                    range(200_000, None)
                ]
            );
            assert_eq!(
                expected(&json!({name: "327680"})).unwrap(),
                [range(327_680, None)]
            );
            assert_eq!(expected(&json!({name: []})).unwrap(), []);
        }
    }

    #[test]
    fn nothing_said_is_not_nothing_expected() {
        for reply in [
            json!({}),
            json!(null),
            json!([]),
            json!({"nextExpectedRanges": null}),
            json!({"nextExpectedRanges": ["x", {}]}),
            json!({"nextExpectedRange": ["1-"]}),
        ] {
            assert_eq!(expected(&reply), None, "{reply}");
        }
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

    #[cfg(feature = "odata")]
    #[test]
    fn writes_ranges() {
        assert_eq!(ByteRange::of(&(0..100)).header().unwrap(), "bytes=0-99");
        assert_eq!(ByteRange::of(&(5..=5)).header().unwrap(), "bytes=5-5");
        assert_eq!(ByteRange::of(&(7..)).header().unwrap(), "bytes=7-");
        assert_eq!(ByteRange::of(&(..)).header().unwrap(), "bytes=0-");
        assert!(ByteRange::of(&(7..7)).header().is_err());
    }

    proptest! {
        #[test]
        fn nothing_that_services_write_makes_it_fail(text in any::<String>()) {
            ContentRange::parse(&text);
            ByteRange::parse(&text);
        }
    }
}
