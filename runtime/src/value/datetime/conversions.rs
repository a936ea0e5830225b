//! Instants of jiff and of the standard library.

use jiff::Timestamp;
use jiff::tz::Offset;

use super::{DateTimeOffset, EXPECTED};
use crate::value::ParseError;

/// Fails outside of what jiff can hold, far from the present.
impl TryFrom<std::time::SystemTime> for DateTimeOffset {
    type Error = ParseError;

    fn try_from(time: std::time::SystemTime) -> Result<Self, ParseError> {
        Timestamp::try_from(time)
            .map(Self::from)
            .map_err(|_| ParseError::parts(EXPECTED, format_args!("{time:?}")))
    }
}

impl From<Timestamp> for DateTimeOffset {
    fn from(timestamp: Timestamp) -> Self {
        Self::new(Offset::UTC.to_datetime(timestamp), Offset::UTC)
    }
}

/// Fails outside of what jiff can hold: see [`DateTimeOffset::timestamp`].
impl TryFrom<DateTimeOffset> for Timestamp {
    type Error = ParseError;

    fn try_from(value: DateTimeOffset) -> Result<Self, Self::Error> {
        value
            .timestamp()
            .ok_or_else(|| ParseError::parts("a time that jiff can hold", value))
    }
}
