//! Bytes as choices of what is in a document of OpenAPI: it is refused, or becomes a crate of which every file is Rust, the
//! same in every run.

mod document;
mod operations;
mod schemas;

use csdlgen::config::Crate;

use super::csdl_xml::generate;

/// Runs an input.
///
/// # Panics
/// If a promise is broken.
pub fn run(bytes: &[u8]) {
    let _ = is_accepted(bytes);
}

/// Runs an input, and tells whether a crate was made of it.
///
/// # Panics
/// If a promise is broken.
pub fn is_accepted(bytes: &[u8]) -> bool {
    let Some(document) = document::document(bytes) else {
        return false;
    };
    generate(document.to_string().as_bytes(), &Crate::default())
}
