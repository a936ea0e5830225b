//! What must hold of a document in either format: each rule and its words once, for both readers.
//!
//! What comes in: what a reader has found, and what its format calls it. What goes out: errors and warnings in the
//! [`Report`] (OData CSDL XML 4.01 and OData CSDL JSON 4.01, sections 3 to 15).

use std::ops::RangeInclusive;

use super::document::{Operation, OperationElement, PropertyRef};
use super::report::Report;
use crate::diagnostic::Position;
use crate::text::hidden::is_hidden;

/// The versions of OData that can be read (section 3).
pub(super) fn version(report: &mut Report, position: &Position, what: &str, version: &str) {
    // That it is missing is said already.
    if !version.is_empty() && version != "4.0" && version != "4.01" {
        let message = format!("{what} has version `{version}`");
        report.error(position, message, "csdlgen reads OData 4.0 and 4.01");
    }
}

/// A name as a simple identifier (section 15.2). Hyphens and leading digits, which some services have, are let pass
/// with a warning.
pub(super) fn identifier(report: &mut Report, position: &Position, what: &str, name: &str) {
    let message = format!("{what} is not a simple identifier");
    match identifier_kind(name) {
        Identifier::Simple => {}
        Identifier::Tolerated => report.warn(position, message, "it is taken as it is"),
        Identifier::Wrong => {
            report.error(position, message, "use letters, digits and underscores");
        }
    }
}

/// A name of a schema (section 5.1); `what` is what has it.
pub(super) fn namespace(report: &mut Report, position: &Position, what: &str, name: &str) {
    if !is_namespace(name) {
        let message = format!("`{name}`, {what}, is not a namespace");
        report.error(position, message, "use simple identifiers joined by dots");
    }
}

/// A term and a qualifier, as an annotation names them (section 14.2).
pub(super) fn term(report: &mut Report, position: &Position, term: &str, qualifier: Option<&str>) {
    if !term.contains('.') || !is_namespace(term) {
        let message = format!("`{term}` is not the name of a term");
        let remedy = "write namespace or alias, a dot and the term";
        report.error(position, message, remedy);
    }
    if qualifier.is_some_and(|text| !is_namespace(text)) {
        let message = format!("the qualifier of `{term}` is not an identifier");
        report.error(position, message, "use letters, digits and underscores");
    }
}

/// A function returns something (section 12.3); `word` is what the format calls that.
pub(super) fn returns(report: &mut Report, operation: &Operation, word: &str) {
    if operation.element == OperationElement::Function && operation.returns.is_none() {
        let message = format!("`Function` `{}` has no `{word}`", operation.name);
        let remedy = "a function must return something; add it";
        report.error(&operation.position, message, remedy);
    }
}

/// A key has parts (section 6.5); `word` is what the format calls a key.
pub(super) fn key(
    report: &mut Report,
    position: &Position,
    (word, name): (&str, &str),
    parts: &[PropertyRef],
) {
    if parts.is_empty() {
        let message = format!("the `{word}` of `{name}` names no property");
        let remedy = format!("name the key's properties, or remove `{word}`");
        report.error(position, message, &remedy);
    }
}

/// Whether an expression has as many operands as it takes (section 14.4); an error where not.
pub(super) fn operands(
    report: &mut Report,
    position: &Position,
    name: &str,
    found: usize,
    takes: RangeInclusive<usize>,
) -> bool {
    if takes.contains(&found) {
        return true;
    }
    let takes = if takes.start() == takes.end() {
        takes.start().to_string()
    } else {
        format!("{} or {}", takes.start(), takes.end())
    };
    let message = format!("`{name}` takes {takes} operands, but has {found}");
    report.error(position, message, "correct the operands");
    false
}

/// How far a name is a simple identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Identifier {
    /// Letters, digits and underscores.
    Simple,
    /// With hyphens, `$` or a leading digit, which some services have.
    Tolerated,
    /// Not at all.
    Wrong,
}

fn identifier_kind(name: &str) -> Identifier {
    // Some letters are not seen.
    let plain = |c: char| (c.is_alphanumeric() && !is_hidden(c)) || c == '_';
    if name.is_empty() {
        Identifier::Wrong
    } else if name.chars().all(plain) && !name.starts_with(char::is_numeric) {
        Identifier::Simple
    } else if name.chars().all(|c| plain(c) || c == '-' || c == '$') {
        Identifier::Tolerated
    } else {
        Identifier::Wrong
    }
}

/// Whether a text is names joined by dots.
fn is_namespace(text: &str) -> bool {
    let separates = |c: char| c.is_whitespace() || is_hidden(c) || "/()@,;'\"#".contains(c);
    !text.contains(separates) && !text.split('.').any(str::is_empty)
}
