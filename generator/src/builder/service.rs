//! Settings of how clients speak to the service: what the generated client presets in the runtime's `ClientBuilder`.

use super::Builder;
use crate::config::{BatchFormat, EnumLiterals, ODataVersion};

impl Builder {
    /// The version of OData that the service is spoken to in; by default that of its description.
    pub fn odata_version(mut self, version: ODataVersion) -> Self {
        self.options.service.odata_version = Some(version);
        self
    }

    /// Whether `Edm.Int64` and `Edm.Decimal` are sent as strings, with `IEEE754Compatible=true`: for services that
    /// round numbers beyond 2⁵³.
    pub fn ieee754_compatible(mut self, compatible: bool) -> Self {
        self.options.service.ieee754_compatible = Some(compatible);
        self
    }

    /// How batches are written; by default as JSON.
    pub fn batch_format(mut self, format: BatchFormat) -> Self {
        self.options.service.batch_format = Some(format);
        self
    }

    /// Whether requests carry `client-request-id` and `SdkVersion`, as Microsoft's services know them.
    pub fn telemetry(mut self, send: bool) -> Self {
        self.options.service.telemetry = Some(send);
        self
    }

    /// Whether `http` links of the service to its own host are followed by https.
    pub fn upgrade_links(mut self, upgrade: bool) -> Self {
        self.options.service.upgrade_links = Some(upgrade);
        self
    }

    /// Whether actions without parameters send no body, in place of `{}`.
    pub fn empty_action_body(mut self, empty: bool) -> Self {
        self.options.service.empty_action_body = Some(empty);
        self
    }

    /// How members of enumerations are written in filters, keys and parameters of functions; by default with the
    /// name of their type.
    pub fn enum_literals(mut self, literals: EnumLiterals) -> Self {
        self.options.service.enum_literals = Some(literals);
        self
    }

    /// Whether the service has the operator `in`; else each value is compared by itself. By default services of
    /// 4.01 have it.
    pub fn in_operator(mut self, has: bool) -> Self {
        self.options.service.in_operator = Some(has);
        self
    }
}
