//! Generates what the programs use: calls, from the metadata of all of Graph's cloud communications, and users,
//! drives and teams.

use csdlgen::config::{EnumLiterals, KeyStyle, OperationNames};

fn main() -> Result<(), csdlgen::BuildError> {
    let calls = csdlgen::Builder::new("../../metadata/communications.csdl");
    generate(calls.include("/communications/calls/**"), "calls")?;
    let graph = csdlgen::Builder::new("metadata/graph.csdl").properties(true);
    generate(
        graph.overlay("../../metadata/graph.overlay.toml", true),
        "graph",
    )
}

fn generate(builder: csdlgen::Builder, name: &str) -> Result<(), csdlgen::BuildError> {
    let built = builder
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
        .file_name(name)
        .generate()?;
    for warning in built.warnings {
        println!("cargo:warning={}", warning.message);
    }
    Ok(())
}
