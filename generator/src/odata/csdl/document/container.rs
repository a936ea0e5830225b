//! The entity container, as written.
//!
//! Plain data, part of the document (OData CSDL XML 4.01, section 13).

use super::Annotation;
use crate::diagnostic::Position;

/// `$EntityContainer` of CSDL JSON: the container that is the service's (OData CSDL JSON 4.01, section 3).
#[derive(Clone, Debug, PartialEq)]
pub struct NamedContainer {
    /// Its name with its namespace, as written.
    pub name: String,
    /// Where it is named.
    pub position: Position,
}

/// `EntityContainer`.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityContainer {
    /// Name.
    pub name: String,
    /// `Extends` as written.
    pub extends: Option<String>,
    /// Children, in the order of the input.
    pub children: Vec<ContainerChild>,
    /// Annotations.
    pub annotations: Vec<Annotation>,
    /// Where it is.
    pub position: Position,
}

/// Which element declares a child of the container.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChildElement {
    /// `EntitySet`.
    EntitySet,
    /// `Singleton`.
    Singleton,
    /// `ActionImport`.
    ActionImport,
    /// `FunctionImport`.
    FunctionImport,
}

/// `EntitySet`, `Singleton`, `ActionImport` or `FunctionImport`.
#[derive(Clone, Debug, PartialEq)]
pub struct ContainerChild {
    /// Which of them.
    pub element: ChildElement,
    /// Name.
    pub name: String,
    /// Name of the entity type, action or function, as written.
    pub refers_to: String,
    /// `EntitySet` of an import, as written.
    pub entity_set: Option<String>,
    /// `IncludeInServiceDocument`, where given.
    pub in_service_document: Option<bool>,
    /// `Nullable` of a singleton, where given.
    pub nullable: Option<bool>,
    /// Navigation property bindings.
    pub bindings: Vec<NavigationPropertyBinding>,
    /// Annotations.
    pub annotations: Vec<Annotation>,
    /// Where it is.
    pub position: Position,
}

/// `NavigationPropertyBinding`.
#[derive(Clone, Debug, PartialEq)]
pub struct NavigationPropertyBinding {
    /// Path to the navigation property, as written.
    pub path: String,
    /// Target, as written; may have several segments and a cast.
    pub target: String,
    /// Annotations.
    pub annotations: Vec<Annotation>,
    /// Where it is.
    pub position: Position,
}
