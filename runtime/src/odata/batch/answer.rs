//! Replies in the reply to a call. In: its JSON (OData JSON Format 4.01, section 19.5), or its parts. Out: replies by the
//! index of their request.

use std::collections::HashMap;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::de::Error as _;
use serde_json::value::RawValue;

use super::message::{is_json, is_text, text};
use super::plan::Unit;
use super::{mime, multipart};
use crate::error::{DecodeError, Error, Result};
use crate::request::RawResponse;
use crate::value::{Binary, Json, without_mark};

/// How replies are to be read.
pub(super) struct Expected<'a> {
    /// What the call had, in its order.
    pub(super) units: &'a [Unit],
    /// Whether texts are as they are.
    pub(super) plain_text: bool,
    /// Whether the reply to a request is a number.
    pub(super) is_count: &'a dyn Fn(usize) -> bool,
}

/// One reply in the reply to a call.
#[derive(Clone)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// An object by its members, which are read when their kinds are known.
type Members<'a> = HashMap<String, &'a RawValue>;

struct RawAnswer<'a> {
    id: Json,
    status: u16,
    headers: serde_json::Map<String, Json>,
    body: Option<&'a RawValue>,
}

impl<'a> RawAnswer<'a> {
    fn read(text: &'a RawValue) -> Option<Self> {
        let members: Members<'a> = serde_json::from_str(text.get()).ok()?;
        let headers: Option<_> = match members.get("headers") {
            Some(headers) => serde_json::from_str(headers.get()).ok()?,
            None => None,
        };
        Some(Self {
            id: serde_json::from_str(members.get("id")?.get()).ok()?,
            status: serde_json::from_str(members.get("status")?.get()).ok()?,
            headers: headers.unwrap_or_default(),
            body: members.get("body").copied(),
        })
    }
}

/// Reads the reply to a call: replies by the index of their request, in whatever order they come. A reply that cannot be
/// read is as good as none.
///
/// # Errors
/// If it is not the reply to a batch.
pub(super) fn read(reply: &RawResponse, expected: &Expected<'_>) -> Result<HashMap<usize, Answer>> {
    let content_type = text(reply.headers.get(CONTENT_TYPE));
    if let Some(boundary) = mime::boundary(content_type) {
        return Ok(multipart::read(&reply.body, &boundary, expected.units));
    }
    let unreadable = |error: serde_json::Error| {
        let error = DecodeError::syntax(String::new(), &error);
        Error::from(error.with_request_id(reply.request_id()))
    };
    reply.check_content_type()?;
    let body = without_mark(&reply.body);
    let whole: Members<'_> = serde_json::from_slice(body).map_err(unreadable)?;
    let missing = || unreadable(serde_json::Error::missing_field("responses"));
    let answers = whole.get("responses").ok_or_else(missing)?;
    let answers: Vec<&RawValue> = serde_json::from_str(answers.get()).map_err(unreadable)?;
    let mut by_index = HashMap::new();
    for answer in answers {
        let answer = RawAnswer::read(answer);
        if let Some((index, answer)) = answer.and_then(|answer| one(answer, &reply.body, expected))
        {
            by_index.entry(index).or_insert(answer);
        }
    }
    Ok(by_index)
}

fn one(answer: RawAnswer<'_>, whole: &Bytes, expected: &Expected<'_>) -> Option<(usize, Answer)> {
    let id: usize = match answer.id {
        Json::String(id) => id.parse().ok()?,
        Json::Number(id) => usize::try_from(id.as_u64()?).ok()?,
        _ => return None,
    };
    let index = id.checked_sub(1)?;
    let status = StatusCode::from_u16(answer.status).ok()?;
    let mut headers = HeaderMap::new();
    for (name, value) in answer.headers {
        let value = match value {
            Json::String(value) => value,
            other => other.to_string(),
        };
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(&value)) {
            headers.append(name, value);
        }
    }
    let content_type = text(headers.get(CONTENT_TYPE));
    let body = match answer.body {
        Some(body) if body.get() != "null" => {
            let is_count = (expected.is_count)(index);
            read_body(body, content_type, whole, expected.plain_text, is_count)
        }
        _ => Bytes::new(),
    };
    let answer = Answer {
        status,
        headers,
        body,
    };
    Some((index, answer))
}

