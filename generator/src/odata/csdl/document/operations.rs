//! Actions and functions, as written.
//!
//! Plain data, part of the document (OData CSDL XML 4.01, section 12).

use super::{Annotation, Facets};
use crate::diagnostic::Position;

/// Which element declares an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OperationElement {
    /// `Action`.
    Action,
    /// `Function`.
    Function,
}

/// `Action` or `Function`: one overload.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Which of the two.
    pub element: OperationElement,
    /// Name.
    pub name: String,
    /// `IsBound`.
    pub is_bound: bool,
    /// `IsComposable`.
    pub is_composable: bool,
    /// `EntitySetPath` as written.
    pub entity_set_path: Option<String>,
    /// Parameters; of a bound operation the first is the binding parameter.
    pub parameters: Vec<Parameter>,
    /// `ReturnType`.
    pub returns: Option<ReturnType>,
    /// Annotations.
    pub annotations: Vec<Annotation>,
    /// Where it is.
    pub position: Position,
}

/// `Parameter`.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Name.
    pub name: String,
    /// `Type` as written, with `Collection(…)`.
    pub ty: String,
    /// `Nullable`, where given.
    pub nullable: Option<bool>,
    /// Facets.
    pub facets: Facets,
    /// Annotations.
    pub annotations: Vec<Annotation>,
    /// Where it is.
    pub position: Position,
}

/// `ReturnType`.
#[derive(Clone, Debug, PartialEq)]
pub struct ReturnType {
    /// `Type` as written, with `Collection(…)`.
    pub ty: String,
    /// `Nullable`, where given.
    pub nullable: Option<bool>,
    /// Facets.
    pub facets: Facets,
    /// Annotations.
    pub annotations: Vec<Annotation>,
    /// Where it is.
    pub position: Position,
}
