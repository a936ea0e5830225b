//! A CSDL document as written: plain data, names still text, every element with its place.
//!
//! What comes in: nothing; the reader builds it. What goes out: [`Document`], which the model stage
//! resolves (OData CSDL XML 4.01, sections 3 to 14).

use std::sync::Arc;

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

/// Which element declares a structured type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TypeElement {
    /// `EntityType`.
    Entity,
    /// `ComplexType`.
    Complex,
}

/// `EntityType` or `ComplexType`.
#[derive(Clone, Debug, PartialEq)]
pub struct StructuredType {
    /// Which of the two.
    pub element: TypeElement,
    /// Name.
    pub name: String,
    /// `BaseType` as written.
    pub base: Option<String>,
    /// `Abstract`.
    pub is_abstract: bool,
    /// `OpenType`, where given.
    pub is_open: Option<bool>,
    /// `HasStream`, where given.
    pub has_stream: Option<bool>,
    /// `Key`; empty for none.
    pub key: Vec<PropertyRef>,
    /// Structural properties.
    pub properties: Vec<Property>,
    /// Navigation properties.
    pub navigation: Vec<NavigationProperty>,
    /// Annotations.
    pub annotations: Vec<Annotation>,
    /// Where it is.
    pub position: Position,
}

/// `PropertyRef`: one part of a key.
#[derive(Clone, Debug, PartialEq)]
pub struct PropertyRef {
    /// Path to the property.
    pub path: String,
    /// Alias.
    pub alias: Option<String>,
    /// Where it is.
    pub position: Position,
}

/// Type facets; `None` where not given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// `MaxLength`; `None` for `max` too.
    pub max_length: Option<u32>,
    /// `Precision`.
    pub precision: Option<u32>,
    /// `Scale` as written.
    pub scale: Option<String>,
    /// `SRID` as written.
    pub srid: Option<String>,
    /// `Unicode`.
    pub unicode: Option<bool>,
}

/// `Property`.
#[derive(Clone, Debug, PartialEq)]
pub struct Property {
    /// Name.
    pub name: String,
    /// `Type` as written, with `Collection(…)`.
    pub ty: String,
    /// `Nullable`, where given.
    pub nullable: Option<bool>,
    /// Facets.
    pub facets: Facets,
    /// `DefaultValue` as written.
    pub default_value: Option<String>,
    /// Annotations.
    pub annotations: Vec<Annotation>,
    /// Where it is.
    pub position: Position,
}

/// `NavigationProperty`.
#[derive(Clone, Debug, PartialEq)]
pub struct NavigationProperty {
    /// Name.
    pub name: String,
    /// `Type` as written, with `Collection(…)`.
    pub ty: String,
    /// `Nullable`, where given.
    pub nullable: Option<bool>,
    /// `Partner` as written.
    pub partner: Option<String>,
    /// `ContainsTarget`.
    pub contains_target: bool,
    /// Referential constraints.
    pub constraints: Vec<ReferentialConstraint>,
    /// `OnDelete`.
    pub on_delete: Option<OnDelete>,
    /// Annotations.
    pub annotations: Vec<Annotation>,
    /// Where it is.
    pub position: Position,
}

/// `ReferentialConstraint`.
#[derive(Clone, Debug, PartialEq)]
pub struct ReferentialConstraint {
    /// Path to the dependent property.
    pub property: String,
    /// Path to the principal property.
    pub referenced_property: String,
    /// Annotations.
    pub annotations: Vec<Annotation>,
    /// Where it is.
    pub position: Position,
}

/// `OnDelete`.
#[derive(Clone, Debug, PartialEq)]
pub struct OnDelete {
    /// `Action`: `Cascade`, `None`, `SetNull` or `SetDefault`.
    pub action: String,
    /// Annotations.
    pub annotations: Vec<Annotation>,
    /// Where it is.
    pub position: Position,
}

/// `EnumType`.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumType {
    /// Name.
    pub name: String,
    /// `UnderlyingType` as written.
    pub underlying: Option<String>,
    /// `IsFlags`.
    pub is_flags: bool,
    /// Members; may be empty.
    pub members: Vec<EnumMember>,
    /// Annotations.
    pub annotations: Vec<Annotation>,
    /// Where it is.
    pub position: Position,
}

/// `Member` of an enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumMember {
    /// Name.
    pub name: String,
    /// `Value`, where given.
    pub value: Option<i64>,
    /// Annotations.
    pub annotations: Vec<Annotation>,
    /// Where it is.
    pub position: Position,
}

/// `TypeDefinition`.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDefinition {
    /// Name.
    pub name: String,
    /// `UnderlyingType` as written.
    pub underlying: String,
    /// Facets.
    pub facets: Facets,
    /// Annotations.
    pub annotations: Vec<Annotation>,
    /// Where it is.
    pub position: Position,
}

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
