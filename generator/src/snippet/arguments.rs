//! Operations: a segment with its arguments and the request's body go in, the call of the method with its
//! arguments and setters comes out.

use serde_json::{Map, Value};

use crate::api::path::Segment;
use crate::api::walk::Taken;
use crate::plan::{
    Argument, ArgumentType, CallKind, ItemType, MethodBody, MethodPlan, ReturnPlan, SetterPlan,
    TypePath,
};

use super::body::Values;
use super::chain::{Chain, Place};
use super::json::json;
use super::parameters::{Parameters, find};
use super::{Body, Reply, Request, SnippetError};

/// How far a method is from what a request gives: first the kind, then arguments that are missing, then what is
/// given but not among the arguments.
pub(super) fn distance(
    method: &MethodPlan,
    segment: &Segment,
    request: &Request,
) -> (bool, usize, usize) {
    let MethodBody::Operation {
        kind, arguments, ..
    } = &method.body
    else {
        return (false, 0, 0);
    };
    let wanted = match request.method.as_str() {
        "POST" => CallKind::Action,
        _ => CallKind::Function,
    };
    let given = Parameters::of(segment, request, wanted);
    let missing = arguments.iter();
    let missing = missing.filter(|argument| find(&given.named, &argument.wire).is_none());
    let missing = missing.count().saturating_sub(given.placed.len());
    let all = given.named.len() + given.placed.len();
    let more = all.saturating_sub(arguments.len().saturating_sub(missing));
    (*kind != wanted, missing, more)
}

/// What is called: a method, with what it takes and gives.
struct Called<'p> {
    method: &'p MethodPlan,
    name: String,
    kind: CallKind,
    arguments: &'p [Argument],
    setters: &'p [SetterPlan],
    returns: &'p ReturnPlan,
    /// Whether the operation has a builder of its own.
    has_builder: bool,
}

/// Adds the call of an operation.
///
/// # Errors
/// What must be sent is not given.
pub(super) fn operation<'p>(
    chain: &mut Chain<'p>,
    (method, taken): (&'p MethodPlan, &Taken),
    last: bool,
    request: &Request,
    values: &mut Values<'p>,
) -> Result<(), SnippetError> {
    let Some(segment) = request.segments.get(taken.at) else {
        return Ok(());
    };
    let builder = chain.index.call(taken.edge).map(|(_, builder)| builder);
    let MethodBody::Operation {
        kind,
        arguments,
        returns,
        parameters,
        ..
    } = &method.body
    else {
        return Ok(());
    };
    let called = Called {
        method,
        name: segment.name.clone(),
        kind: *kind,
        arguments,
        setters: builder.map_or(&[], |builder| &builder.setters),
        returns,
        has_builder: parameters.is_some(),
    };
    chain.returns = Some(returns);
    chain.has_builder = called.has_builder;
    chain.place = Place::Operation(*kind);
    let mut onward = chain.api().steps(chain.api()[taken.edge].to);
    let onward = onward.next().map(|(_, edge)| edge.to);
    match call(chain, &called, segment, request, values) {
        Err(SnippetError::Missing { parameter, .. })
            if last && around(chain, &called, request, &parameter, values) => {}
        called => {
            called?;
            chain.then = onward.filter(|node| chain.index.builder(*node).is_some());
        }
    }
    Ok(())
}

/// Adds the call, with its setters.
fn call<'p>(
    chain: &mut Chain<'p>,
    called: &Called<'p>,
    segment: &Segment,
    request: &Request,
    values: &mut Values<'p>,
) -> Result<(), SnippetError> {
    if called.kind == CallKind::Action && !request.body.is_object() {
        // There is nothing to take arguments from: the body is sent as it is, where the request ends.
        return Ok(());
    }
    let mut given = Parameters::of(segment, request, called.kind);
    let settable = called
        .setters
        .iter()
        .map(|setter| setter.argument.wire.as_str());
    let declared = called
        .arguments
        .iter()
        .map(|argument| argument.wire.as_str());
    if let Some(value) = given.name(declared.chain(settable)) {
        return Err(SnippetError::Argument {
            operation: called.name.clone(),
            value: value.to_string(),
        });
    }
    let mut given = given.named;
    let mut code = Vec::new();
    for argument in called.arguments {
        let missing = || SnippetError::Missing {
            operation: called.name.clone(),
            parameter: argument.wire.clone(),
        };
        let (name, value) = find(&given, &argument.wire).ok_or_else(missing)?;
        let name = name.clone();
        let expression = argument_value(argument, value, values).ok_or_else(missing)?;
        given.shift_remove(&name);
        code.push(expression);
    }
    chain.call(called.method.name.as_str(), &code.join(", "));
    chain.reply = Reply::from(called.returns);
    let empty = matches!(&request.body, Body::Json(Value::Object(body)) if body.is_empty());
    if called.kind == CallKind::Action && empty && !called.has_builder {
        chain.call("json_body", "");
    }
    set(chain, called.setters, &mut given, values);
    undeclared(chain, given, called.setters, values);
    Ok(())
}

