//! The JSON of batches (OData JSON Format, sections 19.1 and 19.5). In: requests. Out: the body of a
//! call; and in: the reply to a call; out: replies by id.

use std::collections::HashMap;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::BatchError;
use crate::client::Client;
use crate::error::{DecodeError, Error, Result};
use crate::request::{RawResponse, Request, Role, prepare};
use crate::transfer::ByteRange;
use crate::value::{Binary, Json, encode_url_safe, without_mark, write_text};

/// A request as it stands in the body of a call, without its dependencies.
pub(super) struct Message {
    /// JSON, from the comma after the id to the closing brace, both left out.
    json: Vec<u8>,
    client_request_id: String,
    range: Option<ByteRange>,
    client: Client,
    /// Where the request would go alone.
    url: String,
}

impl Message {
    /// Writes a request. `id` is for errors.
    pub(super) fn of(mut request: Request, id: usize, plain_text: bool) -> Result<Self> {
        let own_token = |(name, _): &(String, String)| name.eq_ignore_ascii_case("authorization");
        if request.headers.iter().any(own_token) {
            return Err(BatchError::Authorization { id }.into());
        }
        let client = request.client.clone();
        let base = client.base_url().to_owned();
        let range = request.range;
        request.role = Role::Inside;
        let message = prepare(request).map_err(|source| BatchError::Invalid {
            id,
            source: source.into(),
        })?;
        let url = message.uri().to_string();
        // Relative, without a slash: resolved against the URL of the batch.
        let url = url
            .strip_prefix(&base)
            .map_or(url.as_str(), |path| path.trim_start_matches('/'));
        let mut json = b"\"method\":".to_vec();
        write_text(message.method().as_str(), &mut json);
        json.extend_from_slice(b",\"url\":");
        write_text(url, &mut json);
        write_headers(message.headers(), &mut json);
        if !message.body().is_empty() {
            json.extend_from_slice(b",\"body\":");
            let content_type = text(message.headers().get(CONTENT_TYPE));
            let body = message
                .body()
                .as_bytes()
                .ok_or(BatchError::Streamed { id })?;
            write_body(body, content_type, plain_text, &mut json)
                .ok_or(BatchError::NotJson { id })?;
        }
        let client_request_id = text(message.headers().get("client-request-id")).to_owned();
        Ok(Self {
            json,
            client_request_id,
            range,
            client,
            url: message.uri().to_string(),
        })
    }

    /// Adds the request to the body of a call.
    pub(super) fn write(&self, id: usize, before: &[usize], out: &mut Vec<u8>) {
        out.extend_from_slice(format!("{{\"id\":\"{id}\",").as_bytes());
        out.extend_from_slice(&self.json);
        if !before.is_empty() {
            let ids: Vec<String> = before.iter().map(|id| format!("\"{id}\"")).collect();
            out.extend_from_slice(format!(",\"dependsOn\":[{}]", ids.join(",")).as_bytes());
        }
        out.push(b'}');
    }

    /// The reply to this request.
    pub(super) fn reply(&self, answer: Answer) -> RawResponse {
        RawResponse {
            status: answer.status,
            headers: answer.headers,
            body: answer.body,
            client_request_id: self.client_request_id.clone(),
            range: self.range,
            client: self.client.clone(),
            url: self.url.clone(),
        }
    }
}

/// Names in lower case, without those that the call itself has.
fn write_headers(headers: &HeaderMap, json: &mut Vec<u8>) {
    json.extend_from_slice(b",\"headers\":{");
    let mut first = true;
    for (name, value) in headers {
        if [AUTHORIZATION, CONTENT_LENGTH, USER_AGENT].contains(name) {
            continue;
        }
        if !std::mem::take(&mut first) {
            json.push(b',');
        }
        write_text(name.as_str(), json);
        json.push(b':');
        write_text(text(Some(value)), json);
    }
    json.push(b'}');
}

/// JSON as it is, so that no digit of a number is lost. `None` if it should be JSON and is not.
fn write_body(body: &[u8], content_type: &str, plain: bool, json: &mut Vec<u8>) -> Option<()> {
    if is_json(content_type) {
        serde_json::from_slice::<IgnoredAny>(body).ok()?;
        json.extend_from_slice(body);
        return Some(());
    }
    match std::str::from_utf8(body) {
        Ok(text) if plain && is_text(content_type) => write_text(text, json),
        _ => write_text(&encode_url_safe(body), json),
    }
    Some(())
}

/// One reply in the reply to a call.
pub(super) struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

#[derive(Deserialize)]
struct Answers<'a> {
    #[serde(borrow)]
    responses: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct RawAnswer<'a> {
    id: Json,
    status: u16,
    #[serde(default)]
    headers: Option<serde_json::Map<String, Json>>,
    #[serde(borrow, default)]
    body: Option<&'a RawValue>,
}

