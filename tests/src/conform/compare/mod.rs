//! Comparing: a documented request and the one that was sent go in, the differences come out.
//!
//! Two requests are the same when they differ only in percent-encoding, in `()` after a function without
//! parameters, in whether an operation or cast is qualified and by which alias, in `$` before a query option's
//! name, or in the letter case of a name that the metadata spells otherwise. A placeholder in braces stands
//! for a key.

pub mod json;
mod path;
mod query;

use serde::Deserialize;
use serde_json::Value;

use csdlgen::snippet::Body;

use super::cases::Case;
use super::names::Names;

/// A request as it was sent.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Sent {
    /// The method.
    pub method: String,
    /// The path below the service's root, encoded.
    pub path: String,
    /// The query without its question mark, encoded.
    pub query: String,
    /// Headers.
    pub headers: Vec<(String, String)>,
    /// The body; bytes that are no UTF-8 are replaced.
    pub body: String,
}

/// Headers that belong to the client and its connection.
const UNCOMPARED: &[&str] = &["authorization", "host", "content-length"];

/// How a request that was sent differs from the documented one; nothing if they are the same.
pub fn differences(case: &Case, sent: &Sent, names: &Names) -> Vec<String> {
    let mut found = Vec::new();
    if case.method != sent.method {
        found.push(format!(
            "method: {} is sent as {}",
            case.method, sent.method
        ));
    }
    found.extend(path::difference(&case.path, &sent.path, names));
    found.extend(query::difference(&case.query, &sent.query));
    found.extend(
        case.headers
            .iter()
            .filter_map(|header| header_difference(header, sent)),
    );
    found.extend(body(&case.body, &sent.body, names));
    found
}

fn header_difference((name, value): &(String, String), sent: &Sent) -> Option<String> {
    if UNCOMPARED.iter().any(|own| name.eq_ignore_ascii_case(own)) {
        return None;
    }
    let values = sent
        .headers
        .iter()
        .filter(|(own, _)| own.eq_ignore_ascii_case(name));
    let values: Vec<&str> = values.map(|(_, value)| value.trim()).collect();
    let same = values.iter().any(|sent| *sent == value.trim());
    (!same).then(|| format!("header {name}: {value:?} is sent as {values:?}"))
}

fn body(documented: &Body, sent: &str, names: &Names) -> Option<String> {
    match documented {
        Body::Empty => {
            (!sent.is_empty()).then(|| format!("body: none is documented, {sent:?} is sent"))
        }
        Body::Text(text) => (text != sent).then(|| format!("body: {text:?} is sent as {sent:?}")),
        Body::Json(documented) => {
            let Ok(sent) = serde_json::from_str::<Value>(sent) else {
                return Some(format!("body: JSON is documented, {sent:?} is sent"));
            };
            json::difference(documented, &sent, &json::Rules::request(names))
                .map(|difference| format!("body{difference}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(method: &str, path: &str, query: &str, body: Body) -> Case {
        Case {
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers: vec![
                ("Content-type".to_owned(), "application/json".to_owned()),
                ("Authorization".to_owned(), "Bearer documented".to_owned()),
                ("Content-Length".to_owned(), "7".to_owned()),
                ("HOST".to_owned(), "documented".to_owned()),
            ],
            body,
            ..Case::default()
        }
    }

    fn sent() -> Sent {
        Sent {
            method: "POST".to_owned(),
            path: "/users/a%20b/assignLicense".to_owned(),
            query: "%24top=5&$select=a%2Cb".to_owned(),
            headers: vec![
                ("content-type".to_owned(), "application/json".to_owned()),
                ("prefer".to_owned(), "x".to_owned()),
            ],
            body: r#"{"addLicenses": [1.0], "state": "open"}"#.to_owned(),
        }
    }

    fn names() -> Names {
        Names::of(
            &["users", "assignLicense", "addLicenses", "open"],
            &[
                ("microsoft.graph", "microsoft.graph"),
                ("graph", "microsoft.graph"),
            ],
        )
    }

    fn json(text: &str) -> Body {
        Body::Json(serde_json::from_str(text).unwrap())
    }

    #[test]
    fn the_same_request_in_other_words() {
        let body = json(r#"{"state": "OPEN", "addLicenses": [1]}"#);
        for (path, query) in [
            ("/users/a b/assignLicense", "$select=a,b&$top=5"),
            ("/users/a%20b/graph.assignLicense()", "select=a,b&top=5"),
            (
                "/Users/{id}/microsoft.graph.assignlicense",
                "$top=5&select=a%2cb",
            ),
        ] {
            let case = case("POST", path, query, body.clone());
            assert_eq!(differences(&case, &sent(), &names()), [] as [&str; 0]);
        }
    }

    #[test]
    fn other_requests() {
        let path = "/users/a b/assignLicense";
        let query = "$top=5&$select=a,b";
        let body = json(r#"{"state": "open", "addLicenses": [1]}"#);
        let wrong = [
            (case("PUT", path, query, body.clone()), "method: PUT"),
            (
                case("POST", "/users/b/assignLicense", query, body.clone()),
                "path: ",
            ),
            (
                case("POST", path, "$top=6&$select=a,b", body.clone()),
                "query: ",
            ),
            (
                case("POST", path, query, Body::Empty),
                "body: none is documented",
            ),
            (
                case("POST", path, query, Body::Text("x".to_owned())),
                "body: \"x\"",
            ),
            (
                case("POST", path, query, json(r#"{"state": "open"}"#)),
                "body.addLicenses: ",
            ),
        ];
        for (case, expected) in wrong {
            let found = differences(&case, &sent(), &names());
            assert!(
                found.len() == 1 && found[0].starts_with(expected),
                "{found:?}"
            );
        }
        let mut case = case("POST", path, query, body);
        case.headers.push(("Prefer".to_owned(), "y".to_owned()));
        case.headers.push(("If-Match".to_owned(), "*".to_owned()));
        assert_eq!(
            differences(&case, &sent(), &names()),
            [
                r#"header Prefer: "y" is sent as ["x"]"#,
                r#"header If-Match: "*" is sent as []"#
            ]
        );
        let plain = Sent {
            body: "x".to_owned(),
            ..sent()
        };
        case.headers.clear();
        assert_eq!(
            differences(&case, &plain, &names()),
            [r#"body: JSON is documented, "x" is sent"#]
        );
    }
}
