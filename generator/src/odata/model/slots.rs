//! Places that annotations stand on.
//!
//! What comes in: a [`Slot`], found by its name. What goes out: the annotations there, in the model.

use super::structured::Member;
use super::types::{Annotations, DefinitionId, EnumId, Model, OperationId, StructuredId, TermId};

/// Something that can be annotated.
#[derive(Clone, Copy, Debug)]
pub(super) enum Slot {
    Structured(StructuredId),
    Member(StructuredId, Member),
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
            Self::Child(index) => Some(
                &mut model
                    .container
                    .as_mut()?
                    .children
                    .get_mut(index)?
                    .annotations,
            ),
        }
    }
}
