//! `Edm.DateTimeOffset`. In and out: text such as `2026-03-01T10:00:00.5+01:00` (OData ABNF
//! `dateTimeOffsetValue`), and jiff's types.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

mod conversions;
mod digits;
mod read;
#[cfg(test)]
mod tests;

use digits::{days_since_1970, two};

use super::parse::from_text;
use super::{Date, ParseError, TimeOfDay};

const EXPECTED: &str = "a date and time with an offset such as 2026-03-01T10:00:00Z";

/// `Edm.DateTimeOffset`: an instant together with the offset from UTC it was written with.
///
/// Unlike [`jiff::Timestamp`] it holds all of the years 1 to 9999, also `9999-12-31T23:59:59.9999999Z`,
/// which services use for "never". It keeps the offset, in minutes, up to 12 digits of a fraction, and how
/// it was written.
/// In a reply, a time without an offset and a date without a time are taken as UTC.
/// Equality, order and hash go by the instant, so `10:00+02:00` equals `08:00Z`.
///
/// ```
/// use service_client::DateTimeOffset;
/// let never: DateTimeOffset = "9999-12-31T23:59:59.9999999Z".parse()?;
/// assert_eq!(never.to_string(), "9999-12-31T23:59:59.9999999Z");
/// assert!("2026-03-01T10:00:00+02:00".parse::<DateTimeOffset>()? < never);
/// assert_eq!(DateTimeOffset::utc(2026, 3, 1, 8, 0, 0)?, "2026-03-01T10:00:00+02:00".parse()?);
/// # Ok::<(), service_client::ParseError>(())
/// ```
#[derive(Clone, Copy)]
pub struct DateTimeOffset {
    local: DateTime,
    /// The digits of the fraction after the ninth.
    picoseconds: u16,
    offset_minutes: i16,
    /// How many digits of a fraction were written, zeros at the end among them.
    digits: u8,
    /// Whether UTC was written as an offset, `+00:00`, rather than `Z`.
    numeric: bool,
}

impl DateTimeOffset {
    /// A local date and time at an offset. Seconds of the offset are cut off.
    pub fn new(local: DateTime, offset: Offset) -> Self {
        let minutes = i16::try_from(offset.seconds() / 60).unwrap_or_default();
        Self {
            local,
            picoseconds: 0,
            offset_minutes: minutes,
            digits: 0,
            numeric: false,
        }
    }

    /// A date and a time at an offset from UTC in minutes, positive to the east.
    ///
    /// # Errors
    /// If the offset is a day or more.
    pub fn from_parts(
        date: Date,
        time: TimeOfDay,
        offset_minutes: i16,
    ) -> Result<Self, ParseError> {
        if offset_minutes.unsigned_abs() >= 24 * 60 {
            let parts = format!("{date}T{time} with an offset of {offset_minutes} min");
            return Err(ParseError::parts(EXPECTED, parts));
        }
        let (date, time) = (jiff::civil::Date::from(date), jiff::civil::Time::from(time));
        Ok(Self {
            offset_minutes,
            ..Self::new(date.to_datetime(time), Offset::UTC)
        })
    }

    /// A date and time in UTC by its year, month and day from 1, hour, minute and second.
    ///
    /// # Errors
    /// If there is no such date or time.
    pub fn utc(
        year: i16,
        month: i8,
        day: i8,
        hour: i8,
        minute: i8,
        second: i8,
    ) -> Result<Self, ParseError> {
        let time = TimeOfDay::new(hour, minute, second, 0)?;
        Self::from_parts(Date::new(year, month, day)?, time, 0)
    }

    /// The present time in UTC, by the system's clock.
    pub fn now() -> Self {
        Self::from(Timestamp::now())
    }

    /// The date at its own offset.
    pub fn date(&self) -> Date {
        self.local.date().into()
    }

    /// The time of day at its own offset; digits after the nanosecond are left out.
    pub fn time(&self) -> TimeOfDay {
        self.local.time().into()
    }

