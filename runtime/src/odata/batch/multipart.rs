//! Batches as `multipart/mixed` (OData Protocol 4.01, section 11.7.7; MIME, RFC 2046, section 5.1). In: requests. Out: the
//! body of a call; and in: the reply to a call; out: replies by the index of their request.
//!
//! Replies are the service's, and may be anything: parts nest once.

use std::collections::HashMap;

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, StatusCode};

use super::answer::Answer;
use super::mime::{boundary, boundary_of, line, parts, split};
use super::plan::Unit;

const CONTENT_TYPE: &str = "content-type";
const CONTENT_ID: &str = "content-id";

/// Writes the body of a call: change sets and single requests, each written by `write`. Gives its content type.
pub(super) fn write(
    units: &[Unit],
    mut write: impl FnMut(usize, &mut Vec<u8>),
) -> (String, Vec<u8>) {
    let (outer, mut body) = (boundary_of("batch"), Vec::new());
    for unit in units {
        line(&mut body, &format!("--{outer}"));
        if unit.group.is_none() {
            for item in &unit.items {
                part(*item, &mut body, &mut write);
            }
            continue;
        }
        let inner = boundary_of("changeset");
        line(
            &mut body,
            &format!("Content-Type: multipart/mixed; boundary={inner}"),
        );
        line(&mut body, "");
        for item in &unit.items {
            line(&mut body, &format!("--{inner}"));
            part(*item, &mut body, &mut write);
        }
        line(&mut body, &format!("--{inner}--"));
    }
    line(&mut body, &format!("--{outer}--"));
    (format!("multipart/mixed; boundary={outer}"), body)
}

fn part(item: usize, body: &mut Vec<u8>, write: &mut impl FnMut(usize, &mut Vec<u8>)) {
    line(body, "Content-Type: application/http");
    line(body, "Content-Transfer-Encoding: binary");
    line(body, &format!("Content-ID: {}", item + 1));
    line(body, "");
    write(item, body);
    line(body, "");
}

/// Reads the reply to a call. `units` is what the call had, in its order: parts that do not say which request they answer
/// answer the one in their place. A part that cannot be read is as good as none.
pub(super) fn read(body: &Bytes, outer: &str, units: &[Unit]) -> HashMap<usize, Answer> {
    let mut answers = HashMap::new();
    let all = units.iter().flat_map(|unit| &unit.items);
    let all: Vec<usize> = all.copied().collect();
    for (index, part) in whole_parts(body, outer).into_iter().enumerate() {
        let Some((headers, content)) = split(&part) else {
            continue;
        };
        let unit = units.get(index);
        let content_type = text(&headers, CONTENT_TYPE);
        if let Some(inner) = boundary(content_type) {
            let items = unit.map_or(&[][..], |unit| &unit.items);
            for (place, part) in whole_parts(&content, &inner).into_iter().enumerate() {
                if let Some((headers, content)) = split(&part) {
                    let in_place = items.get(place..=place).unwrap_or_default();
                    take(&mut answers, &headers, &content, in_place, items);
                }
            }
        } else {
            // One reply to a change set is a reply to all that is in it: it failed.
            let in_place = unit.map_or(&[][..], |unit| &unit.items);
            take(&mut answers, &headers, &content, in_place, &all);
        }
    }
    answers
}

/// Notes the reply of a part: for the request of `known` that it names, which may stand for the others in its place,
/// or else for those in its place.
fn take(
    answers: &mut HashMap<usize, Answer>,
    headers: &HeaderMap,
    content: &Bytes,
    in_place: &[usize],
    known: &[usize],
) {
    let Some(answer) = reply(content) else {
        return;
    };
    let named = [headers, &answer.headers]
        .into_iter()
        .find_map(|headers| text(headers, CONTENT_ID).trim().parse::<usize>().ok());
    let named = named
        .and_then(|id| id.checked_sub(1))
        .filter(|item| known.contains(item));
    // Of several requests only a failure is shared: a success without a name belongs to none of them.
    let succeeded = answer.status.is_success();
    let items = match &named {
        Some(item) if succeeded || !in_place.contains(item) => std::slice::from_ref(item),
        None if succeeded && in_place.len() > 1 => return,
        _ => in_place,
    };
    for item in items {
        answers.entry(*item).or_insert_with(|| answer.clone());
    }
}

/// The parts of a body. The last one of a body that breaks off is left out, unless its length says that it is whole.
fn whole_parts(body: &Bytes, boundary: &str) -> Vec<Bytes> {
    let (mut parts, rest) = parts(body, boundary);
    parts.extend(rest.filter(is_whole));
    parts
}

/// Whether a part that no boundary ends has the length that its reply says.
fn is_whole(part: &Bytes) -> bool {
    let reply = split(part).and_then(|(_, content)| reply(&content));
    reply.is_some_and(|reply| reply.headers.contains_key(CONTENT_LENGTH))
}

