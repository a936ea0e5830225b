//! What a generated client presets of how to speak to its service: settings go in, calls of the runtime's
//! `ClientBuilder` come out.

use crate::model::Model;
use crate::plan::settings::{BatchFormat, EnumLiterals, ODataVersion, ServiceSettings};

use crate::plan::{SettingPlan, SettingValue};

/// The calls, in the order of the settings. The version of OData is always said.
pub(in crate::plan) fn presets(service: &ServiceSettings, model: &Model) -> Vec<SettingPlan> {
    let ServiceSettings {
        odata_version,
        ieee754_compatible,
        batch_format,
        telemetry,
        upgrade_links,
        empty_action_body,
        enum_literals,
        in_operator,
    } = service;
    let described = if model.version == ODataVersion::V4_01.as_str() {
        ODataVersion::V4_01
    } else {
        ODataVersion::V4_0
    };
    let version = match odata_version.unwrap_or(described) {
        ODataVersion::V4_0 => "V4_0",
        ODataVersion::V4_01 => "V4_01",
    };
    let format = batch_format.map(|format| match format {
        BatchFormat::Json => "Json",
        BatchFormat::Multipart => "Multipart",
    });
    let literals = enum_literals.map(|literals| match literals {
        EnumLiterals::Qualified => "Qualified",
        EnumLiterals::Short => "Short",
    });
    let flag = |method, flag: Option<bool>| {
        let value = SettingValue::Flag(flag?);
        Some(SettingPlan { method, value })
    };
    let variant = |method, of, name: Option<&'static str>| {
        let value = SettingValue::Variant { of, name: name? };
        Some(SettingPlan { method, value })
    };
    [
        variant("odata_version", "ODataVersion", Some(version)),
        flag("ieee754_compatible", *ieee754_compatible),
        variant("batch_format", "BatchFormat", format),
        flag("telemetry", *telemetry),
        flag("upgrade_links", *upgrade_links),
        flag("empty_action_body", *empty_action_body),
        variant("enum_literals", "EnumLiterals", literals),
        flag("in_operator", *in_operator),
    ]
    .into_iter()
    .flatten()
    .collect()
}
