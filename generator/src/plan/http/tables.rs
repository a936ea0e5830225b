//! Tables: an operation goes in; out comes what the runtime is told of it, as static data.

use crate::api::http::{HttpParameter, HttpRequest, Style, Written};
use crate::api::{Place, Request, Value};
use crate::plan::{HttpReturn, OperationTable, ParameterRow};

use super::Context;
use super::replies::Replies;
use super::values::resolved;

/// The data of the event that ends the streams of some services: no value of the type of the events.
const END: &str = "[DONE]";

/// The table of an operation.
pub(super) fn table(
    context: &Context<'_>,
    request: &Request,
    http: &HttpRequest,
    replies: Replies,
) -> OperationTable {
    let parameters = http.parameters.iter();
    let parameters = parameters.filter(|parameter| !is_usual(parameter));
    let described = context.api.service.as_deref();
    let has_schemes = described.is_some_and(|service| !service.schemes.is_empty());
    let security = http.security.iter().map(|all| {
        let named = all
            .iter()
            .filter_map(|used| context.schemes.get(&used.scheme));
        named.map(|scheme| scheme.constant.clone()).collect()
    });
    let mut returns = replies.returns.iter();
    // Where each event is a value, any other data can only mark the end.
    let typed = returns.any(|(_, given)| matches!(given, HttpReturn::Events(_)));
    OperationTable {
        template: http.template.clone(),
        verb: request.verb,
        parameters: parameters.map(|it| row(context, it)).collect(),
        replies: replies.rows,
        errors: replies.errors,
        paging: http.paging.clone(),
        security: has_schemes.then(|| security.collect()),
        servers: http.servers.clone(),
        end: typed.then(|| END.to_owned()),
    }
}

fn row(context: &Context<'_>, parameter: &HttpParameter) -> ParameterRow {
    let list = matches!(resolved(context.api, &parameter.value).0, Value::List(_));
    ParameterRow {
        name: parameter.name.clone(),
        place: parameter.place,
        written: parameter.written.clone(),
        required_list: parameter.required && list,
    }
}

/// A parameter of the path that is written as the runtime does where the table does not have it.
fn is_usual(parameter: &HttpParameter) -> bool {
    let plain = Written::Styled {
        style: Style::Simple,
        explode: false,
        allow_reserved: false,
    };
    parameter.place == Place::Path && parameter.written == plain
}

/// Where a parameter stands, as a variant of the runtime's `In`.
pub(super) fn place(place: Place) -> &'static str {
    match place {
        Place::Path => "Path",
        Place::Header => "Header",
        Place::Cookie => "Cookie",
        Place::Query | Place::QueryString | Place::Body => "Query",
    }
}
