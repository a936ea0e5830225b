//! Requests as they stand in the body of a call. In: requests. Out: JSON objects (OData JSON Format 4.01, section
//! 19.1), or HTTP messages (OData Protocol 4.01, section 11.7.7.1).

use http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde::de::IgnoredAny;

use super::BatchError;
use super::answer::Answer;
use crate::client::Client;
use crate::error::Result;
use crate::odata::BatchFormat;
use crate::odata::request::Role;
use crate::request::{RawResponse, Request, prepare};
use crate::transfer::ByteRange;
use crate::value::{encode_url_safe, write_text};

/// Headers of the protocol's version, which requests have from their call.
const OF_CALL: [&str; 2] = ["odata-version", "odata-maxversion"];

/// A request as it stands in the body of a call, without its dependencies.
pub(super) struct Message {
    method: Method,
    /// Relative to the root of the service.
    pub(super) url: String,
    /// The request of the batch whose result the URL begins at.
    pub(super) refers: Option<usize>,
    /// Headers and body, in the form of the call.
    rest: Vec<u8>,
    client_request_id: String,
    range: Option<ByteRange>,
    client: Client,
    /// Where the request would go alone.
    target: String,
}

impl Message {
    /// Writes a request. `id` is for errors.
    pub(super) fn of(
        mut request: Request,
        id: usize,
        format: BatchFormat,
        plain_text: bool,
    ) -> Result<Self> {
        let own_token = |(name, _): &(String, String)| name.eq_ignore_ascii_case("authorization");
        if request.headers.iter().any(own_token) {
            return Err(BatchError::Authorization { id }.into());
        }
        let client = request.client.clone();
        let (range, refers) = (request.range, request.odata.refers);
        request.odata.role = Role::Inside;
        let message = prepare(request).map_err(|source| BatchError::Invalid {
            id,
            source: source.into(),
        })?;
        let target = message.uri().to_string();
        let (head, body) = message.into_parts();
        let mut headers = head.headers;
        let client_request_id = text(headers.get("client-request-id")).to_owned();
        for name in [AUTHORIZATION, CONTENT_LENGTH, USER_AGENT] {
            headers.remove(name);
        }
        let body = body.as_bytes().ok_or(BatchError::Streamed { id })?;
        let rest = match format {
            BatchFormat::Json => {
                let version = client.inner().odata.version.as_str();
                for name in OF_CALL {
                    if headers.get(name).is_some_and(|said| said == version) {
                        headers.remove(name);
                    }
                }
                json(&headers, body, plain_text).ok_or(BatchError::NotJson { id })?
            }
            BatchFormat::Multipart => http_message(&headers, body),
        };
        Ok(Self {
            method: head.method,
            url: relative(&target, client.base_url()),
            refers: refers.map(|refers| refers.index),
            rest,
            client_request_id,
            range,
            client,
            target,
        })
    }

    /// Whether it changes nothing.
    pub(super) fn is_read(&self) -> bool {
        self.method == Method::GET
    }

    /// Whether its reply is a number.
    pub(super) fn is_count(&self) -> bool {
        let path = self.url.split('?').next().unwrap_or_default();
        path.ends_with("$count")
    }

    /// Adds the request to the JSON body of a call. `group` is its atomicity group.
    pub(super) fn write_json(
        &self,
        id: usize,
        url: &str,
        group: Option<&str>,
        before: &[String],
        out: &mut Vec<u8>,
    ) {
        out.extend_from_slice(format!("{{\"id\":\"{id}\",\"method\":").as_bytes());
        write_text(self.method.as_str(), out);
        out.extend_from_slice(b",\"url\":");
        write_text(url, out);
        if let Some(group) = group {
            out.extend_from_slice(b",\"atomicityGroup\":");
            write_text(group, out);
        }
        out.extend_from_slice(&self.rest);
        if !before.is_empty() {
            let ids: Vec<String> = before.iter().map(|id| format!("\"{id}\"")).collect();
            out.extend_from_slice(format!(",\"dependsOn\":[{}]", ids.join(",")).as_bytes());
        }
        out.push(b'}');
    }

