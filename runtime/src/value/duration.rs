//! `Edm.Duration`. In and out: ISO 8601 text such as `P1DT2H30M`, and jiff's and std's durations.

mod written;

use std::fmt;
use std::hash::{Hash, Hasher};

use jiff::SignedDuration;

use super::ParseError;
use super::parse::from_text;
use written::Written;

const FIXED: &str = "a duration without months and not below zero";
const EXPECTED: &str = "a duration such as P1DT2H30M5.5S";

/// `Edm.Duration`: days of 24 hours, hours, minutes and seconds, to the nanosecond.
///
/// OData has no years and months in durations, yet services send them; they are kept apart, as
/// [`months`](Duration::months), since their length differs. A duration is written as it was read, `PT36H` or `P1DT12H`,
/// as far as each of its parts is below what the next larger one counts; a computed one in the form that services
/// use, `P1DT12H`. Durations are equal that are the same in another form.
///
/// ```
/// use service_client::Duration;
/// let day: Duration = "PT24H".parse()?;
/// assert_eq!(day.to_string(), "PT24H");
/// assert_eq!(day.time().as_hours(), 24);
/// assert_eq!(day, Duration::from_secs(86_400));
/// assert_eq!(Duration::from_secs(86_400).to_string(), "P1D");
/// assert_eq!(Duration::new(1, 2, 30, 0)?.to_string(), "P1DT2H30M");
/// # Ok::<(), service_client::ParseError>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Duration {
    months: i64,
    time: SignedDuration,
    written: Written,
}

impl Duration {
    /// By days, hours, minutes and seconds, which are added up; all below zero for a negative one.
    ///
    /// # Errors
    /// If the sum is beyond 64 bits of seconds.
    pub fn new(days: i64, hours: i64, minutes: i64, seconds: i64) -> Result<Self, ParseError> {
        let sum = [(days, 86_400), (hours, 3600), (minutes, 60), (seconds, 1)]
            .into_iter()
            .try_fold(0_i64, |sum, (count, unit)| {
                sum.checked_add(count.checked_mul(unit)?)
            });
        sum.map(Self::from_secs).ok_or_else(|| {
            let parts = format!("{days} d {hours} h {minutes} min {seconds} s");
            ParseError::parts(EXPECTED, parts)
        })
    }

    /// By seconds.
    pub const fn from_secs(seconds: i64) -> Self {
        Self::of_time(SignedDuration::from_secs(seconds))
    }

    /// By milliseconds.
    pub const fn from_millis(milliseconds: i64) -> Self {
        Self::of_time(SignedDuration::from_millis(milliseconds))
    }

    const fn of_time(time: SignedDuration) -> Self {
        Self {
            months: 0,
            time,
            written: Written {
                units: 0,
                digits: 0,
            },
        }
    }

    /// The part of years and months, in months; 0 in what OData defines.
    pub fn months(&self) -> i64 {
        self.months
    }

    /// The part of days, hours, minutes and seconds.
    pub fn time(&self) -> SignedDuration {
        self.time
    }

    fn read(text: &str) -> Option<Self> {
        let usual = Self::read_usual(text)?;
        let written = Written::read(text.trim_start_matches(['-', '+', 'P']));
        let as_read = Self { written, ..usual };
        let fits = as_read.to_string() == text.trim_start_matches('+');
        Some(if fits { as_read } else { usual })
    }