/// Adds the calls of setters for what is given.
fn set<'p>(
    chain: &mut Chain<'p>,
    setters: &'p [SetterPlan],
    given: &mut Map<String, Value>,
    values: &mut Values<'p>,
) {
    for setter in setters {
        let Some((name, value)) = find(given, &setter.argument.wire) else {
            continue;
        };
        let name = name.clone();
        if let Some(expression) = argument_value(&setter.argument, value, values) {
            chain.call(setter.name.as_str(), &expression);
            given.shift_remove(&name);
        }
    }
}

/// Calls an operation by the runtime's resource where a request leaves out what must be sent: as the request has
/// it, and with what comes back. Says whether it can be called so.
fn around<'p>(
    chain: &mut Chain<'p>,
    called: &Called<'p>,
    request: &Request,
    missing: &str,
    values: &mut Values<'p>,
) -> bool {
    let typed = |path: &TypePath| values.type_name(path);
    let ty = match called.returns {
        ReturnPlan::One(path) | ReturnPlan::Many(ItemType::Generated(path)) => typed(path),
        _ => None,
    };
    let many = matches!(called.returns, ReturnPlan::Many(_));
    let Some((last, before)) = request.segments.split_last() else {
        return false;
    };
    match (request.method.as_str(), called.returns, ty) {
        ("POST", returns, ty) => {
            let marker = match (returns, ty) {
                (ReturnPlan::Nothing, _) => "Nothing".to_owned(),
                (_, Some(ty)) if many => format!("Many<{ty}>"),
                (_, Some(ty)) => format!("One<{ty}>"),
                _ => return false,
            };
            chain.go_around(before);
            let action = format!("action::<odata_client::returns::{marker}>");
            chain.call(&action, &format!("{:?}", last.text));
            chain.place = Place::Operation(CallKind::Action);
            if let Body::Json(Value::Object(body)) = &request.body {
                for (name, value) in body {
                    chain.call("parameter", &format!("{name:?}, &{}", json(value)));
                }
            }
        }
        ("GET", _, Some(ty)) => {
            chain.go_around(&request.segments);
            let read = if many { "list" } else { "get" };
            chain.call(&format!("{read}::<{ty}>"), "");
            chain.place = Place::Operation(CallKind::Function);
        }
        _ => return false,
    }
    values.only(
        missing,
        "it must be sent and is not given, or is of another type",
    );
    chain.reply = Reply::from(called.returns);
    chain.has_builder = true;
    true
}

/// Sends parameters by their names on the wire; a null for one that is declared is not untyped.
fn undeclared(
    chain: &mut Chain<'_>,
    given: Map<String, Value>,
    setters: &[SetterPlan],
    values: &mut Values<'_>,
) {
    for (name, value) in given {
        let declared = setters.iter().any(|setter| setter.argument.wire == name);
        if !declared || !value.is_null() {
            let reason = "the operation declares no such parameter, or one of another type";
            values.untyped(&name, reason);
        }
        chain.call("parameter", &format!("{name:?}, &{}", json(&value)));
    }
}

/// The expression for an argument; `None` where the value is not of its type.
fn argument_value<'p>(
    argument: &'p Argument,
    value: &Value,
    values: &mut Values<'p>,
) -> Option<String> {
    match (&argument.ty, value) {
        (ArgumentType::IntoString, Value::String(text)) => Some(format!("{text:?}")),
        // An empty list has no item that would tell its type.
        (ArgumentType::IntoManyOfAny(item), Value::Array(items)) if items.is_empty() => {
            values.empty_list(item)
        }
        (ArgumentType::IntoVec(item) | ArgumentType::IntoManyOfAny(item), Value::Array(items)) => {
            values.list(&argument.wire, item, items)
        }
        (
            ArgumentType::IntoString | ArgumentType::IntoVec(_) | ArgumentType::IntoManyOfAny(_),
            _,
        ) => None,
        (ArgumentType::Value(item) | ArgumentType::IntoAny(item), value) => {
            values.item(&argument.wire, item, value)
        }
    }
}
