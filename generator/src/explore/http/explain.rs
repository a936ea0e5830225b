//! Explanations: a path, the id of an operation or the name of a type goes in, what it is in Rust comes out.

use crate::api::http::HttpRequest;
use crate::api::{Docs, NodeId, Place as ParameterPlace, TypeId, Verb};
use crate::explore::explain::fields;
use crate::explore::resolve::item_name;
use crate::explore::{Deprecated, Explanation, ExploreError, Parameter, RustItem, rust};
use crate::plan::{FilePlan, HttpReturn, HttpSending, SentPlan, Taken};
use crate::text::{nearest, one_line};

use super::Http;
use super::place::Place;

/// What something is.
pub(in crate::explore) fn explain(
    http: &Http<'_>,
    text: &str,
) -> Result<Vec<Explanation>, ExploreError> {
    let text = text.trim();
    if text.starts_with('/') || text.contains("://") {
        let place = http.follow(text)?;
        let found = requests(http, &place);
        return Ok(if found.is_empty() {
            vec![path(http, &place)]
        } else {
            found
        });
    }
    let mut found = Vec::new();
    for (node, verb, request) in http.operations() {
        if request.id.eq_ignore_ascii_case(text)
            && let Some(place) = http.shortest(node)
        {
            found.push(operation(http, &place, verb, request));
        }
    }
    let files = http.plan.namespaces.iter().flat_map(|it| &it.files);
    let named = |file: &&FilePlan| {
        file.wire.eq_ignore_ascii_case(text)
            || item_name(&file.item).is_some_and(|name| name.eq_ignore_ascii_case(text))
    };
    found.extend(files.filter(named).map(|file| ty(http, file)));
    if found.is_empty() {
        return Err(unknown(http, text));
    }
    Ok(found)
}

impl<'p> Http<'p> {
    /// All operations that are kept.
    pub(super) fn operations(&self) -> impl Iterator<Item = (NodeId, Verb, &'p HttpRequest)> {
        let nodes = (0..).map(NodeId).zip(&self.api.nodes);
        let requests = nodes.flat_map(|(id, node)| node.requests.iter().map(move |it| (id, it)));
        let kept = self.kept;
        requests
            .filter(move |(node, request)| kept.has_request(*node, request.verb))
            .filter_map(|(node, request)| Some((node, request.verb, request.http.as_deref()?)))
    }
}

fn unknown(http: &Http<'_>, text: &str) -> ExploreError {
    let operations = http.operations().map(|(_, _, request)| request.id.as_str());
    let types = http.api.types.iter().map(|ty| ty.name.as_str());
    ExploreError::Unknown {
        name: one_line(text),
        nearest: nearest(text, operations.chain(types)).map(one_line),
    }
}

fn path(http: &Http<'_>, place: &Place) -> Explanation {
    Explanation {
        name: place.path.clone(),
        kind: "path".to_owned(),
        path: Some(place.path.clone()),
        rust: Some(place.rust.clone()),
        verbs: http.verbs(place.node),
        needs: http.needs(place.node),
        ..Explanation::default()
    }
}

/// The operations of a place.
fn requests(http: &Http<'_>, place: &Place) -> Vec<Explanation> {
    let operations = http.operations().filter(|(node, ..)| *node == place.node);
    operations
        .map(|(_, verb, request)| operation(http, place, verb, request))
        .collect()
}

fn operation(http: &Http<'_>, place: &Place, verb: Verb, request: &HttpRequest) -> Explanation {
    let sendings = http.methods.request(place.node, verb);
    let first = sendings.first();
    let items = sendings.iter().map(|sending| RustItem {
        kind: "method",
        path: sending.method.name.to_string(),
    });
    Explanation {
        name: one_line(&request.id),
        kind: "operation".to_owned(),
        path: Some(place.path.clone()),
        rust: first.map(|sending| call(place, sending)),
        description: said(&request.docs),
        items: items.collect(),
        needs: http.needs(place.node),
        verbs: vec![verb.name()],
        parameters: first.map_or_else(Vec::new, |sending| parameters(sending, request)),
        returns: first.map(|sending| returned(&sending.call.returns)),
        deprecated: request.deprecated.then(gone),
        reference: request.docs.link.as_deref().map(one_line),
        example: first.map(|sending| format!("let reply = {}.await?;", call(place, sending))),
        ..Explanation::default()
    }
}

