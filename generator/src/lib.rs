//! csdlgen: reads an OData service description (CSDL) and writes a typed Rust crate.

pub mod cli;
pub mod config;
pub mod csdl;
pub mod diagnostic;
pub mod emit;
pub mod fetch;
pub mod fixup;
pub mod model;
pub mod output;
pub mod pipeline;
pub mod plan;
pub mod select;
pub mod snippet;
