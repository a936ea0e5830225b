//! Annotations and their expressions.

use arbitrary::Result;
use csdlgen::csdl::{Annotation, Expression, PropertyValue, Record, TargetedAnnotations};

use super::words::{CAPABILITIES, NAMESPACES, SAID, TERMS};
use super::{Choices, nowhere};

impl Choices<'_> {
    pub(super) fn targeted(&mut self) -> Result<TargetedAnnotations> {
        let namespace = self.one_of(NAMESPACES)?;
        let member = self.one_of_known(&self.members.clone())?;
        Ok(TargetedAnnotations {
            target: format!("{namespace}.{member}"),
            qualifier: None,
            annotations: self.some(2, Self::annotation)?,
            position: nowhere(),
        })
    }

    pub(super) fn annotations(&mut self) -> Result<Vec<Annotation>> {
        if self.below(3)? != 2 {
            return Ok(Vec::new());
        }
        self.some(3, Self::annotation)
    }

    pub(super) fn annotation(&mut self) -> Result<Annotation> {
        let term = if self.below(3)? == 2 {
            format!("Org.OData.Capabilities.V1.{}", self.one_of(CAPABILITIES)?)
        } else {
            format!("Org.OData.Core.V1.{}", self.one_of(TERMS)?)
        };
        Ok(Annotation {
            term,
            qualifier: None,
            value: self.maybe(|c| c.expression(3))?,
            annotations: Vec::new(),
            position: nowhere(),
        })
    }

    pub(super) fn expression(&mut self, depth: usize) -> Result<Expression> {
        let most = if depth == 0 { 6 } else { 10 };
        Ok(match self.below(most)? {
            0..3 => Expression::String(self.text()?),
            3 => Expression::Bool(self.flag()?),
            4 => Expression::EnumMember(vec![self.one_of(&[
                "Org.OData.Core.V1.RevisionKind/Deprecated",
                "Org.OData.Core.V1.Permission/Read",
                "Org.OData.Capabilities.V1.HttpMethod/PUT",
                "Org.OData.Capabilities.V1.NavigationType/None",
                "x",
            ])?]),
            5 => Expression::Date(self.text()?),
            6 | 7 => Expression::Collection(self.some(2, |c| c.expression(depth - 1))?),
            _ => Expression::Record(Record {
                ty: None,
                properties: self.some(4, |c| {
                    Ok(PropertyValue {
                        property: c.one_of(SAID)?,
                        value: Some(c.expression(depth - 1)?),
                        annotations: Vec::new(),
                        position: nowhere(),
                    })
                })?,
                annotations: Vec::new(),
                position: nowhere(),
            }),
        })
    }
}
