//! Generates what the programs use: calls, from the metadata of all of Graph's cloud communications, and users,
//! drives, mail and teams, as `csdlgen.toml` says.

use csdlgen::Builder;
use csdlgen::config::{EnumLiterals, KeyStyle, OperationNames};

fn main() -> Result<(), csdlgen::BuildError> {
    generate(Builder::configured("csdlgen.toml", "graph")?.properties(true))?;
    let calls = Builder::new("../../metadata/communications.csdl")
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
        .file_name("calls");
    generate(calls)
}

fn generate(builder: Builder) -> Result<(), csdlgen::BuildError> {
    for warning in builder.generate()?.warnings {
        println!("cargo:warning={}", warning.message);
    }
    Ok(())
}
