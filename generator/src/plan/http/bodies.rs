//! Bodies: the media types of which one is sent go in; out come the ways to send one, each with what it takes.

use crate::api::http::{Body, BodyKind, FormField, HttpRequest, Part, PartKind, Style};
use crate::api::{Scalar, Value};
use crate::plan::names::ConstantName;
use crate::plan::names::scope::Scope;
use crate::plan::{FormTable, SentPlan, Slot, Taken};

use super::Context;
use super::refs::Refs;
use super::sent::{self, Large};
use super::values::resolved;

/// A way to send a body.
pub(super) struct Way {
    /// The end of the method's name; empty for the usual one.
    pub(super) label: String,
    /// Values that it takes, and whether each must be sent.
    pub(super) sent: Vec<(SentPlan, bool)>,
    pub(super) form: Option<FormTable>,
    /// It is told by parts, so that it has setters of its own.
    pub(super) in_parts: bool,
}

/// The ways to send a body; the usual one first.
pub(super) fn ways(
    context: &Context<'_>,
    http: &HttpRequest,
    constant: &ConstantName,
    refs: &mut Refs<'_>,
) -> Vec<Way> {
    let bodies = distinct(&http.bodies);
    let usual = bodies.iter().position(|body| is_json(&body.media_type));
    let usual = usual.unwrap_or_default();
    let first = bodies.get(usual).copied();
    let others = bodies.iter().enumerate().filter(|(at, _)| *at != usual);
    let ordered = first.into_iter().chain(others.map(|(_, body)| *body));
    let mut labels = Scope::default();
    let mut forms = 0;
    let mut ways: Vec<Way> = Vec::new();
    for (at, body) in ordered.enumerate() {
        let label = if at == 0 {
            String::new()
        } else {
            let label = label(body);
            let numbered = (2..).map(|number| format!("{label}_{number}"));
            let names = std::iter::once(label.clone()).chain(numbered);
            labels.first_free(names, String::as_str).unwrap_or(label)
        };
        forms += usize::from(matches!(body.kind, BodyKind::Form(..)));
        let form = form_constant(constant, forms);
        ways.push(way(context, body, label, form, refs));
    }
    ways
}

/// The name of the table of an operation's nth form.
fn form_constant(constant: &ConstantName, number: usize) -> ConstantName {
    match number {
        0 | 1 => constant.with_suffix("FORM"),
        number => constant.with_suffix(&format!("FORM_{number}")),
    }
}

fn is_json(media_type: &str) -> bool {
    media_type.split(';').next().map(str::trim) == Some("application/json")
}

/// Bodies without those that say in other words what another one says.
fn distinct(bodies: &[Body]) -> Vec<&Body> {
    let mut found: Vec<&Body> = Vec::new();
    for body in bodies {
        let is_range = body.sent_as.as_ref() != Some(&body.media_type);
        let vague = is_range || body.media_type.starts_with("text/json");
        let same = |it: &&Body| match (&it.kind, &body.kind) {
            (BodyKind::Json(a), BodyKind::Json(b)) => {
                a == b && (vague || it.media_type == body.media_type)
            }
            (BodyKind::Form(a, _), BodyKind::Form(b, _)) => a == b,
            (a, b) => a == b && it.media_type == body.media_type,
        };
        if !found.iter().any(same) {
            found.push(body);
        }
    }
    found
}

/// The end of the name of a method that sends another body than the usual one.
fn label(body: &Body) -> String {
    match &body.kind {
        BodyKind::Form(..) => "form".to_owned(),
        BodyKind::Multipart(..) => "multipart".to_owned(),
        BodyKind::Json(_) | BodyKind::Text | BodyKind::Bytes => {
            let sent_as = body.sent_as.as_deref().unwrap_or_default();
            let subtype = sent_as.split(';').next().unwrap_or_default();
            let subtype = subtype.rsplit('/').next().unwrap_or_default();
            match (subtype, &body.kind) {
                ("", BodyKind::Text) | ("plain", _) => "text".to_owned(),
                ("" | "octet-stream", _) => "bytes".to_owned(),
                (subtype, _) => subtype.to_owned(),
            }
        }
    }
}

