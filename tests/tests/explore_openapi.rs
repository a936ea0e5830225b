//! Looking around in a service that OpenAPI describes, and selecting a part of it.

use std::collections::BTreeSet;
use std::path::Path;

use csdlgen::config::Crate;
use csdlgen::explore::{Explorer, Options, render_explanations, render_found, render_tree};
use csdlgen::pipeline::{self, Generated, Source};
use csdlgen::select::Pattern;

fn source() -> Source {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/petshop.yaml");
    Source {
        name: "petshop.yaml".to_owned(),
        bytes: std::fs::read(path).unwrap(),
    }
}

fn config(include: &[&str], exclude: &[&str]) -> Crate {
    let mut config = Crate::new("petshop").unwrap();
    let patterns = |texts: &[&str]| texts.iter().map(|it| Pattern::parse(it).unwrap()).collect();
    config.selection.include = patterns(include);
    config.selection.exclude = patterns(exclude);
    config
}

fn explorer() -> Explorer {
    Explorer::read(&source(), &config(&[], &[])).unwrap()
}

fn part(include: &[&str], exclude: &[&str]) -> Generated {
    pipeline::run(&source(), &config(include, exclude)).unwrap_or_else(|error| panic!("{error}"))
}

/// The files in a folder, without the index.
fn files(generated: &Generated, folder: &str) -> BTreeSet<String> {
    let paths = generated.files.iter().map(|file| file.path.to_string());
    let names =
        paths.filter_map(|path| Some(path.strip_prefix(folder)?.strip_suffix(".rs")?.to_owned()));
    names.filter(|name| name != "mod").collect()
}

fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// A text without styles.
fn plain(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + part.split_once('m').map_or("", |(_, rest)| rest)
    })
}

#[test]
fn paths_are_shown_as_a_tree() {
    let shown = plain(&render_tree(&explorer().show("/pets", 3).unwrap()));
    for part in ["{petId}", "photo", "GET", "PUT"] {
        assert!(shown.contains(part), "{shown}");
    }
    let error = explorer().show("/pet", 1).unwrap_err().to_string();
    assert!(error.contains("pets"), "{error}");
}

#[test]
fn words_find_operations_and_types() {
    let options = Options {
        limit: 5,
        kinds: Vec::new(),
    };
    let found = plain(&render_found(&explorer().search("cancel order", &options)));
    assert!(found.contains("/orders/{id}:cancel"), "{found}");
    let found = plain(&render_found(&explorer().search("address", &options)));
    assert!(found.contains("Address"), "{found}");
}

#[test]
fn operations_and_types_are_explained() {
    let explained = |text: &str| plain(&render_explanations(&explorer().explain(text).unwrap()));
    let operation = explained("listPets");
    for part in ["/pets", "client.pets().get()", "price"] {
        assert!(operation.contains(part), "{operation}");
    }
    assert!(explained("Address").contains("city"));
    assert!(explained("/pets/7/photo").contains(".by_pet_id(\"7\").photo()"));
    let error = explorer().explain("listPet").unwrap_err().to_string();
    assert!(error.contains("listPets"), "{error}");
}

#[test]
fn a_part_has_what_its_requests_need() {
    let generated = part(&["/orders/**"], &[]);
    assert_eq!(
        files(&generated, "src/requests/"),
        names(&["orders", "orders_item_cancel"])
    );
    // The type of errors belongs to the whole service.
    assert_eq!(
        files(&generated, "src/models/"),
        names(&["address", "order", "problem"])
    );
}

#[test]
fn methods_are_selected_by_themselves() {
    let generated = part(&["/pets#GET", "/hours"], &[]);
    let all = |name: &str| {
        let file = generated
            .files
            .iter()
            .find(|file| file.path.to_string() == name);
        file.unwrap().contents.clone()
    };
    let pets = all("src/requests/pets.rs");
    assert!(
        pets.contains("pub fn get(") && !pets.contains("pub fn post("),
        "{pets}"
    );
    assert!(!pets.contains("by_pet_id"), "{pets}");
}

#[test]
fn what_is_excluded_takes_what_it_alone_needs() {
    let whole = part(&[], &[]);
    let generated = part(&[], &["/chat/**", "/orders/**"]);
    let gone: BTreeSet<String> = files(&whole, "src/models/")
        .difference(&files(&generated, "src/models/"))
        .cloned()
        .collect();
    // No request needs the object that a multipart body is: its parts are arguments.
    let expected = names(&["answer", "order", "set_photo_request"]);
    assert_eq!(gone, expected);
}

#[test]
fn names_do_not_depend_on_what_is_selected() {
    let (whole, generated) = (part(&[], &[]), part(&["/pets/*/photo"], &[]));
    for folder in ["src/requests/", "src/models/"] {
        let (all, some) = (files(&whole, folder), files(&generated, folder));
        assert!(some.is_subset(&all), "{some:?}");
    }
}

#[test]
fn patterns_that_lead_nowhere_are_errors() {
    let error = pipeline::run(&source(), &config(&["/pet/**"], &[]))
        .unwrap_err()
        .to_string();
    assert!(error.contains("/pet/**"), "{error}");
}
