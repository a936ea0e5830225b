//! Generates, from the metadata of all of Graph's cloud communications, what concerns calls.

use csdlgen::config::{EnumLiterals, KeyStyle, OperationNames};

fn main() -> Result<(), csdlgen::BuildError> {
    let built = csdlgen::Builder::new("../../metadata/communications.csdl")
        .include("/communications/calls/**")
        .key_style(KeyStyle::Segment)
        .operations(OperationNames::Unqualified)
        .telemetry(true)
        .empty_action_body(true)
        .enum_literals(EnumLiterals::Short)
        .in_operator(true)
        .client("GraphClient")
        .base_url("https://graph.microsoft.com/v1.0")
        .scope("https://graph.microsoft.com/.default")
        .module("microsoft.graph", "models")
        .file_name("graph")
        .generate()?;
    for warning in built.warnings {
        println!("cargo:warning={}", warning.message);
    }
    Ok(())
}