    /// The date and time at its own offset, as written; digits after the nanosecond are left out.
    pub fn local(&self) -> DateTime {
        self.local
    }

    /// The offset from UTC in minutes, positive to the east.
    pub fn offset_minutes(&self) -> i16 {
        self.offset_minutes
    }

    /// The instant; `None` outside of what jiff can hold (9999-12-30T22:00:00.999999999Z at most).
    pub fn timestamp(&self) -> Option<Timestamp> {
        let (seconds, _) = self.instant();
        Timestamp::new(seconds, self.local.subsec_nanosecond()).ok()
    }

    /// Seconds since 1970 in UTC, and picoseconds of the second.
    fn instant(&self) -> (i64, i64) {
        let local = self.local;
        let seconds = days_since_1970(local.year(), local.month(), local.day()) * 86_400
            + i64::from(local.hour()) * 3600
            + i64::from(local.minute()) * 60
            + i64::from(local.second());
        let fraction = i64::from(local.subsec_nanosecond()) * 1000 + i64::from(self.picoseconds);
        (seconds - i64::from(self.offset_minutes) * 60, fraction)
    }

    /// The text that is sent.
    pub(super) fn text(&self) -> String {
        let mut bytes = Vec::with_capacity(40);
        self.write(&mut bytes);
        // Digits and signs only.
        String::from_utf8(bytes).unwrap_or_default()
    }

    /// Appends the text that is sent.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let local = self.local;
        if local.year() < 0 {
            out.push(b'-');
        }
        let year = local.year().unsigned_abs();
        let [century, year] = [two(year / 100), two(year % 100)];
        let [month, day] = [local.month(), local.day()].map(|part| two(part.unsigned_abs().into()));
        let [hour, minute, second] = [local.hour(), local.minute(), local.second()]
            .map(|part| two(part.unsigned_abs().into()));
        out.extend_from_slice(&[
            century[0], century[1], year[0], year[1], b'-', month[0], month[1], b'-', day[0],
            day[1], b'T', hour[0], hour[1], b':', minute[0], minute[1], b':', second[0], second[1],
        ]);
        self.write_fraction(out);
        let minutes = self.offset_minutes.unsigned_abs();
        if minutes == 0 && !self.numeric {
            out.push(b'Z');
        } else {
            let sign = if self.offset_minutes < 0 { b'-' } else { b'+' };
            let [hours, minutes] = [two(minutes / 60), two(minutes % 60)];
            out.extend_from_slice(&[sign, hours[0], hours[1], b':', minutes[0], minutes[1]]);
        }
    }

    /// Appends the fraction: as many digits as there were, or as it needs.
    fn write_fraction(&self, out: &mut Vec<u8>) {
        let written = usize::from(self.digits);
        let nanoseconds = self.local.subsec_nanosecond().unsigned_abs();
        let mut rest = u64::from(nanoseconds) * 1000 + u64::from(self.picoseconds);
        if rest == 0 && written == 0 {
            return;
        }
        let mut digits = [b'0'; 12];
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + u8::try_from(rest % 10).unwrap_or_default();
            rest /= 10;
        }
        let zeros = digits.iter().rev().take_while(|digit| **digit == b'0');
        let needed = digits.len() - zeros.count();
        out.push(b'.');
        out.extend_from_slice(digits.get(..needed.max(written)).unwrap_or(&digits));
    }
}

from_text!(DateTimeOffset, EXPECTED);

impl fmt::Display for DateTimeOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text())
    }
}

impl fmt::Debug for DateTimeOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl PartialEq for DateTimeOffset {
    fn eq(&self, other: &Self) -> bool {
        self.instant() == other.instant()
    }
}

impl Eq for DateTimeOffset {}

impl PartialOrd for DateTimeOffset {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTimeOffset {
    fn cmp(&self, other: &Self) -> Ordering {
        self.instant().cmp(&other.instant())
    }
}

impl Hash for DateTimeOffset {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.instant().hash(state);
    }
}
