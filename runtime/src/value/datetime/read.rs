//! Reading of dates and times. In: text as services send it. Out: the date and time, or `None`.

use jiff::civil::DateTime;

use super::DateTimeOffset;
use super::digits::{digits, number, read_fraction, read_offset};

impl DateTimeOffset {
    /// What a service sends: some leave out the offset, or all of the time, and mean UTC.
    pub(in crate::value) fn received(text: &str) -> Option<Self> {
        Self::read(text)
            .or_else(|| Self::read(&format!("{text}Z")))
            .or_else(|| Self::read(&format!("{text}T00:00:00Z")))
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        Self::read_usual(text.as_bytes()).or_else(|| Self::read_any(text))
    }

    /// The form that nearly all services send, such as `2026-03-01T10:00:00.5Z`; `None` for all others.
    pub(super) fn read_usual(text: &[u8]) -> Option<Self> {
        let (head, rest) = text.split_first_chunk::<19>()?;
        let [
            y0,
            y1,
            y2,
            y3,
            b'-',
            m0,
            m1,
            b'-',
            d0,
            d1,
            b'T',
            h0,
            h1,
            b':',
            n0,
            n1,
            b':',
            s0,
            s1,
        ] = *head
        else {
            return None;
        };
        let fraction = match rest {
            b"Z" => &[],
            [b'.', fraction @ .., b'Z'] if (1..=12).contains(&fraction.len()) => fraction,
            _ => return None,
        };
        let mut picoseconds = 0_u64;
        for digit in fraction {
            if !digit.is_ascii_digit() {
                return None;
            }
            picoseconds = picoseconds * 10 + u64::from(digit - b'0');
        }
        let places = u32::try_from(fraction.len()).ok()?;
        picoseconds *= 10_u64.pow(12 - places);
        let second = number(s0, s1)?;
        let local = DateTime::new(
            i16::from(number(y0, y1)?) * 100 + i16::from(number(y2, y3)?),
            number(m0, m1)?,
            number(d0, d1)?,
            number(h0, h1)?,
            number(n0, n1)?,
            if second == 60 { 59 } else { second },
            i32::try_from(picoseconds / 1000).ok()?,
        )
        .ok()?;
        Some(Self {
            local,
            picoseconds: u16::try_from(picoseconds % 1000).ok()?,
            offset_minutes: 0,
            digits: u8::try_from(places).ok()?,
            numeric: false,
        })
    }

    pub(super) fn read_any(text: &str) -> Option<Self> {
        let (sign, text) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (date, rest) = text.split_at_checked(text.find(['T', 't'])?)?;
        let rest = rest.get(1..)?;
        let (time, zone) = rest.split_at_checked(rest.find(['Z', 'z', '+', '-'])?)?;
        let mut date = date.split('-').map(digits);
        let (year, month, day) = (date.next()??, date.next()??, date.next()??);
        let (whole, fraction) = time.split_once('.').unwrap_or((time, "0"));
        let mut clock = whole.split(':').map(digits);
        let (hour, minute) = (clock.next()??, clock.next()??);
        let second = clock.next().unwrap_or(Some(0))?;
        if date.next().is_some() || clock.next().is_some() {
            return None;
        }
        let (nanoseconds, picoseconds) = read_fraction(fraction)?;
        let local = DateTime::new(
            i16::try_from(year).ok()? * sign,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
            i8::try_from(hour).ok()?,
            i8::try_from(minute).ok()?,
            i8::try_from(second.min(59)).ok().filter(|_| second <= 60)?,
            nanoseconds,
        )
        .ok()?;
        Some(Self {
            local,
            picoseconds,
            offset_minutes: read_offset(zone)?,
            digits: match time.split_once('.') {
                Some((_, fraction)) => u8::try_from(fraction.len().min(12)).ok()?,
                None => 0,
            },
            numeric: zone.len() > 1,
        })
    }
}
