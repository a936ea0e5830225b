//! What a small description has of a large one: annotations and descriptions stay, or are left out.

/// What becomes of annotations or of descriptions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "lowercase")]
pub enum Treatment {
    /// They stay.
    #[default]
    Keep,
    /// They are left out.
    Drop,
}

/// What the result is to have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reduction {
    /// Annotations, descriptions among them; of OpenAPI, extensions and examples. Without, what the service allows is not known, so that the crate differs.
    pub annotations: Treatment,
    /// Descriptions, those in other annotations too, as of a deprecation. Without, only documentation differs.
    pub descriptions: Treatment,
}
