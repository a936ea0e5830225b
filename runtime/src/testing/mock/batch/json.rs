//! Batches as JSON (OData JSON Format 4.01, section 19).

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;

use super::super::RecordedRequest;
use super::{Reply, recorded};
use crate::Json;
use crate::value::Binary;

#[derive(Deserialize)]
struct Whole {
    requests: Vec<Message>,
}

#[derive(Deserialize)]
struct Message {
    id: Json,
    method: String,
    url: String,
    #[serde(default)]
    headers: serde_json::Map<String, Json>,
    /// As it was sent, so that no digit of a number is lost.
    body: Option<Box<RawValue>>,
    #[serde(default, rename = "dependsOn")]
    depends_on: Vec<Json>,
}

/// A request of a batch.
pub(in super::super) struct Part {
    id: Json,
    depends_on: Vec<Json>,
    request: RecordedRequest,
}

/// The requests of a batch; `None` if it is not one.
pub(super) fn read(batch: &RecordedRequest, base: &str) -> Option<Vec<Part>> {
    let whole: Whole = serde_json::from_slice(&batch.body).ok()?;
    let parts = whole
        .requests
        .into_iter()
        .map(|message| part(message, base));
    parts.collect()
}

fn part(message: Message, base: &str) -> Option<Part> {
    let mut headers = HeaderMap::new();
    for (name, value) in &message.headers {
        let value = HeaderValue::from_str(value.as_str()?).ok()?;
        headers.insert(HeaderName::try_from(name).ok()?, value);
    }
    let body = message.body.map_or_else(Bytes::new, |body| {
        match serde_json::from_str::<String>(body.get()) {
            Ok(text) if !is_json(&headers) => match Binary::from_base64(&text) {
                Ok(bytes) => bytes.into_vec().into(),
                Err(_) => text.into(),
            },
            _ => String::from(Box::<str>::from(body)).into(),
        }
    });
    let method = message.method.parse().ok()?;
    Some(Part {
        id: message.id,
        depends_on: message.depends_on,
        request: recorded(method, &message.url, headers, body, base),
    })
}

/// The reply to a batch. What waits for a request that failed is answered with 424, unasked.
pub(super) fn answer(parts: Vec<Part>, ask: &mut impl FnMut(&RecordedRequest) -> Reply) -> Reply {
    let (mut replies, mut failed) = (Vec::new(), Vec::new());
    for part in parts {
        let reply = if part.depends_on.iter().any(|other| failed.contains(other)) {
            let mut reply = http::Response::new(Bytes::new());
            *reply.status_mut() = StatusCode::FAILED_DEPENDENCY;
            reply
        } else {
            ask(&part.request)?
        };
        if reply.status().as_u16() >= 400 {
            failed.push(part.id.clone());
        }
        replies.push(message(&part.id, &reply));
    }
    let body = json!({ "responses": replies }).to_string();
    let mut reply = http::Response::new(Bytes::from(body));
    let json = HeaderValue::from_static("application/json");
    reply.headers_mut().insert(http::header::CONTENT_TYPE, json);
    Ok(reply)
}

fn message(id: &Json, reply: &http::Response<Bytes>) -> Json {
    let headers = reply.headers().iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        (name.to_string(), Json::from(value))
    });
    let headers: serde_json::Map<String, Json> = headers.collect();
    let mut message = json!({"id": id, "status": reply.status().as_u16(), "headers": headers});
    let body = reply.body();
    if body.is_empty() {
        return message;
    }
    match serde_json::from_slice(body) {
        Ok(json) if is_json(reply.headers()) => message["body"] = json,
        _ => {
            // Without a type, it would be taken for JSON.
            if !reply.headers().contains_key(http::header::CONTENT_TYPE) {
                message["headers"]["content-type"] = "application/octet-stream".into();
            }
            message["body"] = Binary::from(body.as_ref()).to_base64().into();
        }
    }
    message
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(http::header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.contains("json"))
}
