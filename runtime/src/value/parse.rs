//! What a text or its parts should have been. In: an expectation and what was found. Out: an error.

/// A text is not a value of the type that it is read as, or parts do not make one. The one error of `FromStr`,
/// `TryFrom` and the constructors of [`Binary`](super::Binary), [`Date`](super::Date),
/// [`DateTimeOffset`](super::DateTimeOffset), [`Decimal`](super::Decimal), [`Duration`](super::Duration),
/// [`Guid`](super::Guid) and [`TimeOfDay`](super::TimeOfDay).
///
/// ```
/// use service_client::{Date, Guid, ParseError};
/// fn read(day: &str, id: &str) -> Result<(Date, Guid), ParseError> {
///     Ok((day.parse()?, id.parse()?))
/// }
/// let error = read("2026-02-30", "").unwrap_err();
/// assert_eq!(error.to_string(), "\"2026-02-30\" is not a date such as 2026-03-01");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{found} is not {expected}")]
pub struct ParseError {
    expected: &'static str,
    found: String,
}

impl ParseError {
    /// For a text, which is shown in part.
    pub(super) fn text(expected: &'static str, text: &str) -> Self {
        const SHOWN: usize = 60;
        let found = match text.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{:?}…", text.get(..end).unwrap_or_default()),
            None => format!("{text:?}"),
        };
        Self { expected, found }
    }

    /// For parts, as they are to be shown.
    pub(super) fn parts(expected: &'static str, found: impl std::fmt::Display) -> Self {
        Self {
            expected,
            found: found.to_string(),
        }
    }

    /// What was expected, with an example.
    pub fn expected(&self) -> &'static str {
        self.expected
    }

    /// What was found, quoted if it is a text, and shortened to 60 characters.
    pub fn found(&self) -> &str {
        &self.found
    }
}

/// `FromStr`, and `TryFrom` of texts, for a type with `fn read(&str) -> Option<Self>`.
macro_rules! from_text {
    ($type:ty, $expected:expr) => {
        impl std::str::FromStr for $type {
            type Err = ParseError;

            fn from_str(text: &str) -> Result<Self, ParseError> {
                Self::read(text).ok_or_else(|| ParseError::text($expected, text))
            }
        }

        impl TryFrom<&str> for $type {
            type Error = ParseError;

            fn try_from(text: &str) -> Result<Self, ParseError> {
                text.parse()
            }
        }
    };
}

pub(super) use from_text;
