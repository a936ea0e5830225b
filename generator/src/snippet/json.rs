//! Any JSON as Rust.

use serde_json::Value;

const JSON: &str = "odata_client::Json";

/// An expression of the type `Json`.
pub(super) fn json(value: &Value) -> String {
    match value {
        Value::Null => format!("{JSON}::Null"),
        Value::Array(items) if items.is_empty() => format!("{JSON}::Array(Vec::new())"),
        Value::Array(items) => {
            let items = alike(items.iter());
            format!("{JSON}::from_iter([{}])", items.join(", "))
        }
        Value::Object(members) if members.is_empty() => {
            format!("{JSON}::Object(Default::default())")
        }
        Value::Object(members) => {
            let values = alike(members.values());
            let members = members.keys().zip(values);
            let members = members.map(|(name, value)| format!("({name:?}, {value})"));
            let members: Vec<String> = members.collect();
            format!("{JSON}::from_iter([{}])", members.join(", "))
        }
        plain => format!("{JSON}::from({})", scalar(plain).unwrap_or_default()),
    }
}

/// Pairs for a collection of names with JSON.
pub(super) fn pairs(members: &[(&String, &Value)]) -> String {
    let values = alike(members.iter().map(|(_, value)| *value));
    let pairs = members.iter().zip(values);
    let pairs = pairs.map(|((name, _), value)| format!("({name:?}, {value})"));
    pairs.collect::<Vec<_>>().join(", ")
}

/// Values as items of one array: as they are where all are of one type, else each as JSON.
fn alike<'v>(values: impl Iterator<Item = &'v Value> + Clone) -> Vec<String> {
    let texts = values.clone().all(Value::is_string);
    let booleans = values.clone().all(Value::is_boolean);
    let plain = |value: &Value| match scalar(value) {
        Some(code) if texts || booleans => code,
        _ => json(value),
    };
    values.map(plain).collect()
}

/// A text, a Boolean or a number as Rust.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(format!("{text:?}")),
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(number) => Some(match (number.as_i64(), number.as_u64()) {
            (Some(number), _) if i32::try_from(number).is_ok() => number.to_string(),
            (Some(number), _) => format!("{number}_i64"),
            (None, Some(number)) => format!("{number}_u64"),
            (None, None) => format!("{:?}", number.as_f64().unwrap_or_default()),
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_written_without_being_read() {
        let written = |text: &str| json(&serde_json::from_str(text).unwrap());
        for (text, code) in [
            ("null", "odata_client::Json::Null"),
            ("\"a\"", "odata_client::Json::from(\"a\")"),
            ("[]", "odata_client::Json::Array(Vec::new())"),
            (
                "[\"a\",\"b\"]",
                "odata_client::Json::from_iter([\"a\", \"b\"])",
            ),
            (
                "[1,\"b\"]",
                "odata_client::Json::from_iter([odata_client::Json::from(1), odata_client::Json::from(\"b\")])",
            ),
            (
                "{\"a\":true}",
                "odata_client::Json::from_iter([(\"a\", true)])",
            ),
            ("5000000000", "odata_client::Json::from(5000000000_i64)"),
            (
                "18446744073709551615",
                "odata_client::Json::from(18446744073709551615_u64)",
            ),
            ("1.5", "odata_client::Json::from(1.5)"),
            ("{}", "odata_client::Json::Object(Default::default())"),
        ] {
            assert_eq!(written(text), code);
        }
    }
}