fn way(
    context: &Context<'_>,
    body: &Body,
    label: String,
    form_constant: ConstantName,
    refs: &mut Refs<'_>,
) -> Way {
    let mut way = Way {
        label,
        sent: Vec::new(),
        form: None,
        in_parts: false,
    };
    let mut scope = Scope::default();
    let mut whole = |slot, taken| {
        let name = sent::argument("body", &mut scope);
        vec![(SentPlan { name, slot, taken }, body.required)]
    };
    match &body.kind {
        BodyKind::Json(value) => {
            let sent_as = body.sent_as.clone();
            let slot = Slot::Json(sent_as.filter(|it| !is_json(it)));
            way.sent = whole(slot, sent::taken(context, value, refs, Large::Reference));
        }
        BodyKind::Form(value, fields) => {
            let table = form(context, body, fields, form_constant);
            let slot = Slot::Form(table.constant.clone());
            way.sent = whole(slot, sent::taken(context, value, refs, Large::Reference));
            way.form = Some(table);
        }
        BodyKind::Multipart(_, parts) => {
            way.sent = parts
                .iter()
                .map(|it| part(context, it, refs, &mut scope))
                .collect();
            way.in_parts = true;
        }
        BodyKind::Text => {
            let sent_as = body.sent_as.clone().unwrap_or_default();
            way.sent = whole(Slot::Text(sent_as), Taken::IntoString);
        }
        BodyKind::Bytes => {
            let slot = match &body.sent_as {
                Some(sent_as) => Slot::Bytes(sent_as.clone()),
                None => Slot::BytesOf(body.media_type.clone()),
            };
            way.sent = whole(slot, Taken::Content);
        }
    }
    way
}

/// The table of a form: the fields that are not written as the runtime does by itself.
fn form(
    context: &Context<'_>,
    body: &Body,
    fields: &[FormField],
    constant: ConstantName,
) -> FormTable {
    let plain = |field: &&FormField| {
        let nested = matches!(
            resolved(context.api, &field.value).0,
            Value::Named(_) | Value::Map(_)
        );
        let usual = field.explode.is_none_or(|explode| explode)
            && field.style.is_none_or(|style| style == Style::Form);
        usual
            && !field.allow_reserved
            && field.content.is_none()
            && !(nested && field.style.is_some())
    };
    let usual = "application/x-www-form-urlencoded";
    FormTable {
        constant,
        media_type: (body.media_type != usual).then(|| body.media_type.clone()),
        fields: fields
            .iter()
            .filter(|field| !plain(field))
            .cloned()
            .collect(),
    }
}

fn part(
    context: &Context<'_>,
    part: &Part,
    refs: &mut Refs<'_>,
    scope: &mut Scope,
) -> (SentPlan, bool) {
    let Some(wire) = &part.name else {
        return (parts(context, part, refs, scope), part.required);
    };
    let name = sent::argument(wire, scope);
    let only = part.content.as_ref().filter(|it| !it.contains([',', '*']));
    let (slot, taken) = match part.kind {
        PartKind::File => {
            let taken = if part.many { Taken::Files } else { Taken::File };
            (Slot::File(wire.clone()), taken)
        }
        PartKind::Json | PartKind::Text => {
            let usual = match part.kind {
                PartKind::Json => "application/json",
                _ => "text/plain",
            };
            let other = only.filter(|it| *it != usual).cloned();
            let value = match &part.value {
                Value::Scalar(Scalar::Stream) => &Value::Scalar(Scalar::Text),
                value => value,
            };
            let taken = sent::taken(context, value, refs, Large::Reference);
            let slot = match part.style {
                Some((style, explode)) => Slot::StyledPart(wire.clone(), style.name(), explode),
                None => Slot::Part(wire.clone(), other),
            };
            (slot, taken)
        }
    };
    (SentPlan { name, slot, taken }, part.required)
}

/// The parts that have no names in the description.
fn parts(context: &Context<'_>, part: &Part, refs: &mut Refs<'_>, scope: &mut Scope) -> SentPlan {
    let (name, slot, taken) = match part.kind {
        PartKind::File => ("files", Slot::NamedFiles, Taken::NamedFiles),
        PartKind::Json | PartKind::Text => {
            let map = Value::Map(Box::new(part.value.clone()));
            let taken = sent::taken(context, &map, refs, Large::Reference);
            ("parts", Slot::Parts, taken)
        }
    };
    let name = sent::argument(name, scope);
    SentPlan { name, slot, taken }
}
