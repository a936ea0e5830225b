//! The end of a chain: the verb, query options, headers and body go in, the calls for them come out.

mod place;
mod raw;
mod references;

use crate::api::Verb;
use crate::plan::{ItemType, MethodBody, MethodPlan, ReturnPlan, TypePath};

use super::body::Values;
use super::chain::{Chain, Place};
use super::query::{OF_MANY, OF_ONE, option};
use super::{Body, Request, SnippetError};

use raw::as_it_is;

/// Finishes a chain.
///
/// # Errors
/// The verb is not possible here, or such a body is not sent here.
pub(super) fn finish<'p>(
    chain: &mut Chain<'p>,
    request: &Request,
    values: &mut Values<'p>,
) -> Result<(), SnippetError> {
    let place = chain.place.clone();
    let options = match place::by_place(chain, request, values) {
        Err(SnippetError::Body { found, expected }) => {
            let reason = format!("the body is {found}, where {expected} is sent");
            as_it_is(chain, request, &reason, values)?
        }
        // No verb and no function takes a body there.
        Ok(_) if matches!(request.method.as_str(), "GET" | "DELETE") && !is_empty(request) => {
            as_it_is(chain, request, "nothing is sent there", values)?
        }
        options => options?,
    };
    for (name, value) in &request.query {
        // What removes a reference names its target there.
        let target = name == "$id" && matches!(place, Place::References { .. });
        if !name.starts_with('@') && !target {
            option(chain, options.names, options.ty, (name, value), values);
        }
    }
    headers(chain, request);
    Ok(())
}

/// The query options that have a method where a chain ends, and what they are about.
#[derive(Clone, Copy, Default)]
struct Options<'p> {
    names: &'static [&'static str],
    ty: Option<&'p TypePath>,
}

impl<'p> Options<'p> {
    fn of_one(ty: Option<&'p TypePath>) -> Self {
        Self { names: OF_ONE, ty }
    }

    fn of_many(ty: Option<&'p TypePath>) -> Self {
        Self { names: OF_MANY, ty }
    }

    /// Of what an operation returns.
    fn of_returns(returns: &'p ReturnPlan) -> Self {
        match returns {
            ReturnPlan::One(ty) => Self::of_one(Some(ty)),
            ReturnPlan::Many(ItemType::Generated(ty)) => Self::of_many(Some(ty)),
            ReturnPlan::Many(_) => Self::of_many(None),
            ReturnPlan::Nothing | ReturnPlan::Single(_) | ReturnPlan::Media => Self::default(),
        }
    }
}

/// The content type that the request's headers give.
fn content_type(request: &Request) -> Option<&str> {
    let mut headers = request.headers.iter();
    let header = headers.find(|(name, _)| is_content_type(name));
    header.map(|(_, value)| value.as_str())
}

fn is_content_type(name: &str) -> bool {
    name.eq_ignore_ascii_case("content-type")
}

fn is_empty(request: &Request) -> bool {
    matches!(request.body, Body::Empty)
}

/// Adds the headers; of several content types the first, and none that a call gives already.
fn headers(chain: &mut Chain<'_>, request: &Request) {
    let mut told = chain.tells_content_type;
    for (name, value) in &request.headers {
        if is_content_type(name) {
            let usual = matches!(request.body, Body::Json(_))
                && value.eq_ignore_ascii_case("application/json");
            if std::mem::replace(&mut told, true) || usual {
                continue;
            }
        }
        chain.call("header", &format!("{name:?}, {value:?}"));
    }
}

fn impossible(request: &Request, possible: &[&str]) -> SnippetError {
    SnippetError::Verb {
        method: request.method.clone(),
        possible: possible.iter().map(ToString::to_string).collect(),
    }
}

/// The verb of a request.
fn verb_of(request: &Request) -> Option<Verb> {
    Verb::by_name(&request.method)
}

/// The model that a method sends.
fn sent(method: &MethodPlan) -> Option<&TypePath> {
    match &method.body {
        MethodBody::Create(model)
        | MethodBody::CreateAny(model)
        | MethodBody::Update(model)
        | MethodBody::UpdateAny(model)
        | MethodBody::Replace(model)
        | MethodBody::ReplaceAny(model) => Some(model),
        _ => None,
    }
}
