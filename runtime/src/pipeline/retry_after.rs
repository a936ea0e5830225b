//! `Retry-After` (RFC 9110, section 10.2.3). In: a reply's headers. Out: how long to wait.

use std::time::Duration;

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

/// Seconds, or an HTTP date: counted from the reply's own `Date`, since clocks differ, else from `now`.
pub(crate) fn retry_after(headers: &HeaderMap, now: jiff::Timestamp) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let until = http_date(text)?;
    let from = headers
        .get(DATE)
        .and_then(|date| http_date(date.to_str().ok()?));
    let wait = until.duration_since(from.unwrap_or(now));
    Some(Duration::try_from(wait).unwrap_or_default())
}

fn http_date(text: &str) -> Option<jiff::Timestamp> {
    let date = jiff::fmt::rfc2822::parse(text.trim()).ok()?;
    Some(date.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(value: &str, date: Option<&str>) -> Option<u64> {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, value.parse().unwrap());
        if let Some(date) = date {
            headers.insert(DATE, date.parse().unwrap());
        }
        let now = "2026-01-01T00:00:00Z".parse().unwrap();
        retry_after(&headers, now).map(|wait| wait.as_secs())
    }

    #[test]
    fn reads_seconds_and_dates() {
        assert_eq!(wait("120", None), Some(120));
        assert_eq!(wait(" 7 ", None), Some(7));
        assert_eq!(wait("Thu, 01 Jan 2026 00:02:00 GMT", None), Some(120));
        let date = Some("Thu, 01 Jan 2026 00:01:30 GMT");
        assert_eq!(wait("Thu, 01 Jan 2026 00:02:00 GMT", date), Some(30));
    }

    #[test]
    fn a_date_that_has_passed_is_no_wait() {
        assert_eq!(wait("Mon, 01 Jan 2024 00:00:00 GMT", None), Some(0));
    }

    #[test]
    fn anything_else_says_nothing() {
        for value in ["", "soon", "-1", "1.5", "99999999999999999999999"] {
            assert_eq!(wait(value, None), None, "{value}");
        }
    }
}
