//! Replies: what may come back by status and media type goes in; out come the rows of the table and what calls give.

use crate::api::http::{Content, ContentKind, HttpRequest, Reply, Status};
use crate::api::{Scalar, Value, Verb};
use crate::plan::names::scope::Scope;
use crate::plan::names::{TypeName, VariantName};
use crate::plan::{
    ChoicePlan, ChoiceValue, ChoiceVariantPlan, HttpReturn, ItemType, ReplyKind, ReplyRow, Shape,
    ValueType,
};

use super::refs::Refs;
use super::values::resolved;
use super::{Context, docs, enums};

/// What comes back from an operation.
pub(super) struct Replies {
    pub(super) rows: Vec<ReplyRow>,
    /// Media types of errors.
    pub(super) errors: Vec<String>,
    /// What a call gives, with the end of its method's name: the usual one has none and comes first.
    pub(super) returns: Vec<(Option<&'static str>, HttpReturn)>,
    pub(super) choice: Option<ChoicePlan>,
}

/// A success with the content that is read of it.
struct Chosen<'a> {
    reply: &'a Reply,
    content: Option<&'a Content>,
    row: usize,
}

/// Plans what comes back. `name` is that of the enum by status, if it takes one.
pub(super) fn plan(
    context: &Context<'_>,
    verb: Verb,
    http: &HttpRequest,
    name: &TypeName,
    refs: &mut Refs<'_>,
) -> Replies {
    let successes = successes(&http.replies);
    let mut rows = Vec::new();
    let mut chosen = Vec::new();
    let mut stream = None;
    for reply in &successes {
        let body = main(&reply.contents).filter(|_| verb != Verb::Head);
        let streamed = reply.contents.iter().find(|it| is_stream(&it.kind));
        if body.is_some() || streamed.is_none() {
            let row = rows.len();
            rows.push(row_of(reply.status, body));
            chosen.push(Chosen {
                reply,
                content: body,
                row,
            });
        }
        if let Some(content) = streamed {
            rows.push(row_of(reply.status, Some(content)));
            stream.get_or_insert(content);
        }
    }
    let (usual, choice) = usual(context, http, &chosen, name, refs);
    let only_stream = chosen.is_empty() && stream.is_some();
    let mut returns = Vec::new();
    if !only_stream {
        returns.push((None, usual));
    }
    if let Some(content) = stream {
        let (end, given) = streamed(context, &content.kind, refs);
        returns.push(((!only_stream).then_some(end), given));
    }
    Replies {
        rows,
        errors: errors(&http.replies, &successes),
        returns,
        choice,
    }
}

/// The replies that stand for success; where none is declared, the default one, or redirections.
fn successes(replies: &[Reply]) -> Vec<&Reply> {
    let of = |test: fn(Status) -> bool| {
        let all = replies.iter().filter(move |reply| test(reply.status));
        all.collect::<Vec<_>>()
    };
    let tests: [fn(Status) -> bool; 3] = [
        Status::is_success,
        |status| status == Status::Default,
        |status| matches!(status, Status::Exact(300..=399) | Status::Range(3)),
    ];
    let found = tests.into_iter().map(of).find(|found| !found.is_empty());
    found.unwrap_or_default()
}

fn errors(replies: &[Reply], successes: &[&Reply]) -> Vec<String> {
    let mut types = Vec::new();
    let only_default = successes.iter().any(|it| it.status == Status::Default);
    let errors = replies
        .iter()
        .filter(|reply| only_default || !successes.iter().any(|it| std::ptr::eq(*it, *reply)));
    for content in errors.flat_map(|reply| &reply.contents) {
        if !types.contains(&content.media_type) {
            types.push(content.media_type.clone());
        }
    }
    types
}

fn is_stream(kind: &ContentKind) -> bool {
    matches!(kind, ContentKind::Events(_) | ContentKind::JsonLines(_))
}

/// The content that is read where there are several: JSON before text before bytes.
fn main(contents: &[Content]) -> Option<&Content> {
    let rank = |content: &Content| match content.kind {
        ContentKind::Json(_) if content.media_type.starts_with("application/json") => 0,
        ContentKind::Json(_) => 1,
        ContentKind::Text => 2,
        ContentKind::Bytes => 3,
        ContentKind::Events(_) | ContentKind::JsonLines(_) => 4,
    };
    let usual = contents.iter().filter(|content| !is_stream(&content.kind));
    usual.min_by_key(|content| rank(content))
}

fn row_of(status: Status, content: Option<&Content>) -> ReplyRow {
    let kind = match content.map(|content| &content.kind) {
        None => ReplyKind::None,
        Some(ContentKind::Json(_)) => ReplyKind::Json,
        Some(ContentKind::Text) => ReplyKind::Text,
        Some(ContentKind::Bytes) => ReplyKind::Bytes,
        Some(ContentKind::Events(_)) => ReplyKind::Events,
        Some(ContentKind::JsonLines(_)) => ReplyKind::Lines,
    };
    ReplyRow {
        status,
        media_type: content.map(|it| it.media_type.clone()).unwrap_or_default(),
        kind,
    }
}

