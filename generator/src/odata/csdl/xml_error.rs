//! What is said of a document that is not well-formed XML.
//!
//! What comes in: the XML reader's errors, names and characters. What goes out: diagnostics in this
//! project's words, or a yes or no.

use std::sync::Arc;

use quick_xml::Error;
use quick_xml::errors::{IllFormedError, SyntaxError};
use quick_xml::escape::EscapeError;
use quick_xml::events::attributes::AttrError;

use super::place::Locator;
use crate::diagnostic::{Diagnostic, Position};

const FETCH: &str = "fetch the service's `$metadata`, as XML with `Accept: application/xml` or as JSON with \
                     `Accept: application/json`";

/// A document that breaks XML's rules.
pub(super) fn ill_formed(position: Position, message: &str) -> Diagnostic {
    Diagnostic::error(position, format!("not well-formed XML: {message}"))
        .with_remedy("fetch the document again, or correct it at this place")
}

/// A web page in place of metadata.
pub(super) fn html(position: Position) -> Diagnostic {
    Diagnostic::error(position, "this is an HTML page, not a service description").with_remedy(
        "the address may need a sign-in, or lack `$metadata` at its end; check what it answers",
    )
}

/// A document type declaration, which CSDL has no use for.
pub(super) fn doctype(position: Position) -> Diagnostic {
    Diagnostic::error(
        position,
        "a document type declaration (DTD) is not accepted",
    )
    .with_remedy("remove it; CSDL needs none")
}

/// What is clearly something else than XML.
pub(super) fn not_xml(file: &Arc<str>, text: &str) -> Option<Diagnostic> {
    let body = text.trim_ascii_start();
    let position = Locator::new(text).at(text.len() - body.len()).in_file(file);
    let lower = body.get(..14).unwrap_or_default().to_ascii_lowercase();
    if lower == "<!doctype html" {
        return Some(html(position));
    }
    match body.chars().next() {
        Some('<') => None,
        None => Some(Diagnostic::error(position, "the document is empty").with_remedy(FETCH)),
        Some(_) => {
            Some(Diagnostic::error(position, "this is neither XML nor JSON").with_remedy(FETCH))
        }
    }
}

/// Refuses control characters, which XML has no place for.
pub(super) fn check_characters(file: &Arc<str>, text: &str) -> Result<(), Diagnostic> {
    match text.bytes().position(is_control) {
        None => Ok(()),
        Some(at) => Err(ill_formed(
            Locator::new(text).at(at).in_file(file),
            "a control character that XML does not allow",
        )),
    }
}

/// Refuses control characters that came by character references.
pub(super) fn check_references(value: &str) -> Result<(), &'static str> {
    if value.bytes().any(is_control) {
        return Err("a reference to a control character that XML does not allow");
    }
    Ok(())
}

/// Whether a byte is a control character that has no place in names and descriptions.
pub(super) fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')
}

/// Where `--` is in a comment, from its `<!--` on: also before the `-->` that ends it.
pub(super) fn double_hyphen(comment: &str) -> Option<usize> {
    const OPENING: usize = "<!--".len();
    let at = comment.find("--").or_else(|| {
        let last = comment.len().checked_sub(1)?;
        comment.ends_with('-').then_some(last)
    })?;
    Some(at.saturating_add(OPENING))
}

/// Where an attribute follows on the value of another without white space, in the text between the name of a tag and
/// its end.
pub(super) fn unparted(attributes: &str) -> Option<usize> {
    let mut quote = None;
    let mut ended = false;
    for (at, c) in attributes.char_indices() {
        match quote {
            Some(open) if c == open => (quote, ended) = (None, true),
            Some(_) => {}
            None if ended && !c.is_ascii_whitespace() => return Some(at),
            None => {
                ended = false;
                quote = matches!(c, '"' | '\'').then_some(c);
            }
        }
    }
    None
}

/// Whether a qualified name has the form of one; lenient about the ranges of letters.
pub(super) fn is_name(name: &str) -> bool {
    let start = |c: char| c.is_alphabetic() || c == '_' || c == ':';
    name.chars().next().is_some_and(start)
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '-' | '.') || c > '\x7f')
}

pub(super) fn unknown_entity(name: &str) -> String {
    format!("the entity `&{name};` is not one of the five predefined ones")
}

/// The XML reader's errors in words.
pub(super) fn describe(error: &Error) -> String {
    match error {
        Error::Syntax(syntax) => describe_syntax(*syntax).to_owned(),
        Error::IllFormed(ill) => describe_ill_formed(ill),
        Error::Escape(EscapeError::UnrecognizedEntity(_, name)) => unknown_entity(name),
        Error::Escape(EscapeError::UnterminatedEntity(_)) => "`&` without `;`".to_owned(),
        Error::Escape(EscapeError::InvalidCharRef(cause)) => {
            format!("a character reference is wrong: {cause}")
        }
        Error::InvalidAttr(cause) => describe_attribute(cause).1.to_owned(),
        other => other.to_string(),
    }
}

fn describe_syntax(error: SyntaxError) -> &'static str {
    match error {
        SyntaxError::InvalidBangMarkup => "`<!` begins neither a comment nor CDATA",
        SyntaxError::UnclosedPI | SyntaxError::UnclosedXmlDecl => "`<?` without `?>`",
        SyntaxError::UnclosedComment => "`<!--` without `-->`",
        SyntaxError::UnclosedDoctype => "`<!DOCTYPE` without its end",
        SyntaxError::UnclosedCData => "`<![CDATA[` without `]]>`",
        SyntaxError::UnclosedTag => "a tag without `>`; the document may be cut off",
        SyntaxError::UnclosedSingleQuotedAttributeValue
        | SyntaxError::UnclosedDoubleQuotedAttributeValue => {
            "the value of an attribute without its closing quote; the document may be cut off"
        }
    }
}

fn describe_ill_formed(error: &IllFormedError) -> String {
    match error {
        IllFormedError::UnmatchedEndTag(name) => format!("`</{name}>` without `<{name}>`"),
        IllFormedError::MismatchedEndTag { expected, found } => {
            format!("`</{found}>` where `</{expected}>` is due")
        }
        IllFormedError::UnclosedReference => "`&` without `;`".to_owned(),
        other => other.to_string(),
    }
}

/// Where in the tag an attribute is wrong, and how.
pub(super) fn describe_attribute(error: &AttrError) -> (usize, &'static str) {
    match error {
        AttrError::ExpectedEq(at) => (*at, "an attribute without `=`"),
        AttrError::ExpectedValue(at) => (*at, "an attribute without a value"),
        AttrError::UnquotedValue(at) => (*at, "the value of an attribute without quotes"),
        AttrError::ExpectedQuote(at, _) => {
            (*at, "the value of an attribute without its closing quote")
        }
        AttrError::Duplicated(at, _) => (*at, "an attribute given twice"),
    }
}
