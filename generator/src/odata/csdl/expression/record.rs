//! Structured values of annotations (OData CSDL XML 4.01, section 14.4.12).

use std::collections::HashMap;

use super::Expression;
use crate::diagnostic::Position;
use crate::odata::csdl::document::Annotation;

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
    pub(super) fn is_same(&self, other: &Self) -> bool {
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
    /// Whether it is a text for people, as records of the vocabularies Core and Capabilities have it.
    pub(crate) fn is_description(&self) -> bool {
        matches!(self.value, Some(Expression::String(_)))
            && matches!(self.property.as_str(), "Description" | "LongDescription")
    }

    /// Whether it has the same value, wherever the two are written.
    pub fn is_same(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Some(first), Some(second)) => first.is_same(second),
            (first, second) => first.is_none() && second.is_none(),
        }
    }
}
