//! How a service of OData wants to be spoken to, where services differ. In: what the builder was told. Out: what requests and
//! replies go by.

use super::literal::Forms;
use crate::builder::ClientBuilder;

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
/// [`ClientBuilder`], and a key of csdlgen's `plan/settings/service.rs`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    pub(crate) version: ODataVersion,
    pub(crate) ieee754_compatible: bool,
    pub(crate) batch_format: BatchFormat,
    pub(crate) empty_action_body: bool,
    pub(crate) enum_literals: EnumLiterals,
    /// By default what the version has.
    pub(crate) in_operator: Option<bool>,
}

impl Settings {
    /// How URLs are written.
    pub(crate) fn forms(&self) -> Forms {
        let by_version = self.version >= ODataVersion::V4_01;
        Forms {
            enum_literals: self.enum_literals,
            in_operator: self.in_operator.unwrap_or(by_version),
        }
    }
}

/// What services of OData want written differently.
impl ClientBuilder {
    /// The version of OData that the service is spoken to in; 4.0 unless set. Services of 4.01 take either.
    pub fn odata_version(mut self, version: ODataVersion) -> Self {
        self.odata.version = version;
        self
    }

    /// Whether `Edm.Int64` and `Edm.Decimal` are sent as strings, and asked for so, with the parameter
    /// `IEEE754Compatible=true` of the media type (OData JSON Format 4.01, section 3.2); they are not unless set.
    /// Services in JavaScript round such numbers beyond 2⁵³ otherwise.
    pub fn ieee754_compatible(mut self, compatible: bool) -> Self {
        self.odata.ieee754_compatible = compatible;
        self
    }

    /// How batches are written; as JSON unless set.
    pub fn batch_format(mut self, format: BatchFormat) -> Self {
        self.odata.batch_format = format;
        self
    }

    /// Whether actions without parameters send no body, as Microsoft Graph documents them; `{}` unless set, as OData has
    /// it (OData Protocol 4.01, section 11.5.5.1).
    pub fn empty_action_body(mut self, empty: bool) -> Self {
        self.odata.empty_action_body = empty;
        self
    }

    /// How members of enumerations are written in filters, keys and parameters of functions; with the name of their
    /// type unless set.
    pub fn enum_literals(mut self, literals: EnumLiterals) -> Self {
        self.odata.enum_literals = literals;
        self
    }

    /// Whether the service has the operator `in`, by which [`in_`](crate::odata::Property::in_) is sent; else each value is
    /// compared by itself. Unless set, services of 4.01 have it.
    pub fn in_operator(mut self, has: bool) -> Self {
        self.odata.in_operator = Some(has);
        self
    }
}