fn gone() -> Deprecated {
    Deprecated {
        date: None,
        removal: None,
        description: None,
    }
}

/// The call of a method, with the names of its arguments.
pub(super) fn call(place: &Place, sending: &HttpSending<'_>) -> String {
    let arguments = sending.call.arguments.iter();
    let names = arguments.map(|argument| match argument.taken {
        Taken::Reference(_) => format!("&{}", argument.name),
        _ => argument.name.to_string(),
    });
    let names: Vec<String> = names.collect();
    format!(
        "{}.{}({})",
        place.rust,
        sending.method.name,
        names.join(", ")
    )
}

/// What a request says of itself, in one line.
pub(super) fn said(docs: &Docs) -> Option<String> {
    let texts = [docs.summary.as_deref(), docs.text.as_deref()];
    let texts: Vec<String> = texts.into_iter().flatten().map(one_line).collect();
    (!texts.is_empty()).then(|| texts.join(". "))
}

fn parameters(sending: &HttpSending<'_>, request: &HttpRequest) -> Vec<Parameter> {
    let given = sending.call.arguments.iter();
    let given = given.map(|sent| parameter(sent.name.to_string(), sent, true, request));
    let set = sending.setters();
    let set = set.map(|it| parameter(it.name.to_string(), &it.sent, false, request));
    given.chain(set).collect()
}

fn parameter(name: String, sent: &SentPlan, required: bool, request: &HttpRequest) -> Parameter {
    let wire = match &sent.slot {
        crate::plan::Slot::Parameter(wire)
        | crate::plan::Slot::ParameterIn(_, wire)
        | crate::plan::Slot::Part(wire, _)
        | crate::plan::Slot::StyledPart(wire, ..)
        | crate::plan::Slot::File(wire) => wire.clone(),
        crate::plan::Slot::Parts | crate::plan::Slot::NamedFiles => "*".to_owned(),
        _ => "body".to_owned(),
    };
    let mut described = request.parameters.iter();
    let described = described.find(|it| it.name == wire && it.place != ParameterPlace::Path);
    Parameter {
        name,
        wire: one_line(&wire),
        ty: rust::taken(&sent.taken),
        required,
        description: described.and_then(|it| said(&it.docs)),
    }
}

/// What awaiting a call gives.
fn returned(returns: &HttpReturn) -> String {
    match returns {
        HttpReturn::Nothing => "()".to_owned(),
        HttpReturn::Body(item) | HttpReturn::Paged(item, _) => rust::item(item),
        HttpReturn::Optional(item) => format!("Option<{}>", rust::item(item)),
        HttpReturn::Text | HttpReturn::Location => "String".to_owned(),
        HttpReturn::Bytes => "Bytes".to_owned(),
        HttpReturn::Events(item) => format!("EventStream<{}>", rust::item(item)),
        HttpReturn::TextEvents => "EventStream<String>".to_owned(),
        HttpReturn::Lines(item) => format!("JsonLines<{}>", rust::item(item)),
        HttpReturn::Choice(name) => name.to_string(),
    }
}

fn ty(http: &Http<'_>, file: &FilePlan) -> Explanation {
    let described = described(http, file.ty);
    let name = item_name(&file.item).unwrap_or_default();
    let family = file.family.as_ref().map(|family| family.name.to_string());
    let names = std::iter::once(name.to_owned()).chain(family);
    let items = names.map(|name| RustItem {
        kind: "type",
        path: format!("{}::models::{name}", http.krate),
    });
    Explanation {
        name: one_line(&file.wire),
        kind: "schema".to_owned(),
        description: described.and_then(said),
        items: items.collect(),
        needs: http.plan.areas.type_gate(file.ty),
        fields: fields(&file.item),
        deprecated: http.api[file.ty].deprecated.then(gone),
        ..Explanation::default()
    }
}

/// What is said of a type.
pub(super) fn described<'p>(http: &Http<'p>, id: TypeId) -> Option<&'p Docs> {
    http.api[id].docs.as_deref()
}
