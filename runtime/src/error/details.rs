//! What a body tells of an error. In: any body. Out: code, message and what else there is, in the form of OData
//! (OData JSON Format 4.01, section 21.1), of OAuth, of RFC 9457, or of frameworks that put them at the top.

use super::ErrorDetail;
use crate::value::Json;

/// What was found.
#[derive(Default)]
pub(super) struct Told {
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    pub(super) target: Option<String>,
    pub(super) details: Vec<ErrorDetail>,
    pub(super) inner: Option<Json>,
}

impl Told {
    /// Reads a body; never fails.
    pub(super) fn read(body: &[u8]) -> Self {
        // Half a surrogate pair in a message must not hide it.
        let body = crate::from_json::<Json>(body).unwrap_or_default();
        match member(&body, &["error", "odata.error"]) {
            Some(error @ Json::Object(_)) => Self::of_object(error),
            // OAuth (RFC 6749, section 5.2), and services that give a sentence and no more.
            Some(Json::String(error)) => {
                match text(member(&body, &["error_description", "message"])) {
                    Some(message) => Self {
                        code: Some(error.clone()),
                        message: Some(message),
                        ..Self::default()
                    },
                    None if error.contains(char::is_whitespace) => Self {
                        message: Some(error.clone()),
                        ..Self::default()
                    },
                    None => Self {
                        code: Some(error.clone()),
                        ..Self::default()
                    },
                }
            }
            Some(_) => Self::default(),
            None => Self::of_object(&body),
        }
    }

    fn of_object(error: &Json) -> Self {
        let problem =
            || text(member(error, &["detail"])).or_else(|| text(member(error, &["title"])));
        Self {
            code: text(member(error, &["code"])),
            message: text(member(error, &["message"])).or_else(problem),
            target: text(member(error, &["target"])),
            details: details(member(error, &["details"])),
            inner: member(error, &["innerError"]).cloned(),
        }
    }
}

/// The member of one of these names, the first name first; without regard to ASCII case, since frameworks
/// write `Message` and OData `message`.
fn member<'a>(json: &'a Json, names: &[&str]) -> Option<&'a Json> {
    let object = json.as_object()?;
    let find = |wanted: &&str| {
        let exact = object.get(*wanted);
        let mut others = object.iter();
        exact.or_else(|| {
            let alike = others.find(|(known, _)| known.eq_ignore_ascii_case(wanted))?;
            Some(alike.1)
        })
    };
    names.iter().find_map(find)
}

/// A string, a number, or the `value` of OData 3's `{"lang", "value"}`.
pub(super) fn text(json: Option<&Json>) -> Option<String> {
    match json? {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Object(object) => object.get("value")?.as_str().map(str::to_owned),
        _ => None,
    }
}

fn details(json: Option<&Json>) -> Vec<ErrorDetail> {
    let items = json.and_then(Json::as_array);
    let items = items.map(Vec::as_slice).unwrap_or_default();
    let detail = |item: &Json| ErrorDetail {
        code: text(member(item, &["code"])),
        message: text(member(item, &["message"])),
        target: text(member(item, &["target"])),
    };
    items.iter().map(detail).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(body: &str) -> (Option<String>, Option<String>) {
        let told = Told::read(body.as_bytes());
        (told.code, told.message)
    }

    #[test]
    fn forms_of_many_services_give_code_and_message() {
        for (body, code, message) in [
            (
                r#"{"error": {"code": "a", "message": "b"}}"#,
                Some("a"),
                Some("b"),
            ),
            (
                r#"{"Error": {"Code": "a", "Message": "b"}}"#,
                Some("a"),
                Some("b"),
            ),
            (
                r#"{"odata.error": {"code": -1, "message": {"lang": "en", "value": "b"}}}"#,
                Some("-1"),
                Some("b"),
            ),
            (
                "\u{feff}{\"code\": \"a\", \"message\": \"b\"}",
                Some("a"),
                Some("b"),
            ),
            (r#"{"Message": "b"}"#, None, Some("b")),
            (r#"{"MESSAGE": "b", "Code": 7}"#, Some("7"), Some("b")),
            (
                r#"{"error": "invalid_grant", "error_description": "b"}"#,
                Some("invalid_grant"),
                Some("b"),
            ),
            (r#"{"error": "invalid_grant"}"#, Some("invalid_grant"), None),
            (r#"{"error": "it is broken"}"#, None, Some("it is broken")),
            (
                r#"{"type": "t", "title": "b", "status": 400}"#,
                None,
                Some("b"),
            ),
            (r#"{"title": "a", "detail": "b"}"#, None, Some("b")),
        ] {
            let expected = (code.map(str::to_owned), message.map(str::to_owned));
            assert_eq!(told(body), expected, "{body}");
        }
    }

    #[test]
    fn anything_else_says_nothing() {
        for body in [
            "",
            "<html>",
            "[]",
            "7",
            "null",
            r#"{"error": 3}"#,
            r#"{"error": {"code": []}}"#,
        ] {
            assert_eq!(told(body), (None, None), "{body}");
        }
    }
}
