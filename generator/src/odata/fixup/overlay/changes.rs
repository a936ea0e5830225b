//! What entries of an overlay change.

use crate::api::paging::PagingKind;
use crate::model::OperationKind;

/// What an entry does. Names are full names: `microsoft.graph.user`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// `[[path]]`: a resource is addressed by a path below another.
    Path(Addressing),
    /// `[[header]]`: requests from a resource on take a header.
    Header(Header),
    /// `[[json]]`: a complex type stands for any JSON value.
    Json {
        /// The type.
        ty: String,
    },
    /// `[[stream]]`: entities have a media stream at `$value`.
    Stream {
        /// The type.
        ty: String,
    },
    /// `[[resource]]`: values of a complex type have request builders of their own.
    Resource {
        /// The type.
        ty: String,
    },
    /// `[[polymorphic]]`: whether values declared as a type are read into an enum over it and all that derives from it.
    Polymorphic {
        /// The type.
        ty: String,
        /// They are.
        is: bool,
    },
    /// `[[upload]]`: an action begins an upload session.
    Upload {
        /// The action.
        operation: String,
    },
    /// `[[property]]`: a property is corrected or added.
    Property(PropertyChange),
    /// `[[navigation]]`: a navigation property is added, or contained or not other than the metadata says.
    Navigation(NavigationChange),
    /// `[[member]]`: a member of an enumeration is added.
    Member(MemberChange),
    /// `[[parameter]]`: a parameter of an operation is corrected.
    Parameter(ParameterChange),
    /// `[[operation]]`: a bound operation is added.
    Operation(NewOperation),
    /// `[[capability]]`: what can be done with a resource is corrected.
    Capability(CapabilityChange),
    /// `[[paging]]`: how the pages of a list follow each other, for services described in OpenAPI.
    Paging(PagingChange),
}

/// How the pages of a list follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagingChange {
    /// The id of the operation.
    pub operation: String,
    /// Where in a reply the items are: a JSON pointer (RFC 6901).
    pub items: Option<String>,
    /// `None`: not at all.
    pub(crate) kind: Option<PagingKind>,
}

/// An address by path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressing {
    /// The type that is addressed, and from which the path starts.
    pub ty: String,
    /// Name of the method, such as `by_path`.
    pub method: String,
    /// What stands before the path.
    pub opening: String,
    /// What stands after it where a segment follows.
    pub closing: String,
}

/// A header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The type whose builders get the setter; those derived from it get it too.
    pub ty: String,
    /// Name on the wire.
    pub name: String,
    /// Name of the setter.
    pub method: String,
    /// What users must know of it.
    pub docs: Option<String>,
    /// Which builders.
    pub on: Side,
}

/// Which of a type's builders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// That of one, and that of a collection.
    #[default]
    Both,
    /// That of one.
    Single,
    /// That of a collection.
    Collection,
}

/// A property, corrected or added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PropertyChange {
    /// The type that declares it.
    pub ty: String,
    /// Name.
    pub name: String,
    /// Its type: that which it gets, where given.
    pub is: Option<String>,
    /// Nullable or not, where given.
    pub nullable: Option<bool>,
    /// It is new.
    pub add: bool,
}

/// A navigation property that is added, or whose containment is corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavigationChange {
    /// The type that gets it.
    pub ty: String,
    /// Name.
    pub name: String,
    /// Target: an entity type, or `Collection(…)` of it.
    pub is: String,
    /// `ContainsTarget`.
    pub contained: bool,
}

/// A member that is added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberChange {
    /// The enumeration.
    pub enumeration: String,
    /// Name.
    pub name: String,
    /// Value; by default one more than the greatest.
    pub value: Option<i64>,
}

/// A parameter that is corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterChange {
    /// The operation; all overloads that have the parameter.
    pub operation: String,
    /// Only the overloads bound to this, such as `Collection(ns.type)`.
    pub bound_to: Option<String>,
    /// Name.
    pub name: String,
    /// The type that it gets.
    pub is: Option<String>,
    /// Nullable or not.
    pub nullable: Option<bool>,
    /// Whether it may be left out.
    pub optional: Option<bool>,
}

/// A bound operation that is added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOperation {
    /// Action or function.
    pub kind: OperationKind,
    /// Full name.
    pub name: String,
    /// What it is bound to, such as `Collection(ns.type)`.
    pub bound_to: String,
    /// Parameters, without the binding parameter.
    pub parameters: Vec<NewParameter>,
    /// What it returns.
    pub returns: Option<String>,
    /// `IsComposable`.
    pub composable: bool,
}

/// A property of a `Capabilities` annotation that is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CapabilityChange {
    /// The type that it stands on, or that declares the navigation property.
    pub ty: String,
    /// The navigation property that it stands on.
    pub navigation: Option<String>,
    /// The term, without its vocabulary: `UpdateRestrictions`.
    pub term: String,
    /// The property of the term's record: `UpdateMethod`.
    pub property: String,
    /// What it says.
    pub value: CapabilityValue,
}

/// What a property of a `Capabilities` annotation says.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(untagged)]
pub enum CapabilityValue {
    /// Yes or no.
    Bool(bool),
    /// A text, or members of an enumeration with their type before them and spaces between: `ns.HttpMethod/PUT`.
    Text(String),
}

impl CapabilityChange {
    /// What it is for, in messages.
    pub(in crate::odata::fixup) fn target(&self) -> String {
        let navigation = self.navigation.iter().map(|name| format!("/{name}"));
        let navigation: String = navigation.collect();
        format!("{}{navigation}@{}/{}", self.ty, self.term, self.property)
    }
}

/// A parameter of an operation that is added.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewParameter {
    /// Name.
    pub name: String,
    /// Type.
    pub is: String,
    /// Nullable; true by default, as in CSDL.
    #[serde(default = "yes")]
    pub nullable: bool,
    /// It may be left out.
    #[serde(default)]
    pub optional: bool,
}

fn yes() -> bool {
    true
}
