//! Requests of the graph as text.

use super::*;
use crate::api::http::{Body, BodyKind, ContentKind, Reply, Status, Written};

pub(super) fn print_request(out: &mut String, api: &Api, path: &str, request: &Request) {
    let http = request.http.as_deref().unwrap();
    let HttpRequest { id, template, .. } = http;
    let at = if path == template { "" } else { path };
    line(
        out,
        &format!(
            "{} {template} {at} {id:?}{}",
            request.verb.name(),
            docs(Some(&http.docs))
        ),
    );
    for parameter in &http.parameters {
        let written = match &parameter.written {
            Written::Content(content) => content.clone(),
            Written::Styled {
                style,
                explode,
                allow_reserved,
            } => {
                let explode = if *explode { " explode" } else { "" };
                let reserved = if *allow_reserved { " reserved" } else { "" };
                format!("{style:?}{explode}{reserved}")
            }
        };
        let default = parameter.default.as_ref();
        let default = default.map_or(String::new(), |json| format!(" default {json}"));
        let (name, place) = (&parameter.name, parameter.place);
        let docs = docs(Some(&parameter.docs));
        let own = value(api, &parameter.value);
        let mark = mark(parameter.required);
        line(
            out,
            &format!("  {place:?} {name}{mark}: {own} {written}{default}{docs}"),
        );
    }
    http.bodies
        .iter()
        .for_each(|body| print_body(out, api, body));
    http.replies
        .iter()
        .for_each(|reply| print_reply(out, api, reply));
    if let Some(paging) = &http.paging {
        line(
            out,
            &format!(
                "  paged {:?} of {} {:?}",
                paging.items,
                value(api, &paging.item),
                paging.kind
            ),
        );
    }
    if !http.security.is_empty() {
        line(out, &format!("  security {:?}", http.security));
    }
    for server in &http.servers {
        line(out, &format!("  server {server:?}"));
    }
}

fn print_body(out: &mut String, api: &Api, body: &Body) {
    let head = format!("  body{} {}", mark(body.required), body.media_type);
    match &body.kind {
        BodyKind::Json(own) => line(out, &format!("{head} {}", value(api, own))),
        BodyKind::Text => line(out, &format!("{head} text")),
        BodyKind::Bytes => line(out, &format!("{head} bytes")),
        BodyKind::Form(own, fields) => {
            line(out, &format!("{head} form {}", value(api, own)));
            for field in fields {
                let (style, explode) = (field.style, field.explode);
                let own = value(api, &field.value);
                let mark = mark(field.required);
                line(
                    out,
                    &format!(
                        "    {}{mark}: {own} {style:?} {explode:?} {:?}",
                        field.name, field.content
                    ),
                );
            }
        }
        BodyKind::Multipart(own, parts) => {
            line(out, &format!("{head} parts {}", value(api, own)));
            for part in parts {
                let many = if part.many { " many" } else { "" };
                let own = value(api, &part.value);
                let mark = mark(part.required);
                line(
                    out,
                    &format!(
                        "    {}{mark}: {own} {:?}{many} {:?}",
                        part.name.as_deref().unwrap_or("*"),
                        part.kind,
                        (&part.content, part.style)
                    ),
                );
            }
        }
    }
}

fn print_reply(out: &mut String, api: &Api, reply: &Reply) {
    let status = match reply.status {
        Status::Exact(status) => status.to_string(),
        Status::Range(first) => format!("{first}xx"),
        Status::Default => "default".to_owned(),
    };
    if reply.contents.is_empty() {
        line(out, &format!("  {status} nothing"));
    }
    for content in &reply.contents {
        let kind = match &content.kind {
            ContentKind::Json(own) => value(api, own),
            ContentKind::Events(own) => format!("events of {}", value(api, own)),
            ContentKind::JsonLines(own) => format!("lines of {}", value(api, own)),
            ContentKind::Text => "text".to_owned(),
            ContentKind::Bytes => "bytes".to_owned(),
        };
        line(out, &format!("  {status} {} {kind}", content.media_type));
    }
    for header in &reply.headers {
        line(
            out,
            &format!(
                "    {}{}: {}",
                header.name,
                mark(header.required),
                value(api, &header.value)
            ),
        );
    }
}
