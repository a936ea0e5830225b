//! How clients speak to a service, where services differ: what a generated client presets.
//!
//! A new setting is a field here, which is its option too, and its line in `named`; a row in docs/src/settings.md; a key in `config/raw.rs` and `read.rs`; a call in
//! `plan/presets.rs`; a method of [`crate::Builder`] in `builder/service.rs`; and the method of the runtime's
//! `ClientBuilder` that is called.

/// What a generated client presets in the runtime's `ClientBuilder`. What is not set is left to the runtime, the
/// version of OData to the metadata.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[cfg_attr(
    feature = "cli",
    command(next_help_heading = "How clients speak to the service")
)]
#[non_exhaustive]
pub struct ServiceSettings {
    /// The version of OData that the service is spoken to in [default: that of the metadata]
    #[cfg_attr(feature = "cli", arg(long, value_name = "VERSION"))]
    pub odata_version: Option<ODataVersion>,

    /// Whether Edm.Int64 and Edm.Decimal are sent as strings, with IEEE754Compatible=true [default: false]
    #[cfg_attr(feature = "cli", arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true"))]
    pub ieee754_compatible: Option<bool>,

    /// How batches are written [default: json]
    #[cfg_attr(feature = "cli", arg(long, value_name = "FORMAT"))]
    pub batch_format: Option<BatchFormat>,

    /// Whether requests carry client-request-id and SdkVersion, as Microsoft's services know them [default: false]
    #[cfg_attr(feature = "cli", arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true"))]
    pub telemetry: Option<bool>,

    /// Whether http links of the service to its own host are followed by https [default: false]
    #[cfg_attr(feature = "cli", arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true"))]
    pub upgrade_links: Option<bool>,

    /// Whether actions without parameters send no body, in place of `{}` [default: false]
    #[cfg_attr(feature = "cli", arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true"))]
    pub empty_action_body: Option<bool>,

    /// How members of enumerations are written in URLs [default: qualified]
    #[cfg_attr(feature = "cli", arg(long, value_name = "FORM"))]
    pub enum_literals: Option<EnumLiterals>,

    /// Whether the service has the operator in; else each value is compared by itself [default: where it is of 4.01]
    #[cfg_attr(feature = "cli", arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true"))]
    pub in_operator: Option<bool>,
}

impl ServiceSettings {
    /// These, and for what they leave open, those.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        Self {
            odata_version: self.odata_version.or(other.odata_version),
            ieee754_compatible: self.ieee754_compatible.or(other.ieee754_compatible),
            batch_format: self.batch_format.or(other.batch_format),
            telemetry: self.telemetry.or(other.telemetry),
            upgrade_links: self.upgrade_links.or(other.upgrade_links),
            empty_action_body: self.empty_action_body.or(other.empty_action_body),
            enum_literals: self.enum_literals.or(other.enum_literals),
            in_operator: self.in_operator.or(other.in_operator),
        }
    }

    /// Every setting by its key in `csdlgen.toml`, as it is written there; `None` where it is not set.
    #[cfg(any(test, feature = "cli"))]
    pub(crate) fn named(&self) -> [(&'static str, Option<String>); 8] {
        let Self {
            odata_version,
            ieee754_compatible,
            batch_format,
            telemetry,
            upgrade_links,
            empty_action_body,
            enum_literals,
            in_operator,
        } = self;
        let flag = |flag: &Option<bool>| flag.map(|flag| flag.to_string());
        let version = odata_version.map(|version| version.as_str().to_owned());
        let format = batch_format.map(|format| format.as_str().to_owned());
        let literals = enum_literals.map(|literals| literals.as_str().to_owned());
        [
            ("odata_version", version),
            ("ieee754_compatible", flag(ieee754_compatible)),
            ("batch_format", format),
            ("telemetry", flag(telemetry)),
            ("upgrade_links", flag(upgrade_links)),
            ("empty_action_body", flag(empty_action_body)),
            ("enum_literals", literals),
            ("in_operator", flag(in_operator)),
        ]
    }
}

/// A version of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[non_exhaustive]
pub enum ODataVersion {
    /// OData 4.0.
    #[serde(rename = "4.0")]
    #[cfg_attr(feature = "cli", value(name = "4.0"))]
    V4_0,
    /// OData 4.01.
    #[serde(rename = "4.01")]
    #[cfg_attr(feature = "cli", value(name = "4.01"))]
    V4_01,
}

impl ODataVersion {
    /// The version as `csdlgen.toml` and metadata documents have it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V4_0 => "4.0",
            Self::V4_01 => "4.01",
        }
    }
}

/// How the requests of a batch are written into one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum BatchFormat {
    /// As JSON (OData JSON Format 4.01, section 19).
    Json,
    /// As multipart/mixed, for services of 4.0 without JSON batches (OData Protocol 4.01, section 11.7.7).
    Multipart,
}

impl BatchFormat {
    /// The format as `csdlgen.toml` has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Multipart => "multipart",
        }
    }
}

/// How members of enumerations are written in URLs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum EnumLiterals {
    /// With the name of their type, as OData 4.0 has them: `ns.colour'red'`.
    Qualified,
    /// Without, as OData 4.01 allows: `'red'`.
    Short,
}

impl EnumLiterals {
    /// The form as `csdlgen.toml` has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Qualified => "qualified",
            Self::Short => "short",
        }
    }
}
