//! Operations: a segment with its arguments and the request's body go in, the call of the method with its
//! arguments and setters comes out.

use serde_json::{Map, Value};

use crate::plan::CallKind;
use crate::plan::{
    Argument, ArgumentType, Given, ItemType, MethodBody, MethodPlan, ReturnPlan, SetterPlan,
};

use super::body::{self, Values};
use super::chain::Chain;
use super::index::{self, Home};
use super::parameters::{Parameters, find};
use super::{Body, Reply, Request, SnippetError};
use crate::api::path::Segment;

/// The method that a segment calls: of overloads, the one whose parameters are given.
pub(super) fn operation<'p>(
    methods: &'p [MethodPlan],
    segment: &Segment,
    request: &Request,
    last: bool,
) -> Option<&'p MethodPlan> {
    let wanted = segment.name.rsplit('.').next().unwrap_or_default();
    let wanted_kind = match request.method.as_str() {
        // What a path leads on from is a function, whatever is sent in the end.
        "POST" if last => CallKind::Action,
        _ => CallKind::Function,
    };
    let given = Parameters::of(segment, request, wanted_kind);
    let called = methods.iter().filter(|method| {
        matches!(&method.body, MethodBody::Operation { segment, .. }
            if segment.rsplit('.').next().is_some_and(|name| name.eq_ignore_ascii_case(wanted)))
    });
    called.min_by_key(|method| distance(method, &given, wanted_kind))
}

/// How far a method is from what is given: first the kind, then arguments that are missing, then what is
/// given but not among the arguments.
fn distance(method: &MethodPlan, given: &Parameters, kind: CallKind) -> (bool, usize, usize) {
    let MethodBody::Operation {
        kind: own,
        arguments,
        ..
    } = &method.body
    else {
        return (true, usize::MAX, usize::MAX);
    };
    let missing = arguments
        .iter()
        .filter(|a| find(&given.named, &a.wire).is_none())
        .count();
    let missing = missing.saturating_sub(given.placed.len());
    let all = given.named.len() + given.placed.len();
    (
        *own != kind,
        missing,
        all.saturating_sub(arguments.len() - missing),
    )
}

/// Adds the call of an operation, with its setters.
pub(super) fn call<'p>(
    chain: &mut Chain<'p>,
    method: &'p MethodPlan,
    segment: &Segment,
    request: &Request,
    values: &mut Values<'p>,
) -> Result<CallKind, SnippetError> {
    let MethodBody::Operation {
        kind,
        arguments,
        gives,
        ..
    } = &method.body
    else {
        return Ok(CallKind::Action);
    };
    let home = chain.home();
    let builder = match gives {
        Given::Builder(path) => chain.index.operation(path, home),
        Given::Invocation(_) => None,
    };
    if *kind == CallKind::Action && !request.body.is_object() {
        // There is nothing to take arguments from: the body is sent as it is, where the request ends.
        chain.returns = match gives {
            Given::Invocation(returns) => Some((returns, home)),
            Given::Builder(path) => {
                builder.map(|builder| (&builder.returns, index::operation_home(path, home)))
            }
        };
        return Ok(*kind);
    }
    let setters = builder.map_or(&[][..], |builder| &builder.setters);
    let mut given = Parameters::of(segment, request, *kind);
    let settable = setters.iter().map(|setter| setter.argument.wire.as_str());
    let declared = arguments.iter().map(|argument| argument.wire.as_str());
    if let Some(value) = given.name(declared.chain(settable)) {
        return Err(SnippetError::Argument {
            operation: segment.name.clone(),
            value: value.to_string(),
        });
    }
    let mut given = given.named;
    let mut code = Vec::new();
    for argument in arguments {
        let missing = || SnippetError::Missing {
            operation: segment.name.clone(),
            parameter: argument.wire.clone(),
        };
        let (name, value) = find(&given, &argument.wire).ok_or_else(missing)?;
        let name = name.clone();
        let expression = argument_value(argument, value, home, values).ok_or_else(missing)?;
        given.shift_remove(&name);
        code.push(expression);
    }
    chain.call(method.name.as_str(), &code.join(", "));
    let path = match gives {
        Given::Builder(path) => path,
        Given::Invocation(returns) => {
            chain.reply = Reply::from(returns);
            chain.returns = Some((returns, home));
            let empty = matches!(&request.body, Body::Json(Value::Object(body)) if body.is_empty());
            if *kind == CallKind::Action && empty {
                chain.call("json_body", "");
            }
            undeclared(chain, given, &[], values);
            return Ok(*kind);
        }
    };
    chain.reply = builder.map_or(Reply::Nothing, |builder| Reply::from(&builder.returns));
    let home_of_returns = index::operation_home(path, home);
    chain.returns = builder.map(|builder| (&builder.returns, home_of_returns));
    let then = builder.and_then(|builder| builder.then.as_ref());
    chain.then = then.and_then(|then| {
        let index = chain.index;
        index.builder(then, index::operation_home(path, home))
    });
    let home = index::operation_home(path, home);
    for setter in setters {
        let Some((name, value)) = find(&given, &setter.argument.wire) else {
            continue;
        };
        let name = name.clone();
        if let Some(expression) = argument_value(&setter.argument, value, home, values) {
            chain.call(setter.name.as_str(), &expression);
            given.shift_remove(&name);
        }
    }
    undeclared(chain, given, setters, values);
    Ok(*kind)
}

