//! The end of a chain: the verb, query options, headers and body go in, the calls for them come out.

use serde_json::Value;

use crate::plan::CallKind;
use crate::plan::{ItemType, MethodBody, MethodPlan, ReturnPlan, TypePath};

use super::body::Values;
use super::chain::{Chain, Place};
use super::index::Home;
use super::{Body, Reply, Request, SnippetError, steps};

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
    let place = chain.place.clone();
    let options = match by_place(chain, request, values) {
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
            option(chain, options, name, value);
        }
    }
    headers(chain, request);
    Ok(())
}

/// The content type that the request's headers give.
fn content_type(request: &Request) -> Option<&str> {
    let mut headers = request.headers.iter();
    let header = headers.find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    header.map(|(_, value)| value.as_str())
}

fn is_empty(request: &Request) -> bool {
    matches!(request.body, Body::Empty)
}

fn headers(chain: &mut Chain<'_>, request: &Request) {
    for (name, value) in &request.headers {
        let usual =
            matches!(request.body, Body::Json(_)) && value.eq_ignore_ascii_case("application/json");
        let told = chain.tells_content_type || usual;
        if !(told && name.eq_ignore_ascii_case("content-type")) {
            chain.call("header", &format!("{name:?}, {value:?}"));
        }
    }
}

/// What the metadata has no place for is sent as it is, by the runtime's resource.
fn as_it_is<'p>(
    chain: &mut Chain<'p>,
    request: &Request,
    reason: &str,
    values: &mut Values<'p>,
) -> Result<&'static [&'static str], SnippetError> {
    if !matches!(
        request.method.as_str(),
        "GET" | "POST" | "PUT" | "PATCH" | "DELETE"
    ) {
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
    Ok(&[])
}

/// What comes back from where a chain has come to: a marker of the runtime's, and the reply.
fn comes_back(chain: &Chain<'_>, request: &Request, values: &Values<'_>) -> (String, Reply) {
    let typed = |path, home, many: bool| {
        let ty = values.type_name(path, home)?;
        Some(if many {
            (format!("Many<{ty}>"), Reply::Page)
        } else {
            (format!("One<{ty}>"), Reply::One)
        })
    };
    let known = match chain.returns {
        Some((ReturnPlan::One(path), home)) => typed(path, home, false),
        Some((ReturnPlan::Many(ItemType::Generated(path)), home)) => typed(path, home, true),
        Some((ReturnPlan::Nothing, _)) => Some(("Nothing".to_owned(), Reply::Nothing)),
        Some(_) => None,
        None => chain.methods().iter().find_map(|method| {
            let (verb, path, many) = match &method.body {
                MethodBody::Get(path) => ("GET", path, false),
                MethodBody::List(path) => ("GET", path, true),
                MethodBody::Create(path) | MethodBody::CreateAny(path) => ("POST", path, false),
                MethodBody::Update(path) | MethodBody::UpdateAny(path) => ("PATCH", path, false),
                MethodBody::Replace(path) | MethodBody::ReplaceAny(path) => ("PUT", path, false),
                _ => return None,
            };
            typed(path, chain.home(), many).filter(|_| verb == request.method)
        }),
    };
    known.unwrap_or_else(|| ("Raw".to_owned(), Reply::Raw))
}

/// The end of a chain, by where it has come to.
fn by_place<'p>(
    chain: &mut Chain<'p>,
    request: &Request,
    values: &mut Values<'p>,
) -> Result<&'static [&'static str], SnippetError> {
    let options = match chain.place.clone() {
        Place::Resource(..) => verb(chain, request, values)?,
        Place::Stream => stream(chain, request, values)?,
        Place::Count => {
            if request.method != "GET" {
                return Err(impossible(request, &["GET"]));
            }
            chain.reply = Reply::Count;
            &["filter", "search"]
        }
        Place::References { collection, key } => {
            references(chain, request, collection, key.as_deref())?
        }
        Place::Property(home, model) => property(chain, request, (home, model), values)?,
        Place::Value => as_it_is(chain, request, "no builder leads to the property", values)?,
        // A verb of what a composable function returns.
        Place::Operation(CallKind::Function) if request.method != "GET" && chain.go_on() => {
            verb(chain, request, values)?
        }
        Place::Operation(CallKind::Action)
            if request.method == "POST" && !request.body.is_object() =>
        {
            return Err(SnippetError::Body {
                found: kind_of(&request.body),
                expected: "an object with parameters",
            });
        }
        Place::Operation(kind) => {
            let fits = match kind {
                CallKind::Action => request.method == "POST",
                CallKind::Function => request.method == "GET",
            };
            if !fits {
                let method = if kind == CallKind::Action {
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
    Ok(options)
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
    if create_media(chain, request) {
        return Ok(&[]);
    }
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
            (Some(model), body) => body_model(chain, model, body, values)?,
        };
        chain.call(method.name.as_str(), &argument);
        chain.reply = match &method.body {
            MethodBody::List(_) => Reply::Page,
            MethodBody::Delete => Reply::Nothing,
            MethodBody::Get(_) => Reply::One,
            _ => Reply::Written,
        };
        return Ok(options);
    }
    replace(chain, request, values)?.ok_or_else(|| impossible(request, &possible))
}

/// `POST` of what is not JSON to a collection of media entities.
fn create_media(chain: &mut Chain<'_>, request: &Request) -> bool {
    let is_for_media = |method: &&MethodPlan| matches!(method.body, MethodBody::CreateMedia(_));
    let method = chain.methods().iter().find(is_for_media);
    let (Some(method), "POST", Body::Text(text)) = (method, &*request.method, &request.body) else {
        return false;
    };
    let kind = content_type(request).unwrap_or("application/octet-stream");
    chain.tells_content_type = true;
    chain.call(method.name.as_str(), &format!("{text:?}, {kind:?}"));
    chain.reply = Reply::One;
    true
}

/// `PUT` where builders only have `PATCH`: the runtime's resource sends it.
fn replace<'p>(
    chain: &mut Chain<'p>,
    request: &Request,
    values: &mut Values<'p>,
) -> Result<Option<&'static [&'static str]>, SnippetError> {
    let model = chain
        .methods()
        .iter()
        .find_map(|method| match &method.body {
            MethodBody::Update(model) | MethodBody::UpdateAny(model) => Some(model),
            _ => None,
        });
    let Some(model) = model.filter(|_| request.method == "PUT") else {
        return Ok(None);
    };
    let argument = body_model(chain, model, &request.body, values)?;
    chain.go_around(&request.segments);
    chain.call("replace", &argument);
    chain.reply = Reply::Written;
    Ok(Some(&[]))
}

