//! The verb of a request, by where its path leads.

use serde_json::Value;

use super::raw::as_it_is;
use super::references::references;
use super::{Options, content_type, impossible, sent, verb_of};
use crate::api::Verb;
use crate::plan::{CallKind, MethodBody, Shape, TypePath, ValueType};
use crate::snippet::body::Values;
use crate::snippet::chain::{Chain, Place};
use crate::snippet::{Body, Reply, Request, SnippetError};

/// The end of a chain, by where it has come to.
pub(super) fn by_place<'p>(
    chain: &mut Chain<'p>,
    request: &Request,
    values: &mut Values<'p>,
) -> Result<Options<'p>, SnippetError> {
    match chain.place.clone() {
        Place::Node(_) => verb(chain, request, values),
        Place::Stream => stream(chain, request, values),
        Place::Count => {
            if request.method != "GET" {
                return Err(impossible(request, &["GET"]));
            }
            chain.reply = Reply::Count;
            Ok(Options {
                names: &["filter", "search"],
                ty: None,
            })
        }
        Place::References { collection, key } => {
            references(chain, request, collection, key.as_deref())
        }
        Place::Property(model) => property(chain, request, model, values),
        Place::Value(ty) => value(chain, request, ty, values),
        Place::Operation(kind) => operation(chain, kind, request, values),
    }
}

fn operation<'p>(
    chain: &mut Chain<'p>,
    kind: CallKind,
    request: &Request,
    values: &mut Values<'p>,
) -> Result<Options<'p>, SnippetError> {
    // A verb of what a composable function returns.
    if kind == CallKind::Function && request.method != "GET" && chain.go_on() {
        return verb(chain, request, values);
    }
    let method = match kind {
        CallKind::Action => "POST",
        CallKind::Function => "GET",
    };
    if request.method != method {
        return Err(impossible(request, &[method]));
    }
    if kind == CallKind::Action && !request.body.is_object() {
        return Err(SnippetError::Body {
            found: kind_of(&request.body),
            expected: "an object with parameters",
        });
    }
    let returns = chain.returns.filter(|_| !chain.has_builder);
    Ok(returns.map(Options::of_returns).unwrap_or_default())
}

/// A verb on a resource, and which query options it takes.
fn verb<'p>(
    chain: &mut Chain<'p>,
    request: &Request,
    values: &mut Values<'p>,
) -> Result<Options<'p>, SnippetError> {
    if create_media(chain, request) {
        return Ok(Options::default());
    }
    let methods = verb_of(request).map(|verb| chain.requests(verb));
    let mut methods = methods.into_iter().flatten().copied();
    let method = methods.find(|method| !matches!(method.body, MethodBody::CreateMedia(_)));
    let Some(method) = method else {
        return replace(chain, request, values);
    };
    let argument = match sent(method) {
        None => String::new(),
        Some(model) => body_model(model, &request.body, values)?,
    };
    chain.call(method.name.as_str(), &argument);
    if sent(method).is_some() && !matches!(request.method.as_str(), "POST") {
        whole(chain, values);
    }
    let (reply, options) = match &method.body {
        MethodBody::List(model) => (Reply::Page, Options::of_many(Some(model))),
        MethodBody::Get(model) => (Reply::One, Options::of_one(Some(model))),
        MethodBody::Delete => (Reply::Nothing, Options::default()),
        _ => (Reply::Written, Options::default()),
    };
    chain.reply = reply;
    Ok(options)
}

/// `POST` of what is not JSON to a collection of media entities.
fn create_media(chain: &mut Chain<'_>, request: &Request) -> bool {
    let mut methods = chain.requests(Verb::Post).iter();
    let method = methods.find(|method| matches!(method.body, MethodBody::CreateMedia(_)));
    let (Some(method), "POST", Body::Text(text)) = (method, &*request.method, &request.body) else {
        return false;
    };
    let method = method.name.as_str();
    let kind = content_type(request).unwrap_or("application/octet-stream");
    chain.tells_content_type = true;
    chain.call(method, &format!("{text:?}, {kind:?}"));
    chain.reply = Reply::One;
    true
}

