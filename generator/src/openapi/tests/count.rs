//! What real documents have, counted by other code: nothing of it may be missing in the graph.

use std::collections::{BTreeMap, BTreeSet};

use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Value as Json};

use super::documents;
use crate::api::{Api, Type, TypeKind, Value, Verb};
use crate::openapi::{Settings, read};

/// A document as JSON, read without the reader.
fn parse(text: &str) -> Json {
    if text.trim_start().starts_with('{') {
        return serde_json::from_str(text).unwrap();
    }
    let mut events = Parser::new_from_str(text).map(|event| event.unwrap().0);
    let first = events
        .by_ref()
        .find(|event| !matches!(event, Event::StreamStart | Event::DocumentStart(_)));
    let mut anchors = BTreeMap::new();
    value(first.unwrap(), &mut events, &mut anchors)
}

fn value<'t>(
    event: Event<'t>,
    events: &mut impl Iterator<Item = Event<'t>>,
    anchors: &mut BTreeMap<usize, Json>,
) -> Json {
    let (json, anchor) = match event {
        Event::Scalar(text, style, anchor, _) => {
            let plain = style == ScalarStyle::Plain;
            let read = plain.then(|| serde_json::from_str(&text).ok()).flatten();
            (read.unwrap_or_else(|| Json::from(text.as_ref())), anchor)
        }
        Event::SequenceStart(anchor, _) => {
            let mut items = Vec::new();
            loop {
                match events.next().unwrap() {
                    Event::SequenceEnd => break (Json::from(items), anchor),
                    event => items.push(value(event, events, anchors)),
                }
            }
        }
        Event::MappingStart(anchor, _) => {
            let mut members = Map::new();
            loop {
                match events.next().unwrap() {
                    Event::MappingEnd => break (Json::from(members), anchor),
                    Event::Scalar(name, ..) => {
                        let event = events.next().unwrap();
                        members.insert(name.into_owned(), value(event, events, anchors));
                    }
                    event => panic!("{event:?}"),
                }
            }
        }
        Event::Alias(anchor) => return anchors[&anchor].clone(),
        event => panic!("{event:?}"),
    };
    if anchor > 0 {
        anchors.insert(anchor, json.clone());
    }
    json
}

fn object(json: &Json) -> impl Iterator<Item = (&String, &Json)> {
    json.as_object().into_iter().flatten()
}

fn resolved<'j>(root: &'j Json, json: &'j Json) -> &'j Json {
    match json["$ref"].as_str() {
        Some(reference) => {
            let found = root.pointer(reference.strip_prefix('#').unwrap());
            resolved(root, found.unwrap())
        }
        None => json,
    }
}

/// All operations: verb, path, the operation and its path item.
fn operations(root: &Json) -> Vec<(&'static str, &str, &Json, &Json)> {
    let mut found = Vec::new();
    for (path, item) in object(&root["paths"]) {
        let item = resolved(root, item);
        for verb in Verb::ALL.iter().map(|verb| verb.name()) {
            let more = &item["additionalOperations"];
            let operation = item.get(verb.to_lowercase()).or_else(|| more.get(verb));
            if let Some(operation) = operation {
                found.push((verb, path.as_str(), operation, item));
            }
        }
    }
    found
}

/// Names and places of an operation's parameters.
fn parameters(root: &Json, operation: &Json, item: &Json) -> BTreeSet<(String, String)> {
    let lists = [&item["parameters"], &operation["parameters"]];
    let all = lists
        .into_iter()
        .flat_map(|list| list.as_array().into_iter().flatten());
    let named = all.map(|parameter| {
        let parameter = resolved(root, parameter);
        let text = |name: &str| parameter[name].as_str().unwrap().to_owned();
        (text("in"), text("name"))
    });
    let not_sent = ["accept", "content-type", "authorization"];
    named
        .filter(|(place, name)| {
            place != "header" || !not_sent.contains(&name.to_lowercase().as_str())
        })
        .collect()
}

