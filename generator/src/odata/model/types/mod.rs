//! The resolved model: what the later stages read. Plain data; built by [`super::resolve`].
//!
//! Everything that a name referred to is an id into one of the arenas of [`Model`]; no string is left
//! to look up.

mod container;
mod operations;
mod structured;
mod values;

use std::collections::BTreeMap;
use std::ops::Index;

pub use container::*;
pub use operations::*;
pub use structured::*;
pub use values::*;

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
}

/// A resource: a type, and whether it is a collection of it.
pub type Resource = (StructuredId, bool);

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

/// Annotations by path: of properties, navigation properties and casts to types by their full names, and, of an
/// import, of a parameter or `$ReturnType` (OData CSDL XML 4.01, section 14.2.2).
pub type Below = BTreeMap<Vec<String>, Annotations>;

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