    fn read_usual(text: &str) -> Option<Self> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let text = text.strip_prefix('P')?;
        let (date, time) = match text.split_once('T') {
            Some((date, time)) if !time.is_empty() => (date, time),
            None if !text.is_empty() => (text, ""),
            _ => return None,
        };
        let [years, months, weeks, days] = parts(date, ['Y', 'M', 'W', 'D'])?.map(whole);
        let [hours, minutes, seconds] = parts(time, ['H', 'M', 'S'])?;
        let months = years?.checked_mul(12)?.checked_add(months?)?;
        let days = weeks?.checked_mul(7)?.checked_add(days?)?;
        let (seconds, nanoseconds) = seconds_of(seconds)?;
        let seconds = days
            .checked_mul(86_400)?
            .checked_add(whole(hours)?.checked_mul(3600)?)?
            .checked_add(whole(minutes)?.checked_mul(60)?)?
            .checked_add(seconds)?;
        let time = SignedDuration::new(seconds, nanoseconds);
        let (months, time) = if negative {
            (-months, -time)
        } else {
            (months, time)
        };
        Some(Self {
            months,
            ..Self::of_time(time)
        })
    }
}

/// Splits `1Y2M` into the texts before each of the units, which must come in this order.
fn parts<const N: usize>(mut text: &str, units: [char; N]) -> Option<[&str; N]> {
    let found = units.map(|unit| match text.split_once(unit) {
        Some((value, rest)) if !value.is_empty() => {
            text = rest;
            value
        }
        Some(_) => "?",
        None => "0",
    });
    text.is_empty().then_some(found)
}

fn whole(text: &str) -> Option<i64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

/// Seconds and nanoseconds; digits of the fraction after the ninth are dropped.
fn seconds_of(text: &str) -> Option<(i64, i32)> {
    let (seconds, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let nanoseconds: String = fraction
        .chars()
        .chain(std::iter::repeat('0'))
        .take(9)
        .collect();
    Some((whole(seconds)?, nanoseconds.parse().ok()?))
}

from_text!(Duration, EXPECTED);

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.months < 0 || self.time.is_negative() {
            f.write_str("-")?;
        }
        f.write_str("P")?;
        if self.written.units != 0 {
            return self.write_as_read(f);
        }
        let months = self.months.unsigned_abs();
        let seconds = self.time.as_secs().unsigned_abs();
        let nanoseconds = self.time.subsec_nanos().unsigned_abs();
        for (value, unit) in [
            (months / 12, 'Y'),
            (months % 12, 'M'),
            (seconds / 86_400, 'D'),
        ] {
            if value > 0 {
                write!(f, "{value}{unit}")?;
            }
        }
        let (hours, minutes, rest) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
        let has_time = hours > 0 || minutes > 0 || rest > 0 || nanoseconds > 0;
        if has_time || (months == 0 && seconds == 0) {
            f.write_str("T")?;
        }
        for (value, unit) in [(hours, 'H'), (minutes, 'M')] {
            if value > 0 {
                write!(f, "{value}{unit}")?;
            }
        }
        if rest > 0 || nanoseconds > 0 || (months == 0 && seconds == 0) {
            write!(f, "{rest}")?;
            self.write_fraction(f, 0)?;
            f.write_str("S")?;
        }
        Ok(())
    }
}

impl PartialEq for Duration {
    fn eq(&self, other: &Self) -> bool {
        (self.months, self.time) == (other.months, other.time)
    }
}

impl Eq for Duration {}

impl Hash for Duration {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.months, self.time).hash(state);
    }
}

impl From<SignedDuration> for Duration {
    fn from(time: SignedDuration) -> Self {
        Self::of_time(time)
    }
}

/// Fails above `i64::MAX` seconds.
impl TryFrom<std::time::Duration> for Duration {
    type Error = ParseError;

    fn try_from(time: std::time::Duration) -> Result<Self, Self::Error> {
        SignedDuration::try_from(time)
            .map(Self::from)
            .map_err(|_| ParseError::parts(EXPECTED, format_args!("{time:?}")))
    }
}

/// Fails with months, below zero.
impl TryFrom<Duration> for std::time::Duration {
    type Error = ParseError;

    fn try_from(value: Duration) -> Result<Self, Self::Error> {
        if value.months != 0 {
            return Err(ParseError::parts(FIXED, value));
        }
        Self::try_from(value.time).map_err(|_| ParseError::parts(FIXED, value))
    }
}

#[cfg(test)]
mod tests;
