//! Documents, good and bad, through the whole reader.

mod bad;
mod expressions;
mod good;

use super::{Document, Read, read};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
    <edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">\n\
    <edmx:DataServices>\n\
    <Schema Namespace=\"n\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n";
const TAIL: &str = "\n</Schema>\n</edmx:DataServices>\n</edmx:Edmx>";

/// A document around the children of a schema, which begin at line 5.
fn document(children: &str) -> String {
    format!("{HEAD}{children}{TAIL}")
}

fn good(text: &str) -> Read {
    read("t.xml", text.as_bytes()).unwrap_or_else(|errors| panic!("{errors}"))
}

/// A document that must give no warnings.
fn clean(text: &str) -> Document {
    let read = good(text);
    assert_eq!(read.warnings, []);
    read.document
}

/// The errors of a document, one a line with its remedy.
fn errors(text: &str) -> String {
    read("t.xml", text.as_bytes())
        .expect_err("the document is bad")
        .to_string()
}

fn warnings(text: &str) -> String {
    let warnings = good(text).warnings;
    warnings
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}
