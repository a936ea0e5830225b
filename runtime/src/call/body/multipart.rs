//! `multipart/form-data` (RFC 7578). In: values and files. Out: a body that is a stream where a file is one.

use std::fmt::Write as _;

use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::File;
use crate::Body;
use crate::call::encode::{Written, to_sent_json};
use crate::error::{InvalidRequest, TransportError};
use crate::request::header_value;
use crate::value::{Field, View, items, present};

/// Bodies of at most this size are whole in memory, so that they can be sent again.
const WHOLE: u64 = 1 << 20;

/// The parts so far.
#[derive(Clone, Default)]
pub(in crate::call) struct Multipart {
    parts: Vec<Part>,
}

#[derive(Clone)]
struct Part {
    name: String,
    file_name: Option<String>,
    content_type: Option<String>,
    content: Body,
}

impl Multipart {
    /// Adds a value: of a list each item, objects as JSON, null as nothing.
    pub(in crate::call) fn add_value(&mut self, name: &str, value: &dyn Field) {
        self.add_view(name, &value.view());
    }

    fn add_view(&mut self, name: &str, view: &View<'_>) {
        match (view, Written::of_view(view)) {
            (_, Written::Nothing) => {}
            (_, Written::Text(text)) => self.add(name, None, text.into()),
            (View::List(list), _) => {
                for item in items(*list) {
                    self.add_view(name, &item);
                }
            }
            (view, _) => self.add(name, Some("application/json"), to_sent_json(view).into()),
        }
    }

    /// Adds the pairs of a form, which are escaped.
    pub(in crate::call) fn add_pairs(&mut self, pairs: Vec<(String, String)>) {
        let plain = |text: &str| {
            let text = percent_decode_str(text).decode_utf8_lossy();
            text.into_owned()
        };
        for (name, value) in pairs {
            self.add(&plain(&name), None, plain(&value).into());
        }
    }

    /// Adds each member of an object as a value.
    pub(in crate::call) fn add_members(&mut self, values: &dyn Field) {
        if let View::Model(model) = values.view() {
            present(model, |name, view, _| self.add_view(name, &view));
        }
    }

    /// Adds a value as one part of a media type: JSON, or the text that it is.
    pub(in crate::call) fn add_value_as(
        &mut self,
        name: &str,
        media_type: &str,
        value: &dyn Field,
    ) {
        let view = value.view();
        let content = match Written::of_view(&view) {
            Written::Nothing => return,
            Written::Text(text) if !is_json(media_type) => text.into(),
            _ => to_sent_json(&view).into(),
        };
        self.add(name, Some(media_type), content);
    }

    fn add(&mut self, name: &str, content_type: Option<&str>, content: Body) {
        self.parts.push(Part {
            name: name.to_owned(),
            file_name: None,
            content_type: content_type.map(str::to_owned),
            content,
        });
    }

    /// Adds a file.
    pub(in crate::call) fn add_file(&mut self, name: &str, file: File) {
        let octets = || "application/octet-stream".to_owned();
        self.parts.push(Part {
            name: name.to_owned(),
            file_name: Some(file.name),
            content_type: Some(file.content_type.unwrap_or_else(octets)),
            content: file.content,
        });
    }

    /// The content type with the boundary, and the body.
    pub(in crate::call) fn finish(self) -> Result<(String, Body), InvalidRequest> {
        // Random, so that no content has it.
        let boundary = uuid::Uuid::new_v4().simple().to_string();
        let content_type = format!("multipart/form-data; boundary={boundary}");
        let mut bodies = Vec::with_capacity(self.parts.len() * 2 + 1);
        let mut before = "";
        for part in self.parts {
            bodies.push(Body::from(format!(
                "{before}--{boundary}\r\n{}",
                part.head()?
            )));
            bodies.push(part.content);
            before = "\r\n";
        }
        bodies.push(Body::from(format!("{before}--{boundary}--\r\n")));
        Ok((content_type, joined(bodies)))
    }
}

impl Part {
    fn head(&self) -> Result<String, InvalidRequest> {
        let mut head = format!(
            "Content-Disposition: form-data; name=\"{}\"",
            quoted(&self.name)
        );
        if let Some(name) = &self.file_name {
            let plain: String = name.chars().map(ascii).collect();
            let _ = write!(head, "; filename=\"{}\"", quoted(&plain));
            if plain != *name {
                // RFC 8187, for those who read it.
                let encoded = utf8_percent_encode(name, NON_ALPHANUMERIC);
                let _ = write!(head, "; filename*=UTF-8''{encoded}");
            }
        }
        if let Some(content_type) = &self.content_type {
            header_value("content-type", content_type)?;
            let _ = write!(head, "\r\nContent-Type: {content_type}");
        }
        head.push_str("\r\n\r\n");
        Ok(head)
    }
}

fn ascii(letter: char) -> char {
    if letter.is_ascii() { letter } else { '_' }
}

