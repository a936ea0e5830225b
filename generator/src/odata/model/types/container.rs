//! The entity container (OData CSDL XML 4.01, section 13).

use super::{Annotations, Below, NamespaceId, OperationId, StructuredId};
use crate::diagnostic::Position;

/// The entity container.
#[derive(Clone, Debug)]
pub struct Container {
    /// Schema.
    pub namespace: NamespaceId,
    /// Name without namespace.
    pub name: String,
    /// Children, in the order of the input.
    pub children: Vec<ContainerChild>,
    /// Children of a type or operation that is in a referenced document and not at hand.
    pub unavailable: Vec<Unavailable>,
    /// Annotations.
    pub annotations: Annotations,
    /// Where it is declared.
    pub position: Position,
}

/// A child of the container that refers to what is not at hand.
#[derive(Clone, Debug)]
pub struct Unavailable {
    /// Name: the first segment of a path.
    pub name: String,
    /// What is missing.
    pub message: String,
    /// What to do to have it.
    pub remedy: String,
    /// Where it is declared.
    pub position: Position,
}

/// An entity set, singleton or import.
#[derive(Clone, Debug)]
pub struct ContainerChild {
    /// Name: the first segment of a path.
    pub name: String,
    /// What it is.
    pub kind: ChildKind,
    /// Navigation property bindings, `(path, target)` as written.
    pub bindings: Vec<(String, String)>,
    /// Annotations, inline and targeted.
    pub annotations: Annotations,
    /// Annotations of what paths from it lead to.
    pub below: Below,
    /// Where it is declared.
    pub position: Position,
}

/// What a child of the container is.
#[derive(Clone, Debug)]
pub enum ChildKind {
    /// Collection of entities.
    EntitySet(StructuredId),
    /// One entity.
    Singleton(StructuredId),
    /// Import of an unbound action.
    ActionImport(OperationId),
    /// Import of all unbound overloads of a function.
    FunctionImport(Vec<OperationId>),
}
