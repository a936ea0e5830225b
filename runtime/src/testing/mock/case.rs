//! Cases: documented or recorded requests with their replies. In: lines of JSON. Out: expectations; and
//! back to lines.
//!
//! A line has `method`, `path` (below the base URL, or a whole URL), `query` as in a URL, `headers`, `body`
//! (JSON) or `body_raw` (text), and `response` with `status`, `headers`, and `body`, `body_raw` or
//! `body_base64`. What else it has is not looked at.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Expectation, MockError, MockReply};
use crate::{Binary, Json};

/// Headers of documented requests that say nothing of what is asked for, or are the client's own affair.
const IGNORED: [&str; 9] = [
    "accept",
    "authorization",
    "client-request-id",
    "content-length",
    "content-type",
    "host",
    "sdkversion",
    "transfer-encoding",
    "user-agent",
];

/// A request and the reply to it, as a line of a file has them.
///
/// ```
/// use service_client::testing::mock::{Case, MockService};
/// use service_client::{LinkPolicy, http::Method};
///
/// let cases = Case::parse(r#"{"method": "GET", "path": "/me", "response": {"status": 200, "body": {"id": "1"}}}"#)?;
/// let mock = MockService::new("https://graph.microsoft.com/v1.0");
/// mock.expect_cases(&cases);
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// let me = mock.client()?.link(Method::GET, "me", LinkPolicy::AllowedHosts).await?;
/// assert_eq!(me.body(), r#"{"id":"1"}"#);
/// mock.verify()?;
/// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// A name, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The verb.
    pub method: String,
    /// The path below the base URL, in which `{…}` is any segment; or a URL on another host.
    pub path: String,
    /// The query as it stands in a URL, without the question mark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub query: String,
    /// The headers.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// The body, if it is JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Json>,
    /// The body, if it is another text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body_raw: Option<String>,
    /// The reply.
    pub response: CaseReply,
}

/// The reply of a [`Case`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CaseReply {
    /// The status.
    pub status: u16,
    /// The headers.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// The body, if it is JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Json>,
    /// The body, if it is another text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body_raw: Option<String>,
    /// The body, if it is neither JSON nor text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body_base64: Option<Binary>,
}

impl Case {
    /// Reads lines; empty ones are skipped.
    ///
    /// # Errors
    /// If a line is not a case.
    pub fn parse(lines: &str) -> Result<Vec<Self>, MockError> {
        let lines = lines.lines().enumerate();
        let lines = lines.filter(|(_, line)| !line.trim().is_empty());
        let cases = lines.map(|(index, line)| {
            serde_json::from_str::<Self>(line)
                .and_then(|case| case.checked().map_err(serde::de::Error::custom))
                .map_err(|error| MockError::Case {
                    line: index + 1,
                    column: error.column().max(1),
                    what: error.to_string(),
                })
        });
        cases.collect()
    }

    fn checked(self) -> Result<Self, String> {
        match http::Method::from_bytes(self.method.as_bytes()) {
            Ok(_) => Ok(self),
            Err(_) => Err(format!("invalid HTTP method {:?}", self.method)),
        }
    }

    /// Reads a file of lines.
    ///
    /// # Errors
    /// If the file cannot be read, or a line is not a case.
    pub fn read(path: impl AsRef<Path>) -> Result<Vec<Self>, MockError> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|source| MockError::File {
            path: path.to_owned(),
            verb: "read",
            source,
        })?;
        Self::parse(&text)
    }

    /// Writes a file of lines.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn write(cases: &[Self], path: impl AsRef<Path>) -> Result<(), MockError> {
        let path = path.as_ref();
        let failed = |source| MockError::File {
            path: path.to_owned(),
            verb: "written",
            source,
        };
        let mut lines = Vec::new();
        for case in cases {
            serde_json::to_writer(&mut lines, case).map_err(|error| failed(error.into()))?;
            lines.push(b'\n');
        }
        std::fs::write(path, lines).map_err(failed)
    }

    /// What it expects, once. Of its headers, those count that say what is asked for, such as
    /// `Prefer` and `ConsistencyLevel`; `Accept`, `Content-Type`, the token and the like do not.
    pub fn expectation(&self) -> Expectation {
        let method = http::Method::from_bytes(self.method.as_bytes()).unwrap_or_default();
        let mut path = self.path.clone();
        if !self.query.is_empty() {
            path = format!("{path}?{}", self.query);
        }
        let mut expectation = Expectation::new(method, path);
        for (name, value) in &self.headers {
            if !IGNORED.contains(&name.to_ascii_lowercase().as_str()) {
                expectation = expectation.header(name, value);
            }
        }
        expectation = match (&self.body, &self.body_raw) {
            (Some(json), _) => expectation.json(json.clone()),
            (None, Some(text)) => expectation.body(text.clone()),
            (None, None) => expectation,
        };
        expectation.reply(self.response.reply())
    }
}

impl CaseReply {
    fn reply(&self) -> MockReply {
        let mut reply = MockReply::new(self.status);
        for (name, value) in &self.headers {
            // What a body's length is, and that it was compressed, is of the exchange that was recorded.
            let own = ["content-length", "content-encoding", "transfer-encoding"];
            if !own.contains(&name.to_ascii_lowercase().as_str()) {
                reply = reply.header(name, value);
            }
        }
        match self {
            Self {
                body: Some(json), ..
            } => reply.json(json.clone()),
            Self {
                body_raw: Some(text),
                ..
            } => reply.body(text.clone()),
            Self {
                body_base64: Some(bytes),
                ..
            } => reply.body(bytes.to_vec()),
            _ => reply,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invalid_case_is_refused_with_its_place() {
        let good = r#"{"method": "GET", "path": "/x", "response": {"status": 200}, "expect": 1}"#;
        assert_eq!(
            Case::parse(&format!("\n{good}\n\n{good}")).unwrap().len(),
            2
        );
        for (bad, what) in [
            (r#"{"method": "GET"}"#, "missing field"),
            ("{", "EOF"),
            (
                r#"{"method": "G T", "path": "/", "response": {"status": 1}}"#,
                "invalid HTTP method",
            ),
        ] {
            let error = Case::parse(&format!("{good}\n{bad}")).unwrap_err();
            assert!(
                matches!(error, MockError::Case { line: 2, .. }),
                "{error:?}"
            );
            assert!(error.to_string().contains(what), "{error}");
        }
    }

    #[test]
    fn lines_are_read_as_they_were_written() {
        let case = Case {
            id: Some("one".into()),
            method: "PATCH".into(),
            path: "/users/{id}".into(),
            query: "$select=id".into(),
            headers: [("Prefer".into(), "x".into())].into(),
            body: Some(serde_json::json!({"a": null})),
            response: CaseReply {
                status: 200,
                body_base64: Some(Binary::from(vec![0, 255])),
                ..CaseReply::default()
            },
            ..Case::default()
        };
        let folder = std::env::temp_dir();
        let file = folder.join(format!("service-client-cases-{}.jsonl", std::process::id()));
        Case::write(&[case.clone(), case.clone()], &file).unwrap();
        let read = Case::read(&file);
        std::fs::remove_file(&file).unwrap();
        assert_eq!(read.unwrap(), [case.clone(), case]);
        assert!(matches!(Case::read(&file), Err(MockError::File { .. })));
    }
}
