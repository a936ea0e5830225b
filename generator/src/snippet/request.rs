//! Requests: the text of an HTTP request goes in, its parts come out.

use serde_json::Value;

use crate::api::path::{self, Segment};

/// An HTTP request, taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The method, in capitals.
    pub method: String,
    /// The segments of the path below the service's root, percent-decoded.
    pub segments: Vec<Segment>,
    /// Query options, percent-decoded, in order.
    pub query: Vec<(String, String)>,
    /// Headers, in order, without those that the client itself sets.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Body,
}

/// A body.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Body {
    /// None.
    #[default]
    Empty,
    /// JSON.
    Json(Value),
    /// Anything else.
    Text(String),
}

/// Why a text is not a request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "line {line}: {message}; write a request as `METHOD URL`, headers, an empty line, the body"
)]
pub struct BadRequest {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

/// Headers that the client sets by itself.
const OWN_HEADERS: &[&str] = &["authorization", "host", "content-length"];

impl Request {
    /// Puts a request together. `target` is a URL, or a path with or without the service's root in front;
    /// `root` is the service's base URL, where it is known.
    ///
    /// # Errors
    /// The method or the target is empty, or the path is not taken apart.
    pub fn new(
        method: &str,
        target: &str,
        root: Option<&str>,
        headers: &[(String, String)],
        body: Body,
    ) -> Result<Self, BadRequest> {
        let bad = |message: &str| BadRequest {
            line: 1,
            message: message.to_owned(),
        };
        if method.is_empty() || !method.chars().all(|c| c.is_ascii_alphabetic()) {
            return Err(bad(
                "the method is missing or holds other characters than letters",
            ));
        }
        let below = path::below_root(target.trim(), root);
        let (path, query) = below.split_once('?').unwrap_or((below, ""));
        let segments = path::segments(path).map_err(|message| bad(&message))?;
        let kept = headers
            .iter()
            .filter(|(name, _)| !OWN_HEADERS.contains(&name.to_ascii_lowercase().as_str()));
        Ok(Self {
            method: method.to_ascii_uppercase(),
            segments,
            query: path::query(query),
            headers: kept.cloned().collect(),
            body,
        })
    }

    /// Reads the text of a request: `METHOD URL`, headers, an empty line, the body.
    ///
    /// # Errors
    /// The text is not of that form.
    pub fn parse(text: &str, root: Option<&str>) -> Result<Self, BadRequest> {
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
        let mut lines = head.trim().lines();
        let first = lines.next().unwrap_or_default();
        let (method, rest) = first.split_once(' ').unwrap_or((first, ""));
        let target = rest.trim().trim_end_matches("HTTP/1.1").trim();
        if target.is_empty() {
            return Err(BadRequest {
                line: 1,
                message: "the URL is missing".to_owned(),
            });
        }
        let mut headers = Vec::new();
        for (line, header) in (2..).zip(lines) {
            let Some((name, value)) = header.split_once(':') else {
                return Err(BadRequest {
                    line,
                    message: format!("invalid header {header:?}"),
                });
            };
            headers.push((name.trim().to_owned(), value.trim().to_owned()));
        }
        Self::new(method, target, root, &headers, Body::read(body))
    }
}

impl Body {
    /// Whether it is what parameters and properties are read from: an object of JSON, or nothing.
    pub(super) fn is_object(&self) -> bool {
        matches!(self, Self::Empty | Self::Json(Value::Object(_)))
    }

    /// JSON where it is JSON, text otherwise.
    pub fn read(text: &str) -> Self {
        if text.trim().is_empty() {
            return Self::Empty;
        }
        serde_json::from_str(text).map_or_else(|_| Self::Text(text.to_owned()), Self::Json)
    }
}
