//! Parameters of actions and functions. In: names and values. Out: a JSON body (OData Protocol 4.01, section
//! 11.5.5), or literals and aliases in the URL (section 11.5.4.1).

use crate::encode::encode_query;
use crate::odata::encode::encode_key;
use crate::odata::literal::{json_text, literal};
use crate::request::Request;
use crate::value::{Field, outgoing_json, write_text};

/// Parameters so far, each name once.
#[derive(Clone)]
pub(super) struct Parameters {
    to: Destination,
    given: Vec<(&'static str, Given)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Destination {
    /// The body of an action. `object`: an object even without parameters.
    Body { object: bool },
    /// The path of a function.
    Path,
}

#[derive(Clone)]
enum Given {
    /// In a body; in a path through an alias, for what has no literal.
    Json(Vec<u8>),
    Literal(String),
}

impl Parameters {
    pub(super) fn of_action() -> Self {
        Self {
            to: Destination::Body { object: false },
            given: Vec::new(),
        }
    }

    pub(super) fn of_function() -> Self {
        Self {
            to: Destination::Path,
            given: Vec::new(),
        }
    }

    /// Sets a parameter, in place of an earlier value.
    pub(super) fn set(&mut self, request: &Request, name: &'static str, value: &dyn Field) {
        let value = match self.to {
            Destination::Body { .. } => Given::Json(outgoing_json(value, request.numbers())),
            Destination::Path => {
                match literal(&value.view(), request.client.inner().odata.forms()) {
                    Some(text) => Given::Literal(text),
                    None => Given::Json(json_text(value).into_bytes()),
                }
            }
        };
        match self.given.iter_mut().find(|(known, _)| *known == name) {
            Some((_, earlier)) => *earlier = value,
            None => self.given.push((name, value)),
        }
    }

    /// Has an action send `{}` where it has no parameter.
    pub(super) fn want_object(&mut self) {
        if let Destination::Body { object } = &mut self.to {
            *object = true;
        }
    }

    pub(super) fn finish(self, request: Request) -> Request {
        if request.link.is_some() {
            return request;
        }
        match self.to {
            Destination::Body { object } => {
                let omit = request.client.inner().odata.empty_action_body && !object;
                if self.given.is_empty() && omit {
                    return request;
                }
                request.json(body(self.given))
            }
            Destination::Path => below_path(self.given, request),
        }
    }
}

fn body(given: Vec<(&'static str, Given)>) -> Vec<u8> {
    let mut json = vec![b'{'];
    for (name, value) in given {
        if json.len() > 1 {
            json.push(b',');
        }
        write_text(name, &mut json);
        json.push(b':');
        match value {
            Given::Json(value) => json.extend_from_slice(&value),
            Given::Literal(value) => json.extend_from_slice(value.as_bytes()),
        }
    }
    json.push(b'}');
    json
}

fn below_path(given: Vec<(&'static str, Given)>, mut request: Request) -> Request {
    // Aliases of the calls that the path goes through already keep their names and stand first.
    let mut aliases = request.aliases().len();
    request.path.push('(');
    for (index, (name, value)) in given.into_iter().enumerate() {
        if index > 0 {
            request.path.push(',');
        }
        request.path.push_str(&encode_key(name));
        request.path.push('=');
        match value {
            Given::Literal(text) => request.path.push_str(&encode_key(&text)),
            Given::Json(json) => {
                let alias = free_alias(&request);
                request.path.push_str(&alias);
                let option = (alias, encode_query(&String::from_utf8_lossy(&json)));
                request.query.insert(aliases, option);
                aliases += 1;
            }
        }
    }
    request.path.push(')');
    request
}

fn free_alias(request: &Request) -> String {
    let mut number = 1;
    loop {
        let alias = format!("@p{number}");
        if !request.query.iter().any(|(known, _)| *known == alias) {
            return alias;
        }
        number += 1;
    }
}
