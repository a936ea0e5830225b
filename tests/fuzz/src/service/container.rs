//! The container: sets, singletons, imports, bindings.

use arbitrary::Result;
use csdlgen::csdl::{ChildElement, ContainerChild, EntityContainer, NavigationPropertyBinding};

use super::{Choices, apart, nowhere};

impl Choices<'_> {
    pub(super) fn container(&mut self) -> Result<EntityContainer> {
        let mut children = self.some(6, Self::child)?;
        children.retain(|child| !child.refers_to.ends_with(".absent"));
        apart(children.iter_mut().map(|child| &mut child.name));
        Ok(EntityContainer {
            name: self.name()?,
            extends: None,
            children,
            annotations: self.annotations()?,
            position: nowhere(),
        })
    }

    pub(super) fn child(&mut self) -> Result<ContainerChild> {
        let element = match self.below(6)? {
            0..3 => ChildElement::EntitySet,
            3 => ChildElement::Singleton,
            4 => ChildElement::ActionImport,
            _ => ChildElement::FunctionImport,
        };
        let binds = matches!(element, ChildElement::EntitySet | ChildElement::Singleton);
        let refers_to = match element {
            ChildElement::ActionImport => self.actions.clone(),
            ChildElement::FunctionImport => self.functions.clone(),
            _ => self.entities.clone(),
        };
        Ok(ContainerChild {
            element,
            name: self.name()?,
            refers_to: self.one_of_known(&refers_to)?,
            entity_set: None,
            in_service_document: None,
            nullable: None,
            bindings: if binds {
                self.some(1, Self::binding)?
            } else {
                Vec::new()
            },
            annotations: self.annotations()?,
            position: nowhere(),
        })
    }

    pub(super) fn binding(&mut self) -> Result<NavigationPropertyBinding> {
        Ok(NavigationPropertyBinding {
            path: self.name()?,
            target: self.name()?,
            annotations: Vec::new(),
            position: nowhere(),
        })
    }
}
