//! What is said of a document that breaks JSON's rules.
//!
//! What comes in: the JSON parser's errors. What goes out: diagnostics in this project's words.

use std::sync::Arc;

use jsonc_parser::ParseStringErrorKind;
use jsonc_parser::errors::{ParseError, ParseErrorKind};

use crate::diagnostic::{Diagnostic, Position};
use crate::place::Locator;

/// A document that breaks JSON's rules.
pub(crate) fn ill_formed(position: Position, message: &str) -> Diagnostic {
    Diagnostic::error(position, format!("not well-formed JSON: {message}"))
        .with_remedy("fetch the document again, or correct it at this place")
}

/// A name that an object has twice, which leaves open what is meant.
pub(crate) fn duplicate(position: Position, name: &str) -> Diagnostic {
    Diagnostic::error(position, format!("the object has `{name}` twice")).with_remedy("keep one")
}

/// What stopped the parser.
pub(crate) fn describe_parser(file: &Arc<str>, text: &str, cause: &ParseError) -> Diagnostic {
    let at = cause.range().start;
    let fail = |at, message: &str| {
        let place = Locator::new(text).at(at);
        ill_formed(place.in_file(file), message)
    };
    let cut_off = "fetch it again: it may be cut off";
    match describe(cause.kind()) {
        Cause::Broken(message) if at < text.trim_end().len() => fail(at, message),
        Cause::Broken(message) => {
            let message = format!("the document ends too early: {message}");
            fail(at, &message).with_remedy(cut_off)
        }
        Cause::CutOff(message) => {
            let begin = Locator::new(text).at(at);
            let message = format!(
                "the document ends inside {message} that begins at line {}, column {}",
                begin.line, begin.column
            );
            fail(text.trim_end().len(), &message).with_remedy(cut_off)
        }
    }
}

/// What the parser stopped at.
enum Cause {
    /// The end of the text, inside of what is named.
    CutOff(&'static str),
    /// Anything else.
    Broken(&'static str),
}

/// The JSON parser's errors in words.
fn describe(kind: &ParseErrorKind) -> Cause {
    let text = match kind {
        // Said before, by a limit that is below the parser's own.
        ParseErrorKind::NestingDepthExceeded => "values nest too deep",
        ParseErrorKind::UnterminatedArray => return Cause::CutOff("an array"),
        ParseErrorKind::UnterminatedObject => return Cause::CutOff("an object"),
        ParseErrorKind::String(ParseStringErrorKind::UnterminatedStringLiteral) => {
            return Cause::CutOff("a string");
        }
        ParseErrorKind::CommentsNotAllowed | ParseErrorKind::UnterminatedCommentBlock => {
            "a comment, which JSON does not have"
        }
        ParseErrorKind::ExpectedColonAfterObjectKey => "a name without `:` after it",
        ParseErrorKind::ExpectedObjectValue => "a name without a value",
        ParseErrorKind::ExpectedStringObjectProperty => "a name without quotes",
        ParseErrorKind::SingleQuotedStringsNotAllowed => "single quotes around a string",
        ParseErrorKind::ExpectedComma => "`,` is due here",
        ParseErrorKind::TrailingCommasNotAllowed => "`,` with nothing after it",
        ParseErrorKind::MultipleRootJsonValues => "more text after the end of the document",
        ParseErrorKind::UnexpectedCloseBrace => "`}` without `{`",
        ParseErrorKind::UnexpectedCloseBracket => "`]` without `[`",
        ParseErrorKind::UnexpectedColon => "`:` where a value is due",
        ParseErrorKind::UnexpectedComma => "`,` where a value is due",
        ParseErrorKind::UnexpectedTokenInObject => "a name in quotes or `}` is due here",
        ParseErrorKind::UnexpectedToken | ParseErrorKind::UnexpectedWord => {
            "this is not a JSON value"
        }
        ParseErrorKind::BareDecimalPointNumbersNotAllowed
        | ParseErrorKind::ExpectedDigit
        | ParseErrorKind::ExpectedDigitFollowingNegativeSign
        | ParseErrorKind::ExpectedPlusMinusOrDigitInNumberLiteral
        | ParseErrorKind::HexadecimalNumbersNotAllowed
        | ParseErrorKind::NonFiniteNumbersNotAllowed
        | ParseErrorKind::UnaryPlusNumbersNotAllowed => "this is not a JSON number",
        ParseErrorKind::String(_) => "`\\` with what JSON gives no meaning to",
    };
    Cause::Broken(text)
}
