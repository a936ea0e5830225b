//! `Edm.Decimal`. In and out: exact decimal text, whole numbers and floats.

use std::borrow::Cow;
use std::fmt;

use super::ParseError;
use super::parse::from_text;

/// Digits after the point that are written out; with more, an exponent is.
const MOST_PLACES: usize = 100;

const EXPECTED: &str = "a decimal number such as -12.50";

/// `Edm.Decimal`: a decimal number as its exact text.
///
/// Every digit is kept, whether it comes as a JSON number or as a string (`IEEE754Compatible`), where a
/// reply or [`from_json`](crate::from_json) is read. Through serde's `Deserialize`, a JSON number is
/// handed over as a 64-bit float: exact to 15 significant digits. Two decimals are equal if
/// they are the same number, however they are written.
///
/// ```
/// use service_client::Decimal;
/// let price: Decimal = "12.50".parse()?;
/// assert_eq!(price.as_str(), "12.50");
/// assert_eq!(price.as_str(), Decimal::new(1250, 2).as_str());
/// assert_eq!(price, Decimal::try_from(12.5)?);
/// # Ok::<(), service_client::ParseError>(())
/// ```
#[derive(Clone)]
pub struct Decimal(String);

impl Decimal {
    /// A number by its digits, and how many of them stand after the point: `new(-1250, 2)` is -12.50.
    pub fn new(digits: i128, scale: u32) -> Self {
        let scale = usize::try_from(scale).unwrap_or(usize::MAX);
        if scale == 0 {
            return Self(digits.to_string());
        }
        if scale > MOST_PLACES {
            return Self(format!("{digits}e-{scale}"));
        }
        let sign = if digits < 0 { "-" } else { "" };
        let padded = format!("{:0>width$}", digits.unsigned_abs(), width = scale + 1);
        let (whole, fraction) = padded.split_at(padded.len() - scale);
        Self(format!("{sign}{whole}.{fraction}"))
    }

    fn read(text: &str) -> Option<Self> {
        is_number(text).then(|| Self(text.to_owned()))
    }

    /// The text, such as `-12.50`; a JSON number too.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest float.
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// Sign, digits without zeros at either end, and exponent: the same for all texts of a number.
    fn canonical(&self) -> (bool, Cow<'_, str>, i64) {
        let text = self.0.strip_prefix('-').unwrap_or(&self.0);
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        let digits = digits.trim_start_matches('0');
        let significant = digits.trim_end_matches('0');
        if significant.is_empty() {
            return (false, Cow::Borrowed(""), 0);
        }
        let moved = i64::try_from(digits.len() - significant.len()).ok();
        let fraction = i64::try_from(fraction.len()).ok();
        let exponent = exponent.parse::<i64>().ok();
        let exponent = exponent
            .and_then(|exponent| exponent.checked_add(moved?))
            .and_then(|exponent| exponent.checked_sub(fraction?));
        let negative = text.len() < self.0.len();
        match exponent {
            Some(exponent) => (negative, Cow::Owned(significant.to_owned()), exponent),
            // Beyond all that is counted: such a number equals its own text.
            None => (negative, Cow::Borrowed(text), 0),
        }
    }
}

/// Whether a text is a JSON number: sign, digits without a leading zero, fraction, exponent.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (text, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    digits(whole)
        && digits(fraction)
        && digits(exponent)
        && (whole.len() == 1 || !whole.starts_with('0'))
}

impl Default for Decimal {
    fn default() -> Self {
        Self::from(0_i64)
    }
}

from_text!(Decimal, EXPECTED);

macro_rules! from_integers {
    ($($type:ty)*) => {$(
        impl From<$type> for Decimal {
            fn from(number: $type) -> Self {
                Self(number.to_string())
            }
        }
    )*};
}

from_integers!(i8 i16 i32 i64 i128 u8 u16 u32 u64 u128);

/// The shortest text that reads back as the float; fails for infinities and NaN.
impl TryFrom<f64> for Decimal {
    type Error = ParseError;

    fn try_from(number: f64) -> Result<Self, ParseError> {
        if number.is_finite() {
            Ok(Self(number.to_string()))
        } else {
            Err(ParseError::parts(EXPECTED, number))
        }
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.canonical() == other.canonical()
    }
}

impl Eq for Decimal {}

impl std::hash::Hash for Decimal {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.canonical().hash(state);
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_exact_text() {
        for text in [
            "0",
            "-0.10",
            "123456789012345678901234567890.123456789",
            "1e-7",
            "1E+30",
        ] {
            assert_eq!(text.parse::<Decimal>().unwrap().as_str(), text);
        }
        assert_eq!("1.50".parse::<Decimal>(), "1.5".parse());
        assert_ne!("10".parse::<Decimal>(), "1".parse());
        for (one, other) in [
            ("-1.50e-7", "-0.00000015"),
            ("1E+2", "100"),
            ("0.00", "-0e5"),
            ("100", "1e2"),
            ("1e99999999999999999999", "1e99999999999999999999"),
        ] {
            assert_eq!(one.parse::<Decimal>(), other.parse(), "{one} {other}");
        }
        for (one, other) in [
            ("1", "-1"),
            ("1e1", "1e2"),
            ("1e99999999999999999999", "1e1"),
        ] {
            assert_ne!(one.parse::<Decimal>(), other.parse(), "{one} {other}");
        }
        assert_eq!(Decimal::try_from(0.1).unwrap().as_str(), "0.1");
    }

    /// A float would round the first of them and make the second nothing.
    #[test]
    fn keeps_digits_beside_an_exponent() {
        for text in ["1.2345678e-320", "1e-400", "-1.50e-7", "12E3"] {
            let read: Decimal = crate::from_json(text.as_bytes()).unwrap();
            assert_eq!(read.as_str(), text);
        }
    }

    #[test]
    fn refuses_what_is_not_one() {
        for text in [
            "", "-", ".5", "5.", "01", "1e", "1,5", "NaN", "INF", " 1", "١",
        ] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
        assert!(Decimal::try_from(f64::INFINITY).is_err());
        assert!(Decimal::try_from("1,5").is_err());
    }

    #[test]
    fn digits_and_scale_make_a_number() {
        for (digits, scale, text) in [
            (1250, 2, "12.50"),
            (-5, 3, "-0.005"),
            (0, 1, "0.0"),
            (7, 0, "7"),
            (i128::MIN, 1, "-17014118346046923173168730371588410572.8"),
            (1, 200, "1e-200"),
        ] {
            assert_eq!(Decimal::new(digits, scale).as_str(), text);
            assert!(is_number(text));
        }
    }
}
