//! `Edm.TimeOfDay`. In and out: text as OData's ABNF has it (`timeOfDayValue`), parts, and jiff's type.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::ParseError;
use super::parse::from_text;

const EXPECTED: &str = "a time of day such as 08:30:00";

/// `Edm.TimeOfDay`: a time of day without date and zone, to the nanosecond.
///
/// It is written as it was read, with zeros at the end of a fraction or without seconds; times are equal that are the
/// same time in another form.
///
/// ```
/// use service_client::TimeOfDay;
/// let time = TimeOfDay::new(8, 30, 0, 0)?;
/// assert_eq!(time.to_string(), "08:30:00");
/// assert_eq!(time, "08:30".parse()?);
/// let read: TimeOfDay = "08:30:00.0000000".parse()?;
/// assert_eq!((read, read.to_string().as_str()), (time, "08:30:00.0000000"));
/// # Ok::<(), service_client::ParseError>(())
/// ```
#[derive(Clone, Copy, Default)]
pub struct TimeOfDay {
    time: jiff::civil::Time,
    written: Written,
}

/// How much of a time was written; more is where it is not zero.
#[derive(Clone, Copy)]
enum Written {
    /// Hour and minute.
    Minutes,
    /// The second, and the number of digits of its fraction.
    Seconds(u8),
}

impl Default for Written {
    fn default() -> Self {
        Self::Seconds(0)
    }
}

impl TimeOfDay {
    /// A time by its hour, minute, second and nanosecond of the second.
    ///
    /// # Errors
    /// If there is no such time.
    pub fn new(hour: i8, minute: i8, second: i8, nanosecond: i32) -> Result<Self, ParseError> {
        let time = jiff::civil::Time::new(hour, minute, second, nanosecond);
        time.map(Self::from).map_err(|_| {
            let shown = format_args!("{hour}:{minute}:{second} with {nanosecond} ns").to_string();
            ParseError::parts(EXPECTED, shown)
        })
    }

    /// A time that is written in the program: `const NOON: TimeOfDay = TimeOfDay::constant(12, 0, 0, 0);`.
    ///
    /// # Panics
    /// If there is no such time; for a `const` the compiler says so.
    pub const fn constant(hour: i8, minute: i8, second: i8, nanosecond: i32) -> Self {
        Self {
            time: jiff::civil::Time::constant(hour, minute, second, nanosecond),
            written: Written::Seconds(0),
        }
    }

    /// The hour, from 0 to 23.
    pub fn hour(self) -> i8 {
        self.time.hour()
    }

    /// The minute, from 0 to 59.
    pub fn minute(self) -> i8 {
        self.time.minute()
    }

    /// The second, from 0 to 59.
    pub fn second(self) -> i8 {
        self.time.second()
    }

    /// The fraction of the second, in nanoseconds.
    pub fn nanosecond(self) -> i32 {
        self.time.subsec_nanosecond()
    }

    /// Digits after the nanosecond are dropped: OData allows twelve.
    fn read(text: &str) -> Option<Self> {
        let fraction = text.split_once('.').map_or("", |(_, fraction)| fraction);
        let is_plain = fraction.bytes().all(|byte| byte.is_ascii_digit());
        let kept = fraction.len().min(9);
        let end = text.len() - (fraction.len() - kept);
        let time = text.get(..end).filter(|_| is_plain)?.parse().ok()?;
        let written = match u8::try_from(kept) {
            Ok(0) if text.bytes().filter(|byte| *byte == b':').count() == 1 => Written::Minutes,
            Ok(digits) => Written::Seconds(digits),
            Err(_) => Written::default(),
        };
        Some(Self { time, written })
    }
}

from_text!(TimeOfDay, EXPECTED);

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())?;
        let digits = match self.written {
            Written::Minutes if self.second() == 0 && self.nanosecond() == 0 => return Ok(()),
            Written::Minutes => 0,
            Written::Seconds(digits) => usize::from(digits),
        };
        write!(f, ":{:02}", self.second())?;
        let fraction = format!("{:09}", self.nanosecond());
        let needed = fraction.trim_end_matches('0').len();
        match fraction.get(..needed.max(digits)) {
            None | Some("") => Ok(()),
            Some(fraction) => write!(f, ".{fraction}"),
        }
    }
}

impl fmt::Debug for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl PartialEq for TimeOfDay {
    fn eq(&self, other: &Self) -> bool {
        self.time == other.time
    }
}

impl Eq for TimeOfDay {}

impl PartialOrd for TimeOfDay {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for TimeOfDay {
    fn cmp(&self, other: &Self) -> Ordering {
        self.time.cmp(&other.time)
    }
}

impl Hash for TimeOfDay {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.time.hash(state);
    }
}

impl From<jiff::civil::Time> for TimeOfDay {
    fn from(time: jiff::civil::Time) -> Self {
        Self {
            time,
            written: Written::default(),
        }
    }
}

impl From<TimeOfDay> for jiff::civil::Time {
    fn from(time: TimeOfDay) -> Self {
        time.time
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_they_were_read() {
        for text in [
            "08:30:00",
            "23:59:59.123456789",
            "00:00:00.5",
            "17:00:00.0000000",
            "17:00:00.50",
            "17:00",
        ] {
            assert_eq!(text.parse::<TimeOfDay>().unwrap().to_string(), text);
        }
        let long: TimeOfDay = "08:30:00.123456789012".parse().unwrap();
        assert_eq!(long.nanosecond(), 123_456_789);
        for text in [
            "",
            "24:00:00",
            "08:60",
            "08:30:00.12345678901x",
            "08:30:00.",
        ] {
            assert!(text.parse::<TimeOfDay>().is_err(), "{text}");
        }
        assert!(TimeOfDay::new(24, 0, 0, 0).is_err());
    }

    #[test]
    fn the_form_makes_no_other_time() {
        let times = ["17:00", "17:00:00", "17:00:00.000"].map(str::parse::<TimeOfDay>);
        let times: std::collections::HashSet<_> = times.into_iter().map(Result::unwrap).collect();
        assert_eq!(times.len(), 1);
        let later = TimeOfDay::new(17, 0, 0, 1).unwrap();
        assert!(times.iter().all(|time| *time < later));
    }
}
