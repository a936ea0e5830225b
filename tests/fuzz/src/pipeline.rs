//! Bytes as choices of what is in a service: its document is refused, or becomes a crate of which every file is Rust,
//! the same in every run, and from CSDL JSON as from CSDL XML.

use csdlgen::csdl::Document;

use super::csdl_pair::{as_json, as_json_says, as_xml};
use super::csdl_xml::generate;
use super::service::service;

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
    let Some((mut document, options)) = service(bytes) else {
        return false;
    };
    // One of the two is enough for what comes after the reader.
    if bytes.len().is_multiple_of(2) || !is_json(&document) {
        generate(allowed(&as_xml(&document)).as_bytes(), &options)
    } else {
        as_json_says(&mut document);
        generate(as_json(&document).as_bytes(), &options)
    }
}

/// Without the control characters that XML cannot say, not even escaped.
fn allowed(xml: &str) -> String {
    xml.replace(|c: char| c.is_ascii_control() && !"\n\t".contains(c), " ")
}

/// Whether JSON can say it: there a schema has each name once, but for overloads.
fn is_json(document: &Document) -> bool {
    document.schemas.iter().all(|schema| {
        let structured = schema.structured.iter().map(|ty| &ty.name);
        let enums = schema.enums.iter().map(|ty| &ty.name);
        let definitions = schema.definitions.iter().map(|ty| &ty.name);
        let types: Vec<&String> = structured.chain(enums).chain(definitions).collect();
        let mut operations = schema.operations.iter();
        !operations.any(|operation| types.contains(&&operation.name))
    })
}
