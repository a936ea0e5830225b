//! The plan: every Rust decision about the generated crate, as plain data without tokens.
//!
//! Built by [`super::plan`] from the model and the configuration; read by `emit`, which decides nothing.

use std::sync::Arc;

use super::settings::Runtime;
use crate::api::{Api, EdgeId, NodeId, TypeId};

use super::calls::{Argument, BuilderPlan, MethodPlan, OperationBuilderPlan};
use super::constructors::{Constructors, ExamplePlan};
use super::names::{ConstantName, FieldName, MethodName, ModuleName, TypeName, VariantName};
use super::package::FeaturePlan;

/// A whole generated crate.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What stands in `Cargo.toml` and the headers.
    pub package: Package,
    /// The client: the root of all paths. `None` where the input has no entity container.
    pub client: Option<ClientPlan>,
    /// One public module per namespace that has types, sorted by module name.
    pub namespaces: Vec<NamespacePlan>,
    /// The service: what the ids in the plan are of.
    pub(crate) api: Arc<Api>,
}

/// The generated package.
#[derive(Clone, Debug)]
pub struct Package {
    /// Package name.
    pub name: String,
    /// Package version.
    pub version: String,
    /// `edition`.
    pub edition: &'static str,
    /// `rust-version`.
    pub rust_version: &'static str,
    /// `description` of the package.
    pub description: String,
    /// `license`, where configured.
    pub license: Option<String>,
    /// The text of the licence, where configured.
    pub license_text: Option<String>,
    /// `license-file`: where the text is, if the licence has no name. Cargo takes one of the two.
    pub license_file: Option<&'static str>,
    /// `repository`, where configured.
    pub repository: Option<String>,
    /// `keywords`.
    pub keywords: Vec<String>,
    /// `categories`.
    pub categories: Vec<String>,
    /// Cargo features.
    pub features: Vec<FeaturePlan>,
    /// Where the runtime crate comes from.
    pub runtime: Runtime,
    /// The metadata as it stands in headers: a file name or a URL.
    pub source: String,
    /// Documentation of the crate root.
    pub docs: Docs,
}

/// Documentation: Markdown lines, already escaped, without the comment marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs(pub Vec<String>);

/// `#[deprecated]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deprecation {
    /// For `note`, plain text. There is no `since`: it wants a version of the generated crate.
    pub note: String,
}

/// The client: a struct around `odata_client::Client` in `src/client.rs`.
#[derive(Clone, Debug)]
pub struct ClientPlan {
    /// Name, such as `GraphClient`.
    pub name: TypeName,
    /// Documentation.
    pub docs: Docs,
    /// Root of the service, such as `https://graph.microsoft.com/v1.0`; `None`: the user gives it.
    pub base_url: Option<String>,
    /// Scopes for which tokens are asked.
    pub scopes: Vec<String>,
    /// The enumeration of the places where the service is; `None` if there is just one.
    pub clouds: Option<CloudsPlan>,
    /// What its builders preset of how to speak to the service.
    pub settings: Vec<SettingPlan>,
    /// How it is made.
    pub constructors: Constructors,
    /// The first lines of a program that uses it.
    pub example: ExamplePlan,
    /// Where a user begins.
    pub start: Option<StartPlan>,
    /// Entity sets, singletons and imports.
    pub methods: Vec<MethodPlan>,
    /// Builders of imported operations that have setters.
    pub operations: Vec<OperationBuilderPlan>,
}

/// The first request of a client.
#[derive(Clone, Debug)]
pub struct StartPlan {
    /// The client's method that leads to the resource.
    pub method: MethodName,
    /// The resource's path below the root.
    pub path: String,
    /// The method that reads it, where it can be read.
    pub read: Option<MethodName>,
}

/// A call of the runtime's `ClientBuilder`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettingPlan {
    /// The method that is called.
    pub method: &'static str,
    /// Its argument.
    pub value: SettingValue,
}

/// The argument of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingValue {
    /// `true` or `false`.
    Flag(bool),
    /// A variant of an enumeration at the root of the runtime.
    Variant {
        /// The enumeration.
        of: &'static str,
        /// The variant.
        name: &'static str,
    },
}

