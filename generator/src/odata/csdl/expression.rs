//! Values of annotations: constant and dynamic expressions, as written, nothing resolved.
//!
//! What comes in: nothing; this is plain data, built by the reader. What goes out: [`Expression`] with
//! helpers for the later stages (OData CSDL XML 4.01, section 14).

use std::collections::HashMap;

use super::document::{Annotation, Facets};
use crate::diagnostic::Position;

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

/// A structured value.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// `Type` as written.
    pub ty: Option<String>,
    /// Properties, in the order of the input.
    pub properties: Vec<PropertyValue>,
    /// Annotations of the record.
    pub annotations: Vec<Annotation>,
    /// Where it is.
    pub position: Position,
}

/// One property of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct PropertyValue {
    /// Name.
    pub property: String,
    /// Value; `None` where only the property is given, which means its default.
    pub value: Option<Expression>,
    /// Annotations of the value.
    pub annotations: Vec<Annotation>,
    /// Where it is.
    pub position: Position,
}

impl Record {
    fn is_same(&self, other: &Self) -> bool {
        let others = other.properties.iter();
        let others: HashMap<&str, _> = others.map(|it| (it.property.as_str(), it)).collect();
        let has = |property: &PropertyValue| {
            let other = others.get(property.property.as_str());
            other.is_some_and(|other| property.is_same(other))
        };
        self.properties.len() == other.properties.len() && self.properties.iter().all(has)
    }
}

impl PropertyValue {
    /// Whether it has the same value, wherever the two are written.
    pub fn is_same(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Some(first), Some(second)) => first.is_same(second),
            (first, second) => first.is_none() && second.is_none(),
        }
    }
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
mod tests {
    use super::*;

    #[test]
    fn helpers_give_what_fits_and_nothing_else() {
        let record = Expression::Record(Record {
            ty: None,
            properties: vec![PropertyValue {
                property: "Name".into(),
                value: Some(Expression::String("x".into())),
                annotations: Vec::new(),
                position: Position {
                    file: "t".into(),
                    line: 1,
                    column: 1,
                },
            }],
            annotations: Vec::new(),
            position: Position {
                file: "t".into(),
                line: 1,
                column: 1,
            },
        });
        assert_eq!(
            record.property("Name").and_then(Expression::as_str),
            Some("x")
        );
        assert_eq!(record.property("Other"), None);
        assert_eq!(record.as_bool(), None);
        assert!(record.items().is_empty());
        let collection = Expression::Collection(vec![Expression::Bool(true), Expression::Int(4)]);
        assert_eq!(
            collection.items().first().and_then(Expression::as_bool),
            Some(true)
        );
        assert_eq!(
            collection.items().last().and_then(Expression::as_int),
            Some(4)
        );
    }

    #[test]
    fn members_of_enumerations_are_named_alike_from_both_formats() {
        let xml = Expression::EnumMember(vec!["a.Sides/Left".into(), "a.Sides/Right".into()]);
        let json = Expression::String("Left, Right".into());
        assert_eq!(xml.enum_names(), ["Left", "Right"]);
        assert_eq!(json.enum_names(), ["Left", "Right"]);
        assert!(Expression::Int(1).enum_names().is_empty());
    }
}
