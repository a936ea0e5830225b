//! Digits of dates and times. In: text. Out: numbers, and the other way around.

/// A number of two digits.
pub(super) fn number(tens: u8, ones: u8) -> Option<i8> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| byte - b'0');
    i8::try_from(digit(tens)? * 10 + digit(ones)?).ok()
}

/// A run of digits and nothing else.
pub(super) fn digits(text: &str) -> Option<u32> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

/// Nanoseconds, and picoseconds below them. Digits after the twelfth are dropped.
pub(super) fn read_fraction(text: &str) -> Option<(i32, u16)> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = text
        .bytes()
        .map(|byte| u64::from(byte - b'0'))
        .chain(std::iter::repeat(0));
    let picoseconds = digits.take(12).fold(0, |sum, digit| sum * 10 + digit);
    let nanoseconds = i32::try_from(picoseconds / 1000).ok()?;
    Some((nanoseconds, u16::try_from(picoseconds % 1000).ok()?))
}

/// `Z`, `+01:00` or `-0330`, as minutes.
pub(super) fn read_offset(zone: &str) -> Option<i16> {
    let (sign, rest) = match zone.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        (_, "") => return Some(0),
        _ => return None,
    };
    let (hours, minutes) = match rest.split_once(':') {
        Some(parts) => parts,
        None => rest.split_at_checked(2)?,
    };
    let (hours, minutes) = (digits(hours)?, digits(minutes)?);
    if hours > 23 || minutes > 59 {
        return None;
    }
    Some(i16::try_from(hours * 60 + minutes).ok()? * sign)
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar, counting years from March.
pub(super) fn days_since_1970(year: i16, month: i8, day: i8) -> i64 {
    let (year, month, day) = (i64::from(year), i64::from(month), i64::from(day));
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The last two decimal digits of a number; formatting macros take several times as long.
pub(super) fn two(number: u16) -> [u8; 2] {
    let digit = |number: u16| b'0' + u8::try_from(number % 10).unwrap_or_default();
    [digit(number / 10), digit(number)]
}