/// The properties that a schema names itself or by `allOf`.
fn properties<'j>(root: &'j Json, schema: &'j Json, depth: usize) -> BTreeSet<&'j str> {
    let schema = resolved(root, schema);
    let own = object(&schema["properties"]);
    // `false`: there is none of this name.
    let own = own.filter(|(_, schema)| **schema != Json::Bool(false));
    let mut all: BTreeSet<&str> = own.map(|(name, _)| name.as_str()).collect();
    for part in schema["allOf"].as_array().into_iter().flatten() {
        if depth < 20 {
            all.extend(properties(root, part, depth + 1));
        }
    }
    all
}

/// The fields of a type: its own, those of its bases, and of all variants.
fn fields<'a>(api: &'a Api, ty: &'a Type, seen: &mut BTreeSet<&'a str>, depth: usize) {
    let mut inner = |value: &'a Value| {
        let mut value = value;
        while let Value::Nullable(inner) | Value::List(inner) | Value::Map(inner) = value {
            value = inner;
        }
        if let (Value::Named(id), true) = (value, depth < 20) {
            fields(api, &api[*id], seen, depth + 1);
        }
    };
    match &ty.kind {
        TypeKind::Alias(value) => inner(value),
        TypeKind::Union(union) => union
            .variants
            .iter()
            .for_each(|variant| inner(&variant.value)),
        TypeKind::Struct {
            base, fields: own, ..
        } => {
            if let Some(base) = base {
                fields(api, &api[*base], seen, depth + 1);
            }
            seen.extend(own.iter().map(|field| field.name.as_str()));
        }
        TypeKind::Enum { .. } => {}
    }
}

#[test]
fn nothing_of_real_documents_is_missing() {
    for path in documents() {
        let name = path.file_name().unwrap().to_str().unwrap();
        let bytes = std::fs::read(&path).unwrap();
        let root = parse(std::str::from_utf8(&bytes).unwrap());
        let api = read(name, &bytes, &Settings::default()).unwrap().api;
        let requests = api.nodes.iter().flat_map(|node| &node.requests);
        let requests: BTreeMap<_, _> = requests
            .map(|request| {
                let http = request.http.as_deref().unwrap();
                ((request.verb.name(), http.template.as_str()), http)
            })
            .collect();
        let operations = operations(&root);
        assert_eq!(requests.len(), operations.len(), "{name}");
        for (verb, path, operation, item) in operations {
            let http = requests[&(verb, path)];
            let found: BTreeSet<_> = http
                .parameters
                .iter()
                .map(|it| (format!("{:?}", it.place).to_lowercase(), it.name.clone()))
                .collect();
            let expected = parameters(&root, operation, item);
            let missing: Vec<_> = expected
                .difference(&found)
                .filter(|(place, name)| place != "path" || path.contains(&format!("{{{name}}}")))
                .collect();
            assert!(missing.is_empty(), "{name} {verb} {path}: {missing:?}");
            let replies =
                object(&operation["responses"]).filter(|(name, _)| !name.starts_with("x-"));
            assert_eq!(http.replies.len(), replies.count(), "{name} {verb} {path}");
            let body = resolved(&root, &operation["requestBody"]);
            assert_eq!(
                http.bodies.len(),
                object(&body["content"]).count(),
                "{name} {verb} {path}"
            );
        }
        schemas(name, &root, &api);
    }
}

fn schemas(name: &str, root: &Json, api: &Api) {
    let schemas = object(&root["components"]["schemas"]);
    let schemas = schemas.filter(|(name, _)| !name.starts_with("x-"));
    for ((own, schema), ty) in schemas.zip(&api.types) {
        assert_eq!(&ty.name, own, "{name}");
        let mut found = BTreeSet::new();
        fields(api, ty, &mut found, 0);
        let expected = properties(root, schema, 0);
        let missing: Vec<_> = expected.difference(&found).collect();
        assert!(missing.is_empty(), "{name} {own}: {missing:?}");
    }
}
