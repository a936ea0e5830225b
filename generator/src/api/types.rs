//! What values are made of: named types, and the values that fields, parameters, bodies and replies have.
//!
//! `union` has the values of several shapes.

use super::union::{Discriminator, Union};

/// A named type, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TypeId(pub(crate) u32);

impl TypeId {
    /// Its place among the types of the service.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A named type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Type {
    /// Full name, in the description's own words: what it is called in Rust is the plan's decision, and so are collisions.
    /// One that has no name in the description is named by where it first stands, the words of that apart by blanks.
    pub(crate) name: String,
    pub(crate) kind: TypeKind,
    pub(crate) docs: Option<Box<Docs>>,
    pub(crate) deprecated: bool,
}

/// What a description says in prose. It is untrusted text, mostly Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Docs {
    /// A title or a summary: one line.
    pub(crate) summary: Option<String>,
    pub(crate) text: Option<String>,
    /// Address of further documentation.
    pub(crate) link: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TypeKind {
    /// Values with fields.
    Struct {
        /// Whether values have an identity: they are read and written by paths of their own.
        identity: bool,
        /// What it takes fields from.
        base: Option<TypeId>,
        /// Fields of its own, without those of `base`.
        fields: Vec<Field>,
        more: Option<Box<StructMore>>,
    },
    /// Named values. In Rust it is open: a value that is not among these is kept.
    Enum { members: Vec<Member> },
    /// Values of one of several shapes.
    Union(Box<Union>),
    /// Another name of a value.
    Alias(Value),
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// Name on the wire.
    pub(crate) name: String,
    /// What it holds; where it may be null, [`Value::Nullable`].
    pub(crate) value: Value,
    /// Whether it is always there.
    pub(crate) required: bool,
    pub(crate) access: Access,
    pub(crate) deprecated: bool,
    pub(crate) more: Option<Box<FieldMore>>,
}

impl Field {
    /// A field of which nothing else is said.
    pub(crate) fn new(name: String, value: Value) -> Self {
        Self {
            name,
            value,
            required: false,
            access: Access::Both,
            deprecated: false,
            more: None,
        }
    }
}

/// Which way a field goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Access {
    #[default]
    Both,
    /// It comes in replies and is never sent.
    ReadOnly,
    /// It is sent and never comes back.
    WriteOnly,
}

/// What is said of few fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FieldMore {
    pub(crate) docs: Option<Docs>,
    /// What a service takes where it is left out, as JSON.
    pub(crate) default: Option<String>,
    /// The one value that it has, as JSON.
    pub(crate) constant: Option<String>,
}

/// What is said of few structs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct StructMore {
    pub(crate) rest: Rest,
    /// Where types derive from it: how values of each are told. The derived types have it as their `base`.
    pub(crate) discriminator: Option<Discriminator>,
}

/// What a struct may hold beside its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Rest {
    /// Anything: it is kept as JSON.
    #[default]
    Json,
    /// Members of any other name, each with such a value.
    Typed(Value),
    /// Nothing, says the description. What comes all the same is kept.
    Closed,
}

/// A member of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) value: Constant,
    pub(crate) more: Option<Box<MemberMore>>,
}

/// What is said of few members.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct MemberMore {
    /// A name, where the value itself makes none.
    pub(crate) name: Option<String>,
    pub(crate) docs: Option<String>,
}

impl Member {
    /// A member that is a text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self {
            value: Constant::Text(text.into()),
            more: None,
        }
    }
}

/// A value that a description names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Constant {
    Text(String),
    /// A whole number as it is written, of any size.
    Integer(String),
    /// Another number as it is written.
    Number(String),
    Boolean(bool),
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Value {
    Scalar(Scalar),
    Named(TypeId),
    List(Box<Value>),
    /// An object with members of any names, each with such a value.
    Map(Box<Value>),
    /// Such a value or null.
    Nullable(Box<Value>),
}

/// Values that are not made of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Scalar {
    /// Anything that can be written as JSON.
    Any,
    Boolean,
    Bytes,
    Date,
    DateTime,
    Decimal,
    Duration,
    /// A floating-point number, with its size in bits.
    Float(u8),
    /// A signed whole number, with its size in bits.
    Integer(u8),
    /// An unsigned whole number, with its size in bits.
    Natural(u8),
    /// Content of any size, of its own media type.
    Stream,
    Text,
    Time,
    Uuid,
}
