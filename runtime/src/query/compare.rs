//! Comparisons. In: a property and values that fit its kind. Out: a [`Filter`] (OData URL Conventions
//! 4.01, section 5.1.1.1).

use super::kind::{
    Binary, Boolean, Date, DateTime, Duration, Enum, Equal, Flags, Guid, Number, Ordered, Single,
    Text, TimeOfDay,
};
use super::{Filter, Property};
use crate::literal::literal;
use crate::value::{self, Enumeration, Field, Named};

/// What a property of `O` with values of kind `K` can be compared with: a value of that kind, or another
/// property.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be compared with a property of kind `{K}`",
    label = "no value of kind `{K}`"
)]
pub trait Operand<O, K> {
    /// The literal or path, as it stands in a filter.
    fn text(self) -> String;
}

/// The literal of a value; every kind that can be compared has one.
fn text_of(field: &dyn Field) -> String {
    literal(&field.view()).unwrap_or_else(|| "null".to_owned())
}

impl<O, S: AsRef<str>> Operand<O, Text> for S {
    fn text(self) -> String {
        literal(&value::View::Str(self.as_ref())).unwrap_or_default()
    }
}

impl<O, K> Operand<O, K> for Property<O, K> {
    fn text(self) -> String {
        self.path().to_owned()
    }
}

macro_rules! operands {
    ($($kind:ident: $($type:ty)*;)*) => {$($(
        impl<O> Operand<O, $kind> for $type {
            fn text(self) -> String {
                text_of(&self)
            }
        }
    )*)*};
}

operands! {
    Number: u8 i8 i16 i32 i64 f32 f64 value::Decimal;
    Boolean: bool;
    Guid: value::Guid;
    Date: value::Date;
    DateTime: value::DateTimeOffset;
    TimeOfDay: value::TimeOfDay;
    Duration: value::Duration;
    Binary: value::Binary;
}

impl<O, E: Enumeration + Field> Operand<O, Enum<E>> for E {
    fn text(self) -> String {
        text_of(&self)
    }
}

impl<O, E: Enumeration + Field> Operand<O, Flags<E>> for E {
    fn text(self) -> String {
        text_of(&self)
    }
}

impl<O, E: Enumeration + Field + Named> Operand<O, Flags<E>> for value::Flags<E> {
    fn text(self) -> String {
        literal(&value::View::Str(&self.to_string())).unwrap_or_default()
    }
}

impl<O, K> Property<O, K> {
    fn compared(&self, operator: &str, text: &str) -> Filter<O> {
        Filter::comparison(format!("{} {operator} {text}", self.path()))
    }
}

impl<O, K: Equal> Property<O, K> {
    /// Equal: `eq`.
    pub fn eq(&self, value: impl Operand<O, K>) -> Filter<O> {
        self.compared("eq", &value.text())
    }

    /// Not equal: `ne`.
    pub fn ne(&self, value: impl Operand<O, K>) -> Filter<O> {
        self.compared("ne", &value.text())
    }

    /// Equal to one of these: `in`. None of them never holds.
    pub fn in_(&self, values: impl IntoIterator<Item: Operand<O, K>>) -> Filter<O> {
        let values: Vec<String> = values.into_iter().map(Operand::text).collect();
        if values.is_empty() {
            return Filter::primary("false".to_owned());
        }
        self.compared("in", &format!("({})", values.join(",")))
    }
}

impl<O, K: Ordered> Property<O, K> {
    /// Less: `lt`.
    pub fn lt(&self, value: impl Operand<O, K>) -> Filter<O> {
        self.compared("lt", &value.text())
    }

    /// Less or equal: `le`.
    pub fn le(&self, value: impl Operand<O, K>) -> Filter<O> {
        self.compared("le", &value.text())
    }

    /// Greater: `gt`.
    pub fn gt(&self, value: impl Operand<O, K>) -> Filter<O> {
        self.compared("gt", &value.text())
    }

    /// Greater or equal: `ge`.
    pub fn ge(&self, value: impl Operand<O, K>) -> Filter<O> {
        self.compared("ge", &value.text())
    }
}

impl<O, K: Single> Property<O, K> {
    /// Without a value: `eq null`.
    pub fn is_null(&self) -> Filter<O> {
        self.compared("eq", "null")
    }

    /// With a value: `ne null`.
    pub fn is_not_null(&self) -> Filter<O> {
        self.compared("ne", "null")
    }
}

impl<O, E> Property<O, Flags<E>> {
    /// With all of these members set: `has`.
    pub fn has(&self, value: impl Operand<O, Flags<E>>) -> Filter<O> {
        self.compared("has", &value.text())
    }
}

impl<O> Property<O, Text> {
    /// Begins with: `startswith`.
    pub fn starts_with(&self, value: impl Operand<O, Text>) -> Filter<O> {
        self.tested("startswith", &value.text())
    }

    /// Ends with: `endswith`.
    pub fn ends_with(&self, value: impl Operand<O, Text>) -> Filter<O> {
        self.tested("endswith", &value.text())
    }

    /// Contains: `contains`.
    pub fn contains(&self, value: impl Operand<O, Text>) -> Filter<O> {
        self.tested("contains", &value.text())
    }

    fn tested(&self, function: &str, text: &str) -> Filter<O> {
        Filter::primary(format!("{function}({},{text})", self.path()))
    }
}
