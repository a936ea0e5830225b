//! Entity and complex types, and what they are made of (OData CSDL XML 4.01, sections 6 to 9).

use super::{Annotations, Below, NamespaceId, StructuredId, Typed};
use crate::diagnostic::Position;

/// Which of the two structured kinds a type is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StructuredKind {
    /// `EntityType`.
    Entity,
    /// `ComplexType`.
    Complex,
}

/// An entity type or a complex type. Properties are those that it declares itself; see
/// [`Model::all_properties`](crate::model::Model) for inherited ones.
#[expect(
    clippy::struct_excessive_bools,
    reason = "CSDL says these things with Booleans"
)]
#[derive(Clone, Debug)]
pub struct StructuredType {
    /// Entity or complex.
    pub kind: StructuredKind,
    /// Schema.
    pub namespace: NamespaceId,
    /// Name without namespace.
    pub name: String,
    /// The namespaces of the versions that it stands for, the oldest first, which is [`namespace`](Self::namespace); empty
    /// where it has no versions.
    pub versions: Vec<NamespaceId>,
    /// Base type, of the same kind. Inheritance has no cycles.
    pub base: Option<StructuredId>,
    /// Types that name this one as their base, in the order of the input.
    pub derived: Vec<StructuredId>,
    /// `Abstract="true"`.
    pub is_abstract: bool,
    /// Open, declared or inherited.
    pub is_open: bool,
    /// An overlay says that it stands for any JSON: nothing refers to it, and it becomes no struct.
    pub is_json: bool,
    /// Whether values that are declared as it are read into an enum over it and all that derives from it, where an overlay or
    /// the configuration says.
    pub is_polymorphic: Option<bool>,
    /// `HasStream`, declared or inherited.
    pub has_stream: bool,
    /// Key that this type declares itself; empty for none. Each part exists, on this type or a base.
    pub key: Vec<KeyPart>,
    /// Declared structural properties.
    pub properties: Vec<Property>,
    /// Declared navigation properties.
    pub navigation: Vec<NavigationProperty>,
    /// Annotations, inline and targeted.
    pub annotations: Annotations,
    /// Annotations of what longer paths from it lead to.
    pub below: Below,
    /// Where it is declared.
    pub position: Position,
}

/// One part of a key (`PropertyRef`).
#[derive(Clone, Debug)]
pub struct KeyPart {
    /// Path to the property, such as `id` or `address/street`.
    pub path: String,
    /// Name in key predicates: the alias, or the last segment of the path.
    pub name: String,
    /// Type of the property.
    pub ty: Typed,
}

/// A structural property.
#[derive(Clone, Debug)]
pub struct Property {
    /// Name.
    pub name: String,
    /// Type.
    pub ty: Typed,
    /// `DefaultValue` as written.
    pub default_value: Option<String>,
    /// Annotations, inline and targeted.
    pub annotations: Annotations,
    /// Where it is declared.
    pub position: Position,
}

/// A navigation property.
#[derive(Clone, Debug)]
pub struct NavigationProperty {
    /// Name.
    pub name: String,
    /// Target; `None` for `Edm.EntityType`, any entity.
    pub target: Option<StructuredId>,
    /// `Collection(…)`.
    pub collection: bool,
    /// Nullable; true by default, meaningless for collections.
    pub nullable: bool,
    /// `ContainsTarget`.
    pub contains_target: bool,
    /// `Partner` as written.
    pub partner: Option<String>,
    /// Annotations, inline and targeted.
    pub annotations: Annotations,
    /// Where it is declared.
    pub position: Position,
}
