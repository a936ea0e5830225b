//! Bytes as choices of what is in a document: written as CSDL XML and as CSDL JSON it is read as the same document.

#[path = "../../tests/csdl_pair/mod.rs"]
mod pair;

use csdlgen::csdl::{self, Document};
use pair::{Choices, json, normalize, without_positions, xml};

pub(crate) use pair::{json as as_json, normalize as as_json_says, xml as as_xml};

const NAME: &str = "fuzz.csdl";

/// Runs an input.
///
/// # Panics
/// If a promise is broken.
pub fn run(bytes: &[u8]) {
    let document = Choices::new(bytes.to_vec()).document();
    let (from_xml, from_json) = (read(&xml(&document)), read(&json(&document)));
    let mut wanted = Document {
        name: NAME.into(),
        ..document
    };
    assert_eq!(without_positions(&from_xml), without_positions(&wanted));
    normalize(&mut wanted);
    assert_eq!(without_positions(&from_json), without_positions(&wanted));
}

fn read(text: &str) -> Document {
    let read = csdl::read(NAME, text.as_bytes());
    let read = read.unwrap_or_else(|errors| panic!("{errors}\n{text}"));
    assert_eq!(read.warnings, []);
    read.document
}
