//! What types of a service become: structs, enums over what derives from a type, enums of members and aliases.

use crate::plan::names::{ConstantName, FieldName, MethodName, TypeName, VariantName};

use super::{Argument, Deprecation, Docs, ItemType, TypePath, ValueType};

/// A struct: entity type or complex type, inherited properties flattened in.
#[derive(Clone, Debug)]
pub struct StructPlan {
    /// Rust name.
    pub name: TypeName,
    /// Full name, such as `microsoft.graph.call`.
    pub wire: String,
    /// Documentation.
    pub docs: Docs,
    /// `#[deprecated]`.
    pub deprecated: Option<Deprecation>,
    /// Fields, base type's first.
    pub fields: Vec<FieldPlan>,
    /// Stream properties, which are reached through the builder and have no field: their names.
    pub streams: Vec<String>,
    /// Whether there may be properties that are not declared (CSDL XML 4.01, section 6.3).
    pub is_open: bool,
    /// Name of the field that keeps what is not declared.
    pub extra: FieldName,
    /// The field with members of any other name, where all have one type.
    pub rest: Option<RestPlan>,
    /// Constants for queries, one for each field.
    pub properties: Vec<PropertyPlan>,
    /// Bases, the nearest first: their constants fit queries for this type too.
    pub bases: Vec<TypePath>,
    /// What constants and bases need of the namespace beside what the file imports.
    pub query_imports: Vec<TypeName>,
    /// Instance annotations that are declared for the type.
    pub annotations: Vec<AnnotationPlan>,
}

/// A constant for a property, to be used in queries.
#[derive(Clone, Debug)]
pub struct PropertyPlan {
    /// Rust name.
    pub name: ConstantName,
    /// Name on the wire.
    pub wire: String,
    /// `#[deprecated]`.
    pub deprecated: Option<Deprecation>,
    /// What is there: many values.
    pub collection: bool,
    /// Kind of a value.
    pub kind: Kind,
}

/// The kind of a property's value, in the words of the runtime's macro `property!`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A kind without a type: `text`, `number`, …
    Plain(&'static str),
    /// A kind of a generated type: `member`, `flags`, `complex` or `link`.
    Of(&'static str, TypePath),
}

/// Access to an instance annotation (CSDL XML 4.01, section 14.1).
#[derive(Clone, Debug)]
pub struct AnnotationPlan {
    /// Method that reads it.
    pub getter: MethodName,
    /// Method that sets it.
    pub setter: MethodName,
    /// Name on the wire, with the `@`.
    pub wire: String,
    /// Documentation of the reading method.
    pub docs: Docs,
    /// What is read.
    pub ty: ValueType,
    /// What is set.
    pub argument: Argument,
}

/// A field of a struct.
#[derive(Clone, Debug)]
pub struct FieldPlan {
    /// Rust name.
    pub name: FieldName,
    /// Name on the wire.
    pub wire: String,
    /// Documentation.
    pub docs: Docs,
    /// `#[deprecated]`.
    pub deprecated: Option<Deprecation>,
    /// Type inside the `Option`.
    pub ty: ValueType,
    /// What the property is to an update.
    pub role: FieldRole,
}

/// The field of a struct with members of any name that its other fields do not have.
#[derive(Clone, Debug)]
pub struct RestPlan {
    /// Rust name.
    pub name: FieldName,
    /// Documentation.
    pub docs: Docs,
    /// The map.
    pub ty: ItemType,
}

/// What a property is to an update of its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldRole {
    /// It can be changed.
    Structural,
    /// It is not changed: a key, computed by the service, set on creation alone, or not writable.
    ReadOnly,
    /// A navigation property: it holds other entities.
    Navigation,
}

/// An enum over a type and all that derives from it.
#[derive(Clone, Debug)]
pub struct AnyPlan {
    /// Rust name, such as `AnyPrompt`.
    pub name: TypeName,
    /// When it is used.
    pub reading: Reading,
    /// Full name of the type itself.
    pub wire: String,
    /// Documentation.
    pub docs: Docs,
    /// `#[deprecated]`.
    pub deprecated: Option<Deprecation>,
    /// Aliases of the namespaces of its types, which `@odata.type` may have in their place.
    pub aliases: Vec<(String, String)>,
    /// Variants, each around a `Box`: first the type itself, then all that derives from it.
    pub variants: Vec<AnyVariantPlan>,
    /// Methods that read what all variants have.
    pub accessors: Vec<AccessorPlan>,
    /// The type itself and its bases, whose constants fit queries for the enum too.
    pub bases: Vec<TypePath>,
}

