//! Replies within replies. In: what a status monitor answers when its request has been carried out (OData
//! Protocol 4.01, section 11.6). Out: the reply to that request.

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::error::{DecodeError, Result};
use crate::request::RawResponse;

/// The header with the status of a request that was carried out asynchronously (section 8.3.1).
const ASYNC_RESULT: &str = "asyncresult";
/// The most header lines that a reply within a reply may have.
const HEADERS: usize = 128;

impl RawResponse {
    /// The reply that this one of a status monitor stands for, which may be an error; `None` if it tells of
    /// no end in the standard's ways. Services of 4.01 give the status in a header, others the whole reply as
    /// `application/http`.
    pub(super) fn embedded(&self) -> Result<Option<Self>> {
        if self.is_http_message() {
            return self.http_message().map(Some);
        }
        let Some(status) = self.header(ASYNC_RESULT) else {
            return Ok(None);
        };
        let status = status.trim().parse().ok();
        let status = status.and_then(|status| StatusCode::from_u16(status).ok());
        let status = status.ok_or_else(|| self.broken("a status in the header `AsyncResult`"))?;
        Ok(Some(Self {
            status,
            ..self.clone()
        }))
    }

    fn is_http_message(&self) -> bool {
        let media_type = self.header(CONTENT_TYPE.as_str()).unwrap_or_default();
        let media_type = media_type.split(';').next().unwrap_or_default();
        media_type.trim().eq_ignore_ascii_case("application/http")
    }

    /// The reply that the body is.
    fn http_message(&self) -> Result<Self> {
        let (status, mut headers, body) =
            parse(&self.body).ok_or_else(|| self.broken("an HTTP message"))?;
        if let (Some(id), None) = (self.headers.get("request-id"), headers.get("request-id")) {
            headers.insert("request-id", id.clone());
        }
        Ok(Self {
            status,
            headers,
            body,
            ..self.clone()
        })
    }

    fn broken(&self, expected: &str) -> crate::error::Error {
        let found = "something else";
        self.identified(DecodeError::mismatch(String::new(), expected, found))
    }
}

/// Status, headers and body of an HTTP message, whose line ends may be bare line feeds, and whose last header
/// may be the end of it. The body ends where `Content-Length` says, or with the message.
fn parse(message: &Bytes) -> Option<(StatusCode, HeaderMap, Bytes)> {
    let (status, headers, start) =
        head(message).or_else(|| head(&[message, &b"\r\n\r\n"[..]].concat()))?;
    let body = message.slice(start.min(message.len())..);
    let Some(length) = headers.get(CONTENT_LENGTH) else {
        return Some((status, headers, body));
    };
    let length: usize = length.to_str().ok()?.trim().parse().ok()?;
    (length <= body.len()).then(|| (status, headers, body.slice(..length)))
}

/// Status and headers, and where the body begins.
fn head(message: &[u8]) -> Option<(StatusCode, HeaderMap, usize)> {
    let mut lines = [httparse::EMPTY_HEADER; HEADERS];
    let mut reply = httparse::Response::new(&mut lines);
    let httparse::Status::Complete(start) = reply.parse(message).ok()? else {
        return None;
    };
    let mut headers = HeaderMap::new();
    for line in reply.headers.iter() {
        let name = HeaderName::from_bytes(line.name.as_bytes()).ok()?;
        headers.append(name, HeaderValue::from_bytes(line.value).ok()?);
    }
    Some((StatusCode::from_u16(reply.code?).ok()?, headers, start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(message: &str) -> Option<(u16, String)> {
        let (status, _, body) = parse(&Bytes::copy_from_slice(message.as_bytes()))?;
        Some((status.as_u16(), String::from_utf8_lossy(&body).into_owned()))
    }

    #[test]
    fn messages_are_read_to_their_end_and_broken_ones_refused() {
        for (message, status, body) in [
            ("HTTP/1.1 200 OK\r\nA: b\r\n\r\n{}", 200, "{}"),
            (
                "HTTP/1.1 409 Conflict\nContent-Length: 2\n\n{}\r\n",
                409,
                "{}",
            ),
            ("HTTP/1.1 204 No Content\r\nA: b", 204, ""),
            ("HTTP/1.1 204\r\n\r\n", 204, ""),
        ] {
            assert_eq!(
                parsed(message),
                Some((status, body.to_owned())),
                "{message}"
            );
        }
        for message in [
            "",
            "{}",
            "HTTP/1.1 x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}",
            "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}",
            "HTTP/1.1 200 OK\r\nno header\r\n\r\n{}",
        ] {
            assert_eq!(parsed(message), None, "{message}");
        }
    }
}
