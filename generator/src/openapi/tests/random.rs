//! Random documents: JSON and YAML of the same values are the same tree; any schemas become types.

use std::fmt::Write;
use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::api::{Api, TypeKind, Value};
use crate::limits::Limits;
use crate::openapi::read::{Node, parse};
use crate::openapi::{Settings, read};

fn any_json() -> impl Strategy<Value = Json> {
    let text = prop_oneof![
        "[a-zA-Z0-9:#'\" \\\\{}\\[\\],&*!|>%@`~?-]{0,12}",
        "\\PC{0,6}",
        Just("true".to_owned()),
        Just("1.0".to_owned()),
        Just("<<".to_owned()),
    ];
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f32>().prop_map(|number| json!(number)),
        text.clone().prop_map(Json::from),
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Json::from),
            prop::collection::vec((text.clone(), inner), 0..5)
                .prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

/// Block style, with texts in double quotes.
fn yaml(json: &Json, indent: usize, out: &mut String) {
    let blanks = " ".repeat(indent);
    match json {
        Json::Array(items) if !items.is_empty() => {
            for item in items {
                write!(out, "\n{blanks}-").unwrap();
                yaml(item, indent + 2, out);
            }
        }
        Json::Object(members) if !members.is_empty() => {
            for (name, value) in members {
                write!(out, "\n{blanks}{}:", Json::from(name.as_str())).unwrap();
                yaml(value, indent + 2, out);
            }
        }
        other => write!(out, " {other}").unwrap(),
    }
}

fn tree(text: &str) -> Result<Node<'_>, String> {
    let file: Arc<str> = "a".into();
    parse(&file, text, &Limits::default()).map_err(|error| error.to_string())
}

/// A schema that may refer to any of three.
fn schema() -> impl Strategy<Value = Json> {
    let reference = (0..3).prop_map(|at| json!({"$ref": format!("#/components/schemas/S{at}")}));
    let leaf = prop_oneof![
        reference,
        Just(json!({})),
        Just(json!(true)),
        Just(json!({"type": "string"})),
        Just(json!({"type": "string", "format": "date"})),
        Just(json!({"type": ["integer", "null"]})),
        Just(json!({"type": "number"})),
        Just(json!({"type": "boolean"})),
        Just(json!({"type": "null"})),
        Just(json!({"enum": ["a", "b", null]})),
        Just(json!({"enum": ["a"]})),
        Just(json!({"const": 1})),
        Just(json!({"required": ["a"]})),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let list = prop::collection::vec(inner.clone(), 1..4);
        let fields = prop::collection::btree_map("[abc]", inner.clone(), 0..3);
        prop_oneof![
            (fields, any::<bool>()).prop_map(|(fields, required)| {
                let names: Vec<_> = fields.keys().cloned().collect();
                let names = if required { names } else { Vec::new() };
                json!({"type": "object", "properties": fields, "required": names})
            }),
            list.clone().prop_map(|all| json!({"allOf": all})),
            list.clone().prop_map(|all| json!({"oneOf": all})),
            list.clone()
                .prop_map(|all| json!({"anyOf": all, "properties": {"d": {"type": "string"}}})),
            list.clone().prop_map(
                |all| json!({"oneOf": all, "discriminator": {"propertyName": "a"}})
            ),
            list.prop_map(|all| json!({"prefixItems": all})),
            inner.clone().prop_map(|item| json!({"type": "array", "items": item})),
            inner
                .clone()
                .prop_map(|value| json!({"additionalProperties": value})),
            inner.prop_map(
                |value| json!({"allOf": [value, {"properties": {"e": {}}}], "discriminator": {"propertyName": "a"}})
            ),
        ]
    })
}

fn is_sound(api: &Api, value: &Value) -> bool {
    match value {
        Value::Scalar(_) => true,
        Value::Named(id) => id.index() < api.types.len(),
        Value::Nullable(inner) => !matches!(**inner, Value::Nullable(_)) && is_sound(api, inner),
        Value::List(inner) | Value::Map(inner) => is_sound(api, inner),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn yaml_and_json_are_the_same_tree(json in any_json()) {
        let root = json!({"root": json});
        let text = root.to_string();
        let mut block = String::new();
        yaml(&root, 0, &mut block);
        let (one, other) = (tree(&text).unwrap(), tree(&block).unwrap());
        prop_assert_eq!(one.to_json(), text.as_str());
        prop_assert_eq!(other.to_json(), text.as_str());
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}") {
        drop(read("a", text.as_bytes(), &Settings::default()));
    }

    #[test]
    fn any_schemas_become_types(schemas in prop::collection::vec(schema(), 3)) {
        let named: serde_json::Map<String, Json> = (0..)
            .zip(schemas)
            .map(|(at, schema)| (format!("S{at}"), schema))
            .collect();
        let document = json!({"openapi": "3.1.0", "info": {}, "components": {"schemas": named}}).to_string();
        let one = read("a", document.as_bytes(), &Settings::default()).unwrap();
        for ty in &one.api.types {
            match &ty.kind {
                TypeKind::Alias(value) => prop_assert!(is_sound(&one.api, value)),
                TypeKind::Struct { fields, .. } => {
                    prop_assert!(fields.iter().all(|field| is_sound(&one.api, &field.value)));
                }
                TypeKind::Union(union) => {
                    prop_assert!(!union.variants.is_empty());
                    prop_assert!(union.variants.iter().all(|it| is_sound(&one.api, &it.value)));
                }
                TypeKind::Enum { members } => prop_assert!(!members.is_empty()),
            }
        }
        let other = read("a", document.as_bytes(), &Settings::default()).unwrap();
        prop_assert_eq!(one.api, other.api);
    }
}
