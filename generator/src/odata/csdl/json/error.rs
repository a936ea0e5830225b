//! What is said of a document that breaks JSON's rules.
//!
//! What comes in: the JSON parser's errors. What goes out: diagnostics in this project's words.

use jsonc_parser::ParseStringErrorKind;
use jsonc_parser::errors::ParseErrorKind;

use crate::diagnostic::{Diagnostic, Position};

/// A document that breaks JSON's rules.
pub(super) fn ill_formed(position: Position, message: &str) -> Diagnostic {
    Diagnostic::error(position, format!("not well-formed JSON: {message}"))
        .with_remedy("fetch the document again, or correct it at this place")
}

/// A name that an object has twice, which leaves open what is meant.
pub(super) fn duplicate(position: Position, name: &str) -> Diagnostic {
    Diagnostic::error(position, format!("the object has `{name}` twice")).with_remedy("keep one")
}

/// What the parser stopped at.
pub(super) enum Cause {
    /// The end of the text, inside of what is named.
    CutOff(&'static str),
    /// Anything else.
    Broken(&'static str),
}

/// The JSON parser's errors in words.
pub(super) fn describe(kind: &ParseErrorKind) -> Cause {
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
