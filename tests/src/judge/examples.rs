//! Examples of a document. In: its operations and the plan of their calls. Out: JSON with the type that it must be read as.

use csdlgen::plan::{
    HttpOperationPlan, HttpPlan, HttpReturn, ItemType, PathMethodBody, PathMethodPlan, SentPlan,
    Slot, Taken,
};
use serde_json::Value as Json;

use super::calls::type_text;
use super::document::{Document, Operation, members};

/// An example, and the type that it is read as.
#[derive(Clone, Debug)]
pub struct Example {
    /// Method, path and what it is of.
    pub name: String,
    /// The type, as Rust.
    pub ty: String,
    /// What it is.
    pub value: Json,
}

/// All examples of bodies and of replies that have one type.
pub fn examples(plan: &HttpPlan, document: &Document) -> Vec<Example> {
    let mut found = Vec::new();
    let client = (&plan.client.methods, &plan.client.operations);
    let files = plan
        .files
        .iter()
        .map(|file| (&file.builder.methods, &file.operations));
    for (methods, operations) in files.chain([client]) {
        for method in methods {
            of_method(method, operations, document, &mut found);
        }
    }
    found
}

fn of_method(
    method: &PathMethodPlan,
    operations: &[HttpOperationPlan],
    document: &Document,
    found: &mut Vec<Example>,
) {
    let PathMethodBody::Call(call) = &method.body else {
        return;
    };
    let Some(plan) = operations.iter().find(|it| it.constant == call.table) else {
        return;
    };
    let (path, verb) = (&plan.table.template, plan.table.method());
    let Some(operation) = document.operation(path, verb) else {
        return;
    };
    let name = format!("{verb} {path} {}", method.name.as_str());
    if let Some(item) = reply_type(&call.returns) {
        let replies = operation
            .replies()
            .filter(|(status, media, _)| status.starts_with('2') && is_json(media));
        for (status, _, content) in replies {
            add(document, &format!("{name} {status}"), item, content, found);
        }
    }
    let setters = plan
        .calls
        .iter()
        .filter(|it| Some(&it.name) == call.call.as_ref());
    let setters = setters.flat_map(|it| &it.setters).map(|it| &it.sent);
    for sent in call.arguments.iter().chain(setters) {
        if let Some((item, content)) = body(sent, operation) {
            add(document, &format!("{name} body"), item, content, found);
        }
    }
}

fn reply_type(returns: &HttpReturn) -> Option<&ItemType> {
    match returns {
        HttpReturn::Body(item) | HttpReturn::Optional(item) | HttpReturn::Paged(item, _) => {
            Some(item)
        }
        _ => None,
    }
}

fn body<'a>(sent: &'a SentPlan, operation: Operation<'a>) -> Option<(&'a ItemType, &'a Json)> {
    let Slot::Json(media) = &sent.slot else {
        return None;
    };
    let (Taken::Reference(item) | Taken::Value(item)) = &sent.taken else {
        return None;
    };
    let content = operation.body(media.as_deref().unwrap_or("application/json"))?;
    Some((item, content))
}

fn add(document: &Document, name: &str, item: &ItemType, content: &Json, found: &mut Vec<Example>) {
    let named = members(&content["examples"])
        .map(|(key, it)| (key.as_str(), document.resolved(it).get("value")));
    let own = [("", content.get("example"))];
    for (key, value) in own.into_iter().chain(named) {
        if let Some(value) = value.filter(|it| it.is_object() || it.is_array()) {
            found.push(Example {
                name: format!("{name} {key}").trim_end().to_owned(),
                ty: type_text(item),
                value: value.clone(),
            });
        }
    }
}

fn is_json(media: &str) -> bool {
    let media = media.split(';').next().unwrap_or("").trim();
    media == "application/json" || media.ends_with("+json")
}

/// The first place where what was written differs from what was read; null and absent are one.
pub fn difference(path: &str, read: &Json, written: &Json) -> Option<String> {
    match (read, written) {
        (Json::Object(read), Json::Object(written)) => {
            let mut lost = read.iter().filter_map(|(name, value)| {
                let path = format!("{path}/{name}");
                match written.get(name) {
                    Some(other) => difference(&path, value, other),
                    None if value.is_null() => None,
                    None => Some(format!("{path} is lost: {value}")),
                }
            });
            lost.next().or_else(|| {
                let mut more = written.keys().filter(|name| !read.contains_key(*name));
                more.next()
                    .map(|name| format!("{path}/{name} was not there"))
            })
        }
        (Json::Array(read), Json::Array(written)) if read.len() == written.len() => {
            let mut pairs = read.iter().zip(written).enumerate();
            pairs.find_map(|(at, (read, written))| {
                difference(&format!("{path}/{at}"), read, written)
            })
        }
        (Json::Number(read), Json::Number(written)) if read.as_f64() == written.as_f64() => None,
        _ if read == written => None,
        _ => Some(format!("{path} is {written}, and was {read}")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::difference;

    #[test]
    fn differences_are_found() {
        let read = json!({ "a": [1, { "b": null, "c": 2.0 }] });
        assert_eq!(
            difference("", &read, &json!({ "a": [1, { "c": 2 }] })),
            None
        );
        let lost = difference("", &read, &json!({ "a": [1, {}] }));
        assert_eq!(lost.as_deref(), Some("/a/1/c is lost: 2.0"));
        let more = difference("", &json!({}), &json!({ "a": 1 }));
        assert_eq!(more.as_deref(), Some("/a was not there"));
    }
}
