//! Kinds of JSON values. In: tokens, values and views. Out: which kinds they are, or may be.

use super::{Json, Token, View};

/// A set of the kinds of JSON values.
///
/// ```
/// use service_client::codegen::Kinds;
/// assert!(Kinds::NUMBER.has(Kinds::INTEGER));
/// assert!(Kinds::TEXT.or(Kinds::OBJECT).has(Kinds::TEXT));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Kinds(u8);

impl Kinds {
    /// `null`.
    pub const NULL: Self = Self(1);
    /// `true` and `false`.
    pub const BOOLEAN: Self = Self(1 << 1);
    /// Numbers without a fraction, however they are written.
    pub const INTEGER: Self = Self(1 << 2);
    /// All other numbers.
    pub const FRACTION: Self = Self(1 << 3);
    /// Strings.
    pub const TEXT: Self = Self(1 << 4);
    /// Lists.
    pub const LIST: Self = Self(1 << 5);
    /// Objects.
    pub const OBJECT: Self = Self(1 << 6);
    /// All numbers.
    pub const NUMBER: Self = Self::INTEGER.or(Self::FRACTION);
    /// Any value.
    pub const ALL: Self = Self(0b111_1111);

    /// What is in either.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of the others are in it.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The kind of a value.
    pub(super) fn of_json(value: &Json) -> Self {
        match value {
            Json::Null => Self::NULL,
            Json::Bool(_) => Self::BOOLEAN,
            Json::Number(number) => number.as_f64().map_or(Self::NUMBER, Self::of_number),
            Json::String(_) => Self::TEXT,
            Json::Array(_) => Self::LIST,
            Json::Object(_) => Self::OBJECT,
        }
    }

    /// The kind of the value that a token is, or that it begins.
    pub(super) fn of_token(token: Token<'_>) -> Option<Self> {
        Some(match token {
            Token::Null => Self::NULL,
            Token::Bool(_) => Self::BOOLEAN,
            Token::Int(_) | Token::UInt(_) => Self::INTEGER,
            Token::Float(number) => Self::of_number(number),
            Token::Str(_) => Self::TEXT,
            Token::Object => Self::OBJECT,
            Token::Array => Self::LIST,
            Token::Item | Token::DropItem | Token::Digits => return None,
        })
    }

    /// The kinds that what has this view when it is empty may be; all where that does not tell.
    pub(super) fn of_view(view: &View<'_>) -> Self {
        match view {
            View::Null | View::Json(_) | View::RawJson(..) => Self::ALL,
            View::Bool(_) => Self::BOOLEAN,
            View::Int(_) | View::Int64(_) | View::UInt64(_) => Self::INTEGER,
            View::Double(_) | View::Single(_) | View::Decimal(_) => Self::NUMBER,
            View::Str(_)
            | View::Guid(_)
            | View::Date(_)
            | View::TimeOfDay(_)
            | View::DateTimeOffset(_)
            | View::Duration(_)
            | View::Binary(_)
            | View::Enum { .. } => Self::TEXT,
            View::Model(_) => Self::OBJECT,
            View::List(_) => Self::LIST,
        }
    }

    fn of_number(number: f64) -> Self {
        if number.fract() == 0.0 {
            Self::INTEGER
        } else {
            Self::FRACTION
        }
    }
}