/// An HTTP reply within a part. `None` where it is not one, or shorter than it says.
fn reply(content: &Bytes) -> Option<Answer> {
    let skipped = content.len() - content.trim_ascii_start().len();
    let content = content.slice(skipped..);
    let end = content.iter().position(|byte| *byte == b'\n');
    let end = end.map_or(content.len(), |end| end + 1);
    let status = std::str::from_utf8(content.get(..end)?).ok()?;
    let status = status
        .strip_prefix("HTTP/")?
        .split_ascii_whitespace()
        .nth(1)?;
    let status = StatusCode::from_bytes(status.as_bytes()).ok()?;
    let (headers, mut body) = split(&content.slice(end..))?;
    if let Some(length) = headers.get(CONTENT_LENGTH) {
        let length: usize = length.to_str().ok()?.trim().parse().ok()?;
        if length > body.len() {
            return None;
        }
        body.truncate(length);
    }
    Some(Answer {
        status,
        headers,
        body,
    })
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    let value = headers.get(name);
    value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn units(units: &[(Option<usize>, &[usize])]) -> Vec<Unit> {
        let unit = |(group, items): &(Option<usize>, &[usize])| Unit {
            group: *group,
            items: items.to_vec(),
        };
        units.iter().map(unit).collect()
    }

    fn read(text: &str, boundary: &str, units: &[Unit]) -> Vec<(usize, u16, String)> {
        let body = Bytes::copy_from_slice(text.replace('\n', "\r\n").as_bytes());
        let answers = super::read(&body, boundary, units).into_iter();
        let text = |body: &Bytes| String::from_utf8(body.to_vec()).unwrap();
        let mut answers: Vec<_> = answers
            .map(|(item, answer)| (item, answer.status.as_u16(), text(&answer.body)))
            .collect();
        answers.sort();
        answers
    }

    /// The reply of the standard's example 11.7.7.6, with a failed change set, and a reply out of its place.
    #[test]
    fn replies_are_found_by_place_and_by_name() {
        let text = "preamble\n--b\nContent-Type: application/http\n\nHTTP/1.1 200 OK\nContent-Type: \
            application/json\nContent-Length: 9\n\n{\"a\":\"b\"}\n\n--b\nContent-Type: multipart/mixed; boundary=c\n\n\
            --c\nContent-Type: application/http\nContent-ID: 3\n\nHTTP/1.1 204 No Content\n\n\n--c\n\
            content-type: application/http\n\nHTTP/1.1 201 Created\nContent-Id: 2\nLocation: x\n\n{}\n--c--\n--b\n\
            Content-Type: application/http\n\nHTTP/1.1 409 Conflict\n\n{\"error\":\n--bx\n{}}\n--b--\nepilogue\n--b\n";
        let sent = units(&[(None, &[0]), (Some(1), &[1, 2]), (Some(3), &[3, 4])]);
        let failed = "{\"error\":\r\n--bx\r\n{}}".to_owned();
        assert_eq!(
            read(text, "b", &sent),
            [
                (0, 200, "{\"a\":\"b\"}".to_owned()),
                (1, 201, "{}".to_owned()),
                (2, 204, String::new()),
                (3, 409, failed.clone()),
                (4, 409, failed),
            ]
        );
    }

    #[test]
    fn successes_of_a_change_set_are_not_shared() {
        let part = |id: &str, name: &str| {
            format!(
                "--b\nContent-Type: application/http\n{id}\nHTTP/1.1 201 Created\n\n{{\"{name}\":1}}\n"
            )
        };
        let sent = units(&[(Some(0), &[0, 1])]);
        let named = [part("Content-ID: 1\n", "a"), part("Content-ID: 2\n", "b")];
        let read_named = read(&format!("{}--b--\n", named.concat()), "b", &sent);
        assert_eq!(
            read_named,
            [
                (0, 201, "{\"a\":1}".to_owned()),
                (1, 201, "{\"b\":1}".to_owned())
            ]
        );
        let unnamed = format!("{}--b--\n", part("", "a"));
        assert_eq!(read(&unnamed, "b", &sent), []);
    }

    #[test]
    fn what_breaks_off_is_no_reply() {
        let sent = units(&[(None, &[0]), (None, &[1])]);
        let first = "--b\n\nHTTP/1.1 200 OK\n\n1\n--b\n\nHTTP/1.1 200 OK\n";
        for (rest, whole) in [
            ("\n12", false),
            ("Content-Length: 3\n\n12", false),
            ("Content-Length: 2\n\n12", true),
        ] {
            let read = read(&format!("{first}{rest}"), "b", &sent);
            assert_eq!(read.len(), 1 + usize::from(whole), "{rest}");
        }
        assert_eq!(read("--b\n\nnot HTTP\n--b--", "b", &sent), []);
        assert_eq!(read("--b\n\nHTTP/1.1 abc\n--b--", "b", &sent), []);
        assert_eq!(read("", "b", &sent), []);
    }

    proptest! {
        /// Whatever comes, replies are for requests of the call, and are pieces of what came.
        #[test]
        fn anything_is_read_without_harm(
            pieces in prop::collection::vec(prop::sample::select(vec![
                "--b", "--b--", "--c", "--c--", "\r\n", "\n", "\r", "HTTP/1.1 200 OK", "HTTP/", " ", ":",
                "Content-Type: multipart/mixed; boundary=c", "Content-Type: multipart/mixed; boundary=b",
                "Content-ID: 1", "Content-ID: 0", "Content-ID: 18446744073709551615", "Content-Length: 3",
                "Content-Length: 99999999999999999999", "x", "\u{e4}",
            ]), 0..40),
        ) {
            let body = Bytes::from(pieces.concat());
            let sent = units(&[(None, &[0]), (Some(1), &[1, 2])]);
            for (item, answer) in super::read(&body, "b", &sent) {
                prop_assert!(item < 3 && answer.body.len() <= body.len());
            }
        }
    }
}
