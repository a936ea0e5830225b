//! Bytes as CSDL JSON: they are read, or refused with places; what is read goes on to the files of a crate.

use super::csdl_xml::{is_json, read};

/// Runs an input, if it begins as JSON does.
///
/// # Panics
/// If a promise is broken.
pub fn run(bytes: &[u8]) {
    if is_json(bytes) {
        read(bytes);
    }
}
