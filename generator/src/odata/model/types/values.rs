//! Types of values: with multiplicity and facets, primitive types, enumerations and type definitions (OData CSDL XML 4.01,
//! sections 3, 7.2, 10 and 11).

use super::{Annotations, DefinitionId, EnumId, NamespaceId, StructuredId};
use crate::diagnostic::Position;

/// A type with its multiplicity and facets.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    /// The type, or the type of each item.
    pub item: TypeRef,
    /// `Collection(…)`.
    pub collection: bool,
    /// Whether null is allowed: of the value, or of each item of a collection. True by default.
    pub nullable: bool,
    /// Of a collection: the metadata itself says that items may be null, which is more than the default,
    /// as services that never give such an item leave it out too.
    pub null_items: bool,
    /// Facets.
    pub facets: Facets,
}

/// Type facets; `None` where not given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// `MaxLength`; `max` is `None`.
    pub max_length: Option<u32>,
    /// `Precision`.
    pub precision: Option<u32>,
    /// `Scale` as written (`variable` and `floating` too).
    pub scale: Option<String>,
    /// `SRID` as written.
    pub srid: Option<String>,
}

/// What a type name refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TypeRef {
    /// A type of `Edm`.
    Primitive(Primitive),
    /// Entity or complex type.
    Structured(StructuredId),
    /// Enumeration.
    Enum(EnumId),
    /// Type definition.
    Definition(DefinitionId),
}

/// The primitive types of OData, and the abstract types whose values can be anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Primitive {
    /// `Edm.Binary`.
    Binary,
    /// `Edm.Boolean`.
    Boolean,
    /// `Edm.Byte`, unsigned.
    Byte,
    /// `Edm.Date`.
    Date,
    /// `Edm.DateTimeOffset`.
    DateTimeOffset,
    /// `Edm.Decimal`.
    Decimal,
    /// `Edm.Double`.
    Double,
    /// `Edm.Duration`.
    Duration,
    /// `Edm.Guid`.
    Guid,
    /// `Edm.Int16`.
    Int16,
    /// `Edm.Int32`.
    Int32,
    /// `Edm.Int64`.
    Int64,
    /// `Edm.SByte`.
    SByte,
    /// `Edm.Single`.
    Single,
    /// `Edm.Stream`.
    Stream,
    /// `Edm.String`.
    String,
    /// `Edm.TimeOfDay`.
    TimeOfDay,
    /// `Edm.Geography` and `Edm.Geometry` and their descendants: `GeoJSON`.
    Geo,
    /// `Edm.Untyped`, `Edm.PrimitiveType`, `Edm.ComplexType`, `Edm.EntityType` and the other abstract
    /// types: any JSON.
    Any,
}

/// An enumeration type.
#[derive(Clone, Debug)]
pub struct EnumType {
    /// Schema.
    pub namespace: NamespaceId,
    /// Name without namespace.
    pub name: String,
    /// `IsFlags`.
    pub is_flags: bool,
    /// Underlying integer type; `Edm.Int32` by default.
    pub underlying: Primitive,
    /// Members, in the order of the input; may be empty.
    pub members: Vec<EnumMember>,
    /// Annotations.
    pub annotations: Annotations,
    /// Where it is declared.
    pub position: Position,
}

/// A member of an enumeration.
#[derive(Clone, Debug)]
pub struct EnumMember {
    /// Name.
    pub name: String,
    /// Value: as given, or counted from 0.
    pub value: i64,
    /// Annotations.
    pub annotations: Annotations,
    /// Where it is declared.
    pub position: Position,
}

/// A type definition: a name for a primitive type with facets.
#[derive(Clone, Debug)]
pub struct TypeDefinition {
    /// Schema.
    pub namespace: NamespaceId,
    /// Name without namespace.
    pub name: String,
    /// The primitive type underneath.
    pub underlying: Primitive,
    /// Facets.
    pub facets: Facets,
    /// Annotations.
    pub annotations: Annotations,
    /// Where it is declared.
    pub position: Position,
}
