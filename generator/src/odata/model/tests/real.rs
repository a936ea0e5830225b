//! Real service descriptions, read in place where they are there.

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::csdl;
use crate::model::{self, Resolved};

fn shared(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared")
        .join(path)
}

/// The bytes of a file; `None`, and a line about it, where there is none.
fn bytes(path: &Path) -> Option<Vec<u8>> {
    let bytes = std::fs::read(path).ok();
    if bytes.is_none() {
        println!("skipped: {} is not there", path.display());
    }
    bytes
}

fn resolve(name: &str, bytes: &[u8]) -> Resolved {
    let read = csdl::read(name, bytes).unwrap_or_else(|errors| panic!("{errors}"));
    let resolved = model::resolve(&read.document).unwrap_or_else(|errors| panic!("{errors}"));
    for warning in read.warnings.iter().chain(&resolved.warnings) {
        println!("{warning}");
    }
    resolved
}

#[test]
fn graph_resolves_without_errors() {
    let Some(bytes) = bytes(&shared("graph/v1.0.csdl")) else {
        return;
    };
    let start = Instant::now();
    let resolved = resolve("v1.0.csdl", &bytes);
    println!("read and resolved in {:?}", start.elapsed());
    let model = &resolved.model;
    let entities = model
        .structured
        .iter()
        .filter(|ty| ty.kind == model::StructuredKind::Entity);
    let entities = entities.count();
    let complex = model.structured.len() - entities;
    let actions = model
        .operations
        .iter()
        .filter(|op| op.kind == model::OperationKind::Action);
    let actions = actions.count();
    let functions = model.operations.len() - actions;
    println!("{} warnings", resolved.warnings.len());
    println!(
        "{entities} entity types, {complex} complex types, {} enums",
        model.enums.len()
    );
    println!(
        "{actions} actions, {functions} functions, {} terms",
        model.terms.len()
    );
    assert_eq!((entities, complex, model.enums.len()), (1182, 1779, 861));
    assert_eq!((actions, functions, model.namespaces.len()), (857, 326, 11));
}

/// `directoryObject` has five terms twice, once with each value.
#[test]
fn graph_claims_nothing_where_it_contradicts_itself() {
    let Some(bytes) = bytes(&shared("graph/v1.0.csdl")) else {
        return;
    };
    let resolved = resolve("v1.0.csdl", &bytes);
    let told = resolved.warnings.iter();
    let told = told.filter(|it| it.message.contains("annotates the same element"));
    assert_eq!(told.count(), 5);
    let mut types = resolved.model.structured.iter();
    let ty = types.find(|ty| ty.name == "directoryObject");
    let annotations = &ty.expect("the type is there").annotations;
    let claim = |term: &str, property: &str| {
        let annotation = annotations.get(&format!("Org.OData.Capabilities.V1.{term}"));
        annotation?.value.as_ref()?.property(property).cloned()
    };
    assert_eq!(claim("CountRestrictions", "Countable"), None);
    assert_eq!(claim("ExpandRestrictions", "Expandable"), None);
    assert_eq!(claim("FilterRestrictions", "Filterable"), None);
    assert_eq!(claim("NavigationRestrictions", "Referenceable"), None);
    assert!(claim("ChangeTracking", "Supported").is_some());
    assert!(
        annotations
            .get("Org.OData.Capabilities.V1.SkipSupported")
            .is_none()
    );
}

#[test]
fn earlier_versions_of_graph_resolve_without_errors() {
    for name in ["v1.0-2025-08-19", "v1.0-2026-04-22"] {
        let Some(bytes) = bytes(&shared(&format!("graph/history/{name}.csdl"))) else {
            continue;
        };
        let mut warnings = resolve(name, &bytes).warnings;
        // `directoryObject` has five terms twice.
        warnings.retain(|warning| !warning.message.contains("annotates the same element"));
        assert_eq!(warnings, [], "{name}");
    }
}

#[test]
fn other_services_resolve_without_errors() {
    for name in [
        "csdl-16.1",
        "csdl-16.2",
        "library-aspnet",
        "library-cap",
        "northwind",
        "trippin",
    ] {
        let path = shared(&format!("odata/{name}.xml"));
        let Some(bytes) = bytes(&path) else { continue };
        let resolved = resolve(name, &bytes);
        assert!(!resolved.model.namespaces.is_empty(), "{name}");
    }
}
