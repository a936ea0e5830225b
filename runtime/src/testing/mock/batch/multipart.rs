//! Batches as `multipart/mixed` (OData Protocol 4.01, section 11.7.7).

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Method};

use super::super::RecordedRequest;
use super::{Reply, recorded};
use crate::odata::mime;

const CONTENT_ID: &str = "content-id";

/// The requests of a batch.
pub(in super::super) struct Parts {
    units: Vec<Unit>,
    /// Whether those after a failed one are carried out too (`Prefer: continue-on-error`).
    continues: bool,
}

/// A request by itself, or a change set.
struct Unit {
    parts: Vec<Part>,
    is_change_set: bool,
}

struct Part {
    id: Option<HeaderValue>,
    request: RecordedRequest,
}

impl Parts {
    /// Takes a batch apart; `None` if it is not one.
    pub(super) fn read(batch: &RecordedRequest, base: &str) -> Option<Self> {
        let boundary = boundary(&batch.headers)?;
        let (parts, _) = mime::parts(&batch.body, &boundary);
        let units = parts.iter().map(|part| unit(part, base));
        let prefers = batch.headers.get_all("prefer").iter();
        Some(Self {
            units: units.collect::<Option<_>>()?,
            continues: prefers
                .filter_map(|value| value.to_str().ok())
                .any(continues),
        })
    }

    /// Asks for one after the other, and stops after a failed one unless the client prefers otherwise (section 11.7.2). A
    /// change set in which one failed has that one's reply alone (section 11.7.7.6); what stood before it in the change
    /// set has been asked for all the same, since a mock changes nothing.
    pub(super) fn answer(self, ask: &mut impl FnMut(&RecordedRequest) -> Reply) -> Reply {
        let (boundary, mut body) = (mime::boundary_of("batchresponse"), Vec::new());
        for unit in self.units {
            mime::line(&mut body, &format!("--{boundary}"));
            let failed = if unit.is_change_set {
                change_set(&unit.parts, ask, &mut body)?
            } else {
                let mut failed = false;
                for part in &unit.parts {
                    let reply = ask(&part.request)?;
                    write(part, &reply, &mut body);
                    failed = is_failure(&reply);
                }
                failed
            };
            if failed && !self.continues {
                break;
            }
        }
        mime::line(&mut body, &format!("--{boundary}--"));
        let mut reply = http::Response::new(Bytes::from(body));
        if let Ok(kind) = HeaderValue::try_from(format!("multipart/mixed; boundary={boundary}")) {
            reply.headers_mut().insert(CONTENT_TYPE, kind);
        }
        Ok(reply)
    }
}

/// Gives whether it failed.
fn change_set(
    parts: &[Part],
    ask: &mut impl FnMut(&RecordedRequest) -> Reply,
    body: &mut Vec<u8>,
) -> Result<bool, crate::error::TransportError> {
    let (boundary, mut inner) = (mime::boundary_of("changesetresponse"), Vec::new());
    for part in parts {
        let reply = ask(&part.request)?;
        if is_failure(&reply) {
            write(part, &reply, body);
            return Ok(true);
        }
        mime::line(&mut inner, &format!("--{boundary}"));
        write(part, &reply, &mut inner);
    }
    mime::line(&mut inner, &format!("--{boundary}--"));
    mime::line(
        body,
        &format!("Content-Type: multipart/mixed; boundary={boundary}"),
    );
    mime::line(body, "");
    body.append(&mut inner);
    Ok(false)
}

fn is_failure(reply: &http::Response<Bytes>) -> bool {
    reply.status().as_u16() >= 400
}

fn boundary(headers: &HeaderMap) -> Option<String> {
    mime::boundary(headers.get(CONTENT_TYPE)?.to_str().ok()?)
}

/// Whether preferences have `continue-on-error`, which may be `=false`.
fn continues(preferences: &str) -> bool {
    preferences.split([',', ';']).any(|preference| {
        let (name, value) = preference.split_once('=').unwrap_or((preference, "true"));
        let name = name.trim().to_ascii_lowercase();
        let name = name.strip_prefix("odata.").unwrap_or(&name);
        name == "continue-on-error" && value.trim().trim_matches('"') != "false"
    })
}

fn unit(part: &Bytes, base: &str) -> Option<Unit> {
    let (headers, content) = mime::split(part)?;
    let Some(boundary) = boundary(&headers) else {
        return Some(Unit {
            parts: vec![request(&headers, &content, base)?],
            is_change_set: false,
        });
    };
    let (parts, _) = mime::parts(&content, &boundary);
    let parts = parts.iter().map(|part| {
        let (headers, content) = mime::split(part)?;
        request(&headers, &content, base)
    });
    Some(Unit {
        parts: parts.collect::<Option<_>>()?,
        is_change_set: true,
    })
}

/// The request that a part has as an HTTP message.
fn request(part: &HeaderMap, message: &Bytes, base: &str) -> Option<Part> {
    let end = message.iter().position(|byte| *byte == b'\n')?;
    let line = std::str::from_utf8(message.get(..end)?).ok()?;
    let mut words = line.split_ascii_whitespace();
    let (method, url) = (words.next()?, words.next()?);
    let method = Method::from_bytes(method.as_bytes()).ok()?;
    let (headers, mut body) = mime::split(&message.slice(end + 1..))?;
    if let Some(length) = headers.get(CONTENT_LENGTH) {
        let length: usize = length.to_str().ok()?.trim().parse().ok()?;
        if length > body.len() {
            return None;
        }
        body.truncate(length);
    }
    let id = part.get(CONTENT_ID).or_else(|| headers.get(CONTENT_ID));
    Some(Part {
        id: id.cloned(),
        request: recorded(method, url, headers, body, base),
    })
}

fn write(part: &Part, reply: &http::Response<Bytes>, body: &mut Vec<u8>) {
    let mut header = |name: &[u8], value: &[u8]| {
        body.extend_from_slice(&[name, b": ", value, b"\r\n"].concat());
    };
    header(b"Content-Type", b"application/http");
    header(b"Content-Transfer-Encoding", b"binary");
    if let Some(id) = &part.id {
        header(b"Content-ID", id.as_bytes());
    }
    let status = reply.status();
    let reason = status.canonical_reason().unwrap_or_default();
    mime::line(body, "");
    mime::line(body, &format!("HTTP/1.1 {} {reason}", status.as_str()));
    let length = HeaderValue::from(reply.body().len());
    let own = reply.headers().iter();
    let own = own.filter(|(name, _)| **name != CONTENT_LENGTH);
    let all: Vec<(&HeaderName, &HeaderValue)> = own.chain([(&CONTENT_LENGTH, &length)]).collect();
    for (name, value) in all {
        body.extend_from_slice(
            &[name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat(),
        );
    }
    mime::line(body, "");
    body.extend_from_slice(reply.body());
    mime::line(body, "");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_say_whether_it_goes_on() {
        for (preferences, expected) in [
            ("continue-on-error", true),
            ("a=b, odata.continue-on-error", true),
            ("Continue-On-Error=true;x", true),
            ("continue-on-error=false", false),
            ("return=minimal", false),
            ("", false),
        ] {
            assert_eq!(continues(preferences), expected, "{preferences}");
        }
    }
}
