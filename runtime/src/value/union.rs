//! Values of one of several types. In: JSON, and what tells the types apart. Out: the variant that it is; what fits none is
//! kept as JSON.

use super::kinds::Kinds;
use super::model::{extra_mut, present};
use super::read::{read_field, read_value};
use super::{Extra, Field, Json, Mismatch, Model, Place, Slot, Token, View, Visit};

/// What tells the variants of a [`Union`] apart.
#[derive(Debug)]
pub struct Rules {
    /// The member of objects that tells the type (OpenAPI 3.1.1, section 4.8.25).
    pub property: Option<&'static str>,
    /// What it says, and the number of the variant that is meant. The first for a variant is the one that is written.
    pub mapping: &'static [(&'static str, usize)],
    /// What a value of each variant passes, by number.
    pub tests: &'static [Test],
}

/// What a value of a variant passes.
#[derive(Debug)]
pub struct Test {
    /// What it may be in JSON.
    pub kinds: Kinds,
    /// Members that an object of it always has.
    pub required: &'static [&'static str],
    /// Members that have one of a few values, as JSON, where they are there.
    pub constants: &'static [(&'static str, &'static [&'static str])],
    /// The values, as JSON, that a variant which is not an object may have; empty for any.
    pub values: &'static [&'static str],
}

impl Test {
    /// Of the kind alone.
    pub const fn of(kinds: Kinds) -> Self {
        Self {
            kinds,
            required: &[],
            constants: &[],
            values: &[],
        }
    }

    fn passes(&self, value: &Json) -> bool {
        let is_one = |texts: &[&str], value: &Json| {
            let text = value.to_string();
            texts.is_empty() || texts.contains(&text.as_str())
        };
        if !self.kinds.has(Kinds::of_json(value)) || !is_one(self.values, value) {
            return false;
        }
        let Some(members) = value.as_object() else {
            return true;
        };
        let has = |name: &&str| members.contains_key(*name);
        let is_constant = |(name, texts): &(&str, &[&str])| {
            members.get(*name).is_none_or(|value| is_one(texts, value))
        };
        self.required.iter().all(has) && self.constants.iter().all(is_constant)
    }
}

/// An enum over several types, one of which a value is. Generated types implement it, and get all else from
/// [`union!`](crate::union):
///
/// ```
/// use service_client::codegen::{Rules, Test, Union};
/// use service_client::{Field, Json, Map, codegen::Kinds};
///
/// #[derive(Clone)]
/// pub enum Filter {
///     Name(String),
///     Range(Map<i64>),
///     Other(Json),
/// }
/// impl Union for Filter {
///     const RULES: &'static Rules = &Rules {
///         property: None,
///         mapping: &[],
///         tests: &[Test::of(Kinds::TEXT), Test { required: &["from"], ..Test::of(Kinds::OBJECT) }],
///     };
///     fn variant(number: usize) -> Self {
///         match number {
///             0 => Self::Name(Field::empty()),
///             1 => Self::Range(Field::empty()),
///             _ => Self::Other(Json::Null),
///         }
///     }
///     fn value(&self) -> (usize, &dyn Field) {
///         match self {
///             Self::Name(value) => (0, value),
///             Self::Range(value) => (1, value),
///             Self::Other(value) => (2, value),
///         }
///     }
///     fn value_mut(&mut self) -> &mut dyn Field {
///         match self {
///             Self::Name(value) => value,
///             Self::Range(value) => value,
///             Self::Other(value) => value,
///         }
///     }
/// }
/// service_client::codegen::union!(Filter, "Filter");
///
/// let filter: Filter = service_client::from_json(br#"{"from": 1}"#)?;
/// assert!(matches!(&filter, Filter::Range(range) if range.get("from") == Some(&1)));
/// let odd: Filter = service_client::from_json(br#"{"until": 1}"#)?;
/// assert_eq!(service_client::to_json(&odd), br#"{"until":1}"#);
/// # Ok::<(), service_client::error::DecodeError>(())
/// ```
pub trait Union: Sized {
    /// What tells the variants apart.
    const RULES: &'static Rules;

    /// An empty value of the variant with this number, from 0; the last variant, which has any JSON, for all others.
    fn variant(number: usize) -> Self;

    /// The number of the variant, and its value.
    fn value(&self) -> (usize, &dyn Field);

    /// The value, to change it.
    fn value_mut(&mut self) -> &mut dyn Field;
}

/// A [`Union`] as a trait object, as readers need it.
pub trait DynUnion: Model {
    #[doc(hidden)]
    fn rules(&self) -> &'static Rules;
    #[doc(hidden)]
    fn become_variant(&mut self, number: usize) -> &mut dyn Field;
}

impl<U: Union> DynUnion for U {
    fn rules(&self) -> &'static Rules {
        U::RULES
    }

    fn become_variant(&mut self, number: usize) -> &mut dyn Field {
        *self = U::variant(number);
        self.value_mut()
    }
}

