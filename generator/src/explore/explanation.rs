//! What an explanation holds, in text and in JSON.

use serde::Serialize;

use crate::api::Gate;

/// What something is, as JSON too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// Its full name, or its path.
    pub name: String,
    /// `entity type`, `action`, …
    pub kind: String,
    /// The path that was asked for, or the shortest one.
    pub path: Option<String>,
    /// The Rust expression that reaches it.
    pub rust: Option<String>,
    /// The features of the crate that it needs: of each list, one.
    #[serde(rename = "features", skip_serializing_if = "Gate::is_always")]
    pub needs: Gate,
    /// What the service says of it.
    pub description: Option<String>,
    /// What it is in the generated crate.
    pub items: Vec<RustItem>,
    /// The methods of HTTP that can be sent to it.
    pub verbs: Vec<&'static str>,
    /// Fields of a struct, or variants of an enum.
    pub fields: Vec<Field>,
    /// What is sent with an operation.
    pub parameters: Vec<Parameter>,
    /// What awaiting an operation gives.
    pub returns: Option<String>,
    /// Who may call it.
    pub permissions: Vec<String>,
    /// What works and what does not.
    pub capabilities: Vec<String>,
    /// That it goes, and when.
    pub deprecated: Option<Deprecated>,
    /// The service's own reference.
    pub reference: Option<String>,
    /// A request, in Rust.
    pub example: Option<String>,
}

/// An item of the generated crate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RustItem {
    /// `struct`, `enum`, `builder`, `method`, …
    pub kind: &'static str,
    /// Its path: `msgraph::models::Call`.
    pub path: String,
}

/// A field of a struct, or a variant of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Rust name.
    pub name: String,
    /// Name on the wire.
    pub wire: String,
    /// Rust type; null for variants.
    #[serde(rename = "type")]
    pub ty: Option<String>,
    /// Whether the service says that it goes.
    pub deprecated: bool,
}

/// A parameter of an operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Parameter {
    /// Rust name.
    pub name: String,
    /// Name on the wire.
    pub wire: String,
    /// What is taken.
    #[serde(rename = "type")]
    pub ty: String,
    /// An argument of the method, which must be given; else a setter of the builder.
    pub required: bool,
    /// What the service says of it.
    pub description: Option<String>,
}

/// When something goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Deprecated {
    /// Since when.
    pub date: Option<String>,
    /// When it is removed.
    pub removal: Option<String>,
    /// What to do.
    pub description: Option<String>,
}
