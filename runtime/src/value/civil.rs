//! `Edm.Date` and `Edm.TimeOfDay`. In and out: text as OData's ABNF has it (`dateValue`, `timeOfDayValue`),
//! parts, and jiff's types.

use std::fmt;

use super::ParseError;
use super::parse::from_text;

const DATE: &str = "a date such as 2026-03-01";
const TIME: &str = "a time of day such as 08:30:00";

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

/// `Edm.TimeOfDay`: a time of day without date and zone, to the nanosecond.
///
/// ```
/// use service_client::TimeOfDay;
/// let time = TimeOfDay::new(8, 30, 0, 0)?;
/// assert_eq!(time, "08:30".parse()?);
/// assert_eq!(time.to_string(), "08:30:00");
/// # Ok::<(), service_client::ParseError>(())
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(jiff::civil::Time);

impl TimeOfDay {
    /// A time by its hour, minute, second and nanosecond of the second.
    ///
    /// # Errors
    /// If there is no such time.
    pub fn new(hour: i8, minute: i8, second: i8, nanosecond: i32) -> Result<Self, ParseError> {
        let time = jiff::civil::Time::new(hour, minute, second, nanosecond);
        time.map(Self).map_err(|_| {
            let shown = format_args!("{hour}:{minute}:{second} with {nanosecond} ns").to_string();
            ParseError::parts(TIME, shown)
        })
    }

    /// A time that is written in the program: `const NOON: TimeOfDay = TimeOfDay::constant(12, 0, 0, 0);`.
    ///
    /// # Panics
    /// If there is no such time; for a `const` the compiler says so.
    pub const fn constant(hour: i8, minute: i8, second: i8, nanosecond: i32) -> Self {
        Self(jiff::civil::Time::constant(
            hour, minute, second, nanosecond,
        ))
    }

    /// The hour, from 0 to 23.
    pub fn hour(self) -> i8 {
        self.0.hour()
    }

    /// The minute, from 0 to 59.
    pub fn minute(self) -> i8 {
        self.0.minute()
    }

    /// The second, from 0 to 59.
    pub fn second(self) -> i8 {
        self.0.second()
    }

    /// The fraction of the second, in nanoseconds.
    pub fn nanosecond(self) -> i32 {
        self.0.subsec_nanosecond()
    }

    /// Digits after the nanosecond are dropped: OData allows twelve.
    fn read(text: &str) -> Option<Self> {
        let end = match text.split_once('.') {
            Some((_, fraction)) if fraction.len() > 9 => {
                let is_plain = fraction.bytes().all(|byte| byte.is_ascii_digit());
                is_plain.then(|| text.len() - fraction.len() + 9)?
            }
            _ => text.len(),
        };
        text.get(..end)?.parse().ok().map(Self)
    }
}

from_text!(TimeOfDay, TIME);

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<jiff::civil::Time> for TimeOfDay {
    fn from(time: jiff::civil::Time) -> Self {
        Self(time)
    }
}

impl From<TimeOfDay> for jiff::civil::Time {
    fn from(time: TimeOfDay) -> Self {
        time.0
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
    fn times_round_trip() {
        for text in ["08:30:00", "23:59:59.123456789", "00:00:00.5"] {
            assert_eq!(text.parse::<TimeOfDay>().unwrap().to_string(), text);
        }
        let long: TimeOfDay = "08:30:00.123456789012".parse().unwrap();
        assert_eq!(long.nanosecond(), 123_456_789);
        for text in ["", "24:00:00", "08:60", "08:30:00.12345678901x"] {
            assert!(text.parse::<TimeOfDay>().is_err(), "{text}");
        }
        assert!(TimeOfDay::new(24, 0, 0, 0).is_err());
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