/// For writing: an object that tells its type, where the variant's own members do not.
impl<U: Union> Model for U {
    fn slot(&mut self, _: &str) -> Place<'_> {
        Place::Declared(self.value_mut())
    }

    fn each<'a>(&'a self, visit: &mut Visit<'_, 'a>) {
        let (number, value) = self.value();
        let View::Model(model) = value.view() else {
            return;
        };
        if let Some((property, text)) = U::RULES.told(number)
            && !model.extra().is_untold()
        {
            let mut is_told = false;
            present(model, |name, _, _| is_told |= name == property);
            if !is_told {
                visit.property(property, View::Str(text));
            }
        }
        model.each(visit);
    }

    fn extra(&self) -> &Extra {
        match self.value().1.view() {
            View::Model(model) => model.extra(),
            _ => &NOTHING,
        }
    }
}

static NOTHING: Extra = Extra::NOTHING;

impl Rules {
    /// What is written for a variant, and where.
    fn told(&self, number: usize) -> Option<(&'static str, &'static str)> {
        let mut mapping = self.mapping.iter();
        let (text, _) = mapping.find(|(_, known)| *known == number)?;
        Some((self.property?, text))
    }

    /// The numbers of the variants that a value may be, the likeliest first.
    fn candidates(&self, value: &Json) -> Vec<usize> {
        if let Some(told) = self.property.and_then(|name| value.get(name)?.as_str()) {
            let meant = self.mapping.iter().find(|(text, _)| *text == told);
            // A type that is told and not known is not one of those that are.
            if !self.mapping.is_empty() {
                return meant.map(|(_, number)| *number).into_iter().collect();
            }
        }
        let tests = self.tests.iter().enumerate();
        let passed = tests.filter(|(_, test)| test.passes(value));
        let passed: Vec<usize> = passed.map(|(number, _)| number).collect();
        let first = passed.first().and_then(|number| self.tests.get(*number));
        let is_guess = passed.len() > 1 && first.is_some_and(|test| test.required.is_empty());
        if is_guess && value.is_object() && !self.mapping.is_empty() {
            // It lacks what would tell them apart, and a guess would be written back as if the service had said so.
            return Vec::new();
        }
        passed
    }
}

/// [`Field::view`] of every union.
pub(crate) fn view_union<U: Union>(union: &U) -> View<'_> {
    let (number, value) = union.value();
    match value.view() {
        View::Model(_) if U::RULES.told(number).is_some() => View::Model(union),
        view => view,
    }
}

/// [`Field::put`] of every union.
pub(crate) fn put_union<'a>(
    union: &'a mut dyn DynUnion,
    token: Token<'_>,
) -> Result<Slot<'a>, Mismatch> {
    let json = match token {
        Token::Object | Token::Array => return Ok(Slot::Union(union)),
        Token::Item | Token::DropItem | Token::Digits => {
            return Err(Mismatch {
                expected: "a value",
            });
        }
        Token::Null => Json::Null,
        Token::Bool(value) => Json::from(value),
        Token::Int(number) => Json::from(number),
        Token::UInt(number) => Json::from(number),
        Token::Float(number) => Json::from(number),
        Token::Str(text) => Json::from(text),
    };
    take_value(union, json);
    Ok(match token {
        Token::Float(_) => Slot::Digits,
        _ => Slot::Done,
    })
}

/// Gives a union its value: of the first variant that it may be and that takes it, else as it is.
pub(super) fn take_value(union: &mut dyn DynUnion, value: Json) {
    for number in union.rules().candidates(&value) {
        if read_value(&value, variant(union, number, &value)) {
            return;
        }
    }
    keep_value(union, value);
}

/// The same of the text of a value, all digits of which count.
pub(super) fn take_text(union: &mut dyn DynUnion, text: &str, nearest: Json) {
    for number in union.rules().candidates(&nearest) {
        if read_field(text.as_bytes(), variant(union, number, &nearest)).is_ok() {
            return;
        }
    }
    keep_value(union, nearest);
}

/// A variant, to be read into: one that the value does not tell is not told when it is written.
fn variant<'u>(union: &'u mut dyn DynUnion, number: usize, value: &Json) -> &'u mut dyn Field {
    let told = union.rules().told(number);
    let field = union.become_variant(number);
    if told.is_some_and(|(property, _)| value.get(property).is_none())
        && let Ok(Slot::Model(model)) = field.put(Token::Object)
        && let Some(extra) = extra_mut(model)
    {
        extra.set_untold();
    }
    field
}

/// The last variant takes any JSON.
fn keep_value(union: &mut dyn DynUnion, value: Json) {
    if let Ok(Slot::Json(json)) = union.become_variant(usize::MAX).put(Token::Object) {
        *json = value;
    }
}

#[cfg(test)]
mod tests;
