//! Values of schemas. In: a schema of a document. Out: JSON that has all that may be sent, as deep as it is bearable.

use serde_json::{Map, Value as Json, json};

use super::document::{Document, members};
use super::patterns;

/// As deep as this, objects have all their properties; below, those that they must have.
const FULL: usize = 4;
/// Nothing is below this: a schema that must have itself has no values.
const DEEPEST: usize = 24;

/// A schema with all that it is composed of.
type Flat = Map<String, Json>;

/// Makes a value that may be sent.
pub fn value(document: &Document, schema: &Json) -> Json {
    Maker { document }.value(schema, 0, 0)
}

/// The properties of a schema, with all that it is composed of, and of all alternatives.
pub fn properties(document: &Document, schema: &Json) -> Vec<(String, Json)> {
    let mut all = Vec::new();
    collect(document, schema, 0, &mut all);
    all
}

fn collect(document: &Document, schema: &Json, depth: usize, all: &mut Vec<(String, Json)>) {
    let schema = document.resolved(schema);
    let properties = members(&schema["properties"]);
    all.extend(properties.map(|(name, it)| (name.clone(), it.clone())));
    if depth > DEEPEST {
        return;
    }
    for key in ["allOf", "oneOf", "anyOf"] {
        for part in schema[key].as_array().into_iter().flatten() {
            collect(document, part, depth + 1, all);
        }
    }
}

struct Maker<'d> {
    document: &'d Document,
}

impl Maker<'_> {
    /// A schema merged with what it refers to and is composed of; of alternatives the first.
    fn flat(&self, schema: &Json, depth: usize) -> Flat {
        let mut flat = schema.as_object().cloned().unwrap_or_default();
        if depth > DEEPEST {
            return flat;
        }
        if flat.remove("$ref").is_some() {
            let target = self.document.resolved(schema);
            merge(&mut flat, self.flat(target, depth + 1));
        }
        if let Some(Json::Array(parts)) = flat.remove("allOf") {
            for part in &parts {
                merge(&mut flat, self.flat(part, depth + 1));
            }
        }
        let discriminator = flat.remove("discriminator");
        for key in ["oneOf", "anyOf"] {
            let Some(Json::Array(variants)) = flat.remove(key) else {
                continue;
            };
            let chosen = variants.iter().find(|it| !self.is_null(it));
            let Some(chosen) = chosen else { continue };
            if let Some(said) = &discriminator {
                tell(&mut flat, said, chosen);
            }
            merge(&mut flat, self.flat(chosen, depth + 1));
        }
        flat
    }

    fn is_null(&self, schema: &Json) -> bool {
        let schema = self.document.resolved(schema);
        schema["type"] == "null" || schema["const"].is_null() && schema.get("const").is_some()
    }

    fn value(&self, schema: &Json, depth: usize, nth: usize) -> Json {
        let flat = self.flat(schema, depth);
        let values = flat.get("enum").and_then(Json::as_array);
        let constant = flat.get("const");
        // A constant of the first alternative may not be among the values that are allowed here.
        if let Some(constant) = constant.filter(|it| values.is_none_or(|all| all.contains(it))) {
            return constant.clone();
        }
        if let Some(values) = values {
            let values: Vec<&Json> = values.iter().filter(|it| !it.is_null()).collect();
            return values
                .get(nth % values.len().max(1))
                .map_or(Json::Null, |it| (*it).clone());
        }
        match kind(&flat) {
            "object" => self.object(&flat, depth),
            "array" => self.list(&flat, depth),
            "integer" => json!(integer(&flat, nth)),
            "number" => number(&flat, nth),
            "boolean" => json!(true),
            "null" => Json::Null,
            _ => Json::from(text(&flat, nth)),
        }
    }

    fn object(&self, flat: &Flat, depth: usize) -> Json {
        let mut object = Map::new();
        let required = flat.get("required").and_then(Json::as_array);
        let required = |name: &str| required.is_some_and(|all| all.iter().any(|it| it == name));
        if depth > DEEPEST {
            return Json::Object(object);
        }
        for (name, schema) in members(flat.get("properties").unwrap_or(&Json::Null)) {
            if schema == &Json::Bool(false) || depth >= FULL && !required(name) {
                continue;
            }
            let read_only = self.flat(schema, depth).get("readOnly") == Some(&Json::Bool(true));
            if !read_only {
                object.insert(name.clone(), self.value(schema, depth + 1, 0));
            }
        }
        let rest = flat.get("additionalProperties").filter(|it| it.is_object());
        if let Some(rest) = rest.filter(|_| object.is_empty() && depth < FULL) {
            object.insert("key".to_owned(), self.value(rest, depth + 1, 0));
        }
        Json::Object(object)
    }

    fn list(&self, flat: &Flat, depth: usize) -> Json {
        let items = flat.get("items").unwrap_or(&Json::Null);
        let least = size(flat, "minItems").unwrap_or(0).max(1);
        let count = least.min(size(flat, "maxItems").unwrap_or(usize::MAX));
        if depth > DEEPEST {
            return json!([]);
        }
        (0..count)
            .map(|nth| self.value(items, depth + 1, nth))
            .collect()
    }
}

