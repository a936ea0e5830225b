//! Structured types, enumerations and type definitions, as written.
//!
//! Plain data, part of the document (OData CSDL XML 4.01, sections 6 to 11).

use super::Annotation;
use crate::diagnostic::Position;

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
