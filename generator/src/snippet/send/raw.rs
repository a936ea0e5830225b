//! Requests that the metadata has no place for: sent as they are, by the runtime's resource.

use super::{Options, content_type, impossible, is_empty, sent, verb_of};
use crate::plan::{ItemType, MethodBody, ReturnPlan};
use crate::snippet::body::Values;
use crate::snippet::chain::Chain;
use crate::snippet::{Body, Reply, Request, SnippetError};

/// Sends a request as it is.
///
/// # Errors
/// The verb is not one that OData sends.
pub(super) fn as_it_is<'p>(
    chain: &mut Chain<'p>,
    request: &Request,
    reason: &str,
    values: &mut Values<'p>,
) -> Result<Options<'p>, SnippetError> {
    if verb_of(request).is_none() {
        return Err(impossible(
            request,
            &["GET", "POST", "PUT", "PATCH", "DELETE"],
        ));
    }
    values.only("", reason);
    let (marker, reply) = comes_back(chain, request, values);
    chain.go_around(&request.segments);
    let method = &request.method;
    chain.call(
        &format!("request::<odata_client::returns::{marker}>"),
        &format!("odata_client::http::Method::{method}"),
    );
    let given = content_type(request);
    chain.tells_content_type = !is_empty(request);
    match &request.body {
        Body::Empty => {}
        Body::Json(body) => {
            let kind = given.unwrap_or("application/json");
            chain.call("body", &format!("{:?}, {kind:?}", body.to_string()));
        }
        Body::Text(text) => {
            let kind = given.unwrap_or("application/octet-stream");
            chain.call("body", &format!("{text:?}, {kind:?}"));
        }
    }
    chain.reply = reply;
    Ok(Options::default())
}

/// What comes back from where a chain has come to: a marker of the runtime's, and the reply.
fn comes_back(chain: &Chain<'_>, request: &Request, values: &Values<'_>) -> (String, Reply) {
    let typed = |path, many: bool| {
        let ty = values.type_name(path)?;
        Some(if many {
            (format!("Many<{ty}>"), Reply::Page)
        } else {
            (format!("One<{ty}>"), Reply::One)
        })
    };
    let known = match chain.returns {
        Some(ReturnPlan::One(path)) => typed(path, false),
        Some(ReturnPlan::Many(ItemType::Generated(path))) => typed(path, true),
        Some(ReturnPlan::Nothing) => Some(("Nothing".to_owned(), Reply::Nothing)),
        Some(_) => None,
        None => verb_of(request).and_then(|verb| {
            let mut methods = chain.requests(verb).iter();
            methods.find_map(|method| match &method.body {
                MethodBody::Get(path) => typed(path, false),
                MethodBody::List(path) => typed(path, true),
                _ => typed(sent(method)?, false),
            })
        }),
    };
    known.unwrap_or_else(|| ("Raw".to_owned(), Reply::Raw))
}