/// When values are read into an [`AnyPlan`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Where they are declared as its base.
    Always,
    /// When a value of the base, which is read into its struct, is asked for it.
    WhenAsked,
}

/// One type in an [`AnyPlan`].
#[derive(Clone, Debug)]
pub struct AnyVariantPlan {
    /// Rust name.
    pub name: VariantName,
    /// Full name of the type.
    pub wire: String,
    /// The name that it is read by: where it stands for several versions, without any.
    pub read: String,
    /// The name that it is sent by: that of its newest version.
    pub sent: String,
    /// Documentation.
    pub docs: Docs,
    /// The struct.
    pub ty: TypePath,
}

/// A method that reads a property of the base, whichever variant it is.
#[derive(Clone, Debug)]
pub struct AccessorPlan {
    /// Rust name.
    pub name: MethodName,
    /// Documentation.
    pub docs: Docs,
    /// `#[deprecated]`.
    pub deprecated: Option<Deprecation>,
    /// Type of the value.
    pub ty: ValueType,
    /// What of it is given.
    pub output: Output,
    /// Where each variant has it, in the order of the variants.
    pub arms: Vec<AccessorArm>,
}

/// Where a variant has a property.
#[derive(Clone, Debug)]
pub struct AccessorArm {
    /// Variant.
    pub variant: VariantName,
    /// Field of its struct.
    pub field: FieldName,
    /// How it is read there.
    pub read: Read,
}

/// What an accessor gives inside the `Option`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// The value itself: it is small.
    Value,
    /// A reference to the item.
    Reference,
    /// `&str`.
    Text,
    /// A slice of items.
    Slice,
    /// A slice of items that may be null.
    SliceOfNullable,
}

/// How an accessor reads a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Read {
    /// It is copied.
    Copied,
    /// By `as_ref`.
    AsRef,
    /// By `as_deref`.
    AsDeref,
}

/// An enumeration.
#[derive(Clone, Debug)]
pub struct EnumPlan {
    /// Rust name.
    pub name: TypeName,
    /// Full name.
    pub wire: String,
    /// Documentation.
    pub docs: Docs,
    /// `#[deprecated]`.
    pub deprecated: Option<Deprecation>,
    /// Values are sets of members.
    pub is_flags: bool,
    /// Members are not all texts: each is told by its JSON.
    pub is_json: bool,
    /// Variants, in the order of the input; may be empty.
    pub variants: Vec<VariantPlan>,
    /// The variant that keeps an unknown member's text.
    pub unrecognized: VariantName,
}

/// A member of an enumeration.
#[derive(Clone, Debug)]
pub struct VariantPlan {
    /// Rust name.
    pub name: VariantName,
    /// Name on the wire.
    pub wire: String,
    /// Documentation; may be empty.
    pub docs: Docs,
    /// `#[deprecated]`.
    pub deprecated: Option<Deprecation>,
}

/// A type definition.
#[derive(Clone, Debug)]
pub struct AliasPlan {
    /// Rust name.
    pub name: TypeName,
    /// Full name.
    pub wire: String,
    /// Documentation.
    pub docs: Docs,
    /// `#[deprecated]`.
    pub deprecated: Option<Deprecation>,
    /// What it stands for.
    pub ty: ItemType,
}

/// An enum over several shapes, and JSON for everything else.
#[derive(Clone, Debug)]
pub struct UnionPlan {
    /// Rust name.
    pub name: TypeName,
    /// Name in the description.
    pub wire: String,
    /// Documentation.
    pub docs: Docs,
    /// `#[deprecated]`.
    pub deprecated: Option<Deprecation>,
    /// In the order in which a reader tries them.
    pub variants: Vec<UnionVariantPlan>,
    /// The member that tells them apart, and what it says: texts with the numbers of variants.
    pub discriminator: Option<(String, Vec<(String, usize)>)>,
    /// The variant that keeps other JSON.
    pub other: VariantName,
}

/// A shape of a [`UnionPlan`].
#[derive(Clone, Debug)]
pub struct UnionVariantPlan {
    /// Rust name.
    pub name: VariantName,
    /// Documentation.
    pub docs: Docs,
    /// What it holds.
    pub ty: ValueType,
    pub(crate) tests: crate::api::Tests,
}