/// JSON shares the memory of the whole reply. What is not base64, although it should be, is taken as
/// text; so is base64 of what is not text, where a text is said to come, and a number where one is asked for.
fn read_body(
    body: &RawValue,
    content_type: &str,
    whole: &Bytes,
    plain_text: bool,
    is_count: bool,
) -> Bytes {
    let json = || whole.slice_ref(body.get().as_bytes());
    if content_type.is_empty() || is_json(content_type) {
        return json();
    }
    let Ok(content) = serde_json::from_str::<String>(body.get()) else {
        return json();
    };
    let is_text = is_text(content_type);
    // No base64 of digits is made of digits.
    let is_number = is_count && content.trim().bytes().all(|byte| byte.is_ascii_digit());
    if is_text && plain_text || is_number {
        return content.into();
    }
    match Binary::from_base64(&content) {
        Ok(bytes) if !is_text || std::str::from_utf8(&bytes).is_ok() => bytes.into_vec().into(),
        _ => content.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(json: &str, plain: bool) -> HashMap<usize, Answer> {
        let reply = RawResponse {
            status: StatusCode::OK,
            headers: HeaderMap::new(),
            body: Bytes::copy_from_slice(json.as_bytes()),
            client_request_id: String::new(),
            range: None,
            client: crate::Client::builder("https://example.org")
                .transport(crate::transport::tests::Echo)
                .build()
                .unwrap(),
            url: String::new(),
        };
        let expected = Expected {
            units: &[],
            plain_text: plain,
            is_count: &|index| index == 6,
        };
        read(&reply, &expected).unwrap()
    }

    #[test]
    fn replies_are_read_one_by_one() {
        let json = r#"{"responses": [
            {"id": "3", "status": 200, "headers": {"content-type": "image/png", "n": 1}, "body": "-_8"},
            {"id": 1, "status": 204, "body": null},
            {"id": "2", "status": 200, "headers": {"Content-Type": "text/plain"}, "body": "NA=="},
            {"id": "2", "status": 500},
            {"id": "4", "status": 200, "body": {"n": 1.000000000000000000001}},
            {"id": "5"}, {"id": "x", "status": 200}, 7, {"id": "6", "status": 9}
        ], "more": 1}"#;
        let read = answers(json, false);
        let mut ids: Vec<_> = read.keys().copied().collect();
        ids.sort_unstable();
        assert_eq!(ids, [0, 1, 2, 3]);
        assert_eq!(read[&2].body, Bytes::from_static(&[0xfb, 0xff]));
        assert_eq!(read[&2].headers["n"], "1");
        assert!(read[&0].body.is_empty());
        assert_eq!(read[&1].body, "4");
        assert_eq!(read[&1].status, StatusCode::OK);
        assert_eq!(read[&3].body, "{\"n\": 1.000000000000000000001}");
        assert_eq!(answers(json, true)[&1].body, "NA==");
    }

    #[test]
    fn counts_and_texts_are_told_from_base64_by_their_shape() {
        let body = |id: u8, content_type: &str, body: &str| {
            let json = format!(
                r#"{{"responses": [{{"id": "{id}", "status": 200, "headers": {{"content-type": "{content_type}"}},
                    "body": {body}}}]}}"#
            );
            let read = answers(&json, false).remove(&(usize::from(id) - 1));
            String::from_utf8(read.unwrap().body.to_vec()).unwrap()
        };
        for (said, count) in [
            ("\"10\"", "10"),
            ("\"1234\"", "1234"),
            ("\"0400\"", "0400"),
            ("\"MTA=\"", "10"),
            ("10", "10"),
        ] {
            assert_eq!(body(7, "text/plain", said), count, "{said}");
        }
        assert_eq!(body(7, "application/json", "10"), "10");
        assert_eq!(body(1, "text/plain", "\"Test\""), "Test");
        assert_eq!(body(1, "text/plain;charset=utf-8", "\"VGVzdA==\""), "Test");
    }
}
