//! Replies of issuers. In: status, headers, bytes. Out: JSON, and numbers however they are written.

use std::time::Duration;

use bytes::Bytes;
use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, StatusCode};
use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::error::SignInError;

/// The longest that an issuer's number of seconds is taken for: a year.
const LONGEST: u64 = 365 * 24 * 3600;

/// A whole reply.
pub(crate) struct Reply {
    pub(crate) host: String,
    pub(crate) status: StatusCode,
    pub(crate) body: Bytes,
    /// The issuer's time.
    pub(crate) date: Option<Timestamp>,
    pub(crate) retry_after: Option<Duration>,
}

impl Reply {
    pub(crate) fn new(host: String, reply: http::Response<Bytes>, now: Timestamp) -> Self {
        let (head, body) = reply.into_parts();
        let date = head.headers.get(DATE);
        let date = date.and_then(|date| http_date(date.to_str().ok()?));
        Self {
            host,
            status: head.status,
            body,
            date,
            retry_after: retry_after(&head.headers, date.unwrap_or(now)),
        }
    }

    /// The body, if it is a JSON object, whatever its media type says.
    pub(crate) fn object(&self) -> Option<Map<String, Value>> {
        serde_json::from_slice(&self.body).ok()
    }

    pub(crate) fn invalid(&self, reason: impl Into<String>) -> SignInError {
        SignInError::Reply {
            host: self.host.clone(),
            reason: reason.into(),
        }
    }
}

/// Seconds or a date (RFC 9110, section 10.2.3).
fn retry_after(headers: &HeaderMap, from: Timestamp) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds.min(LONGEST)));
    }
    let wait = http_date(text)?.duration_since(from);
    Some(Duration::try_from(wait).unwrap_or_default())
}

fn http_date(text: &str) -> Option<Timestamp> {
    let date = jiff::fmt::rfc2822::parse(text.trim()).ok()?;
    Some(date.timestamp())
}

/// A number of seconds: `3600`, `"3600"` and `3600.0` are the same; nothing below 0, and a year at most.
pub(crate) fn seconds(value: &Value) -> Option<u64> {
    let whole = |number: f64| {
        let number = number.clamp(0.0, 1e9);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "within bounds"
        )]
        let number = number as u64;
        number
    };
    let seconds = match value {
        Value::Number(number) => match number.as_u64() {
            Some(number) => number,
            None => whole(number.as_f64()?),
        },
        Value::String(text) => match text.trim().parse::<u64>() {
            Ok(number) => number,
            Err(_) => text
                .trim()
                .parse()
                .ok()
                .filter(|number: &f64| number.is_finite())
                .map(whole)?,
        },
        _ => return None,
    };
    Some(seconds.min(LONGEST))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn seconds_are_read_however_they_are_written() {
        for (value, read) in [
            (json!(3600), Some(3600)),
            (json!("3599"), Some(3599)),
            (json!(3600.9), Some(3600)),
            (json!(" 7.5 "), Some(7)),
            (json!(-1), Some(0)),
            (json!(u64::MAX), Some(LONGEST)),
            (json!(1e300), Some(LONGEST)),
            (json!("99999999999999999999"), Some(LONGEST)),
            (json!("NaN"), None),
            (json!("soon"), None),
            (json!(null), None),
            (json!([5]), None),
        ] {
            assert_eq!(seconds(&value), read, "{value}");
        }
    }

    #[test]
    fn a_wait_is_counted_from_the_issuers_own_clock() {
        let reply = http::Response::builder()
            .header(DATE, "Thu, 01 Jan 2026 00:01:30 GMT")
            .header(RETRY_AFTER, "Thu, 01 Jan 2026 00:02:00 GMT")
            .body(Bytes::new())
            .unwrap();
        let reply = Reply::new(String::new(), reply, Timestamp::UNIX_EPOCH);
        assert_eq!(reply.retry_after, Some(Duration::from_secs(30)));
    }
}
