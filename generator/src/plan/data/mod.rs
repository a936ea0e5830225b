//! The plan: every Rust decision about the generated crate, as plain data without tokens.
//!
//! Built by [`super::plan`] from the service and the settings; read by `emit`, which decides nothing. What stands for
//! something of the service has its id in the service's graph.

mod client;
mod crates;
mod http;
mod items;
mod methods;
mod values;

pub use client::*;
pub use crates::*;
pub use http::*;
pub use items::*;
pub use methods::*;
pub use values::*;
