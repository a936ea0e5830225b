//! The forms that values of OData's primitive types have as texts (OData ABNF 4.01, section 7), as far as the runtime's
//! types write them as they were read.

use serde_json::Value;

/// One of both alphabets, with padding or without; padding fills the last four digits.
pub(super) fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let only = |others: &str| {
        let mut letters = digits.chars();
        letters.all(|c| c.is_ascii_alphanumeric() || others.contains(c))
    };
    let padded = digits.len() == text.len()
        || (text.len().is_multiple_of(4) && text.len() - digits.len() < 3);
    (only("+/") || only("-_")) && padded && digits.len() % 4 != 1
}

/// Whether a text has the form of a pattern: `0` stands for a digit, anything else for itself.
fn has_form(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text.bytes().zip(form.bytes()).all(|(c, form)| match form {
            b'0' => c.is_ascii_digit(),
            form => c == form,
        })
}

pub(super) fn is_date(text: &str) -> bool {
    has_form(text, "0000-00-00")
}

/// A time of day that is written as it was read: to the nanosecond.
pub(super) fn is_time(text: &str) -> bool {
    is_any_time(text) && fraction(text).len() <= 9
}

fn is_any_time(text: &str) -> bool {
    match text.split_once('.') {
        Some((whole, digits)) => has_form(whole, "00:00:00") && is_digits(digits),
        None => has_form(text, "00:00:00") || has_form(text, "00:00"),
    }
}

fn fraction(text: &str) -> &str {
    text.split_once('.').map_or("", |(_, fraction)| fraction)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit())
}

pub(super) fn is_instant(text: &str) -> bool {
    let Some((date, time)) = text.split_once('T') else {
        return false;
    };
    let zone = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (time, zone) = time.split_at(zone);
    is_date(date)
        && is_any_time(time)
        && (zone == "Z" || has_form(zone, "+00:00") || has_form(zone, "-00:00"))
}

/// A duration that is written as it was read: each of its parts below what the next larger one of them counts.
pub(super) fn is_duration(text: &str) -> bool {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let Some(parts) = rest.strip_prefix('P') else {
        return false;
    };
    let (date, time) = match parts.split_once('T') {
        Some((_, "")) => return false,
        Some((date, time)) => (date, time),
        None => (parts, ""),
    };
    let months = date.find('M').or_else(|| date.find('Y'));
    let (months, days) = date.split_at(months.map_or(0, |at| at + 1));
    let mut is_zero = true;
    let fit = counts(months, &[('Y', 12), ('M', 1)], &mut is_zero)
        && rest_counts(days, time, &mut is_zero);
    !parts.is_empty() && fit && !(is_zero && sign == "-")
}

fn rest_counts(days: &str, time: &str, is_zero: &mut bool) -> bool {
    let units = [('D', 86_400), ('H', 3600), ('M', 60), ('S', 1)];
    let (of_days, of_time) = units.split_at(1);
    // No letter stands on both sides of the `T`.
    let is_apart =
        |text: &str, others: &[(char, u64)]| !others.iter().any(|(c, _)| text.contains(*c));
    is_apart(days, of_time)
        && is_apart(time, of_days)
        && counts(&format!("{days}{time}"), &units, is_zero)
}

/// Whether a text is whole numbers with units, in this order, each below what the one before it counts; seconds may
/// have a fraction. What is not zero is told.
fn counts(text: &str, units: &[(char, u64)], is_zero: &mut bool) -> bool {
    let mut rest = text;
    let mut larger = None;
    for (unit, size) in units {
        let Some((number, after)) = rest.split_once(*unit) else {
            continue;
        };
        let (whole, digits) = number.split_once('.').unwrap_or((number, "0"));
        let is_plain = is_digits(whole) && (whole == "0" || !whole.starts_with('0'));
        let is_fraction =
            is_digits(digits) && digits.len() <= 9 && (*unit == 'S' || whole == number);
        let seconds = whole.parse().ok().and_then(|n: u64| n.checked_mul(*size));
        let fits = seconds.is_some_and(|n| n < larger.unwrap_or(u64::MAX / 4));
        if !is_plain || !is_fraction || !fits {
            return false;
        }
        *is_zero &= seconds == Some(0) && digits.bytes().all(|c| c == b'0');
        larger = Some(*size);
        rest = after;
    }
    rest.is_empty()
}

/// Whether a value is a time or a duration that would be written otherwise than it was read.
pub(super) fn is_other_form(value: &Value) -> bool {
    let Some(text) = value.as_str() else {
        return false;
    };
    let duration = text.trim_start_matches('-');
    let duration = duration.starts_with('P')
        && duration.ends_with(|c: char| c.is_ascii_uppercase())
        && duration.contains(|c: char| c.is_ascii_digit());
    (is_any_time(text) && !is_time(text)) || (duration && !is_duration(text))
}

pub(super) fn is_decimal(text: &str) -> bool {
    let number = text.parse::<f64>();
    number.is_ok_and(f64::is_finite) && text.contains(|c: char| c.is_ascii_digit())
}

pub(super) fn is_guid(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    lengths == [8, 4, 4, 4, 12]
        && parts
            .iter()
            .all(|part| part.chars().all(|c| c.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_is_right_or_left_out() {
        assert!(
            ["", "AQ", "AQ==", "AQI=", "AQID", "-_8", "+/8="]
                .into_iter()
                .all(is_base64)
        );
        assert!(
            !["A", "AQ=", "AQI==", "AQID=", "A===", "=", "+_AA", "-/AA"]
                .into_iter()
                .any(is_base64)
        );
    }

    #[test]
    fn what_would_be_written_otherwise_is_told() {
        let kept = ["17:00", "17:00:00", "17:00:00.5", "17:00:00.0000000"];
        assert!(kept.into_iter().all(is_time));
        let other = ["17:00:00.", "17", "17:00.5", "17:00:00.0000000000"];
        assert!(!other.into_iter().any(is_time));
        let kept = [
            "PT1H",
            "PT60M",
            "P1DT2H",
            "-PT0.5S",
            "PT0S",
            "PT0H",
            "P1Y11M",
            "P1Y2D",
            "P12M",
            "P400D",
            "PT1M59.25S",
            "PT1.50S",
            "PT24H",
            "P0D",
            "P1DT0.0S",
        ];
        for text in kept {
            assert!(is_duration(text), "{text}");
        }
        let other = [
            "P",
            "PT",
            "P1DT",
            "PT01H",
            "PT1M1H",
            "P1DT24H",
            "P1Y12M",
            "-PT0S",
            "PT1D",
            "P1H",
            "PT1.5M",
            "P1H2",
            "P2W",
            "PT+1M",
            "PT1M60S",
            "PT9223372036854775807H",
            "PT0.1234567890S",
        ];
        for text in other {
            assert!(!is_duration(text), "{text}");
        }
        for text in ["P1DT24H", "17:00:00.0000000000"] {
            assert!(is_other_form(&Value::String(text.to_owned())), "{text}");
        }
    }
}
