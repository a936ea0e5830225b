//! [`Field`] for the primitive types of the Edm.

use super::{
    Binary, Date, DateTimeOffset, Decimal, Duration, Field, Guid, Json, Mismatch, Slot, TimeOfDay,
    Token, View,
};

/// A mismatch as an error.
fn expected<T>(expected: &'static str) -> Result<T, Mismatch> {
    Err(Mismatch { expected })
}

impl Field for String {
    fn empty() -> Self {
        Self::new()
    }

    fn put(&mut self, token: Token<'_>) -> Result<Slot<'_>, Mismatch> {
        match token {
            Token::Str(text) => {
                // Nearly always into an empty one: of exactly its size, unlike `clone_into`.
                *self = String::from(text);
                Ok(Slot::Done)
            }
            _ => expected("a string"),
        }
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Str(self)
    }
}

impl Field for bool {
    fn empty() -> Self {
        false
    }

    fn put(&mut self, token: Token<'_>) -> Result<Slot<'_>, Mismatch> {
        match token {
            Token::Bool(value) => {
                *self = value;
                Ok(Slot::Done)
            }
            _ => expected("true or false"),
        }
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Bool(*self)
    }
}

/// A whole number out of a token: also `3.0`, and a string of digits (`IEEE754Compatible`).
fn whole(token: Token<'_>) -> Option<i64> {
    match token {
        Token::Int(number) => Some(number),
        Token::Str(text) => text.parse().ok(),
        // Whole and far below 2^63, so the cast is exact.
        #[expect(clippy::cast_possible_truncation, reason = "checked in the guard")]
        Token::Float(number) if number.fract() == 0.0 && number.abs() < 9.0e15 => {
            Some(number as i64)
        }
        _ => None,
    }
}

macro_rules! integers {
    ($($type:ty, $view:ident, $expected:literal;)*) => {$(
        impl Field for $type {
            fn empty() -> Self {
                0
            }

            fn put(&mut self, token: Token<'_>) -> Result<Slot<'_>, Mismatch> {
                match whole(token).and_then(|number| Self::try_from(number).ok()) {
                    Some(number) => {
                        *self = number;
                        Ok(Slot::Done)
                    }
                    None => expected($expected),
                }
            }

            #[inline]
            fn view(&self) -> View<'_> {
                View::$view(i64::from(*self))
            }
        }
    )*};
}

integers! {
    i64, Int64, "a whole number of 64 bits";
    i32, Int, "a whole number of 32 bits";
    i16, Int, "a whole number of 16 bits";
    i8, Int, "a whole number from -128 to 127";
    u8, Int, "a whole number from 0 to 255";
}

/// A float out of a token: also `"NaN"`, `"INF"`, `"-INF"` and a number in a string.
fn float(token: Token<'_>) -> Option<f64> {
    match token {
        Token::Float(number) => Some(number),
        // Digits beyond the 53 bits of a float are rounded, as any reader of floats does.
        #[expect(clippy::cast_precision_loss, reason = "a float was declared")]
        Token::Int(number) => Some(number as f64),
        #[expect(clippy::cast_precision_loss, reason = "a float was declared")]
        Token::UInt(number) => Some(number as f64),
        Token::Str("NaN") => Some(f64::NAN),
        Token::Str("INF") => Some(f64::INFINITY),
        Token::Str("-INF") => Some(f64::NEG_INFINITY),
        Token::Str(text) => text.parse().ok().filter(|number: &f64| number.is_finite()),
        _ => None,
    }
}

impl Field for f64 {
    fn empty() -> Self {
        0.0
    }

    fn put(&mut self, token: Token<'_>) -> Result<Slot<'_>, Mismatch> {
        match float(token) {
            Some(number) => {
                *self = number;
                Ok(Slot::Done)
            }
            None => expected("a number"),
        }
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Double(*self)
    }
}

impl Field for f32 {
    fn empty() -> Self {
        0.0
    }

    fn put(&mut self, token: Token<'_>) -> Result<Slot<'_>, Mismatch> {
        match float(token) {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "rounds; Edm.Single was declared"
            )]
            Some(number) => {
                *self = number as f32;
                Ok(Slot::Done)
            }
            None => expected("a number"),
        }
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Single(*self)
    }
}

impl Field for Decimal {
    fn empty() -> Self {
        Self::default()
    }

    fn put(&mut self, token: Token<'_>) -> Result<Slot<'_>, Mismatch> {
        let value = match token {
            Token::Str(text) => text.parse().ok(),
            Token::Int(number) => Some(Self::from(number)),
            Token::UInt(number) => Some(Self::from(number)),
            Token::Float(number) => Self::try_from(number).ok(),
            Token::Digits => return Ok(Slot::Digits),
            _ => None,
        };
        match value {
            Some(value) => {
                *self = value;
                Ok(match token {
                    Token::Float(_) => Slot::Digits,
                    _ => Slot::Done,
                })
            }
            None => expected("a decimal number"),
        }
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Decimal(self)
    }
}

macro_rules! texts {
    ($($type:ty, $empty:expr, $read:expr, $expected:literal, $view:expr;)*) => {$(
        impl Field for $type {
            fn empty() -> Self {
                $empty
            }

            fn put(&mut self, token: Token<'_>) -> Result<Slot<'_>, Mismatch> {
                let read: fn(&str) -> Option<Self> = $read;
                let Token::Str(text) = token else { return expected($expected) };
                match read(text) {
                    Some(value) => {
                        *self = value;
                        Ok(Slot::Done)
                    }
                    None => expected($expected),
                }
            }

            #[inline]
            fn view(&self) -> View<'_> {
                let view: fn(&Self) -> View<'_> = $view;
                view(self)
            }
        }
    )*};
}

texts! {
    DateTimeOffset, Self::from(jiff::Timestamp::UNIX_EPOCH), Self::received,
        "a date and time with an offset", |value| View::DateTimeOffset(*value);
    Date, Self::default(), |text| text.parse().ok(), "a date", |value| View::Date(*value);
    TimeOfDay, Self::default(), |text| text.parse().ok(), "a time of day", |value| View::TimeOfDay(*value);
    Duration, Self::default(), |text| text.parse().ok(),
        "a duration", |value| View::Duration(*value);
    Guid, Self::nil(), |text| text.parse().ok(), "a GUID", |value| View::Guid(*value);
    Binary, Self::default(), |text| Self::from_base64(text).ok(), "base64", |value| View::Binary(value);
}

impl Field for Json {
    fn empty() -> Self {
        Self::Null
    }

    fn put(&mut self, token: Token<'_>) -> Result<Slot<'_>, Mismatch> {
        *self = match token {
            Token::Null => Self::Null,
            Token::Bool(value) => Self::from(value),
            Token::Int(number) => Self::from(number),
            Token::UInt(number) => Self::from(number),
            Token::Float(number) => {
                *self = Self::from(number);
                return Ok(Slot::Digits);
            }
            Token::Str(text) => Self::from(text),
            Token::Object | Token::Array => return Ok(Slot::Json(self)),
            Token::Item | Token::DropItem => return expected("a list"),
            Token::Digits => return expected("a value"),
        };
        Ok(Slot::Done)
    }

    #[inline]
    fn view(&self) -> View<'_> {
        match self {
            Self::Null => View::Null,
            value => View::Json(value),
        }
    }
}
