//! Services made of choices.
//!
//! In: bytes, each a choice; where they run out, the first is chosen. Out: a document whose names mostly resolve, so
//! that it gets beyond the parser, with names and texts that mean something to Rust, HTML, terminals and disks; and
//! settings.

mod annotations;
mod choices;
mod container;
mod operations;
mod schema;
mod settings;
mod types;
mod words;

use std::collections::HashSet;

use arbitrary::Unstructured;
use csdlgen::config::Crate;
use csdlgen::csdl::Document;
use csdlgen::diagnostic::Position;

fn nowhere() -> Position {
    Position {
        file: "fuzz".into(),
        line: 1,
        column: 1,
    }
}

/// A service, and how a crate of it is to be made.
pub(crate) fn service(bytes: &[u8]) -> Option<(Document, Crate)> {
    let mut choices = Choices::new(bytes);
    let options = choices.options().ok()?;
    let document = choices.document().ok()?;
    Some((document, options))
}

/// Choices that are still to be made, and what has been declared.
pub(crate) struct Choices<'b> {
    bytes: Unstructured<'b>,
    namespaces: Vec<String>,
    entities: Vec<String>,
    complex: Vec<String>,
    /// Enumerations and type definitions.
    values: Vec<String>,
    /// Unbound ones.
    actions: Vec<String>,
    functions: Vec<String>,
    members: Vec<String>,
}

impl<'b> Choices<'b> {
    /// Nothing is declared yet.
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self {
            bytes: Unstructured::new(bytes),
            namespaces: Vec::new(),
            entities: Vec::new(),
            complex: Vec::new(),
            values: Vec::new(),
            actions: Vec::new(),
            functions: Vec::new(),
            members: Vec::new(),
        }
    }
}

/// The names that a schema is going to declare.
struct Declared {
    namespace: String,
    entities: Vec<String>,
    complex: Vec<String>,
    enums: Vec<String>,
    definitions: Vec<String>,
}

/// Makes names of siblings differ, if only by case.
fn apart<'a>(names: impl IntoIterator<Item = &'a mut String>) {
    let mut known = HashSet::new();
    for name in names {
        while !known.insert(name.clone()) {
            name.push('z');
        }
    }
}
