//! What a module declares, as plain data. In texts, a path that begins with `crate::` is one of this crate, as the
//! sources have it.

/// A module, with all that it declares, public or not.
#[derive(Debug, Default)]
pub(super) struct Module {
    /// Its path in the crate; empty for the root.
    pub(super) path: Vec<String>,
    /// Modules in it.
    pub(super) children: Vec<Child>,
    /// Types and traits.
    pub(super) types: Vec<Type>,
    /// Constants, statics, functions and macros.
    pub(super) values: Vec<Value>,
    /// What it takes from elsewhere under a name that others see.
    pub(super) exports: Vec<Export>,
    /// `impl` blocks, and macros that are called with a type of the crate first.
    pub(super) impls: Vec<Impl>,
}

/// A module in a module.
#[derive(Debug)]
pub(super) struct Child {
    pub(super) name: String,
    pub(super) is_public: bool,
    /// Whether its contents stand in the same file.
    pub(super) inline: bool,
    pub(super) marks: Marks,
}

/// A type or trait.
#[derive(Debug)]
pub(super) struct Type {
    pub(super) name: String,
    pub(super) is_public: bool,
    pub(super) marks: Marks,
    /// All before the name: `struct`, `unsafe trait`.
    pub(super) keyword: String,
    /// All after the name: generics, the fields of a tuple, what an alias stands for.
    pub(super) rest: String,
    pub(super) members: Vec<Member>,
}

/// A constant, static, function or macro.
#[derive(Debug)]
pub(super) struct Value {
    pub(super) name: String,
    pub(super) is_public: bool,
    pub(super) member: Member,
}

/// A `pub use` of one name; `*` for all.
#[derive(Debug)]
pub(super) struct Export {
    /// What is taken: an absolute path within the crate, or, of another crate, as written.
    pub(super) from: Vec<String>,
    /// Whether `from` is a path within the crate.
    pub(super) is_local: bool,
    /// The name it gets; `*` for each its own.
    pub(super) name: String,
    pub(super) marks: Marks,
}

/// What is said of a type outside of its declaration.
#[derive(Debug)]
pub(super) struct Impl {
    /// The type's path within the crate.
    pub(super) target: Vec<String>,
    /// The path of its last argument: where a macro declares the type, what is said of it with that argument is said there.
    pub(super) argument: Option<Vec<String>>,
    pub(super) members: Vec<Member>,
}

/// A line below a type or module.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Member {
    /// Members of a kind stand together.
    pub(super) kind: Kind,
    /// By which it is sorted.
    pub(super) name: String,
    pub(super) marks: Marks,
    pub(super) text: String,
}

/// Kinds of members, in their order in the outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Field,
    Variant,
    AssociatedType,
    Constant,
    Function,
    Derive,
    Trait,
    Macro,
}

/// Attributes that users notice, as written, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Marks(pub(super) Vec<String>);

impl Marks {
    /// These and those, each once.
    pub(super) fn with(&self, other: &Self) -> Self {
        let mut all = self.0.clone();
        all.extend(other.0.iter().cloned());
        all.sort();
        all.dedup();
        Self(all)
    }
}
