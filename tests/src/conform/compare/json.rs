//! JSON: a documented value and another one go in, the first place where they differ comes out.

use odata_client::{DateTimeOffset, TimeOfDay};
use serde_json::{Map, Value};

use super::super::names::Names;

/// What makes no difference.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'n> {
    /// Names whose letter case the metadata decides.
    names: Option<&'n Names>,
    /// Nulls are as good as nothing, and times are equal as instants.
    values: bool,
}

impl<'n> Rules<'n> {
    /// For bodies that are sent: names in the metadata's letter case are the same.
    pub fn request(names: &'n Names) -> Self {
        Self {
            names: Some(names),
            values: false,
        }
    }

    /// For replies that are written back: nulls aside, and times as instants.
    pub fn reply() -> Self {
        Self {
            names: None,
            values: true,
        }
    }

    fn same_name(&self, documented: &str, other: &str) -> bool {
        self.names
            .map_or(documented == other, |names| names.same(documented, other))
    }

    /// Members of a flags enumeration, with commas between.
    fn same_members(&self, documented: &str, other: &str) -> bool {
        let (ours, theirs) = (documented.split(','), other.split(','));
        ours.clone().count() == theirs.clone().count()
            && ours
                .zip(theirs)
                .all(|(ours, theirs)| self.same_name(ours.trim(), theirs.trim()))
    }

    fn is_nothing(&self, value: &Value) -> bool {
        self.values && value.is_null()
    }

    fn same_text(&self, documented: &str, other: &str) -> bool {
        self.same_name(documented, other)
            || self.same_members(documented, other)
            || (self.values && same_instant(documented, other))
    }
}

/// How two values differ: the place, what is documented, and what stands there instead.
pub fn difference(documented: &Value, other: &Value, rules: &Rules<'_>) -> Option<String> {
    match (documented, other) {
        (Value::Object(ours), Value::Object(theirs)) => objects(ours, theirs, rules),
        (Value::Array(ours), Value::Array(theirs)) => arrays(ours, theirs, rules),
        (Value::String(ours), Value::String(theirs)) if rules.same_text(ours, theirs) => None,
        (Value::Number(ours), Value::Number(theirs)) if same_number(ours, theirs) => None,
        (ours, theirs) if ours == theirs => None,
        (ours, theirs) => Some(format!(": {} became {}", short(ours), short(theirs))),
    }
}

fn objects(
    ours: &Map<String, Value>,
    theirs: &Map<String, Value>,
    rules: &Rules<'_>,
) -> Option<String> {
    let mut seen = Vec::new();
    for (name, value) in ours {
        let exact = theirs.get_key_value(name);
        let other = exact.or_else(|| {
            theirs
                .iter()
                .find(|(other, _)| rules.same_name(name, other))
        });
        let found = match other {
            Some((other, found)) => {
                seen.push(other);
                found
            }
            None if rules.is_nothing(value) => continue,
            None => return Some(format!(".{name}: {} is gone", short(value))),
        };
        if rules.is_nothing(value) && rules.is_nothing(found) || same_type(name, value, found) {
            continue;
        }
        if let Some(difference) = difference(value, found, rules) {
            return Some(format!(".{name}{difference}"));
        }
    }
    let more = theirs
        .iter()
        .find(|(name, value)| !seen.contains(name) && !rules.is_nothing(value));
    more.map(|(name, value)| format!(".{name}: {} is new", short(value)))
}

/// Types are named with `#` before them, which some leave out.
fn same_type(name: &str, documented: &Value, other: &Value) -> bool {
    let named = |value: &Value| {
        value
            .as_str()
            .map(|it| it.trim_start_matches('#').to_owned())
    };
    name == "@odata.type" && named(documented).is_some() && named(documented) == named(other)
}

fn arrays(ours: &[Value], theirs: &[Value], rules: &Rules<'_>) -> Option<String> {
    let there = |values: &[Value]| {
        let values = values
            .iter()
            .enumerate()
            .filter(|(_, value)| !rules.is_nothing(value));
        values
            .map(|(at, value)| (at, value.clone()))
            .collect::<Vec<_>>()
    };
    let (ours, theirs) = (there(ours), there(theirs));
    if ours.len() != theirs.len() {
        return Some(format!(": {} items became {}", ours.len(), theirs.len()));
    }
    let mut pairs = ours.iter().zip(&theirs);
    pairs.find_map(|((at, ours), (_, theirs))| {
        difference(ours, theirs, rules).map(|difference| format!("[{at}]{difference}"))
    })
}

/// Numbers are equal as numbers: `1` and `1.0`.
fn same_number(one: &serde_json::Number, other: &serde_json::Number) -> bool {
    one == other || (one.is_f64() || other.is_f64()) && one.as_f64() == other.as_f64()
}

