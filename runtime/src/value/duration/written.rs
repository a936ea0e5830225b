//! The form that a duration was read in, and is written in again.

use std::fmt;

use super::Duration;

/// The form that a duration was read in; all zero where it is to be the usual one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    /// A bit for each of [`UNITS`] that was there.
    pub(super) units: u8,
    /// How many digits of the fraction of a second.
    pub(super) digits: u8,
}

/// Units of a duration in their order, with their seconds; of years and months, the months. OData has no weeks.
const UNITS: [(char, u64); 6] = [
    ('Y', 12),
    ('M', 1),
    ('D', 86_400),
    ('H', 3600),
    ('M', 60),
    ('S', 1),
];

/// The first of [`UNITS`] after the `T`.
const FIRST_OF_TIME: usize = 3;

impl Written {
    /// The years and months alone.
    const MONTHS: usize = 2;

    /// The units in the text between `P` and the end; which letter is which, the `T` tells.
    pub(super) fn read(text: &str) -> Self {
        let (date, time) = text.split_once('T').unwrap_or((text, ""));
        let mut units = 0;
        for (at, (unit, _)) in UNITS.iter().enumerate() {
            let part = if at < FIRST_OF_TIME { date } else { time };
            units |= u8::from(part.contains(*unit)) << at;
        }
        let fraction = time.split_once('.').map_or("", |(_, rest)| rest);
        let digits = fraction.trim_end_matches('S').len();
        Self {
            units,
            digits: u8::try_from(digits).unwrap_or_default(),
        }
    }

    pub(super) fn has(self, at: usize) -> bool {
        self.units & (1 << at) != 0
    }
}

impl Duration {
    /// The parts that were read, each as much of the rest as it counts.
    pub(super) fn write_as_read(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut months = self.months.unsigned_abs();
        let mut seconds = self.time.as_secs().unsigned_abs();
        let mut is_time = false;
        for (at, (unit, size)) in UNITS.into_iter().enumerate() {
            if !self.written.has(at) {
                continue;
            }
            if at >= FIRST_OF_TIME && !is_time {
                is_time = true;
                f.write_str("T")?;
            }
            let rest = if at < Written::MONTHS {
                &mut months
            } else {
                &mut seconds
            };
            write!(f, "{}", *rest / size)?;
            *rest %= size;
            if unit == 'S' {
                self.write_fraction(f, usize::from(self.written.digits))?;
            }
            write!(f, "{unit}")?;
        }
        Ok(())
    }

    /// The fraction of a second: as many digits as it needs, and at least these.
    pub(super) fn write_fraction(&self, f: &mut fmt::Formatter<'_>, least: usize) -> fmt::Result {
        let fraction = format!("{:09}", self.time.subsec_nanos().unsigned_abs());
        let needed = fraction.trim_end_matches('0').len();
        match fraction.get(..needed.max(least).min(fraction.len())) {
            None | Some("") => Ok(()),
            Some(fraction) => write!(f, ".{fraction}"),
        }
    }
}