/// A reference to the model that a body is.
fn body_model<'p>(
    chain: &Chain<'p>,
    model: &'p TypePath,
    body: &Body,
    values: &mut Values<'p>,
) -> Result<String, SnippetError> {
    let wrong = |expected| SnippetError::Body {
        found: kind_of(body),
        expected,
    };
    let Body::Json(Value::Object(body)) = body else {
        return Err(wrong("a JSON object"));
    };
    let code = values.body(model, chain.home(), body);
    Ok(format!("&{}", code.ok_or_else(|| wrong("a model"))?))
}

/// A structural property: the chain is the runtime's resource.
fn property<'p>(
    chain: &mut Chain<'p>,
    request: &Request,
    (home, model): (Home<'p>, &'p TypePath),
    values: &mut Values<'p>,
) -> Result<&'static [&'static str], SnippetError> {
    chain.reply = Reply::Written;
    match request.method.as_str() {
        "GET" => {
            chain.reply = Reply::One;
            let ty = values.type_name(model, Some(home)).unwrap_or_default();
            chain.call(&format!("get::<{ty}>"), "");
            return Ok(OF_ONE);
        }
        "PATCH" => {
            let argument = body_model(chain, model, &request.body, values)?;
            chain.call("update", &argument);
        }
        "PUT" => {
            let argument = body_model(chain, model, &request.body, values)?;
            chain.call("replace", &argument);
        }
        method => {
            let reason = format!("the runtime has no typed {method} for a property");
            return as_it_is(chain, request, &reason, values);
        }
    }
    Ok(&[])
}

/// References: of a collection, or one.
fn references(
    chain: &mut Chain<'_>,
    request: &Request,
    collection: bool,
    key: Option<&str>,
) -> Result<&'static [&'static str], SnippetError> {
    let id = || match &request.body {
        Body::Json(body) => steps::entity_id(body).ok_or("JSON"),
        body => Err(kind_of(body)),
    };
    let id = || {
        id().map(|id| format!("{id:?}"))
            .map_err(|found| SnippetError::Body {
                found,
                expected: "an object with `@odata.id` alone",
            })
    };
    match (request.method.as_str(), collection, key) {
        ("GET", true, None) => {
            chain.call("list", "");
            chain.reply = Reply::Page;
            return Ok(OF_MANY);
        }
        ("GET", false, _) => {
            chain.call("get", "");
            chain.reply = Reply::Reference;
        }
        ("POST", true, None) => chain.call("add", &id()?),
        ("PUT", false, _) => chain.call("set", &id()?),
        ("DELETE", true, Some(key)) => chain.call("remove", &format!("{key:?}")),
        ("DELETE", false, _) => chain.call("remove", ""),
        ("DELETE", true, None) => {
            let target = request.query.iter().find(|(name, _)| name == "$id");
            let target = target.ok_or_else(|| impossible(request, &["GET", "POST"]))?;
            chain.call("remove_id", &format!("{:?}", target.1));
        }
        (_, true, _) => return Err(impossible(request, &["GET", "POST", "DELETE"])),
        (_, false, _) => return Err(impossible(request, &["GET", "PUT", "DELETE"])),
    }
    Ok(&[])
}

fn kind_of(body: &Body) -> &'static str {
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
    Ok(&[])
}

/// A query option: by its own method where that gives the same value.
fn option(chain: &mut Chain<'_>, options: &[&str], name: &str, value: &str) {
    let plain = name.trim_start_matches('$').to_ascii_lowercase();
    let known = options.contains(&plain.as_str()) && name.strip_prefix('$') == Some(plain.as_str());
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
