//! Bodies of several parts (MIME, RFC 2046, section 5.1). In: a body and its boundary. Out: its parts, each with its
//! headers; and lines and boundaries to write one with.
//!
//! Bodies are another side's, and may be anything: they are gone through once.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};

/// The largest number of header lines that a part may have.
const MOST_HEADERS: usize = 200;

/// What no body has in it.
pub(crate) fn boundary_of(what: &str) -> String {
    format!("{what}_{}", uuid::Uuid::new_v4())
}

/// Appends a line.
pub(crate) fn line(body: &mut Vec<u8>, text: &str) {
    body.extend_from_slice(text.as_bytes());
    body.extend_from_slice(b"\r\n");
}

/// The boundary that a content type of several parts names.
pub(crate) fn boundary(content_type: &str) -> Option<String> {
    let mut parameters = content_type.split(';');
    let media_type = parameters.next()?.trim();
    if !media_type.get(..10)?.eq_ignore_ascii_case("multipart/") {
        return None;
    }
    let boundary = parameters.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("boundary")
            .then(|| value.trim().trim_matches('"'))
    })?;
    // More is not allowed, nor needed.
    (!boundary.is_empty() && boundary.len() <= 200).then(|| boundary.to_owned())
}

/// What stands between the lines of a boundary; and what comes after the last one of a body that breaks off.
pub(crate) fn parts(body: &Bytes, boundary: &str) -> (Vec<Bytes>, Option<Bytes>) {
    let (mut parts, mut start, mut at) = (Vec::new(), None, 0);
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let end = at + line.len();
        if let Some(closes) = delimiter(line, boundary) {
            if let Some(start) = start {
                // The line break before a boundary belongs to the boundary.
                let part = body.get(start..at).unwrap_or_default();
                let part = part.strip_suffix(b"\n").unwrap_or(part);
                let part = part.strip_suffix(b"\r").unwrap_or(part);
                parts.push(body.slice_ref(part));
            }
            if closes {
                return (parts, None);
            }
            start = Some(end);
        }
        at = end;
    }
    let rest = start.and_then(|start| body.get(start..));
    (parts, rest.map(|rest| body.slice_ref(rest)))
}

/// Whether a line is a boundary, and whether it is the last one.
fn delimiter(line: &[u8], boundary: &str) -> Option<bool> {
    let rest = line
        .strip_prefix(b"--")?
        .strip_prefix(boundary.as_bytes())?
        .trim_ascii_end();
    match rest {
        b"" => Some(false),
        _ => rest.starts_with(b"--").then_some(true),
    }
}

/// Headers, and what comes after the empty line.
pub(crate) fn split(part: &Bytes) -> Option<(HeaderMap, Bytes)> {
    let (mut headers, mut at) = (HeaderMap::new(), 0);
    for (count, line) in part.split_inclusive(|byte| *byte == b'\n').enumerate() {
        at += line.len();
        let line = line.trim_ascii_end();
        if line.is_empty() {
            return Some((headers, part.slice(at..)));
        }
        if count >= MOST_HEADERS {
            return None;
        }
        add_header(&mut headers, line);
    }
    // Headers alone: a reply without a body may do without the empty line.
    Some((headers, Bytes::new()))
}

fn add_header(headers: &mut HeaderMap, line: &[u8]) {
    let Some(colon) = line.iter().position(|byte| *byte == b':') else {
        return;
    };
    let (name, value) = line.split_at(colon);
    let value = value.get(1..).unwrap_or_default().trim_ascii();
    let name = HeaderName::from_bytes(name.trim_ascii());
    if let (Ok(name), Ok(value)) = (name, HeaderValue::from_bytes(value)) {
        headers.append(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boundaries_are_quoted_or_not() {
        for (content_type, expected) in [
            ("multipart/mixed; boundary=a_b", Some("a_b")),
            ("Multipart/Mixed;charset=x; BOUNDARY=\"a b\"", Some("a b")),
            ("multipart/mixed", None),
            ("multipart/mixed; boundary=", None),
            ("application/json; boundary=a", None),
            ("ä", None),
        ] {
            assert_eq!(boundary(content_type).as_deref(), expected);
        }
    }
}
