//! `Edm.Date`. In and out: text as OData's ABNF has it (`dateValue`), parts, and jiff's type.

use std::fmt;

use super::ParseError;
use super::parse::from_text;

const DATE: &str = "a date such as 2026-03-01";

/// `Edm.Date`: a calendar date without time and zone, in the years -9999 to 9999.
///
/// ```
/// use service_client::Date;
/// let day = Date::new(2026, 3, 1)?;
/// assert_eq!(day, "2026-03-01".parse()?);
/// assert_eq!((day.year(), day.month(), day.day()), (2026, 3, 1));
/// # Ok::<(), service_client::ParseError>(())
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// A date by its year, month from 1 and day from 1.
    ///
    /// # Errors
    /// If there is no such date.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, ParseError> {
        let date = jiff::civil::Date::new(year, month, day);
        date.map(Self)
            .map_err(|_| ParseError::parts(DATE, format_args!("{year}-{month}-{day}")))
    }

    /// A date that is written in the program: `const EPOCH: Date = Date::constant(1970, 1, 1);`.
    ///
    /// # Panics
    /// If there is no such date; for a `const` the compiler says so.
    pub const fn constant(year: i16, month: i8, day: i8) -> Self {
        Self(jiff::civil::Date::constant(year, month, day))
    }

    /// The year; 0 is the one before 1.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, from 1.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, from 1.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    fn read(text: &str) -> Option<Self> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(digits) => (-1, digits),
            None => (1, text),
        };
        let mut parts = digits.split('-');
        let mut part = |least: usize, most: usize| {
            let part = parts.next()?;
            let is_plain = part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<i16>()
                .ok()
                .filter(|_| is_plain && (least..=most).contains(&part.len()))
        };
        let (year, month, day) = (part(4, 6)?, part(2, 2)?, part(2, 2)?);
        if parts.next().is_some() {
            return None;
        }
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        Self::new(year * sign, month, day).ok()
    }
}

from_text!(Date, DATE);

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year() < 0 { "-" } else { "" };
        let year = self.year().unsigned_abs();
        write!(f, "{sign}{year:04}-{:02}-{:02}", self.month(), self.day())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Self {
        Self(date)
    }
}

impl From<Date> for jiff::civil::Date {
    fn from(date: Date) -> Self {
        date.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_round_trip_also_before_year_0() {
        for text in [
            "2026-03-01",
            "0001-01-01",
            "-0044-03-15",
            "9999-12-31",
            "0000-02-29",
        ] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
        assert_eq!("-000044-03-15".parse::<Date>(), "-0044-03-15".parse());
        for text in [
            "",
            "2026-02-30",
            "2026-3-01",
            "26-03-01",
            "2026-03-01T",
            "2026-03",
            "+2026-03-01",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
        assert!(Date::new(2026, 13, 1).is_err());
    }

    #[test]
    fn errors_show_a_part_of_the_text() {
        let error = "x".repeat(1000).parse::<Date>().unwrap_err();
        assert_eq!(error.found().chars().count(), 63);
        assert_eq!(error.expected(), DATE);
        let error = Date::try_from("\u{1b}").unwrap_err();
        assert_eq!(error.to_string(), format!("\"\\u{{1b}}\" is not {DATE}"));
    }
}
