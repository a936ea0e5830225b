//! What a description in the terms of HTTP says, as text that is compared and shown.

use std::fmt::Write as _;

use crate::api::http::{
    BodyKind, ContentKind, HttpRequest, Reply, SchemeUse, Server, Status, Written,
};
use crate::api::{Api, Constant, Docs, Scalar, Value};
use crate::diff::change::Kind;
use crate::diff::facts::Fact;

/// A value's type in the words of the description.
pub(super) fn value(api: &Api, value: &Value) -> String {
    match value {
        Value::Scalar(scalar) => word(*scalar),
        Value::Named(id) => api[*id].name.clone(),
        Value::List(inner) => format!("list of {}", self::value(api, inner)),
        Value::Map(inner) => format!("map of {}", self::value(api, inner)),
        Value::Nullable(inner) => format!("{} or null", self::value(api, inner)),
    }
}

fn word(scalar: Scalar) -> String {
    let word = match scalar {
        Scalar::Any => "any",
        Scalar::Boolean => "boolean",
        Scalar::Bytes => "base64",
        Scalar::Date => "date",
        Scalar::DateTime => "date-time",
        Scalar::Decimal => "decimal",
        Scalar::Duration => "duration",
        Scalar::Float(bits) => return format!("float of {bits} bits"),
        Scalar::Integer(bits) => return format!("integer of {bits} bits"),
        Scalar::Natural(bits) => return format!("natural of {bits} bits"),
        Scalar::Stream => "content",
        Scalar::Text => "string",
        Scalar::Time => "time",
        Scalar::Uuid => "uuid",
    };
    word.to_owned()
}

/// The value without null, and whether it may be null.
pub(super) fn nullability(value: &Value) -> (&Value, &'static str) {
    match value {
        Value::Nullable(inner) => (inner, "nullable"),
        value => (value, "not nullable"),
    }
}

pub(super) fn constant(value: &Constant) -> String {
    match value {
        Constant::Text(text) | Constant::Integer(text) | Constant::Number(text) => text.clone(),
        Constant::Boolean(value) => value.to_string(),
    }
}

/// Descriptions, and whether it is deprecated.
pub(super) fn said(docs: Option<&Docs>, deprecated: bool) -> [Fact; 2] {
    let text = docs.map_or(String::new(), |docs| {
        let Docs {
            summary,
            text,
            link,
        } = docs;
        let parts = [summary, text, link].map(|it| it.as_deref().unwrap_or_default());
        parts.join("\n").trim().to_owned()
    });
    [
        (Kind::Documentation, "description", text),
        (
            Kind::Deprecation,
            "",
            if deprecated { "deprecated" } else { "" }.to_owned(),
        ),
    ]
}

pub(super) fn yes(fact: bool, word: &str) -> String {
    if fact { word.to_owned() } else { String::new() }
}

/// How a value is written where it is not JSON.
pub(super) fn written(written: &Written) -> String {
    match written {
        Written::Styled {
            style,
            explode,
            allow_reserved,
        } => {
            let mut text = format!("{style:?}");
            if *explode {
                text.push_str(", exploded");
            }
            if *allow_reserved {
                text.push_str(", reserved characters as they are");
            }
            text
        }
        Written::Content(media) => media.clone(),
    }
}

/// The bodies that may be sent.
pub(super) fn bodies(api: &Api, http: &HttpRequest) -> String {
    let texts = http.bodies.iter().map(|body| {
        let what = match &body.kind {
            BodyKind::Json(inner) | BodyKind::Form(inner, _) | BodyKind::Multipart(inner, _) => {
                value(api, inner)
            }
            BodyKind::Text => "text".to_owned(),
            BodyKind::Bytes => "bytes".to_owned(),
        };
        format!("{}: {what}", body.media_type)
    });
    texts.collect::<Vec<_>>().join("; ")
}

/// What comes back by status: successes, or all others.
pub(super) fn replies(api: &Api, http: &HttpRequest, success: bool) -> String {
    let wanted = |reply: &&Reply| reply.status.is_success() == success;
    let texts = http.replies.iter().filter(wanted).map(|reply| {
        let contents = reply.contents.iter().map(|content| match &content.kind {
            ContentKind::Json(inner) => value(api, inner),
            ContentKind::Events(inner) => format!("events of {}", value(api, inner)),
            ContentKind::JsonLines(inner) => format!("lines of {}", value(api, inner)),
            ContentKind::Text => "text".to_owned(),
            ContentKind::Bytes => content.media_type.clone(),
        });
        let contents: Vec<String> = contents.collect();
        let status = match reply.status {
            Status::Exact(status) => status.to_string(),
            Status::Range(hundreds) => format!("{hundreds}XX"),
            Status::Default => "default".to_owned(),
        };
        if contents.is_empty() {
            status
        } else {
            format!("{status}: {}", contents.join(" or "))
        }
    });
    texts.collect::<Vec<_>>().join("; ")
}

/// How a request shows who sends it.
pub(super) fn security(api: &Api, uses: &[Vec<SchemeUse>]) -> String {
    let schemes = api
        .service
        .as_deref()
        .map_or(&[][..], |service| &service.schemes);
    let alternatives = uses.iter().map(|all| {
        let names = all.iter().map(|used| {
            let name = schemes.get(used.scheme).map_or("", |scheme| &scheme.name);
            let mut text = name.to_owned();
            if !used.scopes.is_empty() {
                let _ = write!(text, " ({})", used.scopes.join(", "));
            }
            text
        });
        let names: Vec<String> = names.collect();
        if names.is_empty() {
            "nothing".to_owned()
        } else {
            names.join(" and ")
        }
    });
    alternatives.collect::<Vec<_>>().join(" or ")
}

pub(super) fn servers(servers: &[Server]) -> String {
    let urls = servers.iter().map(|server| server.url.as_str());
    urls.collect::<Vec<_>>().join(", ")
}
