//! CSDL XML and CSDL JSON: text → [`Document`].
//!
//! What comes in: the bytes of a service description, as OData CSDL XML or CSDL JSON, 4.0 or 4.01. What goes out: a
//! typed [`Document`] with a place on every element and nothing resolved, and warnings about what was
//! passed over; or all the errors found.
//!
//! Inside: `encoding` (bytes → text); of XML, `xml` (text → tree of elements) and `build` (tree → document); of
//! JSON, `json` (both); `write` (document → XML). The first character that is not white space tells which of the two it is.

mod build;
mod checks;
mod document;
mod encoding;
mod expression;
mod json;
mod measure;
mod report;
mod write;
mod xml;
mod xml_error;

use std::sync::Arc;

pub use document::*;
pub use expression::{Expression, Operator, PathKind, PropertyValue, Record};
pub use limits::{BadLimit, Limit, Limits};
pub use write::write;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::{limits, place};

/// A document that was read.
#[derive(Clone, Debug)]
pub struct Read {
    /// The document.
    pub document: Document,
    /// What was passed over.
    pub warnings: Vec<Diagnostic>,
}

/// Reads a document within the usual limits; `name` is what errors call it, a path or a URL.
///
/// # Errors
///
/// As [`read_within`].
pub fn read(name: &str, bytes: &[u8]) -> Result<Read, Diagnostics> {
    read_within(name, bytes, &Limits::default())
}

/// Reads a document that may have so much of everything.
///
/// # Errors
///
/// Where the bytes are not text in the stated encoding, not well-formed or not an OData 4 service description: one
/// error. Where elements lack attributes or members, or those are malformed: all such errors. Where there is more of
/// something than the limits allow: the first place of each.
pub fn read_within(name: &str, bytes: &[u8], limits: &Limits) -> Result<Read, Diagnostics> {
    let file: Arc<str> = name.into();
    if bytes.len() > limits.get(Limit::Document) {
        return Err(too_large(name, limits).into());
    }
    let text = encoding::decode(&file, bytes)?;
    let mut report = report::Report::new(&file);
    let document = if json::is_json(&text) {
        json::document(&mut report, &text, limits)?
    } else {
        let root = xml::parse(&file, &text, limits)?;
        build::document(&mut report, root)
    };
    if let Some(document) = &document {
        report.errors.extend(measure::exceeded(document, limits));
    }
    let (errors, warnings) = report.finish();
    match document {
        Some(document) if errors.is_empty() => Ok(Read { document, warnings }),
        _ => Err(Diagnostics(errors)),
    }
}

/// What is said of a document of too many bytes.
pub(crate) fn too_large(name: &str, limits: &Limits) -> Diagnostic {
    let what = format!("{name} is too large, in bytes");
    limits.exceeded(Limit::Document, None, &what)
}

/// The text of a document, as positions count in it; `None` where the bytes are not text.
#[cfg(feature = "cli")]
pub(crate) fn text(name: &str, bytes: &[u8]) -> Option<String> {
    let text = encoding::decode(&name.into(), bytes).ok()?;
    Some(text.into_owned())
}

#[cfg(test)]
mod tests;