/// A name between quotes, as browsers write it (HTML, section 4.10.21.8, "multipart/form-data encoding algorithm").
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// Bodies one after the other.
fn joined(bodies: Vec<Body>) -> Body {
    let length = bodies.iter().map(Body::len).sum::<Option<u64>>();
    let bytes: Option<Vec<&Bytes>> = bodies.iter().map(Body::as_bytes).collect();
    if let (Some(bytes), Some(0..=WHOLE)) = (bytes, length) {
        return Body::from(bytes.into_iter().flatten().copied().collect::<Vec<u8>>());
    }
    // Each gives its own length, and an error where it does not keep it.
    let bodies = bodies.into_iter().map(|body| {
        let length = body.len();
        exactly(body, length)
    });
    Body::stream(futures_util::stream::iter(bodies).flatten(), length)
}

/// A stream that is as long as it said: a longer or shorter one would make the rest of the request something else.
fn exactly(
    body: Body,
    length: Option<u64>,
) -> impl futures_core::Stream<Item = Result<Bytes, TransportError>> + Send {
    let Some(length) = length else {
        return body.boxed();
    };
    let wrong =
        || TransportError::lasting("the content of a file is not as long as it was said to be");
    futures_util::stream::try_unfold((body, length), move |(mut body, left)| async move {
        match body.try_next().await? {
            None if left == 0 => Ok(None),
            Some(bytes) if bytes.len() as u64 <= left => {
                let left = left - bytes.len() as u64;
                Ok(Some((bytes, (body, left))))
            }
            _ => Err(wrong()),
        }
    })
    .boxed()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Json, Map};

    fn parts(multipart: Multipart) -> Vec<(String, String)> {
        let (content_type, body) = multipart.finish().unwrap();
        let boundary = content_type.split_once("boundary=").unwrap().1.to_owned();
        let body = String::from_utf8(body.as_bytes().unwrap().to_vec()).unwrap();
        let body = body.strip_suffix(&format!("--{boundary}--\r\n")).unwrap();
        let mark = format!("--{boundary}\r\n");
        let parts = body.split(&mark).skip(1);
        parts
            .map(|part| {
                let (head, content) = part.split_once("\r\n\r\n").unwrap();
                (
                    head.to_owned(),
                    content.strip_suffix("\r\n").unwrap().to_owned(),
                )
            })
            .collect()
    }

    #[test]
    fn values_and_files_are_parts() {
        let mut multipart = Multipart::default();
        multipart.add_value("purpose", &"a\r\nb".to_owned());
        multipart.add_value("n", &vec![Some(1), None, Some(2)]);
        multipart.add_value("o", &[("k", true)].into_iter().collect::<Map<_>>());
        multipart.add_value("none", &None::<String>);
        multipart.add_value_as("list", "application/json", &vec![1, 2]);
        multipart.add_members(&[("m", 1), ("l", 2)].into_iter().collect::<Map<_>>());
        multipart.add_file("f", File::new("ä\"\r\n.png", "x").content_type("image/png"));
        let parts = parts(multipart);
        let expected = [
            ("Content-Disposition: form-data; name=\"purpose\"", "a\r\nb"),
            ("Content-Disposition: form-data; name=\"n\"", "1"),
            ("Content-Disposition: form-data; name=\"n\"", "2"),
            (
                "Content-Disposition: form-data; name=\"o\"\r\nContent-Type: application/json",
                r#"{"k":true}"#,
            ),
            (
                "Content-Disposition: form-data; name=\"list\"\r\nContent-Type: application/json",
                "[1,2]",
            ),
            ("Content-Disposition: form-data; name=\"l\"", "2"),
            ("Content-Disposition: form-data; name=\"m\"", "1"),
            (
                "Content-Disposition: form-data; name=\"f\"; filename=\"_%22%0D%0A.png\"; \
                 filename*=UTF-8''%C3%A4%22%0D%0A%2Epng\r\nContent-Type: image/png",
                "x",
            ),
        ];
        let expected = expected.map(|(head, content)| (head.to_owned(), content.to_owned()));
        assert_eq!(parts, expected);
    }

    #[test]
    fn nothing_but_the_end_is_a_body_of_no_parts() {
        assert_eq!(parts(Multipart::default()), []);
    }

    #[test]
    fn a_content_type_cannot_add_headers() {
        let mut multipart = Multipart::default();
        multipart.add_file("f", File::new("f", "x").content_type("a/b\r\nX: y"));
        assert!(multipart.finish().is_err());
        let mut multipart = Multipart::default();
        multipart.add_value_as("f", "a/b", &Json::from(1));
        assert!(multipart.finish().is_ok());
    }

    #[tokio::test]
    async fn a_file_that_is_not_as_long_as_it_says_breaks_the_body_off() {
        for (length, is_right) in [(3, true), (2, false), (4, false)] {
            let mut multipart = Multipart::default();
            let content = futures_util::stream::iter(
                ["a", "bc"].map(|text| Ok::<_, TransportError>(text.into())),
            );
            multipart.add_file("f", File::stream("f", content, Some(length)));
            let (_, body) = multipart.finish().unwrap();
            assert!(body.len().is_some());
            assert_eq!(body.collect(usize::MAX).await.is_ok(), is_right, "{length}");
        }
    }
}