/// Adds what another schema says.
fn merge(into: &mut Flat, other: Flat) {
    for (key, value) in other {
        match (into.get_mut(&key), value) {
            (Some(Json::Object(own)), Json::Object(more)) if key == "properties" => {
                for (name, schema) in more {
                    match own.get_mut(&name) {
                        Some(before) => *before = json!({ "allOf": [before.take(), schema] }),
                        None => drop(own.insert(name, schema)),
                    }
                }
            }
            (Some(Json::Array(own)), Json::Array(more)) if key == "required" => own.extend(more),
            (Some(Json::Array(own)), Json::Array(more)) if key == "enum" => {
                own.retain(|value| more.contains(value));
            }
            (Some(_), _) => {}
            (None, value) => drop(into.insert(key, value)),
        }
    }
}

/// Requires the property that tells which variant a value is of, and says what it is where that does.
fn tell(flat: &mut Flat, discriminator: &Json, chosen: &Json) {
    let Some(name) = discriminator["propertyName"].as_str() else {
        return;
    };
    let required = flat.entry("required").or_insert_with(|| json!([]));
    if let Some(required) = required.as_array_mut() {
        required.push(json!(name));
    }
    let Some(target) = chosen["$ref"].as_str() else {
        return;
    };
    let own = target.rsplit('/').next().unwrap_or(target);
    let mut mapping = members(&discriminator["mapping"]);
    let key = mapping.find(|(_, it)| *it == target || *it == own);
    let key = key.map_or(own, |(key, _)| key);
    let properties = flat.entry("properties").or_insert_with(|| json!({}));
    properties[name] = json!({ "const": key });
}

/// The type of a schema: what it says, or what its keywords are for.
fn kind(flat: &Flat) -> &str {
    let said = match flat.get("type") {
        Some(Json::String(said)) => Some(said.as_str()),
        Some(Json::Array(all)) => all.iter().filter_map(Json::as_str).find(|it| *it != "null"),
        _ => None,
    };
    let has = |keys: &[&str]| keys.iter().any(|key| flat.contains_key(*key));
    said.unwrap_or_else(|| {
        if has(&["properties", "additionalProperties"]) {
            "object"
        } else if has(&["items"]) {
            "array"
        } else {
            "string"
        }
    })
}

fn size(flat: &Flat, key: &str) -> Option<usize> {
    flat.get(key)?.as_u64()?.try_into().ok()
}

fn bound(flat: &Flat, key: &str) -> Option<f64> {
    flat.get(key)?.as_f64()
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "the bounds of real documents are small"
)]
fn integer(flat: &Flat, nth: usize) -> i64 {
    let nth = i64::try_from(nth).unwrap_or(0);
    let most = bound(flat, "maximum").unwrap_or(f64::MAX) as i64;
    let least = match (bound(flat, "minimum"), flat.get("exclusiveMinimum")) {
        (Some(least), Some(Json::Bool(true))) => least as i64 + 1,
        (_, Some(Json::Number(above))) => above.as_f64().unwrap_or(0.0) as i64 + 1,
        (Some(least), _) => least.ceil() as i64,
        (None, _) => i64::MIN,
    };
    let value = (1 + nth).max(least).min(most);
    match bound(flat, "multipleOf").map(|it| it as i64) {
        Some(step) if step > 1 => (value + step - 1) / step * step,
        _ => value,
    }
}

fn number(flat: &Flat, nth: usize) -> Json {
    let (least, most) = (bound(flat, "minimum"), bound(flat, "maximum"));
    let fits = |value: f64| least.is_none_or(|it| value > it) && most.is_none_or(|it| value < it);
    if flat.contains_key("multipleOf") || !fits(1.5) {
        return match (least, most) {
            // Between bounds that no whole number is between.
            (Some(least), Some(most)) if most - least < 2.0 && fits(f64::midpoint(least, most)) => {
                json!(f64::midpoint(least, most))
            }
            _ => json!(integer(flat, nth)),
        };
    }
    json!(1.5)
}