/// Reads the reply to a call: replies by id, in whatever order they come. A reply that cannot be read
/// is as good as none.
///
/// # Errors
/// If it is not the reply to a batch.
pub(super) fn read(reply: &RawResponse, plain_text: bool) -> Result<HashMap<usize, Answer>> {
    let unreadable = |error: serde_json::Error| {
        let error = DecodeError::syntax(String::new(), &error);
        Error::from(error.with_request_id(reply.request_id()))
    };
    reply.check_content_type()?;
    let body = without_mark(&reply.body);
    let answers: Answers<'_> = serde_json::from_slice(body).map_err(unreadable)?;
    let mut by_id = HashMap::new();
    for answer in answers.responses {
        let answer: Option<RawAnswer<'_>> = serde_json::from_str(answer.get()).ok();
        if let Some((id, answer)) = answer.and_then(|answer| one(answer, &reply.body, plain_text)) {
            by_id.entry(id).or_insert(answer);
        }
    }
    Ok(by_id)
}

fn one(answer: RawAnswer<'_>, whole: &Bytes, plain_text: bool) -> Option<(usize, Answer)> {
    let id = match answer.id {
        Json::String(id) => id.parse().ok()?,
        Json::Number(id) => usize::try_from(id.as_u64()?).ok()?,
        _ => return None,
    };
    let status = StatusCode::from_u16(answer.status).ok()?;
    let mut headers = HeaderMap::new();
    for (name, value) in answer.headers.unwrap_or_default() {
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
        Some(body) if body.get() != "null" => read_body(body, content_type, whole, plain_text),
        _ => Bytes::new(),
    };
    let answer = Answer {
        status,
        headers,
        body,
    };
    Some((id, answer))
}

/// JSON shares the memory of the whole reply. What is not base64, although it should be, is taken as
/// text.
fn read_body(body: &RawValue, content_type: &str, whole: &Bytes, plain_text: bool) -> Bytes {
    let json = || whole.slice_ref(body.get().as_bytes());
    if content_type.is_empty() || is_json(content_type) {
        return json();
    }
    let Ok(content) = serde_json::from_str::<String>(body.get()) else {
        return json();
    };
    if plain_text && is_text(content_type) {
        return content.into();
    }
    match Binary::from_base64(&content) {
        Ok(bytes) => bytes.into_vec().into(),
        Err(_) => content.into(),
    }
}

fn is_json(content_type: &str) -> bool {
    let media_type = content_type.split(';').next().unwrap_or_default();
    let media_type = media_type.trim().to_ascii_lowercase();
    media_type == "application/json" || media_type == "text/json" || media_type.ends_with("+json")
}

fn is_text(content_type: &str) -> bool {
    let prefix = content_type.trim_start().get(..5);
    prefix.is_some_and(|prefix| prefix.eq_ignore_ascii_case("text/"))
}

fn text(value: Option<&HeaderValue>) -> &str {
    value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(bytes: &[u8], content_type: &str, plain: bool) -> Option<String> {
        let mut json = Vec::new();
        write_body(bytes, content_type, plain, &mut json)?;
        Some(String::from_utf8(json).unwrap())
    }

    #[test]
    fn bodies_are_json_or_base64_or_text_if_wanted() {
        let number = "{\"a\": 1.00000000000000000000000001}";
        let json = body(number.as_bytes(), "application/json; charset=utf-8", false);
        assert_eq!(json.as_deref(), Some(number));
        assert_eq!(body(b"{", "application/json", false), None);
        assert_eq!(
            body(&[0xfb, 0xff], "image/png", true).as_deref(),
            Some("\"-_8=\"")
        );
        assert_eq!(
            body(b"a\"b", "text/plain", false).as_deref(),
            Some("\"YSJi\"")
        );
        assert_eq!(
            body(b"a\"b", "text/plain", true).as_deref(),
            Some("\"a\\\"b\"")
        );
    }

    fn answers(json: &str, plain: bool) -> HashMap<usize, Answer> {
        let reply = RawResponse {
            status: StatusCode::OK,
            headers: HeaderMap::new(),
            body: Bytes::copy_from_slice(json.as_bytes()),
            client_request_id: String::new(),
            range: None,
            client: Client::builder("https://example.org")
                .transport(crate::transport::tests::Echo)
                .build()
                .unwrap(),
            url: String::new(),
        };
        read(&reply, plain).unwrap()
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
        assert_eq!(ids, [1, 2, 3, 4]);
        assert_eq!(read[&3].body, Bytes::from_static(&[0xfb, 0xff]));
        assert_eq!(read[&3].headers["n"], "1");
        assert!(read[&1].body.is_empty());
        assert_eq!(read[&2].body, "4");
        assert_eq!(read[&2].status, StatusCode::OK);
        assert_eq!(read[&4].body, "{\"n\": 1.000000000000000000001}");
        assert_eq!(answers(json, true)[&2].body, "NA==");
    }
}