    /// Adds the request as an HTTP message.
    pub(super) fn write_http(&self, url: &str, out: &mut Vec<u8>) {
        out.extend_from_slice(format!("{} {url} HTTP/1.1\r\n", self.method).as_bytes());
        out.extend_from_slice(&self.rest);
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
            url: self.target.clone(),
        }
    }
}

/// A URL relative to the root of the service, without a slash before it: so it is resolved against the URL of the batch.
/// Colons in its path would make the part before them a scheme (OData JSON Format 4.01, section 4.3).
pub(super) fn relative(url: &str, base: &str) -> String {
    let below = url.strip_prefix(base);
    let below = below.filter(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
    let Some(below) = below else {
        return url.to_owned();
    };
    let below = below.trim_start_matches('/');
    let path = below.find('?').unwrap_or(below.len());
    let (path, query) = below.split_at_checked(path).unwrap_or((below, ""));
    format!("{}{query}", path.replace(':', "%3A"))
}

/// From the comma after the URL to the closing brace, which is left out.
fn json(headers: &HeaderMap, body: &[u8], plain_text: bool) -> Option<Vec<u8>> {
    let mut json = b",\"headers\":{".to_vec();
    for (index, (name, value)) in headers.iter().enumerate() {
        if index > 0 {
            json.push(b',');
        }
        write_text(name.as_str(), &mut json);
        json.push(b':');
        write_text(text(Some(value)), &mut json);
    }
    json.push(b'}');
    if !body.is_empty() {
        json.extend_from_slice(b",\"body\":");
        let content_type = text(headers.get(CONTENT_TYPE));
        write_body(body, content_type, plain_text, &mut json)?;
    }
    Some(json)
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

/// Headers and body of an HTTP message.
fn http_message(headers: &HeaderMap, body: &[u8]) -> Vec<u8> {
    let mut message = Vec::new();
    for (name, value) in headers {
        message.extend_from_slice(capitalized(name).as_bytes());
        message.extend_from_slice(b": ");
        message.extend_from_slice(value.as_bytes());
        message.extend_from_slice(b"\r\n");
    }
    if !body.is_empty() {
        message.extend_from_slice(format!("Content-Length: {}\r\n", body.len()).as_bytes());
    }
    message.extend_from_slice(b"\r\n");
    message.extend_from_slice(body);
    message
}

/// `content-type` → `Content-Type`: parsers of parts do not all know that case says nothing.
fn capitalized(name: &HeaderName) -> String {
    let mut start = true;
    let letter = |letter: char| {
        let capital = std::mem::replace(&mut start, letter == '-');
        if capital {
            letter.to_ascii_uppercase()
        } else {
            letter
        }
    };
    name.as_str().chars().map(letter).collect()
}

pub(super) fn is_json(content_type: &str) -> bool {
    let media_type = content_type.split(';').next().unwrap_or_default();
    let media_type = media_type.trim().to_ascii_lowercase();
    media_type == "application/json" || media_type == "text/json" || media_type.ends_with("+json")
}

pub(super) fn is_text(content_type: &str) -> bool {
    let prefix = content_type.trim_start().get(..5);
    prefix.is_some_and(|prefix| prefix.eq_ignore_ascii_case("text/"))
}

pub(super) fn text(value: Option<&HeaderValue>) -> &str {
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

    #[test]
    fn urls_are_relative_and_have_no_scheme() {
        let relative = |url| relative(url, "https://e.org/v1.0");
        for (url, expected) in [
            ("https://e.org/v1.0/a('b:c')?x=d:e", "a('b%3Ac')?x=d:e"),
            ("https://e.org/v1.0", ""),
            ("https://e.org/v1.0?a=b", "?a=b"),
            ("https://e.org/v1.0/root:/a:/b", "root%3A/a%3A/b"),
            ("https://e.org/v1.0beta/a", "https://e.org/v1.0beta/a"),
            ("https://other.org/a:b", "https://other.org/a:b"),
        ] {
            assert_eq!(relative(url), expected);
        }
    }
}
