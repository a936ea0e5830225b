//! [`Field`] for the primitive types of the Edm.

mod numbers;

use super::{
    Binary, Date, DateTimeOffset, Duration, Field, Guid, Json, Mismatch, Slot, TimeOfDay, Token,
    View,
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
