//! What services say that is rare, or not quite valid and harmless: `tests/fixtures/tolerated.csdl`, and the files that
//! it becomes. That they compile without a warning is in `compiles`.

use std::collections::BTreeMap;

use csdlgen::config::Crate;
use csdlgen::pipeline::Generated;
use tests::generate::{by_path, generate};
use tests::service::repository;

fn harbour() -> Generated {
    let path = repository().join("tests/fixtures/tolerated.csdl");
    let document = std::fs::read_to_string(path).unwrap();
    let config = Crate::new("harbour").unwrap();
    generate(&document, &config).unwrap_or_else(|errors| panic!("{errors}"))
}

fn files() -> BTreeMap<String, String> {
    by_path(harbour())
}

fn file(name: &str) -> String {
    files().remove(&format!("src/models/{name}.rs")).unwrap()
}

/// Labels, lists in descriptions, alternate keys, what a list must be asked with, and nothing of a contradiction.
#[test]
fn a_type_is_documented_and_found() {
    insta::assert_snapshot!(file("ship"));
}

#[test]
fn what_is_passed_over_is_told() {
    let warnings = harbour().warnings;
    let warnings = warnings.iter().map(ToString::to_string);
    insta::assert_snapshot!(warnings.collect::<Vec<_>>().join("\n"));
}

#[test]
fn capabilities_of_contained_collections_hold() {
    let files = files();
    let verbs = |name: &str| {
        let file = &files[&format!("src/models/{name}.rs")];
        let verbs = ["list", "get", "create", "update", "delete"];
        verbs.map(|verb| file.contains(&format!("pub fn {verb}(")))
    };
    assert_eq!(verbs("container"), [true, true, false, true, true]);
    assert_eq!(verbs("seal"), [true, true, true, true, false]);
    assert_eq!(verbs("hose"), [true, true, true, false, true]);
    assert_eq!(verbs("bill"), [false, false, true, true, true]);
    assert_eq!(verbs("ship"), [true; 5]);
    let client = &files["src/client.rs"];
    assert!(client.contains("Below `containers`: Not supported here: creating."));
    assert!(files["src/models/ship.rs"].contains("Not supported here: creating."));
}

#[test]
fn overloads_of_an_action_are_described_apart() {
    let files = files();
    assert!(files["src/client.rs"].contains("/// Hails all ships."));
    assert!(files["src/models/ship.rs"].contains("/// Hails one ship."));
}