/// The enumeration of the places where a service is, in `src/client.rs`.
#[derive(Clone, Debug)]
pub struct CloudsPlan {
    /// Name, such as `Cloud`.
    pub name: TypeName,
    /// One variant per place.
    pub clouds: Vec<CloudPlan>,
}

/// One place where a service is.
#[derive(Clone, Debug)]
pub struct CloudPlan {
    /// Name of the variant.
    pub variant: TypeName,
    /// Root of the service there.
    pub base_url: String,
    /// Scopes for which tokens are asked there.
    pub scopes: Vec<String>,
}

/// One namespace: `src/<module>/mod.rs` and a file per type.
#[derive(Clone, Debug)]
pub struct NamespacePlan {
    /// Module name.
    pub module: ModuleName,
    /// The namespace, such as `microsoft.graph`.
    pub namespace: String,
    /// Documentation of the module.
    pub docs: Docs,
    /// Files, sorted by module name.
    pub files: Vec<FilePlan>,
}

/// One type's file: its item, its request builders, the builders of its operations.
///
/// Item and resource builders are re-exported by the namespace; builders of operations are reached as
/// `namespace::file::Builder`.
#[derive(Clone, Debug)]
pub struct FilePlan {
    /// File stem and module name.
    pub module: ModuleName,
    /// The type.
    pub(crate) ty: TypeId,
    /// Full name of the type.
    pub wire: String,
    /// Documentation of the module.
    pub docs: Docs,
    /// The type is deprecated, so that its own file mentions deprecated names throughout.
    pub deprecated: bool,
    /// Names for `use super::{…}`, sorted.
    pub imports: Vec<TypeName>,
    /// The type.
    pub item: Item,
    /// The enum over the type and all that derives from it, where there is one.
    pub any: Option<AnyPlan>,
    /// Request builders of the type: single, collection.
    pub builders: Vec<BuilderPlan>,
    /// Builders of operations that have setters.
    pub operations: Vec<OperationBuilderPlan>,
}

/// What a type becomes.
#[derive(Clone, Debug)]
pub enum Item {
    /// A struct.
    Structured(StructPlan),
    /// An enum.
    Enum(EnumPlan),
    /// A type alias.
    Alias(AliasPlan),
    /// Nothing: no request that is selected sends or reads a value of the type, though paths lead through it.
    Resource,
}

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

/// An enum over a type and all that derives from it: values of the type are read into it.
#[derive(Clone, Debug)]
pub struct AnyPlan {
    /// Rust name, such as `AnyPrompt`.
    pub name: TypeName,
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

/// The type of a value: `Item`, `Box<Item>` or `Vec<Item>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueType {
    /// One, boxed or many.
    pub shape: Shape,
    /// The item.
    pub item: ItemType,
}

/// How items stand in a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `T`.
    One,
    /// `Box<T>`: recursive types and single-valued navigation.
    Boxed,
    /// `Vec<T>`.
    Many,
    /// `Vec<Option<T>>`: the metadata says that items may be null.
    ManyNullable,
}

/// A Rust type for a CSDL type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemType {
    /// `String`, `bool`, `i32`, …: a type of the language's prelude.
    Prelude(&'static str),
    /// A type of the runtime's root: `odata_client::DateTimeOffset`.
    Runtime(&'static str),
    /// A generated type.
    Generated(TypePath),
    /// `odata_client::Flags<…>` of a generated enum.
    Flags(TypePath),
}

/// How one file refers to a generated type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TypePath {
    /// Modules from the crate root, for `crate::a::b::Name`; empty: the bare name, which is defined in the
    /// file or imported by it.
    pub modules: Vec<ModuleName>,
    /// Name.
    pub name: TypeName,
    /// The type is deprecated, so that whatever mentions it needs `#[allow(deprecated)]`.
    pub deprecated: bool,
    /// What it leads to.
    pub(crate) target: Target,
}

/// What a path in Rust leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Target {
    /// The item of a type.
    Item(TypeId),
    /// The enum over a type and all that derives from it.
    Any(TypeId),
    /// The request builder of a place.
    Builder(NodeId),
    /// The builder of the operation that a step calls.
    Call(EdgeId),
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