fn streamed(
    context: &Context<'_>,
    kind: &ContentKind,
    refs: &mut Refs<'_>,
) -> (&'static str, HttpReturn) {
    match kind {
        ContentKind::Events(value) => {
            let text = matches!(resolved(context.api, value).0, Value::Scalar(Scalar::Text));
            let given = if text {
                HttpReturn::TextEvents
            } else {
                HttpReturn::Events(refs.item(value))
            };
            ("events", given)
        }
        ContentKind::JsonLines(value) => ("lines", HttpReturn::Lines(refs.item(value))),
        ContentKind::Json(_) | ContentKind::Text | ContentKind::Bytes => ("", HttpReturn::Nothing),
    }
}

/// What a call gives that is not a stream.
fn usual(
    context: &Context<'_>,
    http: &HttpRequest,
    chosen: &[Chosen<'_>],
    name: &TypeName,
    refs: &mut Refs<'_>,
) -> (HttpReturn, Option<ChoicePlan>) {
    let redirects = |it: &Chosen<'_>| {
        it.content.is_none()
            && matches!(it.reply.status, Status::Exact(300..=399) | Status::Range(3))
    };
    if !chosen.is_empty() && chosen.iter().all(redirects) {
        return (HttpReturn::Location, None);
    }
    let mut kinds: Vec<&ContentKind> = Vec::new();
    for content in chosen.iter().filter_map(|it| it.content) {
        if !kinds.contains(&&content.kind) {
            kinds.push(&content.kind);
        }
    }
    let empty = chosen.iter().any(|it| it.content.is_none());
    let given = match kinds.as_slice() {
        [] => HttpReturn::Nothing,
        [ContentKind::Json(value)] => json(context, http, value, empty, refs),
        [ContentKind::Text] => HttpReturn::Text,
        [ContentKind::Bytes] => HttpReturn::Bytes,
        _ => {
            let choice = choice(context, http, chosen, name, refs);
            return (HttpReturn::Choice(name.clone()), Some(choice));
        }
    };
    (given, None)
}

fn json(
    context: &Context<'_>,
    http: &HttpRequest,
    value: &Value,
    empty: bool,
    refs: &mut Refs<'_>,
) -> HttpReturn {
    let nullable = resolved(context.api, value).1;
    let item = refs.item(value);
    match &http.paging {
        Some(paging) => HttpReturn::Paged(item, refs.item(&paging.item)),
        None if empty || nullable => HttpReturn::Optional(item),
        None => HttpReturn::Body(item),
    }
}

fn choice(
    context: &Context<'_>,
    http: &HttpRequest,
    chosen: &[Chosen<'_>],
    name: &TypeName,
    refs: &mut Refs<'_>,
) -> ChoicePlan {
    let mut scope = Scope::default();
    let variants = chosen.iter().map(|it| ChoiceVariantPlan {
        name: enums::free(&VariantName::new(&reason(it.reply.status)), &mut scope),
        docs: docs::line(context, it.reply.docs.as_deref())
            .own(&format!("With {}.", shown(it.reply.status)))
            .finish(),
        replies: vec![it.row],
        holds: match it.content.map(|content| &content.kind) {
            Some(ContentKind::Json(value)) => ChoiceValue::Json(held(context, value, refs)),
            Some(ContentKind::Text) => ChoiceValue::Text,
            Some(_) => ChoiceValue::Bytes,
            None => ChoiceValue::Nothing,
        },
    });
    ChoicePlan {
        name: name.clone(),
        variants: variants.collect(),
        docs: docs::line(context, None)
            .own(&format!(
                "What comes back from operation {}, by status.",
                crate::plan::docs::code(&http.id)
            ))
            .finish(),
    }
}

fn held(context: &Context<'_>, value: &Value, refs: &mut Refs<'_>) -> ValueType {
    if resolved(context.api, value).1 {
        return ValueType {
            shape: Shape::One,
            item: ItemType::Nullable(Box::new(refs.item(value))),
        };
    }
    refs.variant(value)
}

/// A status in a sentence.
pub(super) fn shown(status: Status) -> String {
    match status {
        Status::Exact(code) => format!("status {code}"),
        Status::Range(first) => format!("a status from {first}00 to {first}99"),
        Status::Default => "any other status".to_owned(),
    }
}

/// What a status means (RFC 9110, section 15).
fn reason(status: Status) -> String {
    let code = match status {
        Status::Exact(code) => code,
        Status::Range(first) => return format!("Status{first}xx"),
        Status::Default => return "Default".to_owned(),
    };
    let known = match code {
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "NonAuthoritative",
        204 => "NoContent",
        205 => "ResetContent",
        206 => "PartialContent",
        207 => "MultiStatus",
        _ => return format!("Status{code}"),
    };
    known.to_owned()
}