fn text(flat: &Flat, nth: usize) -> String {
    let least = size(flat, "minLength").unwrap_or(0);
    let most = size(flat, "maxLength").unwrap_or(usize::MAX);
    if let Some(pattern) = flat.get("pattern").and_then(Json::as_str) {
        let said = ["example", "default"]
            .iter()
            .find_map(|key| flat.get(*key)?.as_str());
        // Other texts for later items: they may have to differ.
        let made = patterns::text(pattern, least.max(1), nth);
        let made = made.filter(|it| it.chars().count() <= most);
        let made = made.or_else(|| patterns::text(pattern, least, 0));
        return made
            .or(said.map(str::to_owned))
            .unwrap_or_else(|| "1".to_owned());
    }
    let format = flat.get("format").and_then(Json::as_str).unwrap_or("");
    let known = match format {
        "date-time" => "2024-05-06T07:08:09Z",
        "date" => "2024-05-06",
        "time" => "07:08:09Z",
        "duration" => "P1D",
        "uuid" => "3fa85f64-5717-4562-b3fc-2c963f66afa6",
        "email" | "idn-email" => "ann@service.example",
        "uri" | "url" | "iri" | "uri-reference" => "https://service.example/a",
        "hostname" | "idn-hostname" => "service.example",
        "ipv4" | "ip" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "byte" | "base64" => "YWJj",
        "json" | "json-string" => "{}",
        "int32" | "int64" | "uint64" | "uint32" => "1",
        "decimal" | "float" | "double" => "1.5",
        _ => "",
    };
    if !known.is_empty() {
        return known.to_owned();
    }
    let mut text = if nth == 0 {
        "text".to_owned()
    } else {
        format!("text{nth}")
    };
    while text.len() < least {
        text.push('x');
    }
    text.chars().take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(schema: &Json) -> Json {
        let document = json!({ "components": { "schemas": {
            "Pet": { "required": ["kind"], "properties": {
                "kind": { "type": "string" }, "id": { "type": "integer", "readOnly": true } } },
            "Node": { "type": "object", "properties": { "next": { "$ref": "#/components/schemas/Node" } } }
        } } });
        value(
            &Document::new(document.to_string().as_bytes()).unwrap(),
            schema,
        )
    }

    #[test]
    fn values_fit_their_schemas() {
        let pet = "#/components/schemas/Pet";
        let cases = [
            (json!({ "$ref": pet }), json!({ "kind": "text" })),
            (
                json!({ "oneOf": [{ "$ref": pet }], "discriminator": { "propertyName": "kind", "mapping": { "cat": pet } } }),
                json!({ "kind": "cat" }),
            ),
            (
                json!({ "type": ["null", "integer"], "minimum": 7, "multipleOf": 5 }),
                json!(10),
            ),
            (
                json!({ "type": "number", "minimum": 0, "maximum": 1 }),
                json!(0.5),
            ),
            (
                json!({ "type": "array", "minItems": 2, "items": { "enum": ["a", null, "b"] } }),
                json!(["a", "b"]),
            ),
            (
                json!({ "anyOf": [{ "type": "null" }, { "type": "boolean" }] }),
                json!(true),
            ),
            (
                json!({ "additionalProperties": { "type": "string", "maxLength": 2 } }),
                json!({ "key": "te" }),
            ),
        ];
        for (schema, expected) in cases {
            assert_eq!(made(&schema), expected, "{schema}");
        }
    }

    #[test]
    fn alternatives_are_chosen_within_what_is_allowed() {
        let kinds = json!({ "oneOf": [{ "const": 1 }, { "const": 2 }] });
        assert_eq!(made(&json!({ "enum": [2, 3], "allOf": [kinds] })), json!(2));
        let item = json!({ "type": "string", "pattern": "^[0-9]+$" });
        let list = made(&json!({ "type": "array", "minItems": 2, "items": item }));
        assert_ne!(list[0], list[1], "{list}");
    }

    #[test]
    fn properties_of_all_alternatives_are_found() {
        let document = Document::new(b"{}").unwrap();
        let schema = json!({ "allOf": [{ "anyOf": [
            { "properties": { "a": {} } }, { "properties": { "b": {} } }] }], "properties": { "c": {} } });
        let names = properties(&document, &schema);
        let names: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["c", "a", "b"]);
    }

    #[test]
    fn a_schema_that_has_itself_ends() {
        let node = made(&json!({ "$ref": "#/components/schemas/Node" }));
        assert_eq!(
            node.pointer("/next/next/next"),
            Some(&json!({ "next": {} }))
        );
    }
}
