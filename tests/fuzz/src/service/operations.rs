//! Actions and functions.

use arbitrary::Result;
use csdlgen::csdl::{Facets, Operation, OperationElement, Parameter, ReturnType};

use super::{Choices, apart, nowhere};

impl Choices<'_> {
    pub(super) fn operation(&mut self, namespace: &str) -> Result<Operation> {
        let function = self.flag()?;
        let is_bound = self.below(4)? != 3;
        let mut parameters = Vec::new();
        if is_bound {
            let target = self.one_of_known(&self.entities.clone())?;
            parameters.push(Parameter {
                nullable: Some(false),
                ..self.parameter(target)?
            });
        }
        for _ in 0..self.below(4)? {
            let ty = self.ty()?;
            parameters.push(self.parameter(ty)?);
        }
        apart(parameters.iter_mut().map(|parameter| &mut parameter.name));
        let returns = if function || self.flag()? {
            Some(ReturnType {
                ty: self.ty()?,
                nullable: self.maybe(Self::flag)?,
                facets: Facets::default(),
                annotations: Vec::new(),
                position: nowhere(),
            })
        } else {
            None
        };
        let name = self.name()?;
        if !is_bound {
            let imported = if function {
                &mut self.functions
            } else {
                &mut self.actions
            };
            imported.push(format!("{namespace}.{name}"));
        }
        Ok(Operation {
            element: if function {
                OperationElement::Function
            } else {
                OperationElement::Action
            },
            name,
            is_bound,
            is_composable: function && self.flag()?,
            entity_set_path: None,
            parameters,
            returns,
            annotations: self.annotations()?,
            position: nowhere(),
        })
    }

    pub(super) fn parameter(&mut self, ty: String) -> Result<Parameter> {
        Ok(Parameter {
            name: self.name()?,
            ty: self
                .collected(ty)?
                .replace("Collection(Collection(", "Collection(")
                .replace("))", ")"),
            nullable: self.maybe(Self::flag)?,
            facets: Facets::default(),
            annotations: self.annotations()?,
            position: nowhere(),
        })
    }
}
