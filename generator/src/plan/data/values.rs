//! Types as they are written where values are taken, given or held.

use crate::api::{EdgeId, NodeId, TypeId};
use crate::plan::names::{ModuleName, TypeName};

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
    /// `Vec<…>`.
    List(Box<ItemType>),
    /// The runtime's map from texts.
    Map(Box<ItemType>),
    /// `Option<…>`.
    Nullable(Box<ItemType>),
    /// `Box<…>`.
    Boxed(Box<ItemType>),
    /// One of two whose JSON differs.
    Either(Box<ItemType>, Box<ItemType>),
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
