//! Snippets for services in the terms of HTTP. In: a request. Out: the calls along its path, its parameters as arguments and
//! setters, its body as a value of a generated type.
//!
//! Inside: `find` (what a path and a method are in the plan), `given` (what queries, headers and forms give, by
//! `typed` as JSON), `values` (JSON → expressions).

mod find;
mod given;
mod typed;
mod values;

use std::fmt::Write as _;

use crate::api::Areas;
use crate::api::http::HttpRequest;
use crate::plan::{HttpReturn, Index, SentPlan, Slot, Taken};

use super::{Body, Reply, Request, Snippet, SnippetError};
use find::Found;
pub(super) use find::Methods;
use given::Given;
use values::Values;

/// Headers that follow from the body and from what is read.
const OWN_HEADERS: [&str; 2] = ["content-type", "accept"];

/// Makes the Rust for a request.
pub(super) fn make(
    methods: &Methods<'_>,
    (index, areas): (&Index<'_>, &Areas),
    krate: &str,
    request: &Request,
) -> Result<Snippet, SnippetError> {
    let found = methods.find(request)?;
    let mut values = Values::new(index, krate);
    let mut code = "client".to_owned();
    for (method, arguments, texts) in &found.steps {
        let written = arguments.iter().zip(texts).map(|(sent, text)| {
            let value = typed::of_path(&sent.taken, text);
            values.taken(&sent.taken, &value)
        });
        let written: Vec<String> = written.collect();
        let _ = write!(code, ".{method}({})", written.join(", "));
    }
    let given = Given::new(methods.api, found.http, request);
    let mut call = Call {
        request,
        found: &found,
        given,
        values,
    };
    let arguments = call.arguments()?;
    let _ = write!(
        code,
        ".{}({})",
        found.sending.method.name,
        arguments.join(", ")
    );
    code.push_str(&call.setters()?);
    code.push_str(&call.rest());
    Ok(Snippet {
        expression: code,
        needs: areas.node_gate(found.node),
        untyped: call.values.untyped,
        reply: reply(&found.sending.call.returns),
        ..Snippet::default()
    })
}

fn reply(returns: &HttpReturn) -> Reply {
    match returns {
        HttpReturn::Nothing => Reply::Nothing,
        HttpReturn::Paged(..) => Reply::Page,
        HttpReturn::Body(_) | HttpReturn::Optional(_) | HttpReturn::Choice(_) => Reply::One,
        _ => Reply::Media,
    }
}

/// A call that is written.
struct Call<'a> {
    request: &'a Request,
    found: &'a Found<'a>,
    given: Given<'a>,
    values: Values<'a>,
}

impl Call<'_> {
    fn arguments(&mut self) -> Result<Vec<String>, SnippetError> {
        let found = self.found;
        let arguments = found.sending.call.arguments.iter().map(|sent| {
            self.value(sent)?.ok_or_else(|| SnippetError::Missing {
                operation: found.http.id.clone(),
                parameter: find::wire(&sent.slot).to_owned(),
            })
        });
        arguments.collect()
    }

    fn setters(&mut self) -> Result<String, SnippetError> {
        let mut code = String::new();
        let found = self.found;
        for setter in found.sending.setters() {
            if let Some(value) = self.value(&setter.sent)? {
                let _ = write!(code, ".{}({value})", setter.name);
            }
        }
        Ok(code)
    }

    /// The expression for a value that is sent; `None` where the request does not have it.
    fn value(&mut self, sent: &SentPlan) -> Result<Option<String>, SnippetError> {
        let text = match &self.request.body {
            Body::Text(text) => Some(text.as_str()),
            Body::Json(_) | Body::Empty => None,
        };
        Ok(match &sent.slot {
            Slot::Parameter(name) => {
                let given = self.given.take(name, None);
                given.map(|value| self.values.taken(&sent.taken, &value))
            }
            Slot::ParameterIn(place, name) => {
                let given = self.given.take(name, Some(place));
                given.map(|value| self.values.taken(&sent.taken, &value))
            }
            Slot::Json(_) => match &self.request.body {
                Body::Json(value) => Some(self.values.taken(&sent.taken, value)),
                Body::Text(_) | Body::Empty => None,
            },
            Slot::Form(_) => text.map(|text| {
                let value = self.given.form(text);
                self.values.taken(&sent.taken, &value)
            }),
            Slot::Text(_) | Slot::Bytes(_) => text.map(|text| format!("{text:?}")),
            Slot::BytesOf(_) => {
                let media = self.request.header("content-type").unwrap_or_default();
                text.map(|text| format!("{media:?}, {text:?}"))
            }
            Slot::Part(..)
            | Slot::StyledPart(..)
            | Slot::Parts
            | Slot::File(_)
            | Slot::NamedFiles => {
                return Err(SnippetError::Body {
                    found: "not taken apart",
                    expected: "a body of several parts, whose values are arguments and setters of its method",
                });
            }
        })
    }

    /// What the description does not declare.
    fn rest(&mut self) -> String {
        let mut code = String::new();
        for (name, value) in self.given.rest() {
            let _ = write!(code, ".query({name:?}, {value:?})");
        }
        for (name, value) in self.given.headers() {
            let _ = write!(code, ".header({name:?}, {value:?})");
        }
        code
    }
}

impl Request {
    /// The value of a header.
    fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// The names of an operation's parameters that are taken in a method, in any case.
fn is_own_header(name: &str) -> bool {
    OWN_HEADERS.contains(&name.to_ascii_lowercase().as_str())
}

/// Whether a value is taken as a file.
fn is_file(taken: &Taken) -> bool {
    matches!(taken, Taken::File | Taken::Files | Taken::NamedFiles)
}

/// Whether an operation has a parameter of this name in the query or in a header.
fn has_parameter(http: &HttpRequest, name: &str) -> bool {
    http.parameters
        .iter()
        .any(|it| it.name.eq_ignore_ascii_case(name))
}
