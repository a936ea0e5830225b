//! Replies by status (OpenAPI 3.1.1, sections 4.8.16 and 4.8.17).

use super::Lowering;
use super::media::{Media, media};
use crate::api::http::{Content, ContentKind, Header, Reply, Status};
use crate::api::{Scalar, Value};
use crate::openapi::context::Spot;
use crate::openapi::schema::Name;

impl<'t> Lowering<'_, 't> {
    /// The replies of an operation.
    pub(super) fn replies(&mut self, operation: Spot<'t>, name: &Name<'_>) -> Vec<Reply> {
        let cx = self.cx;
        let mut replies: Vec<Reply> = Vec::new();
        for (member, reply) in cx.named(operation, "responses") {
            let Some(status) = status(&member.name) else {
                let message = format!("`{}` is not a status", member.name);
                let remedy = "it is passed over; write a number as 404, a range as 4XX, or default";
                cx.warn(reply, message, remedy);
                continue;
            };
            let Some(reply) = cx.followed(reply) else {
                continue;
            };
            let first = replies.iter().all(|other| !other.status.is_success());
            let word = match status {
                status if status.is_success() && first => "response".to_owned(),
                Status::Default if first => "response".to_owned(),
                _ => format!("response {}", member.name),
            };
            let name = name.inner(word);
            replies.push(Reply {
                status,
                contents: self.contents(reply, &name),
                headers: self.headers(reply, &name),
                docs: cx.words(reply, "description"),
            });
        }
        replies
    }

    fn contents(&mut self, reply: Spot<'t>, name: &Name<'_>) -> Vec<Content> {
        let mut contents = Vec::new();
        for (member, media_type) in self.cx.named(reply, "content") {
            let key = member.name.as_ref();
            if let Some(media_type) = self.cx.followed(media_type) {
                contents.push(Content {
                    media_type: key.to_owned(),
                    kind: self.content(key, media_type, name),
                });
            }
        }
        contents
    }

    fn content(&mut self, key: &str, media_type: Spot<'t>, name: &Name<'_>) -> ContentKind {
        let kind = media(key);
        match kind {
            Media::Text => return ContentKind::Text,
            Media::Bytes | Media::Form | Media::Multipart => return ContentKind::Bytes,
            _ => {}
        }
        if let Some(item) = media_type.get("itemSchema") {
            let item = match kind {
                Media::Events => event_data(item),
                _ => item,
            };
            let value = self.schemas.read(item, &name.inner("item"));
            return match kind {
                Media::Events => ContentKind::Events(value),
                _ => ContentKind::JsonLines(value),
            };
        }
        let value = match media_type.get("schema") {
            Some(schema) => self.schemas.read(schema, name),
            None if kind == Media::Any => return ContentKind::Bytes,
            None if kind == Media::Events => Value::Scalar(Scalar::Text),
            None => Value::Scalar(Scalar::Any),
        };
        match kind {
            Media::Events => ContentKind::Events(value),
            Media::JsonLines => ContentKind::JsonLines(value),
            Media::Any if self.is_stream(&value) => ContentKind::Bytes,
            Media::Any if self.is_text(&value) => ContentKind::Text,
            _ => ContentKind::Json(value),
        }
    }

    fn headers(&mut self, reply: Spot<'t>, name: &Name<'_>) -> Vec<Header> {
        let cx = self.cx;
        let mut headers = Vec::new();
        for (member, header) in cx
            .object(reply, "headers")
            .into_iter()
            .flat_map(Spot::members)
        {
            // `Content-Type` is said by the keys of `content`.
            if member.name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let Some(header) = cx.followed(header) else {
                continue;
            };
            let content = cx.named(header, "content").next();
            let schema = header
                .get("schema")
                .or_else(|| content.and_then(|(_, media_type)| media_type.get("schema")));
            let value = match schema {
                Some(schema) => self.schemas.read(schema, &name.inner(member.name.as_ref())),
                None => Value::Scalar(Scalar::Text),
            };
            headers.push(Header {
                name: member.name.to_string(),
                value,
                required: cx.flag(header, "required") == Some(true),
                docs: cx.words(header, "description"),
            });
        }
        headers
    }
}

/// The schema of an event's data (OpenAPI 3.2.0, section 4.14.4).
fn event_data(item: Spot<'_>) -> Spot<'_> {
    let data = item.get("properties").and_then(|all| all.get("data"));
    data.map_or(item, |data| data.get("contentSchema").unwrap_or(data))
}

/// The replies that a key stands for.
fn status(key: &str) -> Option<Status> {
    if key.eq_ignore_ascii_case("default") {
        return Some(Status::Default);
    }
    let bytes = key.as_bytes();
    match bytes {
        [first @ b'1'..=b'5', b'x' | b'X', b'x' | b'X'] => Some(Status::Range(first - b'0')),
        [_, _, _] => key.parse().ok().map(Status::Exact),
        _ => None,
    }
}
