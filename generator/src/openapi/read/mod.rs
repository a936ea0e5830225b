//! The bytes of a document → a tree of values, each with its place.
//!
//! Inside: `encoding` (bytes → text), `json` and `yaml` (text → tree; `scalar` knows what a plain scalar of YAML is),
//! `tree` (the values). A text that begins with `{` or `[` is JSON, any other is YAML.

mod encoding;
mod json;
mod scalar;
mod tree;
mod yaml;

use std::borrow::Cow;
use std::sync::Arc;

pub(crate) use tree::{Kind, Member, Node};

use crate::diagnostic::Diagnostic;
use crate::limits::{Limit, Limits};

/// The text of a document.
///
/// # Errors
/// It is too large, or no text.
pub(crate) fn decode<'b>(
    file: &Arc<str>,
    bytes: &'b [u8],
    limits: &Limits,
) -> Result<Cow<'b, str>, Diagnostic> {
    if bytes.len() > limits.get(Limit::Document) {
        let what = format!("{file} is too large, in bytes");
        return Err(limits.exceeded(Limit::Document, None, &what));
    }
    encoding::decode(file, bytes)
}

/// The tree of a document.
///
/// # Errors
/// It breaks the rules of JSON or YAML, says a name twice, or has more of something than the limits allow.
pub(crate) fn parse<'t>(
    file: &Arc<str>,
    text: &'t str,
    limits: &Limits,
) -> Result<Node<'t>, Diagnostic> {
    if text.trim_start().starts_with(['{', '[']) {
        json::parse(file, text, limits)
    } else {
        yaml::parse(file, text, limits)
    }
}
