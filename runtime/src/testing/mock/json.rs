//! Comparing JSON. In: what is expected and what came. Out: where they differ, by JSON pointer.

use crate::Json;

use super::redact::REDACTED;

/// How many differences are told; more do not help.
const MOST: usize = 6;

/// Tells where JSON differs. `part`: properties that are not expected do not matter.
pub(super) fn differences(expected: &Json, sent: &Json, part: bool) -> Vec<String> {
    let mut found = Vec::new();
    compare(expected, sent, part, &mut String::new(), &mut found);
    found
}

fn compare(expected: &Json, sent: &Json, part: bool, path: &mut String, found: &mut Vec<String>) {
    if found.len() >= MOST {
        return;
    }
    match (expected, sent) {
        (Json::Object(wanted), Json::Object(given)) => {
            for (name, value) in wanted {
                within(path, name, |path| match given.get(name) {
                    Some(sent) => compare(value, sent, part, path, found),
                    None => found.push(format!("{path}: {} expected, nothing sent", short(value))),
                });
            }
            let extra = given.iter().filter(|(name, _)| !wanted.contains_key(*name));
            for (name, value) in extra.take(if part { 0 } else { MOST }) {
                within(path, name, |path| {
                    found.push(format!("{path}: nothing expected, {} sent", short(value)));
                });
            }
        }
        (Json::Array(wanted), Json::Array(given)) if wanted.len() == given.len() => {
            for (index, (wanted, given)) in wanted.iter().zip(given).enumerate() {
                within(path, &index.to_string(), |path| {
                    compare(wanted, given, part, path, found);
                });
            }
        }
        _ if is_same(expected, sent) => {}
        _ => {
            let at = if path.is_empty() { "/" } else { path.as_str() };
            let (expected, sent) = (short(expected), short(sent));
            found.push(format!("{at}: {expected} expected, {sent} sent"));
        }
    }
}

fn within(path: &mut String, name: &str, then: impl FnOnce(&mut String)) {
    let length = path.len();
    path.push('/');
    path.push_str(&name.replace('~', "~0").replace('/', "~1"));
    then(path);
    path.truncate(length);
}

/// 1 and 1.0 are one number; a text that was left out of a recording is any text.
fn is_same(expected: &Json, sent: &Json) -> bool {
    match (expected, sent) {
        (Json::Number(expected), Json::Number(sent)) => {
            expected == sent
                || (expected.is_f64() || sent.is_f64()) && expected.as_f64() == sent.as_f64()
        }
        (Json::String(expected), Json::String(_)) if expected == REDACTED => true,
        _ => expected == sent,
    }
}

/// A value in not too many characters.
pub(super) fn short(value: &Json) -> String {
    shorten(&value.to_string())
}

/// A text in not too many characters, on one line.
pub(super) fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(200).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short.replace(char::is_control, " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn equal_values_do_not_differ() {
        let value = json!({"a": [1, {"b": null}], "c": "x"});
        assert!(differences(&value, &value, false).is_empty());
        assert!(differences(&json!([1, 2.0]), &json!([1.0, 2]), false).is_empty());
        assert!(
            !differences(
                &json!(9_007_199_254_740_993_u64),
                &json!(9_007_199_254_740_992_u64),
                false
            )
            .is_empty()
        );
        assert!(differences(&json!({"p": REDACTED}), &json!({"p": "secret"}), false).is_empty());
        assert!(!differences(&json!({"p": REDACTED}), &json!({"p": 1}), false).is_empty());
    }

    #[test]
    fn differences_have_their_place() {
        let found = differences(
            &json!({"a": [1, {"b/c": true}], "d": 1}),
            &json!({"a": [1, {"b/c": false}], "e": "x"}),
            false,
        );
        assert_eq!(
            found,
            [
                "/a/1/b~1c: true expected, false sent",
                "/d: 1 expected, nothing sent",
                "/e: nothing expected, \"x\" sent",
            ]
        );
        let found = differences(&json!([1]), &json!([1, 2]), false);
        assert_eq!(found, ["/: [1] expected, [1,2] sent"]);
    }

    #[test]
    fn a_part_may_have_more_around_it() {
        let sent = json!({"a": {"b": 1, "c": 2}, "d": 3});
        assert!(differences(&json!({"a": {"b": 1}}), &sent, true).is_empty());
        assert_eq!(differences(&json!({"a": {"b": 2}}), &sent, true).len(), 1);
    }
}
