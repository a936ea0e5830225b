//! Values of one of several shapes, and how a reader tells which.

use super::types::{Constant, TypeId, Value};

/// Values of one of several shapes. What fits no variant is kept as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Union {
    /// In the order in which a reader tries them: the first that a value fits is taken.
    pub(crate) variants: Vec<Variant>,
    /// What tells the variants apart, where a member of the values does.
    pub(crate) discriminator: Option<Discriminator>,
}

/// One of the shapes of a union.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Variant {
    /// In the words of the description.
    pub(crate) name: String,
    pub(crate) value: Value,
    pub(crate) tests: Tests,
}

/// What tells a variant from the others. It is made of what the schema says, not of what the others are: a value of the variant
/// passes all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tests {
    /// What it may be in JSON.
    pub(crate) kinds: Kinds,
    /// Members that an object of it always has.
    pub(crate) required: Vec<String>,
    /// Members that have one of a few values, where they are there.
    pub(crate) constants: Vec<(String, Vec<Constant>)>,
    /// The values that a variant which is not an object may have; empty for any.
    pub(crate) values: Vec<Constant>,
}

/// A set of the kinds of JSON.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Kinds(u8);

impl Kinds {
    pub(crate) const NULL: Self = Self(1);
    pub(crate) const BOOLEAN: Self = Self(1 << 1);
    /// Numbers without a fraction, however they are written.
    pub(crate) const INTEGER: Self = Self(1 << 2);
    /// All other numbers.
    pub(crate) const FRACTION: Self = Self(1 << 3);
    pub(crate) const TEXT: Self = Self(1 << 4);
    pub(crate) const LIST: Self = Self(1 << 5);
    pub(crate) const OBJECT: Self = Self(1 << 6);
    pub(crate) const NUMBER: Self = Self(Self::INTEGER.0 | Self::FRACTION.0);
    pub(crate) const ALL: Self = Self(0b111_1111);
    pub(crate) const NONE: Self = Self(0);

    const NAMES: [(Self, &'static str); 7] = [
        (Self::NULL, "null"),
        (Self::BOOLEAN, "boolean"),
        (Self::INTEGER, "integer"),
        (Self::FRACTION, "fraction"),
        (Self::TEXT, "text"),
        (Self::LIST, "list"),
        (Self::OBJECT, "object"),
    ];

    #[must_use]
    pub(crate) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    #[must_use]
    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    #[must_use]
    pub(crate) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether all of the others are in it.
    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// A word for a kind; `value` for several.
    pub(crate) fn word(self) -> &'static str {
        let mut names = self.names();
        match (self, names.next(), names.next()) {
            (Self::NUMBER, _, _) => "number",
            (_, Some(name), None) => name,
            _ => "value",
        }
    }

    /// The names of what is in it.
    pub(crate) fn names(self) -> impl Iterator<Item = &'static str> {
        let all = Self::NAMES.into_iter();
        all.filter_map(move |(kind, name)| self.has(kind).then_some(name))
    }
}

impl std::fmt::Debug for Kinds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.names()).finish()
    }
}

/// A member of objects that says of which type they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Discriminator {
    /// Name of the member on the wire.
    pub(crate) property: String,
    /// What it says and what is meant: those that the description lists, then the names of types that it does not list. The
    /// first for a type is the one to write.
    pub(crate) mapping: Vec<(String, TypeId)>,
}
