//! What a plain scalar of YAML is, by its text (YAML 1.2.2, section 10.3.2).

use std::borrow::Cow;

use super::tree::Kind;

/// The value of a plain scalar.
pub(super) fn plain(text: Cow<'_, str>) -> Kind<'_> {
    match text.as_ref() {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
        "true" | "True" | "TRUE" => Kind::Bool(true),
        "false" | "False" | "FALSE" => Kind::Bool(false),
        other if is_json_number(other) => Kind::Number(text),
        other => match number(other) {
            Some(number) => Kind::Number(Cow::Owned(number)),
            None => Kind::Text(text),
        },
    }
}

/// A number in a form that JSON does not have, as JSON. Infinity and NaN are texts.
fn number(text: &str) -> Option<String> {
    let (radix, digits) = match text.get(..2) {
        Some("0x") => (16, text.get(2..)?),
        Some("0o") => (8, text.get(2..)?),
        _ => return decimal(text),
    };
    let all_digits = digits.chars().all(|c| c.is_digit(radix));
    let number = all_digits.then(|| u128::from_str_radix(digits, radix));
    Some(number?.ok()?.to_string())
}

/// `+1`, `.5`, `1.`, `007`.
fn decimal(text: &str) -> Option<String> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match rest.find(['e', 'E']) {
        Some(at) => rest.split_at_checked(at)?,
        None => (rest, ""),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let dot = if fraction.is_empty() { "" } else { "." };
    let number = format!("{sign}{whole}{dot}{fraction}{exponent}");
    is_json_number(&number).then_some(number)
}

/// Whether a text is a number of JSON (RFC 8259, section 6).
pub(super) fn is_json_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let rest = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (rest, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|it| digits(it.strip_prefix(['+', '-']).unwrap_or(it)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_are_what_the_core_schema_says() {
        let json = |text: &str| match plain(text.into()) {
            Kind::Null => "null".to_owned(),
            Kind::Bool(value) => value.to_string(),
            Kind::Number(number) => number.into_owned(),
            Kind::Text(text) => format!("{text:?}"),
            _ => unreachable!(),
        };
        for (text, expected) in [
            ("", "null"),
            ("~", "null"),
            ("True", "true"),
            ("yes", "\"yes\""),
            ("no", "\"no\""),
            ("12", "12"),
            ("-0", "-0"),
            ("+12", "12"),
            ("007", "7"),
            ("0x1F", "31"),
            ("0o17", "15"),
            ("0xG", "\"0xG\""),
            ("0x+1", "\"0x+1\""),
            (".5", "0.5"),
            ("1.", "1"),
            ("1.50", "1.50"),
            ("1e3", "1e3"),
            ("1.e+3", "1e+3"),
            ("1e", "\"1e\""),
            (".", "\".\""),
            ("-", "\"-\""),
            (".inf", "\".inf\""),
            ("1_000", "\"1_000\""),
            ("2020-01-02", "\"2020-01-02\""),
            ("3.1.0", "\"3.1.0\""),
            (
                "123456789012345678901234567890",
                "123456789012345678901234567890",
            ),
        ] {
            assert_eq!(json(text), expected, "{text:?}");
        }
    }
}