/// `PUT` where builders only have `PATCH`: the runtime's resource sends it.
///
/// # Errors
/// Any other verb is not possible.
fn replace<'p>(
    chain: &mut Chain<'p>,
    request: &Request,
    values: &mut Values<'p>,
) -> Result<Options<'p>, SnippetError> {
    let model = chain.requests(Verb::Patch).first().copied().and_then(sent);
    let Some(model) = model.filter(|_| request.method == "PUT") else {
        let possible = Verb::ALL.iter().copied();
        let possible = possible.filter(|verb| !chain.requests(*verb).is_empty());
        let possible: Vec<&str> = possible.map(Verb::name).collect();
        return Err(impossible(request, &possible));
    };
    let argument = body_model(model, &request.body, values)?;
    chain.go_around(&request.segments);
    chain.call("replace", &argument);
    whole(chain, values);
    chain.reply = Reply::Written;
    Ok(Options::default())
}

/// A reference to the model that a body is.
fn body_model(
    model: &TypePath,
    body: &Body,
    values: &mut Values<'_>,
) -> Result<String, SnippetError> {
    let wrong = |expected| SnippetError::Body {
        found: kind_of(body),
        expected,
    };
    let Body::Json(Value::Object(body)) = body else {
        return Err(wrong("a JSON object"));
    };
    let code = values.body(model, body);
    Ok(format!("&{}", code.ok_or_else(|| wrong("a model"))?))
}

/// A structural property: the chain is the runtime's resource.
fn property<'p>(
    chain: &mut Chain<'p>,
    request: &Request,
    model: &'p TypePath,
    values: &mut Values<'p>,
) -> Result<Options<'p>, SnippetError> {
    chain.reply = Reply::Written;
    match request.method.as_str() {
        "GET" => {
            chain.reply = Reply::One;
            let ty = values.type_name(model).unwrap_or_default();
            chain.call(&format!("get::<{ty}>"), "");
            return Ok(Options::of_one(Some(model)));
        }
        "PATCH" => {
            let argument = body_model(model, &request.body, values)?;
            chain.call("update", &argument);
            whole(chain, values);
        }
        "PUT" => {
            let argument = body_model(model, &request.body, values)?;
            chain.call("replace", &argument);
            whole(chain, values);
        }
        method => {
            let reason = format!("the runtime has no typed {method} for a property");
            return as_it_is(chain, request, &reason, values);
        }
    }
    Ok(Options::default())
}

/// Any other structural property: read by its type.
fn value<'p>(
    chain: &mut Chain<'p>,
    request: &Request,
    ty: Option<&'p ValueType>,
    values: &mut Values<'p>,
) -> Result<Options<'p>, SnippetError> {
    let typed = |ty: &ValueType| {
        let item = values.item_type(&ty.item)?;
        match ty.shape {
            Shape::One | Shape::Boxed => Some((format!("Single<{item}>"), Reply::Single)),
            Shape::Many => Some((format!("Many<{item}>"), Reply::Page)),
            Shape::ManyNullable => None,
        }
    };
    let reads = request.method == "GET" && matches!(request.body, Body::Empty);
    let Some((marker, reply)) = ty.filter(|_| reads).and_then(typed) else {
        return as_it_is(chain, request, "no builder leads to the property", values);
    };
    chain.call(
        &format!("request::<odata_client::returns::{marker}>"),
        "odata_client::http::Method::GET",
    );
    chain.reply = reply;
    Ok(Options::default())
}

/// What was documented is sent whole, what an update leaves out otherwise too.
fn whole(chain: &mut Chain<'_>, values: &Values<'_>) {
    for call in values.whole() {
        chain.call(call, "");
    }
}

pub(super) fn kind_of(body: &Body) -> &'static str {
    match body {
        Body::Empty => "empty",
        Body::Json(Value::Array(_)) => "a JSON array",
        Body::Json(_) => "JSON",
        Body::Text(_) => "text",
    }
}

fn stream<'p>(
    chain: &mut Chain<'p>,
    request: &Request,
    values: &mut Values<'p>,
) -> Result<Options<'p>, SnippetError> {
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
            let kind = content_type(request).unwrap_or("application/octet-stream");
            chain.tells_content_type = true;
            chain.call("put", &format!("{text:?}, {kind:?}"));
            chain.reply = Reply::Raw;
        }
        method => {
            let reason = format!("a stream has no typed {method}");
            return as_it_is(chain, request, &reason, values);
        }
    }
    Ok(Options::default())
}
