//! Comparisons. In: a property and values that fit its kind. Out: a [`Filter`] (OData URL Conventions
//! 4.01, section 5.1.1.1).

use super::kind::{
    Binary, Boolean, Comparable, Date, DateTime, Duration, Enum, Flags, Guid, Number, Ordered,
    SingleValued, Text, TimeOfDay,
};
use super::{Expression, Filter, Property};
use crate::value::{self, Enumeration, Field, Named, View};

/// What a property of `O` with values of kind `K` can be compared with: a value of that kind, or another
/// property.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be compared with a property of kind `{K}`",
    label = "no value of kind `{K}`"
)]
pub trait Operand<O, K> {
    /// The literal or path, as it stands in a filter.
    fn text(self) -> Expression;
}

/// An [`Operand`] that is a value, where OData takes no property: in `in` and `has` (OData ABNF `listExpr`,
/// `hasExpr`).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value of kind `{K}`",
    label = "not a value of kind `{K}`",
    note = "`in_` and `has` take values only; compare with another property by `eq`"
)]
pub trait Literal<O, K>: Operand<O, K> {}

impl<O, S: AsRef<str>> Operand<O, Text> for S {
    fn text(self) -> Expression {
        Expression::literal(&View::Str(self.as_ref()))
    }
}

impl<O, S: AsRef<str>> Literal<O, Text> for S {}

impl<O, K> Operand<O, K> for Property<O, K> {
    fn text(self) -> Expression {
        self.path().into()
    }
}

macro_rules! operands {
    ($($kind:ident: $($type:ty)*;)*) => {$($(
        impl<O> Operand<O, $kind> for $type {
            fn text(self) -> Expression {
                Expression::literal(&self.view())
            }
        }

        impl<O> Literal<O, $kind> for $type {}
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
    fn text(self) -> Expression {
        Expression::literal(&self.view())
    }
}

impl<O, E: Enumeration + Field> Literal<O, Enum<E>> for E {}

impl<O, E: Enumeration + Field> Operand<O, Flags<E>> for E {
    fn text(self) -> Expression {
        Expression::literal(&self.view())
    }
}

impl<O, E: Enumeration + Field> Literal<O, Flags<E>> for E {}

impl<O, E: Enumeration + Named> Operand<O, Flags<E>> for value::Flags<E> {
    fn text(self) -> Expression {
        Expression::literal(&self.view())
    }
}

impl<O, E: Enumeration + Named> Literal<O, Flags<E>> for value::Flags<E> {}

impl<O, K> Property<O, K> {
    fn compared(&self, operator: &str, operand: impl Into<Expression>) -> Filter<O> {
        let start = Expression::from(format!("{} {operator} ", self.path()));
        Filter::comparison(start.then(operand))
    }
}

impl<O, K: Comparable> Property<O, K> {
    /// Equal: `eq`.
    pub fn eq(&self, value: impl Operand<O, K>) -> Filter<O> {
        self.compared("eq", value.text())
    }

    /// Not equal: `ne`.
    pub fn ne(&self, value: impl Operand<O, K>) -> Filter<O> {
        self.compared("ne", value.text())
    }

    /// Equal to one of these: `in`, or comparisons joined by `or` where the service has no `in`. A
    /// condition without values never holds.
    pub fn in_(&self, values: impl IntoIterator<Item: Literal<O, K>>) -> Filter<O> {
        let mut values: Vec<Expression> = values.into_iter().map(Operand::text).collect();
        match (values.pop(), values.is_empty()) {
            (None, _) => Filter::primary("false"),
            (Some(only), true) => self.compared("eq", only),
            (Some(last), false) => {
                values.push(last);
                Filter::comparison(Expression::one_of(self.path(), values))
            }
        }
    }
}

impl<O, K: Ordered> Property<O, K> {
    /// Less: `lt`.
    pub fn lt(&self, value: impl Operand<O, K>) -> Filter<O> {
        self.compared("lt", value.text())
    }

    /// Less or equal: `le`.
    pub fn le(&self, value: impl Operand<O, K>) -> Filter<O> {
        self.compared("le", value.text())
    }

    /// Greater: `gt`.
    pub fn gt(&self, value: impl Operand<O, K>) -> Filter<O> {
        self.compared("gt", value.text())
    }

    /// Greater or equal: `ge`.
    pub fn ge(&self, value: impl Operand<O, K>) -> Filter<O> {
        self.compared("ge", value.text())
    }
}

impl<O, K: SingleValued> Property<O, K> {
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
    pub fn has(&self, value: impl Literal<O, Flags<E>>) -> Filter<O> {
        self.compared("has", value.text())
    }
}

impl<O> Property<O, Text> {
    /// Begins with: `startswith`.
    pub fn starts_with(&self, value: impl Operand<O, Text>) -> Filter<O> {
        self.tested("startswith", value.text())
    }

    /// Ends with: `endswith`.
    pub fn ends_with(&self, value: impl Operand<O, Text>) -> Filter<O> {
        self.tested("endswith", value.text())
    }

    /// Contains: `contains`.
    pub fn contains(&self, value: impl Operand<O, Text>) -> Filter<O> {
        self.tested("contains", value.text())
    }

    fn tested(&self, function: &str, operand: Expression) -> Filter<O> {
        let call = Expression::from(format!("{function}({},", self.path()));
        Filter::primary(call.then(operand).then(")"))
    }
}
