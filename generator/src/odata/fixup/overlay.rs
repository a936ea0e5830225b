//! The entries of an overlay, read and checked.
//!
//! In goes the text of the TOML file; out comes an [`Overlay`], or all that is wrong with it.

use std::path::PathBuf;
use std::sync::Arc;

use toml::Spanned;

use super::raw::{self, RawOverlay};
use crate::diagnostic::{Diagnostic, Diagnostics, Position};
use crate::model::OperationKind;

/// Where an overlay is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverlayFile {
    /// The path to open.
    pub path: PathBuf,
    /// The path as the user wrote it, with `/`.
    pub name: String,
    /// The metadata is a part of what the overlay is for: entries for types, enumerations and operations
    /// that are not there are passed over.
    pub partial: bool,
}

/// Corrections and conventions of a service, in the order of the file's tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlay {
    /// Whether entries for what the metadata does not have are passed over rather than refused.
    pub partial: bool,
    /// The entries.
    pub entries: Vec<Entry>,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it begins.
    pub position: Position,
    /// Why it is there.
    pub reason: String,
    /// What it does.
    pub change: Change,
}

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
    pub(super) fn target(&self) -> String {
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

impl Overlay {
    /// Reads an overlay.
    ///
    /// # Errors
    /// The file cannot be read, or all that is wrong in it.
    pub fn read(file: &OverlayFile) -> Result<Self, Diagnostics> {
        let text = crate::bounded::settings(&file.path).map_err(|error| {
            Diagnostic::error(None, format!("cannot read {}: {error}", file.name))
                .with_remedy("name the overlay with `overlay` in csdlgen.toml, or --overlay")
        })?;
        Self::parse(&file.name, &text, file.partial)
    }

    /// Checks the text of an overlay.
    ///
    /// # Errors
    /// All that is wrong in it: unknown keys, entries without a reason, invalid values.
    pub fn parse(name: &str, text: &str, partial: bool) -> Result<Self, Diagnostics> {
        let file: Arc<str> = name.into();
        let raw: RawOverlay = toml::from_str(text).map_err(|error| {
            let start = error.span().unwrap_or_default().start;
            let position = Position::in_text(&file, text, start);
            Diagnostic::error(position, error.message().replace('\n', ", ")).with_remedy(
                "the comment at the head of metadata/graph.overlay.toml lists the entries",
            )
        })?;
        let mut entries = Vec::new();
        let mut errors = Vec::new();
        for raw in raw.into_entries() {
            let position = Position::in_text(&file, text, raw.span().start);
            match checked(raw, &position) {
                Ok(entry) => entries.push(entry),
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() {
            Ok(Self { partial, entries })
        } else {
            errors.sort_by(|a, b| a.position.cmp(&b.position));
            Err(Diagnostics(errors))
        }
    }
}

fn checked(raw: Spanned<raw::RawEntry>, position: &Position) -> Result<Entry, Diagnostic> {
    let raw = raw.into_inner();
    let Some(reason) = raw.reason.filter(|reason| !reason.trim().is_empty()) else {
        let message = format!("the entry for {} has no reason", raw.target);
        return Err(Diagnostic::error(position.clone(), message).with_remedy(
            "say in `reason` why it is needed, so that it can go when it no longer is",
        ));
    };
    let change = raw.change.map_err(|invalid| {
        Diagnostic::error(position.clone(), invalid.message).with_remedy(invalid.remedy)
    })?;
    Ok(Entry {
        position: position.clone(),
        reason,
        change,
    })
}
