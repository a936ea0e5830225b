//! Values of one of two types. In: JSON. Out: the type that the kind of the value fits.

use super::kinds::Kinds;
use super::{Field, Json, Mismatch, Slot, Token, View};

/// A value of one of two types, which its kind in JSON tells apart, such as a text or an object. Where both have one kind,
/// the first that takes the value. What fits neither is kept.
///
/// ```
/// use service_client::Either;
/// let owner: Either<String, Vec<String>> = service_client::from_json(br#"["ann","bob"]"#)?;
/// assert_eq!(owner.second().map(Vec::len), Some(2));
/// let odd: Either<String, Vec<String>> = service_client::from_json(b"7")?;
/// assert!(matches!(odd, Either::Other(_)));
/// # Ok::<(), service_client::error::DecodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Either<A, B> {
    /// A value of the first type.
    First(A),
    /// A value of the second type.
    Second(B),
    /// What is neither.
    Other(Json),
}

impl<A, B> Either<A, B> {
    /// The value, if it is of the first type.
    pub fn first(&self) -> Option<&A> {
        match self {
            Self::First(value) => Some(value),
            _ => None,
        }
    }

    /// The value, if it is of the second type.
    pub fn second(&self) -> Option<&B> {
        match self {
            Self::Second(value) => Some(value),
            _ => None,
        }
    }
}

/// Nothing: null, which is not sent.
impl<A, B> Default for Either<A, B> {
    fn default() -> Self {
        Self::Other(Json::Null)
    }
}

/// Whether a token begins a value for an empty field.
fn fits(field: &mut dyn Field, token: Token<'_>) -> bool {
    let kinds = Kinds::of_view(&field.view());
    Kinds::of_token(token).is_some_and(|kind| kinds.has(kind)) && field.put(token).is_ok()
}

impl<A: Field, B: Field> Field for Either<A, B> {
    fn empty() -> Self {
        Self::default()
    }

    fn put(&mut self, token: Token<'_>) -> Result<Slot<'_>, Mismatch> {
        if token == Token::Digits {
            // Digits would come as a text, which may be what the other type is.
            return Err(Mismatch {
                expected: "a value",
            });
        }
        *self = if fits(&mut A::empty(), token) {
            Self::First(A::empty())
        } else if fits(&mut B::empty(), token) {
            Self::Second(B::empty())
        } else {
            Self::default()
        };
        match self {
            Self::First(value) => value.put(token),
            Self::Second(value) => value.put(token),
            Self::Other(value) => value.put(token),
        }
    }

    fn view(&self) -> View<'_> {
        match self {
            Self::First(value) => value.view(),
            Self::Second(value) => value.view(),
            Self::Other(value) => value.view(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Date, Map, from_json, to_json};

    fn read<A: Field, B: Field>(json: &str) -> Either<A, B> {
        let value: Either<A, B> = from_json(json.as_bytes()).unwrap();
        assert_eq!(to_json(&value), json.as_bytes());
        value
    }

    #[test]
    fn the_kind_of_a_value_tells_its_type() {
        type Expandable = Either<String, Box<Map<i32>>>;
        assert_eq!(
            read::<String, Box<Map<i32>>>("\"cus_1\""),
            Expandable::First("cus_1".into())
        );
        assert!(
            read::<String, Box<Map<i32>>>(r#"{"a":1}"#)
                .second()
                .is_some()
        );
        // Digits in a text are no number.
        assert_eq!(
            read::<i64, String>("\"12\""),
            Either::Second("12".to_owned())
        );
        assert_eq!(read::<i64, String>("12"), Either::First(12));
        assert_eq!(read::<i64, f64>("1.5"), Either::Second(1.5));
        assert_eq!(read::<bool, Vec<i32>>("[1]"), Either::Second(vec![1]));
        assert_eq!(
            read::<bool, Vec<i32>>(r#"{"a":[1]}"#),
            Either::Other(serde_json::json!({"a": [1]}))
        );
    }

    #[test]
    fn of_one_kind_the_first_that_takes_it() {
        assert!(read::<Date, String>("\"2026-01-31\"").first().is_some());
        assert!(read::<Date, String>("\"tomorrow\"").second().is_some());
    }
}
