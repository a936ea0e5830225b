//! A graph as text, for snapshots.

mod requests;

use std::fmt::Write;

use requests::print_request;

use crate::api::http::HttpRequest;
use crate::api::walk::{self, Spelling};
use crate::api::{
    Access, Api, Constant, Discriminator, Docs, Field, Request, Rest, Scalar, Tests, Type, TypeId,
    TypeKind, Value,
};

/// The whole graph: types, then places with their requests, then what is said of the service.
pub(super) fn print(api: &Api) -> String {
    let mut out = String::new();
    for (at, ty) in api.types.iter().enumerate() {
        print_type(&mut out, api, at, ty);
    }
    let shortest = walk::shortest(api, &|_| true);
    for number in 0..u32::try_from(api.nodes.len()).unwrap() {
        let id = crate::api::NodeId(number);
        let steps = shortest.to(api, id).unwrap();
        let spelling = Spelling {
            segment_keys: true,
            full_names: false,
        };
        let path = walk::template(api, &steps, spelling);
        for request in &api[id].requests {
            print_request(&mut out, api, &path, request);
        }
    }
    let service = api.service.as_deref().unwrap();
    if let Some(error) = &service.error {
        line(&mut out, &format!("errors: {}", value(api, error)));
    }
    for server in &service.servers {
        line(&mut out, &format!("server {server:?}"));
    }
    for scheme in &service.schemes {
        line(
            &mut out,
            &format!("scheme {} {:?}", scheme.name, scheme.kind),
        );
    }
    for hook in &service.hooks {
        let body = hook.body.as_ref().map(|body| value(api, body));
        let (name, verb) = (&hook.name, hook.verb.name());
        line(
            &mut out,
            &format!("hook {name} {:?} {verb} {body:?}", hook.operation),
        );
    }
    out
}

fn line(out: &mut String, text: &str) {
    writeln!(out, "{text}").unwrap();
}

fn print_type(out: &mut String, api: &Api, at: usize, ty: &Type) {
    let deprecated = if ty.deprecated { " deprecated" } else { "" };
    let docs = docs(ty.docs.as_deref());
    let head = format!("{at} {:?}{deprecated}{docs}", ty.name);
    match &ty.kind {
        TypeKind::Alias(inner) => line(out, &format!("{head} = {}", value(api, inner))),
        TypeKind::Enum { members } => {
            line(out, &format!("{head} enum"));
            for member in members {
                let more = member
                    .more
                    .as_ref()
                    .map_or(String::new(), |more| format!(" {more:?}"));
                line(out, &format!("  {}{more}", constant(&member.value)));
            }
        }
        TypeKind::Union(union) => {
            line(
                out,
                &format!("{head} union{}", tells(api, union.discriminator.as_ref())),
            );
            for variant in &union.variants {
                let tests = tests(&variant.tests);
                line(
                    out,
                    &format!(
                        "  {:?}: {} if {tests}",
                        variant.name,
                        value(api, &variant.value)
                    ),
                );
            }
        }
        TypeKind::Struct {
            base, fields, more, ..
        } => {
            let base = base.map_or(String::new(), |base| format!(" : {}", name(api, base)));
            let more = more.as_deref();
            let rest = match more.map(|more| &more.rest) {
                None | Some(Rest::Json) => String::new(),
                Some(Rest::Closed) => " closed".to_owned(),
                Some(Rest::Typed(inner)) => format!(" rest {}", value(api, inner)),
            };
            let told = tells(api, more.and_then(|more| more.discriminator.as_ref()));
            line(out, &format!("{head} struct{base}{rest}{told}"));
            for field in fields {
                print_field(out, api, field);
            }
        }
    }
}

fn print_field(out: &mut String, api: &Api, field: &Field) {
    let mut text = format!(
        "  {}{}: {}",
        field.name,
        mark(field.required),
        value(api, &field.value)
    );
    match field.access {
        Access::Both => {}
        access => write!(text, " {access:?}").unwrap(),
    }
    if field.deprecated {
        text += " deprecated";
    }
    if let Some(more) = &field.more {
        text += &docs(more.docs.as_ref());
        for (word, json) in [("default", &more.default), ("always", &more.constant)] {
            if let Some(json) = json {
                write!(text, " {word} {json}").unwrap();
            }
        }
    }
    line(out, &text);
}

fn mark(required: bool) -> &'static str {
    if required { "" } else { "?" }
}

fn docs(docs: Option<&Docs>) -> String {
    let Some(docs) = docs else {
        return String::new();
    };
    let words = [&docs.summary, &docs.text, &docs.link];
    let words: Vec<_> = words.into_iter().flatten().map(String::as_str).collect();
    if words.is_empty() {
        return String::new();
    }
    format!(" // {}", words.join(" | ").replace('\n', " "))
}

fn tells(api: &Api, discriminator: Option<&Discriminator>) -> String {
    let Some(discriminator) = discriminator else {
        return String::new();
    };
    let mapping = discriminator.mapping.iter();
    let mapping = mapping.map(|(text, id)| format!("{text} -> {}", name(api, *id)));
    let mapping: Vec<_> = mapping.collect();
    format!(" by {} ({})", discriminator.property, mapping.join(", "))
}

fn tests(tests: &Tests) -> String {
    let kinds: Vec<_> = tests.kinds.names().collect();
    let mut text = kinds.join("|");
    if !tests.required.is_empty() {
        write!(text, " with {}", tests.required.join(", ")).unwrap();
    }
    for (member, values) in &tests.constants {
        let values: Vec<_> = values.iter().map(constant).collect();
        write!(text, " {member} = {}", values.join("|")).unwrap();
    }
    if !tests.values.is_empty() {
        let values: Vec<_> = tests.values.iter().map(constant).collect();
        write!(text, " of {}", values.join("|")).unwrap();
    }
    text
}

fn constant(constant: &Constant) -> String {
    match constant {
        Constant::Text(text) => format!("{text:?}"),
        Constant::Integer(text) | Constant::Number(text) => text.clone(),
        Constant::Boolean(value) => value.to_string(),
    }
}

fn name(api: &Api, id: TypeId) -> String {
    format!("`{}`", api[id].name)
}

fn value(api: &Api, own: &Value) -> String {
    match own {
        Value::Scalar(Scalar::Any) => "any".to_owned(),
        Value::Scalar(scalar) => format!("{scalar:?}"),
        Value::Named(id) => name(api, *id),
        Value::List(item) => format!("[{}]", value(api, item)),
        Value::Map(inner) => format!("map of {}", value(api, inner)),
        Value::Nullable(inner) => format!("{} or null", value(api, inner)),
    }
}
