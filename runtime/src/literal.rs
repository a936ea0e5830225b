//! OData URL literals and percent-encoding. In: views and texts. Out: text that may stand in a URL.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::EnumLiterals;
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

/// In a key: all but unreserved characters and the delimiters that no OData path gives a meaning.
const KEY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'\'')
    .remove(b',')
    .remove(b':')
    .remove(b'@');

/// In a segment that a name stands in: also `$` as in `$value`, and the parentheses of a key.
const SEGMENT: &AsciiSet = &KEY
    .remove(b'$')
    .remove(b'&')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b';')
    .remove(b'=');

/// In an address by path: as in a key, but a colon would end it.
const STEP: &AsciiSet = &KEY.add(b':');

/// In a query option's name: readable, but nothing that ends it.
const NAME: &AsciiSet = &KEY
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b';')
    .remove(b'/')
    .remove(b'?');

/// In a query option's value: also `=`, since only the first ends the name (OData URL Conventions 4.01,
/// section 2.2). A plus would mean a space to many services.
const VALUE: &AsciiSet = &NAME.remove(b'=');

/// Between the quotes of a literal in such a value: no slash and question mark (OData ABNF
/// `pchar-no-SQUOTE`).
const QUOTED: &AsciiSet = &VALUE.add(b'/').add(b'?');

/// In the header `Slug` (RFC 5023, section 9.7.1): readable, but ASCII without control characters.
const SLUG: &AsciiSet = &CONTROLS.add(b'%');

/// A text as the header `Slug`.
pub(crate) fn encode_slug(text: &str) -> String {
    utf8_percent_encode(text, SLUG).to_string()
}

/// A text as a key or a literal in a path.
pub(crate) fn encode_key(text: &str) -> String {
    utf8_percent_encode(text, KEY).to_string()
}

/// A text as one step of an address by path, in which a colon ends the path.
pub(crate) fn encode_step(text: &str) -> String {
    utf8_percent_encode(text, STEP).to_string()
}

/// A text as a path segment.
pub(crate) fn encode_segment(text: &str) -> String {
    utf8_percent_encode(text, SEGMENT).to_string()
}

/// The name of a query option.
pub(crate) fn encode_query_name(text: &str) -> String {
    utf8_percent_encode(text, NAME).to_string()
}

/// The value of a query option. A quote that is doubled within a literal ends it and begins it again; in phrases to
/// search for and in JSON, which stand in double quotes, it is a character like others.
pub(crate) fn encode_query(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() + 16);
    let mut within = None;
    for part in text.split_inclusive(['\'', '"']) {
        let set = match within {
            Some('\'') => QUOTED,
            _ => VALUE,
        };
        encoded.extend(utf8_percent_encode(part, set));
        let quote = part.chars().next_back();
        within = match within {
            None => quote,
            Some(open) if quote == Some(open) => None,
            open => open,
        };
    }
    encoded
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

    #[test]
    fn encodes_what_would_end_a_part() {
        assert_eq!(
            encode_key("a/b=c (ä) 100%+#?&"),
            "a%2Fb%3Dc%20%28%C3%A4%29%20100%25%2B%23%3F%26"
        );
        assert_eq!(encode_segment("$value"), "$value");
        assert_eq!(
            encode_query("a eq 'b c' and d+e=f&g#"),
            "a%20eq%20'b%20c'%20and%20d%2Be=f%26g%23"
        );
        assert_eq!(encode_query_name("a=b"), "a%3Db");
    }

    #[test]
    fn what_has_a_meaning_in_queries_stays_readable() {
        assert_eq!(
            encode_query("friends($select=a,b;$filter=a/b eq 'c/d?''e/f' and g/$count gt 1)"),
            "friends($select=a,b;$filter=a/b%20eq%20'c%2Fd%3F''e%2Ff'%20and%20g/$count%20gt%201)"
        );
        assert_eq!(
            encode_query("a($search=\"it's\";$filter=b/c eq 'd\"/e')"),
            "a($search=%22it's%22;$filter=b/c%20eq%20'd%22%2Fe')"
        );
        assert_eq!(encode_query("https://e.org/a?b"), "https://e.org/a?b");
    }

    proptest! {
        #[test]
        fn encoding_round_trips(text in any::<String>()) {
            for encoded in [
                encode_key(&text),
                encode_segment(&text),
                encode_query(&text),
                encode_query_name(&text),
            ] {
                prop_assert!(encoded.is_ascii() && !encoded.contains(['#', ' ', '+', '"', '\n']));
                let back: Vec<u8> = percent_encoding::percent_decode_str(&encoded).collect();
                prop_assert_eq!(back.as_slice(), text.as_bytes());
            }
            prop_assert!(!encode_query(&text).contains(['&', '#', '+', ' ']));
            prop_assert!(!encode_query_name(&text).contains(['=', '&', '#', '+', ' ']));
            prop_assert!(!encode_key(&text).contains(['/', '?', '#', '=', '&', '(', ')', '+', ' ']));
        }

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
