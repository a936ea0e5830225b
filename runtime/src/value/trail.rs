//! The way to a value that does not fit. In: steps and a token. Out: an error with the path.

use std::fmt;

use serde::de::Error;

use super::Token;
use super::links::Links;
use crate::error::DecodeError;

/// Where reading failed, and why. Filled on the way out only, so success costs nothing.
#[derive(Default)]
pub(super) struct Trail {
    /// Innermost first.
    pub(super) steps: Vec<Step>,
    pub(super) failure: Option<(&'static str, String)>,
    /// What is done about numbers that a float rounds.
    pub(super) digits: Digits,
    /// How many values that are read by their text stand around the one that is read.
    pub(super) depth: usize,
    /// Items of a list are read as near as they can be held: there is no other place for them.
    pub(super) is_lossy: bool,
    /// What links are resolved against; `None`: they stay as they came.
    pub(super) links: Option<Links>,
}

/// Where reading stands, to come back to.
pub(super) struct Mark {
    steps: usize,
    links: Option<(usize, Option<String>)>,
}

/// Numbers come as floats. Where one has more digits than a float keeps and its field wants all of them, or
/// where a value cannot be held at all, the input is read again, property by property from its text: seldom
/// needed, so it costs nothing else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Digits {
    /// Nothing was rounded so far.
    #[default]
    Enough,
    /// Something may have been rounded.
    Rounded,
    /// Values are read from their text: JSON only.
    Asked,
}

pub(super) enum Step {
    Name(String),
    Index(usize),
}

impl Trail {
    /// A property whose value failed. An unknown name is the peer's text, so it may be of any length.
    #[cold]
    pub(super) fn leave(&mut self, name: &str) {
        self.steps.push(Step::Name(name.chars().take(60).collect()));
    }

    #[cold]
    pub(super) fn fail<E: Error>(&mut self, expected: &'static str, found: &Token<'_>) -> E {
        self.failure = Some((expected, describe(found)));
        E::custom("a value does not fit")
    }

    /// Some number may have been rounded.
    pub(super) fn rounded(&mut self) {
        if self.digits == Digits::Enough {
            self.digits = Digits::Rounded;
        }
    }

    pub(super) fn place(&self) -> Mark {
        Mark {
            steps: self.steps.len(),
            links: self.links.as_ref().map(Links::place),
        }
    }

    /// Forgets a failure that costs its own value only.
    pub(super) fn recover(&mut self, to: Mark) {
        self.steps.truncate(to.steps);
        self.failure = None;
        if let (Some(links), Some(place)) = (&mut self.links, to.links) {
            links.return_to(place);
        }
    }

    /// Whether the whole must be read once more, from its start.
    pub(super) fn restart(&mut self, again: bool) -> bool {
        let late = self.links.as_mut().is_some_and(Links::restart);
        if again || late {
            self.steps.clear();
            self.failure = None;
        }
        again || late
    }

    pub(super) fn refused<E: Error>(&mut self, expected: &'static str) -> E {
        self.fail(expected, &Token::Null)
    }

    pub(super) fn into_error(self, error: &dyn fmt::Display) -> DecodeError {
        let steps = self.steps.iter().rev().map(|step| match step {
            Step::Index(index) => format!("[{index}]"),
            Step::Name(name) => format!(".{name}"),
        });
        let path: String = steps.collect();
        let path = path.strip_prefix('.').map_or(path.clone(), str::to_owned);
        match self.failure {
            Some((expected, found)) => DecodeError::mismatch(path, expected, &found),
            None => DecodeError::syntax(path, error),
        }
    }
}

/// A token for an error message; texts are shortened.
fn describe(token: &Token<'_>) -> String {
    const SHOWN: usize = 40;
    match token {
        Token::Null => "null".to_owned(),
        Token::Bool(value) => value.to_string(),
        Token::Int(number) => number.to_string(),
        Token::UInt(number) => number.to_string(),
        Token::Float(number) => number.to_string(),
        Token::Str(text) => match text.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{:?}…", text.get(..end).unwrap_or_default()),
            None => format!("{text:?}"),
        },
        Token::Object => "an object".to_owned(),
        Token::Array | Token::Item | Token::DropItem => "a list".to_owned(),
        Token::Digits => "a number".to_owned(),
    }
}
