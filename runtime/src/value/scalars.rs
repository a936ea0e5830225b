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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{from_json, to_json};

    #[test]
    fn whole_numbers_are_read_however_they_are_written() {
        for json in ["1000", "1000.0", "1e3", "1.0E3", "\"1000\""] {
            let json = json.as_bytes();
            assert_eq!(from_json::<i64>(json), Ok(1000));
            assert_eq!(from_json::<u16>(json), Ok(1000));
            assert_eq!(from_json::<u32>(json), Ok(1000));
            assert_eq!(from_json::<u64>(json), Ok(1000));
        }
        let largest = b"18446744073709551615";
        assert_eq!(from_json::<u64>(largest), Ok(u64::MAX));
        assert_eq!(to_json(&u64::MAX), largest);
        assert_eq!(to_json(&vec![u32::MAX]), b"[4294967295]");
        for json in ["-1", "1.5", "true", "18446744073709551616"] {
            assert!(from_json::<u64>(json.as_bytes()).is_err(), "{json}");
            assert!(from_json::<u32>(json.as_bytes()).is_err(), "{json}");
        }
    }

    #[test]
    fn dates_and_bytes_are_read_in_the_forms_that_services_send() {
        for (json, written) in [
            ("2026-03-01T10:00:00", "2026-03-01T10:00:00Z"),
            ("2026-03-01T10:00:00+0100", "2026-03-01T10:00:00+01:00"),
            ("2026-03-01t10:00:00z", "2026-03-01T10:00:00Z"),
            ("2026-03-01", "2026-03-01T00:00:00Z"),
        ] {
            let read: DateTimeOffset = from_json(format!("{json:?}").as_bytes()).unwrap();
            assert_eq!(read.to_string(), written, "{json}");
        }
        for json in ["\"-_8\"", "\"-_8=\"", "\"+/8\""] {
            let read: Binary = from_json(json.as_bytes()).unwrap();
            assert_eq!(to_json(&read), b"\"+/8=\"");
        }
    }
}