fn same_instant(one: &str, other: &str) -> bool {
    match (
        one.parse::<DateTimeOffset>(),
        other.parse::<DateTimeOffset>(),
    ) {
        (Ok(one), Ok(other)) => one == other,
        _ => time_of_day(one).is_some_and(|time| time_of_day(other) == Some(time)),
    }
}

fn time_of_day(text: &str) -> Option<TimeOfDay> {
    // A date before it would be passed over.
    let form = text.as_bytes().get(2) == Some(&b':');
    form.then(|| text.parse().ok()).flatten()
}

/// A value in a few characters.
fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(documented: &str, other: &str, rules: &Rules<'_>) -> Option<String> {
        let value = |text| serde_json::from_str(text).unwrap();
        difference(&value(documented), &value(other), rules)
    }

    #[test]
    fn same() {
        let names = Names::of(&["State", "open"], &[]);
        let flags = compared(r#""open, OPEN""#, r#""open,open""#, &Rules::request(&names));
        assert_eq!(flags, None);
        for (documented, other) in [("1", "1.0"), (r#"{"a":1,"b":[]}"#, r#"{"b":[],"a":1}"#)] {
            assert_eq!(compared(documented, other, &Rules::reply()), None);
            assert_eq!(compared(documented, other, &Rules::request(&names)), None);
        }
        assert_eq!(
            compared(
                r#"{"state":"OPEN"}"#,
                r#"{"State":"open"}"#,
                &Rules::request(&names)
            ),
            None
        );
        let types = (r#"{"@odata.type":"a.b"}"#, r##"{"@odata.type":"#a.b"}"##);
        assert_eq!(compared(types.0, types.1, &Rules::request(&names)), None);
        for (documented, other) in [
            (r#"{"a":null,"b":[1,null]}"#, r#"{"b":[1]}"#),
            (r#"{"b":[]}"#, r#"{"a":null,"b":[null]}"#),
            (r#""08:00:00.0000000""#, r#""08:00:00""#),
            (
                r#""2020-01-01T00:00:00.000Z""#,
                r#""2020-01-01T01:00:00+01:00""#,
            ),
        ] {
            assert_eq!(compared(documented, other, &Rules::reply()), None);
        }
    }

    #[test]
    fn different() {
        let names = Names::of(&["state", "open"], &[]);
        for (documented, other, expected) in [
            (r#"{"a":1}"#, r#"{"a":2}"#, ".a: 1 became 2"),
            (
                r#"{"a":[{"b":1}]}"#,
                r#"{"a":[{"b":"1"}]}"#,
                r#".a[0].b: 1 became "1""#,
            ),
            (r#"{"a":1}"#, "{}", ".a: 1 is gone"),
            ("{}", r#"{"a":1}"#, ".a: 1 is new"),
            ("[1]", "[1,2]", ": 1 items became 2"),
            ("[1,2]", "[2,1]", "[0]: 1 became 2"),
            ("1.5", "1", ": 1.5 became 1"),
            (r#""open""#, r#""OPEN""#, r#": "open" became "OPEN""#),
            (r#""x""#, r#""X""#, r#": "x" became "X""#),
            (
                r#"{"@odata.type":"a"}"#,
                r##"{"@odata.type":"#b"}"##,
                r##".@odata.type: "a" became "#b""##,
            ),
            (
                "9007199254740993",
                "9007199254740992",
                ": 9007199254740993 became 9007199254740992",
            ),
            ("true", "1", ": true became 1"),
            (
                r#""2020-01-01T08:00:00""#,
                r#""2021-01-01T08:00:00""#,
                r#": "2020-01-01T08:00:00" became "2021-01-01T08:00:00""#,
            ),
        ] {
            assert_eq!(
                compared(documented, other, &Rules::reply()).as_deref(),
                Some(expected)
            );
            assert_eq!(
                compared(documented, other, &Rules::request(&names)).as_deref(),
                Some(expected)
            );
        }
        for (documented, other, expected) in [
            (r#"{"a":null}"#, "{}", ".a: null is gone"),
            ("[null]", "[]", ": 1 items became 0"),
            (
                r#""2020-01-01T00:00:00Z""#,
                r#""2020-01-01T00:00:00.0Z""#,
                r#": "2020-01-01T00:00:00Z" became "2020-01-01T00:00:00.0Z""#,
            ),
        ] {
            assert_eq!(
                compared(documented, other, &Rules::request(&names)).as_deref(),
                Some(expected)
            );
        }
        let later = compared(
            r#""2020-01-01T00:00:00Z""#,
            r#""2020-01-01T00:00:01Z""#,
            &Rules::reply(),
        );
        assert!(later.is_some());
        assert!(compared(r#"{"state":1}"#, r#"{"State":1}"#, &Rules::request(&names)).is_some());
    }
}
