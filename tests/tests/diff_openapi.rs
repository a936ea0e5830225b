//! Two versions of a service that OpenAPI describes: what changes in Rust, and what that means for users.

use std::path::Path;

use csdlgen::config::Crate;
use csdlgen::diff::{Class, Comparison, Version, compare, render};
use csdlgen::pipeline::Source;

fn petshop() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/petshop.yaml");
    std::fs::read_to_string(path).unwrap()
}

fn version(name: &str, text: &str) -> Version {
    let source = Source {
        name: name.to_owned(),
        bytes: text.into(),
    };
    let read = Version::read(&source, &Crate::new("petshop").unwrap());
    read.unwrap_or_else(|error| panic!("{error}")).0
}

/// The pet shop, and what it is with some of its text replaced.
fn compared(replaced: &[(&str, &str)]) -> Comparison {
    let old = petshop();
    let new = replaced.iter().fold(old.clone(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    });
    compare(&version("old", &old), &version("new", &new), None)
}

#[test]
fn nothing_changes_in_the_same() {
    assert_eq!(compared(&[]).changes, []);
}

#[test]
fn what_is_new_breaks_nobody() {
    let comparison = compared(&[
        (
            "  /hours:\n",
            "  /staff:\n    get: { operationId: staff, responses: { \"204\": { description: x } } }\n  /hours:\n",
        ),
        ("enum: [cat, dog]", "enum: [cat, dog, bird]"),
        (
            "        name: { type: string }\n",
            "        name: { type: string }\n        age: { type: integer }\n",
        ),
        (
            "        - name: price\n",
            "        - { name: size, in: query, schema: { type: string } }\n        - name: price\n",
        ),
    ]);
    assert_eq!(
        comparison.count(Class::Breaking),
        0,
        "{}",
        render::text(&comparison)
    );
    insta::assert_snapshot!(render::text(&comparison));
}

#[test]
fn what_code_no_longer_compiles_with_is_breaking() {
    let comparison = compared(&[
        (
            "in: query, schema: { type: integer, format: int32 } }",
            "in: query, required: true, schema: { type: integer } }",
        ),
        ("enum: [cat, dog]", "enum: [cat]"),
        ("grams: { type: integer }", "grams: { type: string }"),
        ("  /chat:\n", "  /talk:\n"),
        ("        \"202\":\n", "        \"203\":\n"),
    ]);
    insta::assert_snapshot!(render::text(&comparison));
}

#[test]
fn what_is_only_said_is_documentation() {
    let comparison = compared(&[
        (
            "summary: Takes in a pet.",
            "summary: Takes in a pet for good.",
        ),
        ("description: Sells pets.", "description: Sells no pets."),
        (
            "style: deepObject\n          schema",
            "style: form\n          schema",
        ),
    ]);
    assert_eq!(comparison.count(Class::Docs), comparison.changes.len());
    insta::assert_snapshot!(render::text(&comparison));
}

#[test]
fn two_languages_are_not_compared() {
    let csdl = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/library.csdl");
    let csdl = version("csdl", &std::fs::read_to_string(csdl).unwrap());
    let error = csdl
        .check_alike(&version("openapi", &petshop()))
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("csdl is described in CSDL, and openapi in OpenAPI"),
        "{error}"
    );
}
