//! Values of annotations: constant and dynamic expressions, as written, nothing resolved.
//!
//! What comes in: nothing; this is plain data, built by the reader. What goes out: [`Expression`] with
//! helpers for the later stages (OData CSDL XML 4.01, section 14).

mod record;

pub use record::{PropertyValue, Record};

use super::document::Facets;

/// The value of an annotation, of a record's property, or of an operand.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// `Binary`, base64url as written.
    Binary(String),
    /// `Bool`.
    Bool(bool),
    /// `Date` as written.
    Date(String),
    /// `DateTimeOffset` as written.
    DateTimeOffset(String),
    /// `Decimal` as written.
    Decimal(String),
    /// `Duration` as written.
    Duration(String),
    /// `EnumMember`: each member as `Namespace.Type/Member`.
    EnumMember(Vec<String>),
    /// `Float`.
    Float(f64),
    /// `Guid` as written.
    Guid(String),
    /// `Int`.
    Int(i64),
    /// `String`.
    String(String),
    /// `TimeOfDay` as written.
    TimeOfDay(String),
    /// `Null`.
    Null,
    /// One of the path expressions, as written.
    Path {
        /// Which of them.
        kind: PathKind,
        /// The path.
        path: String,
    },
    /// `Collection`.
    Collection(Vec<Expression>),
    /// `Record`.
    Record(Record),
    /// `UrlRef`: a value found behind a URL.
    UrlRef(Box<Expression>),
    /// `Apply`: a client-side function.
    Apply {
        /// Function name, such as `odata.concat`.
        function: String,
        /// Arguments.
        arguments: Vec<Expression>,
    },
    /// `Cast` or `IsOf`.
    OfType {
        /// True for `IsOf`, false for `Cast`.
        test: bool,
        /// Type name as written.
        ty: String,
        /// Facets.
        facets: Facets,
        /// The value.
        operand: Box<Expression>,
    },
    /// `If`.
    If {
        /// The condition.
        condition: Box<Expression>,
        /// Value where the condition holds.
        then: Box<Expression>,
        /// Value otherwise; may be left out inside a collection.
        otherwise: Option<Box<Expression>>,
    },
    /// `LabeledElement`.
    Labeled {
        /// The label.
        name: String,
        /// The value.
        value: Box<Expression>,
    },
    /// `LabeledElementReference`: the qualified label.
    LabeledReference(String),
    /// A logical, comparison or arithmetic operator.
    Operation {
        /// Which operator.
        operator: Operator,
        /// One operand for `Not` and `Neg`, two otherwise.
        operands: Vec<Expression>,
    },
}

/// Which path expression a path is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PathKind {
    /// `Path`: the value at the path.
    Value,
    /// `AnnotationPath`.
    Annotation,
    /// `ModelElementPath`.
    ModelElement,
    /// `NavigationPropertyPath`.
    NavigationProperty,
    /// `PropertyPath`.
    Property,
}

/// Operators of dynamic expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// Both hold.
    And,
    /// One of two holds.
    Or,
    /// The operand does not hold.
    Not,
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Greater.
    Gt,
    /// Greater or equal.
    Ge,
    /// Less.
    Lt,
    /// Less or equal.
    Le,
    /// Has the enumeration member.
    Has,
    /// Is among the items.
    In,
    /// Sum.
    Add,
    /// Difference.
    Sub,
    /// Negation.
    Neg,
    /// Product.
    Mul,
    /// Quotient, whole for whole operands.
    Div,
    /// Quotient with fractions.
    DivBy,
    /// Remainder.
    Mod,
}

impl Expression {
    /// The text of a constant that is text: a string, or a date, number or the like kept as written.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text)
            | Self::Binary(text)
            | Self::Date(text)
            | Self::DateTimeOffset(text)
            | Self::Decimal(text)
            | Self::Duration(text)
            | Self::Guid(text)
            | Self::TimeOfDay(text) => Some(text),
            _ => None,
        }
    }

    /// The value of `Bool`.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The value of `Int`.
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(value) => Some(*value),
            _ => None,
        }
    }

    /// The path of any path expression.
    pub fn as_path(&self) -> Option<&str> {
        match self {
            Self::Path { path, .. } => Some(path),
            _ => None,
        }
    }

    /// The members of `EnumMember` as written (`Namespace.Type/Member`); empty for any other expression.
    pub fn enum_members(&self) -> &[String] {
        match self {
            Self::EnumMember(members) => members,
            _ => &[],
        }
    }

    /// The names of the members of an enumeration, without its type: of `EnumMember`, or of the text that CSDL JSON
    /// has in its place; empty for any other expression.
    pub fn enum_names(&self) -> Vec<&str> {
        let own = self.enum_members().iter();
        let own = own.map(|member| member.rsplit('/').next().unwrap_or(member));
        let text = match self {
            Self::String(text) => Some(text),
            _ => None,
        };
        let text = text.into_iter().flat_map(|text| text.split(','));
        own.chain(text.map(str::trim)).collect()
    }

    /// The record, if it is one.
    pub fn as_record(&self) -> Option<&Record> {
        match self {
            Self::Record(record) => Some(record),
            _ => None,
        }
    }

    /// The value of a property of a record; `None` where this is not a record, where the record lacks the
    /// property, or where the property is given without a value.
    pub fn property(&self, name: &str) -> Option<&Expression> {
        let properties = &self.as_record()?.properties;
        properties
            .iter()
            .find(|property| property.property == name)?
            .value
            .as_ref()
    }

    /// Whether it is the same value, wherever the two are written. Properties of records may be in any order.
    pub fn is_same(&self, other: &Self) -> bool {
        let all = |first: &[Self], second: &[Self]| {
            let mut pairs = first.iter().zip(second);
            first.len() == second.len() && pairs.all(|(first, second)| first.is_same(second))
        };
        match (self, other) {
            (Self::Collection(first), Self::Collection(second)) => all(first, second),
            (Self::Record(first), Self::Record(second)) => first.is_same(second),
            (Self::UrlRef(first), Self::UrlRef(second)) => first.is_same(second),
            (
                Self::Apply {
                    function,
                    arguments,
                },
                Self::Apply {
                    function: other,
                    arguments: others,
                },
            ) => function == other && all(arguments, others),
            (
                Self::Operation { operator, operands },
                Self::Operation {
                    operator: other,
                    operands: others,
                },
            ) => operator == other && all(operands, others),
            // These are rare where code depends on them: where they hold records, their places count.
            _ => self == other,
        }
    }

    /// The items of a collection; empty for any other expression.
    pub fn items(&self) -> &[Expression] {
        match self {
            Self::Collection(items) => items,
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests;
