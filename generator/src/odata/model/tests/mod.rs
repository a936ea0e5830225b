//! Whole documents through reader and resolver.

mod annotated;
mod bad;
mod constructs;
mod real;
mod repeated;
mod versions;

use super::{Model, Resolved, StructuredId, TypeRef, resolve};
use crate::csdl;

const EDMX: &str =
    "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">";
const EDM: &str = "http://docs.oasis-open.org/odata/ns/edm";

/// A document of schemas, each `(attributes, children)`, and references before them. The children of the
/// first schema begin at line 3.
fn document(references: &str, schemas: &[(&str, &str)]) -> String {
    let schema = |(attributes, children): &(&str, &str)| {
        format!("<Schema {attributes} xmlns=\"{EDM}\">\n{children}\n</Schema>")
    };
    let schemas: Vec<String> = schemas.iter().map(schema).collect();
    let schemas = schemas.join("\n");
    format!("{EDMX}{references}<edmx:DataServices>\n{schemas}\n</edmx:DataServices></edmx:Edmx>")
}

/// A document of one schema `n` with the alias `self`.
fn schema(children: &str) -> String {
    document("", &[("Namespace=\"n\" Alias=\"self\"", children)])
}

fn read(text: &str) -> csdl::Document {
    csdl::read("t.xml", text.as_bytes())
        .unwrap_or_else(|errors| panic!("{errors}"))
        .document
}

fn good(text: &str) -> Resolved {
    resolve(&read(text)).unwrap_or_else(|errors| panic!("{errors}"))
}

/// The model of a document that must give no warnings.
fn clean(text: &str) -> Model {
    let resolved = good(text);
    assert_eq!(resolved.warnings, []);
    resolved.model
}

fn errors(text: &str) -> String {
    resolve(&read(text))
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

/// The structured type of a name.
fn structured(model: &Model, name: &str) -> StructuredId {
    let index = model
        .structured
        .iter()
        .position(|ty| ty.name == name)
        .expect("there is such a type");
    StructuredId(u32::try_from(index).expect("there are few types"))
}

/// The type of a property of a structured type.
fn property_type(model: &Model, ty: &str, property: &str) -> TypeRef {
    let mut properties = model.all_properties(structured(model, ty));
    properties
        .find(|other| other.name == property)
        .expect("there is such a property")
        .ty
        .item
}
