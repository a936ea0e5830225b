//! JSON that Rust's types cannot hold as it is: numbers beyond a float, half a surrogate pair in a string.
//! In: JSON text. Out: the nearest value, and whether it is the same; whether a text has such values at all.

use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::Json;

/// How deep values nest at most, as for `serde_json`.
const DEPTH: usize = 128;

/// Reads a value as far as [`Json`] holds it, and whether writing it gives the same text again: numbers are
/// rounded to floats, or strings of their digits where they are too large; half a surrogate pair becomes
/// U+FFFD.
///
/// # Errors
/// If the text is not JSON, or nests too deep.
pub(super) fn read_held(json: &str) -> serde_json::Result<(Json, bool)> {
    let raw: &RawValue = serde_json::from_str(json)?;
    let mut exact = true;
    let value = read(raw, 0, &mut exact)?;
    Ok((value, exact))
}

fn read(raw: &RawValue, depth: usize, exact: &mut bool) -> serde_json::Result<Json> {
    let text = raw.get();
    if depth >= DEPTH {
        return Err(Error::custom("values nest too deep"));
    }
    match text.bytes().next() {
        Some(b'{') => {
            let values = members(text)?.into_iter().map(|(name, raw)| {
                let (name, whole) = read_string(name.get())?;
                *exact &= whole;
                Ok((name, read(raw, depth + 1, exact)?))
            });
            values.collect()
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text)?;
            let values = items.into_iter().map(|raw| read(raw, depth + 1, exact));
            values.collect()
        }
        Some(b'-' | b'0'..=b'9') => Ok(number(text, exact)),
        Some(b'"') => {
            let (value, whole) = read_string(text)?;
            *exact &= whole;
            Ok(Json::String(value))
        }
        _ => serde_json::from_str(text),
    }
}

/// The text of a JSON string, with U+FFFD for half a surrogate pair; and whether there was none.
///
/// # Errors
/// If it is not a string.
pub(super) fn read_string(json: &str) -> serde_json::Result<(String, bool)> {
    match serde_json::from_str(json) {
        Ok(text) => Ok((text, true)),
        Err(_) => Ok((serde_json::from_str(&with_replacements(json))?, false)),
    }
}

/// The names and values of an object's members, as they are written.
///
/// # Errors
/// If the text is not an object.
pub(super) fn members(json: &str) -> serde_json::Result<Vec<(&RawValue, &RawValue)>> {
    let Members(members) = serde_json::from_str(json)?;
    Ok(members)
}

struct Members<'de>(Vec<(&'de RawValue, &'de RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

fn number(text: &str, exact: &mut bool) -> Json {
    let value = match (text.parse::<i64>(), text.parse::<u64>()) {
        (Ok(number), _) => Json::from(number),
        (_, Ok(number)) => Json::from(number),
        // Infinite where it is beyond a float, which is null as `Json`.
        _ => text.parse::<f64>().map_or(Json::Null, Json::from),
    };
    if value.is_null() {
        *exact = false;
        return Json::from(text);
    }
    let written = value.to_string();
    *exact &= written == text;
    value
}

/// Whether a text has a value that is not read, or not kept digit by digit, by the quick way: a number with
/// more digits than every float keeps, with an exponent, or with a zero that its value does not need; half a
/// surrogate pair. What looks so in a string costs a second reading, no more.
pub(super) fn has_unheld(json: &[u8]) -> bool {
    has_unusual_number(json)
        || std::str::from_utf8(json).is_ok_and(|text| half_pair(text, 0).is_some())
}

pub(super) fn has_unusual_number(json: &[u8]) -> bool {
    /// Significant decimal digits that a 64-bit float always keeps.
    const EXACT_DIGITS: usize = 15;
    let mut digits = 0;
    let mut decimals = None;
    let mut before = b' ';
    json.iter().any(|byte| {
        let last = std::mem::replace(&mut before, *byte);
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                decimals = decimals.map(|count: usize| count + 1);
            }
            b'.' if digits > 0 => decimals = Some(0),
            b'e' | b'E' if digits > 0 => return true,
            _ => {
                let padded = last == b'0' && decimals.is_some_and(|count| count > 1);
                (digits, decimals) = (0, None);
                return padded;
            }
        }
        digits > EXACT_DIGITS
    }) || (before == b'0' && decimals.is_some_and(|count| count > 1))
}

/// The next escape from `start` on that is half a surrogate pair: where it begins. It has six characters.
fn half_pair(text: &str, start: usize) -> Option<usize> {
    let unit = |place: usize| {
        let escape = text.get(place..place + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(escape, 16).ok()
    };
    let mut place = start;
    loop {
        place += text.get(place..)?.find('\\')?;
        match unit(place) {
            Some(0xd800..=0xdbff) => match unit(place + 6) {
                Some(0xdc00..=0xdfff) => place += 12,
                _ => return Some(place),
            },
            Some(0xdc00..=0xdfff) => return Some(place),
            Some(_) => place += 6,
            // Another escape, of two characters.
            None => place += 2,
        }
    }
}

/// The JSON of a string, with U+FFFD in place of each half of a surrogate pair.
fn with_replacements(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    let mut start = 0;
    while let Some(place) = half_pair(json, start) {
        text.push_str(json.get(start..place).unwrap_or_default());
        text.push_str("\\ufffd");
        start = place + 6;
    }
    text.push_str(json.get(start..).unwrap_or_default());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_are_held_are_told_from_those_that_are_not() {
        for json in [
            "0",
            "-1",
            "0.1",
            // As `serde_json` writes it.
            "1e+22",
            "18446744073709551615",
            r#"{"a":[1,{"b":"\ud83d\ude00"}]}"#,
            "\"\\\\ud83d\"",
        ] {
            let (value, exact) = read_held(json).unwrap();
            assert!(exact, "{json}");
            assert_eq!(value, serde_json::from_str::<Json>(json).unwrap());
        }
        for (json, held) in [
            ("0.1000", "0.1"),
            (r#"{"n\ud83dme":1}"#, "{\"n\u{fffd}me\":1}"),
            ("12345678901234567890123", "1.2345678901234568e+22"),
            ("1E400", "\"1E400\""),
            (
                r#"["a\ud83d", "\ude00\u0041", "\\ud83d"]"#,
                "[\"a\u{fffd}\",\"\u{fffd}A\",\"\\\\ud83d\"]",
            ),
            (r#"{"a":[{"b":1.50}]}"#, r#"{"a":[{"b":1.5}]}"#),
        ] {
            let (value, exact) = read_held(json).unwrap();
            assert!(!exact, "{json}");
            assert_eq!(value.to_string(), held);
            assert!(has_unheld(json.as_bytes()), "{json}");
        }
        assert!(read_held("1 2").is_err());
        assert!(read_held(&"[".repeat(1000)).is_err());
        assert!(read_held(&("[".repeat(1000) + &"]".repeat(1000))).is_err());
    }

    #[test]
    fn usual_texts_are_not_read_twice() {
        for json in [
            r#"{"a": 1, "b": 2.5, "c": 10, "d": 5.0, "e": "2026-03-01T10:00:00Z", "f": -0.5, "g": "\n\u0020"}"#,
            "100",
            "0",
            "1.0",
            "true",
        ] {
            assert!(!has_unheld(json.as_bytes()), "{json}");
        }
        for json in ["1.10", "1.50 ", "[1e1]", "1234567890123456", r#""\ud83d""#] {
            assert!(has_unheld(json.as_bytes()), "{json}");
        }
    }
}
