//! The end of a chain: the verb, query options, headers and body go in, the calls for them come out.

use serde_json::Value;

use crate::model::OperationKind;
use crate::plan::MethodBody;

use super::body::Values;
use super::chain::{Chain, Place};
use super::{Body, Reply, Request, SnippetError};

/// Query options that have a method of their own, where the request takes them.
const OF_ONE: &[&str] = &["select", "expand"];
const OF_MANY: &[&str] = &[
    "select", "expand", "filter", "orderby", "top", "skip", "search", "count",
];

/// Finishes a chain.
///
/// # Errors
/// The verb is not possible here, or the body is none that is sent here.
pub(super) fn finish<'p>(
    chain: &mut Chain<'p>,
    request: &Request,
    values: &mut Values<'p>,
) -> Result<(), SnippetError> {
    let options = match chain.place {
        Place::Resource(..) => verb(chain, request, values)?,
        Place::Stream => stream(chain, request)?,
        Place::Operation(kind) => {
            let fits = match kind {
                OperationKind::Action => request.method == "POST",
                OperationKind::Function => request.method == "GET",
            };
            if !fits {
                let method = if kind == OperationKind::Action {
                    "POST"
                } else {
                    "GET"
                };
                return Err(impossible(request, &[method]));
            }
            &[]
        }
        Place::Root(_) => return Err(impossible(request, &[])),
    };
    for (name, value) in &request.query {
        if !name.starts_with('@') {
            option(chain, options, name, value);
        }
    }
    for (name, value) in &request.headers {
        let json =
            matches!(request.body, Body::Json(_)) && name.eq_ignore_ascii_case("content-type");
        if !json || !value.to_ascii_lowercase().starts_with("application/json") {
            chain.call("header", &format!("{name:?}, {value:?}"));
        }
    }
    Ok(())
}

fn impossible(request: &Request, possible: &[&str]) -> SnippetError {
    SnippetError::Verb {
        method: request.method.clone(),
        possible: possible.iter().map(ToString::to_string).collect(),
    }
}

/// A verb on a resource, and which query options it takes.
fn verb<'p>(
    chain: &mut Chain<'p>,
    request: &Request,
    values: &mut Values<'p>,
) -> Result<&'static [&'static str], SnippetError> {
    let mut possible = Vec::new();
    for method in chain.methods() {
        let (verb, model, options) = match &method.body {
            MethodBody::Get(_) => ("GET", None, OF_ONE),
            MethodBody::List(_) => ("GET", None, OF_MANY),
            MethodBody::Create(model) | MethodBody::CreateAny(model) => {
                ("POST", Some(model), &[][..])
            }
            MethodBody::Update(model) | MethodBody::UpdateAny(model) => {
                ("PATCH", Some(model), &[][..])
            }
            MethodBody::Replace(model) | MethodBody::ReplaceAny(model) => {
                ("PUT", Some(model), &[][..])
            }
            MethodBody::Delete => ("DELETE", None, &[][..]),
            _ => continue,
        };
        possible.push(verb);
        if verb != request.method {
            continue;
        }
        let argument = match (model, &request.body) {
            (None, _) => String::new(),
            (Some(model), Body::Json(Value::Object(body))) => {
                let expected = SnippetError::Body {
                    found: "JSON",
                    expected: "a model",
                };
                format!(
                    "&{}",
                    values.body(model, chain.home(), body).ok_or(expected)?
                )
            }
            (Some(_), body) => {
                return Err(SnippetError::Body {
                    found: kind_of(body),
                    expected: "a JSON object",
                });
            }
        };
        chain.call(method.name.as_str(), &argument);
        chain.reply = match &method.body {
            MethodBody::List(_) => Reply::Page,
            MethodBody::Delete => Reply::Nothing,
            _ => Reply::One,
        };
        return Ok(options);
    }
    Err(impossible(request, &possible))
}

fn kind_of(body: &Body) -> &'static str {
    match body {
        Body::Empty => "empty",
        Body::Json(Value::Array(_)) => "a JSON array",
        Body::Json(_) => "JSON",
        Body::Text(_) => "text",
    }
}

fn stream(
    chain: &mut Chain<'_>,
    request: &Request,
) -> Result<&'static [&'static str], SnippetError> {
    match request.method.as_str() {
        "GET" => {
            chain.call("get", "");
            chain.reply = Reply::Media;
        }
        "PUT" => {
            let text = match &request.body {
                Body::Empty => String::new(),
                Body::Json(value) => value.to_string(),
                Body::Text(text) => text.clone(),
            };
            let header = |(name, _): &&(String, String)| name.eq_ignore_ascii_case("content-type");
            let kind = request
                .headers
                .iter()
                .find(header)
                .map(|(_, value)| value.as_str());
            let kind = kind.unwrap_or("application/octet-stream");
            chain.call("put", &format!("{text:?}, {kind:?}"));
            chain.reply = Reply::Raw;
        }
        _ => return Err(impossible(request, &["GET", "PUT"])),
    }
    Ok(&[])
}

/// A query option: by its own method where that gives the same value.
fn option(chain: &mut Chain<'_>, options: &[&str], name: &str, value: &str) {
    let plain = name.trim_start_matches('$').to_ascii_lowercase();
    let known = options.contains(&plain.as_str()) && name.starts_with('$');
    let items: Vec<&str> = value.split(',').collect();
    let is_plain = |item: &&str| !item.is_empty() && item.chars().all(char::is_alphanumeric);
    match plain.as_str() {
        "select" | "expand" if known && items.iter().all(is_plain) => {
            chain.call(&plain, &format!("{items:?}"));
        }
        "filter" | "search" if known => chain.call(&plain, &format!("{value:?}")),
        "orderby" if known => chain.call("order_by", &format!("{value:?}")),
        "top" | "skip" if known && value.parse::<u32>().is_ok_and(|n| n.to_string() == value) => {
            chain.call(&plain, value);
        }
        "count" if known && matches!(value, "true" | "false") => chain.call("count", value),
        _ => chain.call("query", &format!("{name:?}, {value:?}")),
    }
}
