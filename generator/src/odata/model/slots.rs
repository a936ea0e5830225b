//! Places that annotations stand on.
//!
//! What comes in: a [`Slot`], found by its name. What goes out: the annotations there, in the model.

use super::structured::Member;
use super::types::{Annotations, DefinitionId, EnumId, Model, OperationId, StructuredId, TermId};

/// Something that can be annotated.
#[derive(Clone, Debug)]
pub(super) enum Slot {
    Structured(StructuredId),
    Member(StructuredId, Member),
    /// What a path from a type leads to.
    BelowType(StructuredId, Vec<String>),
    Enum(EnumId),
    EnumMember(EnumId, usize),
    Definition(DefinitionId),
    Operation(OperationId),
    Binding(OperationId),
    Parameter(OperationId, usize),
    Return(OperationId),
    Term(TermId),
    Container,
    Child(usize),
    /// What a path from a child of the container leads to.
    BelowChild(usize, Vec<String>),
}

impl Slot {
    /// The annotations there; `None` where the model has no such place.
    pub(super) fn annotations(self, model: &mut Model) -> Option<&mut Annotations> {
        match self {
            Self::Structured(id) => Some(&mut model.structured.get_mut(id.index())?.annotations),
            Self::Member(id, Member::Property(index)) => {
                let ty = model.structured.get_mut(id.index())?;
                Some(&mut ty.properties.get_mut(index)?.annotations)
            }
            Self::Member(id, Member::Navigation(index)) => {
                let ty = model.structured.get_mut(id.index())?;
                Some(&mut ty.navigation.get_mut(index)?.annotations)
            }
            Self::BelowType(id, path) => {
                let ty = model.structured.get_mut(id.index())?;
                Some(ty.below.entry(path).or_default())
            }
            Self::Enum(id) => Some(&mut model.enums.get_mut(id.index())?.annotations),
            Self::EnumMember(id, index) => {
                let ty = model.enums.get_mut(id.index())?;
                Some(&mut ty.members.get_mut(index)?.annotations)
            }
            Self::Definition(id) => Some(&mut model.definitions.get_mut(id.index())?.annotations),
            Self::Operation(id) => Some(&mut model.operations.get_mut(id.index())?.annotations),
            Self::Binding(id) => {
                let operation = model.operations.get_mut(id.index())?;
                Some(&mut operation.binding.as_mut()?.annotations)
            }
            Self::Parameter(id, index) => {
                let operation = model.operations.get_mut(id.index())?;
                Some(&mut operation.parameters.get_mut(index)?.annotations)
            }
            Self::Return(id) => Some(&mut model.operations.get_mut(id.index())?.return_annotations),
            Self::Term(id) => Some(&mut model.terms.get_mut(id.index())?.annotations),
            Self::Container => Some(&mut model.container.as_mut()?.annotations),
            Self::Child(index) => {
                let container = model.container.as_mut()?;
                Some(&mut container.children.get_mut(index)?.annotations)
            }
            Self::BelowChild(index, path) => {
                let container = model.container.as_mut()?;
                let child = container.children.get_mut(index)?;
                Some(child.below.entry(path).or_default())
            }
        }
    }
}

impl Model {
    /// Hands over the annotations of each element.
    pub(super) fn each_annotations(&mut self, mut visit: impl FnMut(&mut Annotations)) {
        for namespace in &mut self.namespaces {
            visit(&mut namespace.annotations);
        }
        for ty in &mut self.structured {
            visit(&mut ty.annotations);
            let properties = ty.properties.iter_mut().map(|it| &mut it.annotations);
            let navigation = ty.navigation.iter_mut().map(|it| &mut it.annotations);
            let members = properties.chain(navigation);
            members.chain(ty.below.values_mut()).for_each(&mut visit);
        }
        for ty in &mut self.enums {
            visit(&mut ty.annotations);
            let members = ty.members.iter_mut().map(|it| &mut it.annotations);
            members.for_each(&mut visit);
        }
        for ty in &mut self.definitions {
            visit(&mut ty.annotations);
        }
        for operation in &mut self.operations {
            visit(&mut operation.annotations);
            visit(&mut operation.return_annotations);
            let parameters = operation
                .binding
                .iter_mut()
                .chain(&mut operation.parameters);
            let parameters = parameters.map(|it| &mut it.annotations);
            parameters.for_each(&mut visit);
        }
        for term in &mut self.terms {
            visit(&mut term.annotations);
        }
        let Some(container) = &mut self.container else {
            return;
        };
        visit(&mut container.annotations);
        for child in &mut container.children {
            visit(&mut child.annotations);
            child.below.values_mut().for_each(&mut visit);
        }
    }
}
