//! A CSDL document as written: plain data, names still text, every element with its place.
//!
//! What comes in: nothing; the reader builds it. What goes out: [`Document`], which the model stage
//! resolves (OData CSDL XML 4.01, sections 3 to 14).

mod container;
mod operations;
mod types;

use std::sync::Arc;

pub use container::*;
pub use operations::*;
pub use types::*;

use super::expression::Expression;
use crate::diagnostic::Position;

/// A whole document: `edmx:Edmx`.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The file as it was named to the tool.
    pub name: Arc<str>,
    /// `Version`: `4.0` or `4.01`.
    pub version: String,
    /// `edmx:Reference` elements.
    pub references: Vec<Reference>,
    /// `Schema` elements, in the order of the input; at least one.
    pub schemas: Vec<Schema>,
    /// Which container is the service's; only CSDL JSON says so.
    pub container: Option<NamedContainer>,
}

/// `edmx:Reference`: another document that this one refers to. It is not fetched.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// `Uri` as written.
    pub uri: String,
    /// Schemas that it contributes.
    pub includes: Vec<Include>,
    /// Annotations that it contributes.
    pub include_annotations: Vec<IncludeAnnotations>,
    /// Annotations of the reference.
    pub annotations: Vec<Annotation>,
    /// Where it is.
    pub position: Position,
}

/// `edmx:Include`: a schema of a referenced document.
#[derive(Clone, Debug, PartialEq)]
pub struct Include {
    /// Namespace.
    pub namespace: String,
    /// Alias.
    pub alias: Option<String>,
    /// Annotations of the include.
    pub annotations: Vec<Annotation>,
    /// Where it is.
    pub position: Position,
}

/// `edmx:IncludeAnnotations`: annotations of a referenced document.
#[derive(Clone, Debug, PartialEq)]
pub struct IncludeAnnotations {
    /// Namespace of the terms.
    pub term_namespace: String,
    /// Qualifier, where only such annotations are meant.
    pub qualifier: Option<String>,
    /// Namespace of the targets, where only such targets are meant.
    pub target_namespace: Option<String>,
    /// Where it is.
    pub position: Position,
}

/// `Schema`.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema {
    /// Namespace.
    pub namespace: String,
    /// Alias.
    pub alias: Option<String>,
    /// Entity and complex types.
    pub structured: Vec<StructuredType>,
    /// Enumeration types.
    pub enums: Vec<EnumType>,
    /// Type definitions.
    pub definitions: Vec<TypeDefinition>,
    /// Actions and functions, every overload.
    pub operations: Vec<Operation>,
    /// Terms.
    pub terms: Vec<Term>,
    /// Entity containers; at most one is allowed, the model stage checks it.
    pub containers: Vec<EntityContainer>,
    /// `Annotations` elements.
    pub targeted: Vec<TargetedAnnotations>,
    /// Annotations of the schema itself.
    pub annotations: Vec<Annotation>,
    /// Where it is.
    pub position: Position,
}

/// `Term`.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Name.
    pub name: String,
    /// `Type` as written, with `Collection(…)`.
    pub ty: String,
    /// `BaseTerm` as written.
    pub base: Option<String>,
    /// `DefaultValue` as written.
    pub default_value: Option<String>,
    /// `AppliesTo` as written.
    pub applies_to: Option<String>,
    /// `Nullable`, where given.
    pub nullable: Option<bool>,
    /// Facets.
    pub facets: Facets,
    /// Annotations.
    pub annotations: Vec<Annotation>,
    /// Where it is.
    pub position: Position,
}

/// `Annotations`: annotations of a target named from outside.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetedAnnotations {
    /// `Target` as written.
    pub target: String,
    /// `Qualifier` of all of them.
    pub qualifier: Option<String>,
    /// The annotations.
    pub annotations: Vec<Annotation>,
    /// Where it is.
    pub position: Position,
}

/// `Annotation`.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// `Term` as written.
    pub term: String,
    /// Qualifier.
    pub qualifier: Option<String>,
    /// Value; `None` where only the term is given.
    pub value: Option<Expression>,
    /// Annotations of the annotation.
    pub annotations: Vec<Annotation>,
    /// Where it is.
    pub position: Position,
}
