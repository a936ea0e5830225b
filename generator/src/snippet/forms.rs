//! The forms that values of OData's primitive types have as texts (OData ABNF 4.01, section 7), as far as the runtime's
//! types write them as they were read.

use serde_json::Value;

/// Both alphabets, with padding or without; padding fills the last four digits.
pub(super) fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let letters = digits
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "+/-_".contains(c));
    let padded = digits.len() == text.len()
        || (text.len().is_multiple_of(4) && text.len() - digits.len() < 3);
    letters && padded && digits.len() % 4 != 1
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

/// A time of day that is written as it was read: with seconds, and without zeros at the end of the fraction.
pub(super) fn is_time(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "1"));
    has_form(whole, "00:00:00") && is_fraction(fraction)
}

fn is_any_time(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = !fraction.is_empty() && fraction.chars().all(|c| c.is_ascii_digit());
    digits && (has_form(whole, "00:00:00") || has_form(whole, "00:00"))
}

fn is_fraction(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit()) && !text.ends_with('0')
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

/// A duration that is written as it was read: each part below what the next larger one counts, none of them zero.
pub(super) fn is_duration(text: &str) -> bool {
    let Some(parts) = text.strip_prefix('-').unwrap_or(text).strip_prefix('P') else {
        return false;
    };
    if parts == "T0S" {
        return !text.starts_with('-');
    }
    let (date, time) = match parts.split_once('T') {
        Some((_, "")) => return false,
        Some((date, time)) => (date, time),
        None => (parts, ""),
    };
    let date = counts(date, &[('Y', u64::MAX), ('M', 11), ('D', u64::MAX)]);
    let time = counts(time, &[('H', 23), ('M', 59), ('S', 59)]);
    !parts.is_empty() && date && time
}

/// Whether a text is numbers with units, in this order, each from one to its most.
fn counts(text: &str, units: &[(char, u64)]) -> bool {
    let mut rest = text;
    for (unit, most) in units {
        let Some((number, after)) = rest.split_once(*unit) else {
            continue;
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, "1"));
        let plain = whole == "0" || (!whole.starts_with('0') && !whole.starts_with('+'));
        let fractional = number.contains('.');
        let fits = whole
            .parse()
            .is_ok_and(|n: u64| n <= *most && (n > 0 || fractional));
        if !plain || !fits || !is_fraction(fraction) || (fractional && *unit != 'S') {
            return false;
        }
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
            ["", "AQ", "AQ==", "AQI=", "AQID", "-_8"]
                .into_iter()
                .all(is_base64)
        );
        assert!(
            !["A", "AQ=", "AQI==", "AQID=", "A===", "="]
                .into_iter()
                .any(is_base64)
        );
    }

    #[test]
    fn what_would_be_written_otherwise_is_told() {
        assert!(["17:00:00", "17:00:00.5"].into_iter().all(is_time));
        assert!(
            !["17:00", "17:00:00.0000000", "17:00:00."]
                .into_iter()
                .any(is_time)
        );
        let kept = [
            "PT1H",
            "P1DT2H",
            "-PT0.5S",
            "PT0S",
            "P1Y11M",
            "P400D",
            "PT1M59.25S",
        ];
        assert!(kept.into_iter().all(is_duration));
        let other = [
            "PT60M", "P", "PT", "P1DT", "PT1.50S", "PT0H", "P1W", "PT01H", "PT1M1H", "PT24H",
            "-PT0S",
        ];
        assert!(!other.into_iter().any(is_duration));
        for text in ["PT60M", "17:00", "17:00:00.0"] {
            assert!(is_other_form(&Value::String(text.to_owned())), "{text}");
        }
    }
}
