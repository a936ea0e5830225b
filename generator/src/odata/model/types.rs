//! The resolved model: what the later stages read. Plain data; built by [`super::resolve`].
//!
//! Everything that a name referred to is an id into one of the arenas of [`Model`]; no string is left
//! to look up.

use std::collections::BTreeMap;
use std::ops::Index;

use crate::csdl::Expression;
use crate::diagnostic::Position;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident => $field:ident: $item:ty;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// Position in the arena.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl Index<$name> for Model {
            type Output = $item;
            fn index(&self, id: $name) -> &$item {
                &self.$field[id.index()]
            }
        }
    )*};
}

id! {
    /// A schema's namespace.
    NamespaceId => namespaces: Namespace;
    /// An entity type or a complex type.
    StructuredId => structured: StructuredType;
    /// An enumeration type.
    EnumId => enums: EnumType;
    /// A type definition.
    DefinitionId => definitions: TypeDefinition;
    /// One overload of an action or a function.
    OperationId => operations: Operation;
    /// A term.
    TermId => terms: Term;
}

/// A whole service description, resolved.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The version of OData that the description is of: `4.0` or `4.01`.
    pub version: String,
    /// Schemas, in the order of the input.
    pub namespaces: Vec<Namespace>,
    /// Entity and complex types, in the order of the input.
    pub structured: Vec<StructuredType>,
    /// Enumeration types.
    pub enums: Vec<EnumType>,
    /// Type definitions.
    pub definitions: Vec<TypeDefinition>,
    /// Every overload of every action and function.
    pub operations: Vec<Operation>,
    /// Terms.
    pub terms: Vec<Term>,
    /// The entity container; `None` where the input has none. Extended containers are merged in.
    pub container: Option<Container>,
    /// What the service does that CSDL has no words for; empty unless an overlay says it.
    pub habits: Habits,
}

/// A resource: a type, and whether it is a collection of it.
pub type Resource = (StructuredId, bool);

/// What a service does that CSDL has no words for.
#[derive(Clone, Debug, Default)]
pub struct Habits {
    /// Resources that are addressed by a path below another of their type.
    pub paths: Vec<PathHabit>,
    /// Headers that requests take.
    pub headers: Vec<HeaderHabit>,
    /// Complex types whose values are requested by their own path.
    pub resources: Vec<StructuredId>,
    /// Actions that begin an upload session.
    pub uploads: Vec<OperationId>,
}

/// An address by path, as in `/drive/root:/a/b.txt:/content`.
#[derive(Clone, Debug)]
pub struct PathHabit {
    /// The type that is addressed so; derived ones too.
    pub ty: StructuredId,
    /// Name of the method.
    pub method: String,
    /// What stands before the path.
    pub opening: String,
    /// What stands after it where a segment follows.
    pub closing: String,
}

/// A header that requests from a resource on take.
#[derive(Clone, Debug)]
pub struct HeaderHabit {
    /// The type of the resource; derived ones too.
    pub ty: StructuredId,
    /// Name on the wire.
    pub header: String,
    /// Name of the method.
    pub method: String,
    /// What users must know of it.
    pub docs: Option<String>,
    /// From one such resource on.
    pub single: bool,
    /// From a collection of such resources on.
    pub collection: bool,
}

/// A schema.
#[derive(Clone, Debug)]
pub struct Namespace {
    /// Full name, such as `microsoft.graph.callRecords`.
    pub name: String,
    /// Alias, where the schema declares one.
    pub alias: Option<String>,
    /// The namespace that it is a version of, where types of several versions are one.
    pub version_of: Option<String>,
    /// Annotations of the schema itself.
    pub annotations: Annotations,
    /// Where the schema begins.
    pub position: Position,
}

/// Which of the two structured kinds a type is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StructuredKind {
    /// `EntityType`.
    Entity,
    /// `ComplexType`.
    Complex,
}

/// An entity type or a complex type. Properties are those that it declares itself; see
/// [`Model::all_properties`](Model) for inherited ones.
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

/// Annotations by path: of properties, navigation properties and casts to types by their full names, and, of an
/// import, of a parameter or `$ReturnType` (OData CSDL XML 4.01, section 14.2.2).
pub type Below = BTreeMap<Vec<String>, Annotations>;

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

/// Annotations of one element, in the order of the input.
#[derive(Clone, Debug, Default)]
pub struct Annotations(pub Vec<Annotation>);

/// An annotation.
#[derive(Clone, Debug)]
pub struct Annotation {
    /// Full name of the term, aliases resolved where known, such as `Org.OData.Core.V1.Description`.
    pub term: String,
    /// Qualifier.
    pub qualifier: Option<String>,
    /// Value; `None` where only the term is given, which means the term's default (mostly `true`).
    pub value: Option<Expression>,
    /// Annotations of the annotation.
    pub annotations: Annotations,
    /// Where it is.
    pub position: Position,
}
