//! What values are made of: named types, and the values that fields, parameters, bodies and replies have.

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
    /// Full name.
    pub(crate) name: String,
    pub(crate) kind: TypeKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TypeKind {
    /// Values with fields.
    Struct {
        /// Whether values have an identity: they are read and written by paths of their own.
        identity: bool,
        /// What it takes fields from.
        base: Option<TypeId>,
        /// Fields of its own: name and value.
        fields: Vec<(String, Value)>,
    },
    /// Named values.
    Enum {
        /// Their names on the wire.
        members: Vec<String>,
    },
    /// Another name of a value.
    Alias(Value),
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Scalar(Scalar),
    Named(TypeId),
    List(Box<Value>),
}

/// Values that are not made of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