/// Calls an operation by the runtime's resource where a request leaves out what must be sent: as the request has
/// it, and with what comes back.
pub(super) fn around<'p>(
    chain: &mut Chain<'p>,
    method: &'p MethodPlan,
    request: &Request,
    missing: &str,
    values: &mut Values<'p>,
) -> Option<CallKind> {
    let MethodBody::Operation { gives, .. } = &method.body else {
        return None;
    };
    let home = chain.home();
    let (returns, home) = match gives {
        Given::Invocation(returns) => (returns, home),
        Given::Builder(path) => {
            let builder = chain.index.operation(path, home)?;
            (&builder.returns, index::operation_home(path, home))
        }
    };
    let ty = match returns {
        ReturnPlan::One(path) | ReturnPlan::Many(ItemType::Generated(path)) => {
            Some(values.type_name(path, home)?)
        }
        ReturnPlan::Nothing => None,
        _ => return None,
    };
    let (last, before) = request.segments.split_last()?;
    let (kind, name, argument) = match (request.method.as_str(), returns, ty) {
        ("POST", ReturnPlan::Nothing, _) => (CallKind::Action, "Nothing".to_owned(), true),
        ("POST", ReturnPlan::Many(_), Some(ty)) => (CallKind::Action, format!("Many<{ty}>"), true),
        ("POST", _, Some(ty)) => (CallKind::Action, format!("One<{ty}>"), true),
        ("GET", ReturnPlan::Many(_), Some(ty)) => {
            (CallKind::Function, format!("list::<{ty}>"), false)
        }
        ("GET", _, Some(ty)) => (CallKind::Function, format!("get::<{ty}>"), false),
        _ => return None,
    };
    if argument {
        chain.go_around(before);
        let call = format!("action::<odata_client::returns::{name}>");
        chain.call(&call, &format!("{:?}", last.text));
    } else {
        chain.go_around(&request.segments);
        chain.call(&name, "");
    }
    if let (true, Body::Json(Value::Object(body))) = (argument, &request.body) {
        for (name, value) in body {
            chain.call("parameter", &format!("{name:?}, &{}", body::json(value)));
        }
    }
    values.only(
        missing,
        "it must be sent and is not given, or is of another type",
    );
    chain.reply = Reply::from(returns);
    chain.returns = Some((returns, home));
    chain.then = None;
    Some(kind)
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
        let json = body::json(&value);
        chain.call("parameter", &format!("{name:?}, &{json}"));
    }
}

/// The expression for an argument; `None` where the value is not of its type.
fn argument_value<'p>(
    argument: &'p Argument,
    value: &Value,
    home: Option<Home<'p>>,
    values: &mut Values<'p>,
) -> Option<String> {
    match (&argument.ty, value) {
        (ArgumentType::IntoString, Value::String(text)) => Some(format!("{text:?}")),
        // An empty list has no item that would tell its type.
        (ArgumentType::IntoManyOfAny(item), Value::Array(items)) if items.is_empty() => {
            values.empty_list(item, home)
        }
        (ArgumentType::IntoVec(item) | ArgumentType::IntoManyOfAny(item), Value::Array(items)) => {
            values.list(&argument.wire, item, home, items)
        }
        (
            ArgumentType::IntoString | ArgumentType::IntoVec(_) | ArgumentType::IntoManyOfAny(_),
            _,
        ) => None,
        (ArgumentType::Value(item) | ArgumentType::IntoAny(item), value) => {
            values.item(&argument.wire, item, home, value)
        }
    }
}

/// The expression for a part of a key.
///
/// # Errors
/// The text is no value of the part's type: nothing else of a request becomes code than what was read as a value.
pub(super) fn key<'p>(
    part: &'p Argument,
    literal: &str,
    home: Option<Home<'p>>,
    values: &mut Values<'p>,
) -> Result<String, SnippetError> {
    let item = match &part.ty {
        ArgumentType::IntoString => return Ok(format!("{literal:?}")),
        ArgumentType::Value(item)
        | ArgumentType::IntoAny(item)
        | ArgumentType::IntoVec(item)
        | ArgumentType::IntoManyOfAny(item) => item,
    };
    let typed = values.literal(&part.wire, item, home, literal);
    typed.ok_or_else(|| SnippetError::Key {
        text: literal.to_owned(),
        part: part.wire.clone(),
        ty: type_name(item),
    })
}

fn type_name(item: &ItemType) -> String {
    match item {
        ItemType::Prelude(name) | ItemType::Runtime(name) => (*name).to_owned(),
        ItemType::Generated(path) | ItemType::Flags(path) => path.name.to_string(),
    }
}
