//! Cases: the lines of a file of documented requests go in, the parts that are compared come out.
//!
//! A part that is missing or of another form is taken as absent, so that one odd line spoils no others.

use serde_json::{Map, Value};

use csdlgen::snippet::Body;

/// A documented request with its reply, and what is known of both.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// Its name; the number of its line where it has none.
    pub id: String,
    /// The method, in capitals.
    pub method: String,
    /// The path below the service's root, as it is documented.
    pub path: String,
    /// The query without its question mark, as it is documented.
    pub query: String,
    /// Headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Body,
    /// The reply.
    pub response: Response,
    /// How the path resolves: `odata`, `graph`, or any other word.
    pub path_kind: String,
    /// Why the body does not fit the metadata.
    pub request_misfits: Vec<String>,
    /// Why the reply does not fit the metadata.
    pub response_misfits: Vec<String>,
}

/// A documented reply.
#[derive(Clone, Debug)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// Headers.
    pub headers: Vec<(String, String)>,
    /// The body, where it is JSON.
    pub body: Option<Value>,
}

impl Default for Response {
    fn default() -> Self {
        Self {
            status: 200,
            headers: Vec::new(),
            body: None,
        }
    }
}

/// Reads the cases of a file, one JSON object a line.
///
/// # Errors
/// A line is not a JSON object: its number and why.
pub fn read(text: &str) -> Result<Vec<Case>, String> {
    let lines = (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| {
            let case: Map<String, Value> = serde_json::from_str(line)
                .map_err(|error| format!("line {number} is not a JSON object: {error}"))?;
            Ok(Case::new(number, &case))
        })
        .collect()
}

impl Case {
    fn new(number: usize, case: &Map<String, Value>) -> Self {
        let none = Map::new();
        let object = |name| case.get(name).and_then(Value::as_object).unwrap_or(&none);
        let (response, expect) = (object("response"), object("expect"));
        let (path, query) = target(text(case, "path"), text(case, "query"));
        let id = text(case, "id");
        Self {
            id: if id.is_empty() {
                format!("line {number}")
            } else {
                id.to_owned()
            },
            method: match text(case, "method") {
                "" => "GET".to_owned(),
                method => method.to_ascii_uppercase(),
            },
            path,
            query,
            headers: headers(case),
            body: body(case),
            response: Response {
                status: status(response.get("status")),
                headers: headers(response),
                body: response.get("body").filter(|body| !body.is_null()).cloned(),
            },
            path_kind: match expect.get("path").and_then(Value::as_str) {
                Some(kind) => kind.to_owned(),
                None => "odata".to_owned(),
            },
            request_misfits: texts(expect.get("request_misfits")),
            response_misfits: texts(expect.get("response_misfits")),
        }
    }

    /// Whether the metadata is said to know the path.
    pub fn is_known(&self) -> bool {
        matches!(self.path_kind.as_str(), "odata" | "graph")
    }

    /// Whether the body is JSON and fits the metadata.
    pub fn body_fits(&self) -> bool {
        matches!(self.body, Body::Json(_)) && self.request_misfits.is_empty()
    }

    /// Whether the reply is JSON and fits the metadata.
    pub fn reply_fits(&self) -> bool {
        self.response.body.is_some() && self.response_misfits.is_empty()
    }
}

fn text<'v>(object: &'v Map<String, Value>, name: &str) -> &'v str {
    object.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// A query may stand in the path.
fn target(path: &str, query: &str) -> (String, String) {
    let query = query.trim_start_matches('?');
    match path.split_once('?') {
        Some((path, more)) if query.is_empty() => (path.to_owned(), more.to_owned()),
        Some((path, more)) => (path.to_owned(), format!("{more}&{query}")),
        None => (path.to_owned(), query.to_owned()),
    }
}

fn headers(object: &Map<String, Value>) -> Vec<(String, String)> {
    let Some(Value::Object(headers)) = object.get("headers") else {
        return Vec::new();
    };
    let headers = headers.iter().map(|(name, value)| match value {
        Value::String(text) => (name.clone(), text.trim().to_owned()),
        other => (name.clone(), other.to_string()),
    });
    headers.collect()
}

fn body(case: &Map<String, Value>) -> Body {
    match (case.get("body"), case.get("body_raw")) {
        (None | Some(Value::Null), Some(Value::String(text))) => Body::Text(text.clone()),
        (None | Some(Value::Null), _) => Body::Empty,
        (Some(body), _) => Body::Json(body.clone()),
    }
}

/// A status that a reply can have.
fn status(value: Option<&Value>) -> u16 {
    let number = value
        .and_then(Value::as_u64)
        .and_then(|number| u16::try_from(number).ok());
    number
        .filter(|number| (200..600).contains(number))
        .unwrap_or(200)
}

fn texts(value: Option<&Value>) -> Vec<String> {
    let items = value
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let texts = items.iter().map(|item| match item {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    });
    texts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_absent() {
        let cases = read("{}\n\n{\"path\": \"/a?b=c\", \"query\": \"d=e\", \"body\": 1, \"response\": {\"status\": 7}}").unwrap();
        assert_eq!(cases.len(), 2);
        assert_eq!(
            (cases[0].id.as_str(), cases[0].method.as_str()),
            ("line 1", "GET")
        );
        assert!(cases[0].is_known() && !cases[0].body_fits() && !cases[0].reply_fits());
        assert_eq!(
            (cases[1].path.as_str(), cases[1].query.as_str()),
            ("/a", "b=c&d=e")
        );
        assert_eq!(
            (cases[1].response.status, cases[1].body_fits()),
            (200, true)
        );
    }

    #[test]
    fn a_line_that_is_no_object_is_told() {
        assert!(
            read("{}\n[]")
                .unwrap_err()
                .starts_with("line 2 is not a JSON object")
        );
        assert!(read("").unwrap().is_empty());
    }

    #[test]
    fn a_body_that_is_no_json_is_text() {
        let cases = read(
            r#"{"body": null, "body_raw": "x", "expect": {"path": "fail", "request_misfits": ["a"]}}"#,
        );
        let case = &cases.unwrap()[0];
        assert_eq!(case.body, Body::Text("x".to_owned()));
        assert!(!case.is_known() && case.request_misfits == ["a"]);
    }
}
