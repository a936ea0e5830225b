//! Actions, functions and terms (OData CSDL XML 4.01, sections 12 and 14.1).

use super::{Annotations, NamespaceId, StructuredId, Typed};
use crate::diagnostic::Position;

/// Action or function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OperationKind {
    /// `POST`; parameters in the body.
    Action,
    /// `GET`; parameters in the URL.
    Function,
}

/// One overload of an action or a function.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Action or function.
    pub kind: OperationKind,
    /// Schema.
    pub namespace: NamespaceId,
    /// Name without namespace.
    pub name: String,
    /// The binding parameter of a bound operation.
    pub binding: Option<Parameter>,
    /// Parameters, without the binding parameter.
    pub parameters: Vec<Parameter>,
    /// What it returns.
    pub returns: Option<Typed>,
    /// `IsComposable`.
    pub is_composable: bool,
    /// `EntitySetPath` as written.
    pub entity_set_path: Option<String>,
    /// Annotations, inline and targeted (with or without signature).
    pub annotations: Annotations,
    /// Annotations of the return type.
    pub return_annotations: Annotations,
    /// Where it is declared.
    pub position: Position,
}

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Name.
    pub name: String,
    /// Type.
    pub ty: Typed,
    /// Annotations, inline and targeted.
    pub annotations: Annotations,
    /// Where it is declared.
    pub position: Position,
}

/// A term: the declaration of an annotation.
#[derive(Clone, Debug)]
pub struct Term {
    /// Schema.
    pub namespace: NamespaceId,
    /// Name without namespace.
    pub name: String,
    /// Type of its value; `None` where it can't be resolved within the input.
    pub ty: Option<Typed>,
    /// `AppliesTo` as written, split at white space.
    pub applies_to: Vec<String>,
    /// Entity and complex types among what it applies to.
    pub types: Vec<StructuredId>,
    /// Annotations.
    pub annotations: Annotations,
    /// Where it is declared.
    pub position: Position,
}
