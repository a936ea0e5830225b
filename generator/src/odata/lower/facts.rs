//! What selection asks of a description beside the graph: what entities refer to, and which children of the container are
//! of documents that are not at hand.

use super::values::structured;
use crate::api::TypeId;
use crate::diagnostic::Position;
use crate::model::{Model, Unavailable};

/// A navigation property that a structured type declares.
#[derive(Clone, Debug)]
pub(crate) struct Reference {
    pub(crate) name: String,
    /// The type that it leads to.
    pub(crate) to: TypeId,
}

/// A child of the container that refers to what is not at hand.
#[derive(Clone, Debug)]
pub(crate) struct Absent {
    /// Name: the first segment of a path.
    pub(crate) name: String,
    /// What is missing.
    pub(crate) message: String,
    /// What to do to have it.
    pub(crate) remedy: String,
    /// Where it is declared.
    pub(crate) position: Position,
}

/// For each structured type, the navigation properties that it declares and that lead to a known type. A type that is any
/// JSON has none.
pub(super) fn references(model: &Model) -> Vec<Vec<Reference>> {
    let types = model.structured.iter();
    let own = types.map(|ty| {
        let navigation = ty.navigation.iter().filter(|_| !ty.is_json);
        let references = navigation.filter_map(|property| {
            Some(Reference {
                name: property.name.clone(),
                to: structured(property.target?),
            })
        });
        references.collect()
    });
    own.collect()
}

/// The children of the container that are not at hand.
pub(super) fn absent(model: &Model) -> Vec<Absent> {
    let container = model.container.iter();
    let children = container.flat_map(|container| &container.unavailable);
    let absent = children.map(|child| {
        let Unavailable {
            name,
            message,
            remedy,
            position,
        } = child.clone();
        Absent {
            name,
            message,
            remedy,
            position,
        }
    });
    absent.collect()
}
