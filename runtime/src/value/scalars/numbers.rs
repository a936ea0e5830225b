//! [`Field`] for numbers.

use super::expected;
use crate::value::{Decimal, Field, Mismatch, Slot, Token, View};

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
    u16, Int, "a whole number from 0 to 65535";
    u32, Int64, "a whole number from 0 to 4294967295";
}

impl Field for u64 {
    fn empty() -> Self {
        0
    }

    fn put(&mut self, token: Token<'_>) -> Result<Slot<'_>, Mismatch> {
        let number = match token {
            Token::UInt(number) => Some(number),
            Token::Str(text) => text.parse().ok(),
            token => whole(token).and_then(|number| Self::try_from(number).ok()),
        };
        match number {
            Some(number) => {
                *self = number;
                Ok(Slot::Done)
            }
            None => expected("a whole number of 64 bits without a sign"),
        }
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::UInt64(*self)
    }
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
