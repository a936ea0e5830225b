//! How a service wants to be spoken to, where services differ. In: what the builder was told. Out: what requests and
//! replies go by.

use crate::literal::Forms;

/// The version of the protocol that a client speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ODataVersion {
    /// OData 4.0.
    #[default]
    V4_0,
    /// OData 4.01.
    V4_01,
}

impl ODataVersion {
    /// The version as headers have it: `4.0` or `4.01`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V4_0 => "4.0",
            Self::V4_01 => "4.01",
        }
    }
}

/// How the requests of a batch are written into one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BatchFormat {
    /// `application/json` (OData JSON Format 4.01, section 19): smaller, and of 4.01.
    #[default]
    Json,
    /// `multipart/mixed` (OData Protocol 4.01, section 11.7.7): what services of 4.0 take.
    Multipart,
}

/// How members of enumerations are written in URLs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EnumLiterals {
    /// With the name of their type: `ns.colour'red'`, which OData 4.0 asks for (OData ABNF `enumLiteral`).
    #[default]
    Qualified,
    /// Without: `'red'`, which OData 4.01 allows and Microsoft Graph documents.
    Short,
}

/// What generated clients preset by the settings of their `csdlgen.toml`. A new one is a field here, a method of
/// [`ClientBuilder`](crate::ClientBuilder), and a key of csdlgen's `plan/settings/service.rs`.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own"
)]
pub(crate) struct ServiceSettings {
    pub(crate) version: ODataVersion,
    pub(crate) ieee754_compatible: bool,
    pub(crate) batch_format: BatchFormat,
    pub(crate) telemetry: bool,
    pub(crate) upgrade_links: bool,
    pub(crate) empty_action_body: bool,
    pub(crate) enum_literals: EnumLiterals,
    /// By default what the version has.
    pub(crate) in_operator: Option<bool>,
}

impl ServiceSettings {
    /// How URLs are written.
    pub(crate) fn forms(&self) -> Forms {
        let by_version = self.version >= ODataVersion::V4_01;
        Forms {
            enum_literals: self.enum_literals,
            in_operator: self.in_operator.unwrap_or(by_version),
        }
    }
}
