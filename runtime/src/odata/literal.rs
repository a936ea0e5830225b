//! Literals in URLs of OData. In: views. Out: text, not yet percent-encoded.

use super::EnumLiterals;
use crate::value::{View, encode_unpadded, not_finite, to_json};

/// What services want written differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Forms {
    pub(crate) enum_literals: EnumLiterals,
    /// Whether the service has the operator `in`, which is of OData 4.01.
    pub(crate) in_operator: bool,
}

/// OData 4.01, and what 4.0 takes too.
impl Default for Forms {
    fn default() -> Self {
        Self {
            enum_literals: EnumLiterals::default(),
            in_operator: true,
        }
    }
}

/// The OData literal of a value (OData ABNF `primitiveLiteral`), not yet percent-encoded. `None`
/// for structured values and lists, which need a parameter alias.
pub(crate) fn literal(view: &View<'_>, forms: Forms) -> Option<String> {
    Some(match view {
        View::Str(text) => quoted("", text),
        View::Enum { type_name, text } => literal_of_member(type_name, text, forms),
        View::Json(serde_json::Value::String(text)) => quoted("", text),
        View::Duration(value) => quoted("duration", &value.to_string()),
        View::Binary(bytes) => quoted("binary", &encode_unpadded(bytes)),
        _ => return bare(view),
    })
}

/// The literal of members of an enumeration.
pub(crate) fn literal_of_member(type_name: &str, text: &str, forms: Forms) -> String {
    match forms.enum_literals {
        EnumLiterals::Qualified => quoted(type_name, text),
        EnumLiterals::Short => quoted("", text),
    }
}

/// The value without quotes and prefixes, as a key stands in a path segment of its own.
pub(crate) fn bare(view: &View<'_>) -> Option<String> {
    Some(match view {
        View::Null | View::Json(serde_json::Value::Null) => "null".to_owned(),
        View::Bool(value) => value.to_string(),
        View::Int(number) | View::Int64(number) => number.to_string(),
        View::UInt64(number) => number.to_string(),
        View::Double(number) if !number.is_finite() => not_finite(*number).to_owned(),
        View::Single(number) if !number.is_finite() => not_finite(f64::from(*number)).to_owned(),
        View::Double(number) => float(*number, number.to_string()),
        View::Single(number) => float(f64::from(*number), number.to_string()),
        View::Decimal(number) => number.to_string(),
        View::Str(text) => (*text).to_owned(),
        View::Enum { text, .. } => text.clone().into_owned(),
        View::Guid(value) => value.to_string(),
        View::Date(value) => value.to_string(),
        View::TimeOfDay(value) => value.to_string(),
        View::DateTimeOffset(value) => value.to_string(),
        View::Duration(value) => value.to_string(),
        View::Binary(bytes) => encode_unpadded(bytes),
        View::Json(serde_json::Value::String(text)) => text.clone(),
        View::Json(value @ (serde_json::Value::Bool(_) | serde_json::Value::Number(_))) => {
            value.to_string()
        }
        View::Json(_) | View::RawJson(..) | View::Model(_) | View::List(_) => return None,
    })
}

/// A finite float's text; with an exponent where plain digits would run to hundreds.
fn float(number: f64, plain: String) -> String {
    if plain.len() <= 24 {
        return plain;
    }
    format!("{number:e}")
}

/// The JSON of a structured value or a list, for a parameter alias.
pub(crate) fn json_text(field: &dyn crate::Field) -> String {
    String::from_utf8_lossy(&to_json(field)).into_owned()
}

fn quoted(prefix: &str, text: &str) -> String {
    format!("{prefix}'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Binary, Duration, Field, Guid};

    fn of(field: &dyn Field) -> Option<String> {
        literal(&field.view(), Forms::default())
    }

    #[test]
    fn literals_by_type() {
        assert_eq!(of(&"O'Neil".to_owned()).unwrap(), "'O''Neil'");
        assert_eq!(
            of(&Guid::nil()).unwrap(),
            "00000000-0000-0000-0000-000000000000"
        );
        assert_eq!(
            of(&"PT1H".parse::<Duration>().unwrap()).unwrap(),
            "duration'PT1H'"
        );
        assert_eq!(of(&Binary::from(vec![0xfb, 0xff])).unwrap(), "binary'-_8'");
        assert_eq!(of(&true).unwrap(), "true");
        assert_eq!(of(&-5_i64).unwrap(), "-5");
        assert_eq!(of(&1.5_f64).unwrap(), "1.5");
        assert_eq!(of(&f64::NEG_INFINITY).unwrap(), "-INF");
        assert_eq!(of(&None::<i32>).unwrap(), "null");
        assert_eq!(
            of(&"2026-01-31".parse::<crate::Date>().unwrap()).unwrap(),
            "2026-01-31"
        );
        assert_eq!(
            of(&crate::Date::constant(-44, 3, 15)).unwrap(),
            "-0044-03-15"
        );
        assert_eq!(
            of(&"08:30:00".parse::<crate::TimeOfDay>().unwrap()).unwrap(),
            "08:30:00"
        );
        assert_eq!(of(&vec![1]), None);
        assert_eq!(json_text(&vec![1, 2]), "[1,2]");
    }

    proptest! {
        #[test]
        fn string_literals_round_trip(text in any::<String>()) {
            let literal = of(&text).unwrap_or_default();
            let inner = literal.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
            let inner = inner.unwrap_or_default();
            prop_assert!(!inner.replace("''", "").contains('\''));
            prop_assert_eq!(inner.replace("''", "'"), text);
        }
    }
}
