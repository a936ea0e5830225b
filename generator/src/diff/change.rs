//! What a comparison finds: plain data, read by `render`.

use std::fmt;

/// What a change means for who uses the generated crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, clap::ValueEnum)]
pub enum Class {
    /// Code that compiled may no longer, or means something else.
    Breaking,
    /// There is more; what compiled still does.
    Additive,
    /// Only what is said about the service has changed.
    Docs,
}

impl Class {
    /// All, the gravest first.
    pub const ALL: [Self; 3] = [Self::Breaking, Self::Additive, Self::Docs];

    /// One word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Additive => "additive",
            Self::Docs => "docs",
        }
    }
}

/// What has happened to an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// It was not there.
    Added,
    /// It is gone.
    Removed,
    /// It probably has another name.
    Renamed,
    /// It is in another namespace, or another type declares it.
    Moved,
    /// Another type, or another kind of element.
    Type,
    /// What an operation returns.
    Returns,
    /// Whether a parameter can be left out.
    Optional,
    /// Whether null is allowed.
    Nullability,
    /// The key.
    Key,
    /// The base type.
    Base,
    /// Whether values are sets of members.
    Flags,
    /// The value of a member.
    Value,
    /// Open, abstract, media, contained, composable, default value, facets.
    Trait,
    /// What the service says can be done: capabilities, permissions, computed, immutable.
    Capability,
    /// Deprecated, with what is known of dates; or no longer so.
    Deprecation,
    /// Descriptions.
    Documentation,
    /// Another annotation.
    Annotation,
    /// Rust items that change though their own element does not: names of overloads, boxes, enums over
    /// derived types, verbs.
    Rust,
    /// The features of the crate that bring a type.
    Feature,
}

impl Kind {
    /// One or two words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Renamed => "renamed",
            Self::Moved => "moved",
            Self::Type => "type",
            Self::Returns => "returns",
            Self::Optional => "optional",
            Self::Nullability => "nullability",
            Self::Key => "key",
            Self::Base => "base type",
            Self::Flags => "flags",
            Self::Value => "value",
            Self::Trait => "trait",
            Self::Capability => "capability",
            Self::Deprecation => "deprecation",
            Self::Documentation => "documentation",
            Self::Annotation => "annotation",
            Self::Rust => "rust",
            Self::Feature => "feature",
        }
    }
}

/// What kind of element a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ElementKind {
    /// `EntityType`.
    EntityType,
    /// `ComplexType`.
    ComplexType,
    /// `EnumType`.
    EnumType,
    /// `TypeDefinition`.
    TypeDefinition,
    /// `Property`.
    Property,
    /// `NavigationProperty`.
    Navigation,
    /// `Member`.
    Member,
    /// `Action`.
    Action,
    /// `Function`.
    Function,
    /// `Parameter`.
    Parameter,
    /// `EntitySet`.
    EntitySet,
    /// `Singleton`.
    Singleton,
    /// `ActionImport`.
    ActionImport,
    /// `FunctionImport`.
    FunctionImport,
    /// `Term`.
    Term,
    /// `EntityContainer`.
    Container,
    /// A service in the terms of HTTP as a whole.
    Service,
    /// A path.
    Path,
    /// An operation of a path.
    Operation,
    /// What is sent as a body.
    Body,
    /// A part of a multipart body.
    Part,
    /// A schema that is an object.
    Object,
    /// A schema of several shapes.
    Union,
    /// A feature of the crate.
    Feature,
}

impl ElementKind {
    /// One or two words.
    pub fn word(self) -> &'static str {
        match self {
            Self::EntityType => "entity type",
            Self::ComplexType => "complex type",
            Self::EnumType => "enumeration",
            Self::TypeDefinition => "type definition",
            Self::Property => "property",
            Self::Navigation => "navigation property",
            Self::Member => "member",
            Self::Action => "action",
            Self::Function => "function",
            Self::Parameter => "parameter",
            Self::EntitySet => "entity set",
            Self::Singleton => "singleton",
            Self::ActionImport => "action import",
            Self::FunctionImport => "function import",
            Self::Term => "term",
            Self::Container => "container",
            Self::Service => "service",
            Self::Path => "path",
            Self::Operation => "operation",
            Self::Body => "body",
            Self::Part => "part",
            Self::Object => "object",
            Self::Union => "union",
            Self::Feature => "feature",
        }
    }
}

impl fmt::Display for ElementKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// One change of one element.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// What it means.
    pub class: Class,
    /// The element, such as `microsoft.graph.user/displayName`, as the new metadata calls it where it does.
    pub subject: String,
    /// What has happened.
    pub kind: Kind,
    /// What the element is.
    pub element: ElementKind,
    /// What was.
    pub old: Option<String>,
    /// What is.
    pub new: Option<String>,
    /// The Rust items that it touches, those in the element's own type first; the first few of them.
    pub rust: Vec<Touched>,
    /// How many more there are.
    pub more: usize,
    /// More, in words.
    pub note: Option<String>,
    /// The type, child of the container or term that it belongs to: what `--path` asks for.
    pub owner: String,
    /// The resource, type or member by which a selection knows it.
    pub(super) origin: String,
}

/// A Rust item that a change touches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Touched {
    /// As a user of the crate writes it, such as `models::Call::state`.
    pub item: String,
    /// What becomes of it.
    pub effect: Effect,
    /// What it was called, or its type was, where that is what changes.
    pub was: Option<String>,
    /// What it is called, or its type is.
    pub now: Option<String>,
}

/// What becomes of a Rust item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Nothing but its documentation.
    Same,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another name, type or signature.
    Changed,
}

impl Effect {
    /// One word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

/// Two versions, compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// How the user named the old version.
    pub old: String,
    /// How the user named the new version.
    pub new: String,
    /// All changes, the gravest class first, then by subject.
    pub changes: Vec<Change>,
}

impl Comparison {
    /// How many changes are of a class.
    pub fn count(&self, class: Class) -> usize {
        self.of(class).count()
    }

    /// The changes of a class.
    pub fn of(&self, class: Class) -> impl Iterator<Item = &Change> {
        self.changes
            .iter()
            .filter(move |change| change.class == class)
    }

    /// The gravest class that there is.
    pub fn gravest(&self) -> Option<Class> {
        self.changes.iter().map(|change| change.class).min()
    }
}
