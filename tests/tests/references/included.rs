//! What a reference includes: schemas, vocabularies, and versions of a type.

use std::collections::BTreeMap;

use csdlgen::config::Crate;
use csdlgen::pipeline::{self, Source};
use csdlgen::references::References;
use csdlgen::select::Pattern;
use tests::generate::by_path;
use tests::service::repository;

use super::{document, folder, generated, reference, texts};

/// A service of a set of vehicles, whose schemas are of another document.
fn depot(includes: &[&str]) -> String {
    let includes = includes.iter();
    let includes = includes.map(|name| format!("<edmx:Include Namespace=\"{name}\"/>"));
    let includes: String = includes.collect();
    document(
        &format!(
            "<edmx:Reference Uri=\"https://example.org/Fleet.xml\">{includes}</edmx:Reference>"
        ),
        "<Schema Namespace=\"Depot\"><EntityContainer Name=\"C\"><EntitySet Name=\"Vehicles\" EntityType=\"Fleet.Vehicle\"/>\
         </EntityContainer></Schema>",
    )
}

fn fleet() -> String {
    document(
        "",
        "<Schema Namespace=\"Fleet\"><EntityType Name=\"Vehicle\" Abstract=\"true\"><Key><PropertyRef Name=\"Id\"/></Key>\
         <Property Name=\"Id\" Type=\"Edm.String\" Nullable=\"false\"/></EntityType>\
         <EntityType Name=\"Bicycle\" BaseType=\"Fleet.Vehicle\"/></Schema>\
         <Schema Namespace=\"Fleet.Heavy\"><EntityType Name=\"Lorry\" BaseType=\"Fleet.Vehicle\">\
         <Property Name=\"Load\" Type=\"Edm.Int32\"/></EntityType>\
         <Action Name=\"Park\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"Fleet.Vehicle\"/></Action></Schema>\
         <Schema Namespace=\"Fleet.Unused\"><ComplexType Name=\"X\"/></Schema>",
    )
}

#[test]
fn what_is_included_belongs_to_the_model_whether_or_not_it_is_named() {
    let folder = folder(&[("Fleet.xml", &fleet())]);
    let crate_ = generated(&depot(&["Fleet", "Fleet.Heavy"]), folder.path());
    assert_eq!(texts(&crate_.warnings), [""; 0]);
    let files = by_path(crate_);
    let vehicle = files.iter().find(|(path, _)| path.ends_with("/vehicle.rs"));
    let (_, vehicle) = vehicle.unwrap();
    for part in [
        "Bicycle(Box<",
        "Lorry(Box<",
        "pub fn park(",
        "\"#Fleet.Heavy.Lorry\"",
    ] {
        assert!(vehicle.contains(part), "{part}: {vehicle}");
    }
    assert!(!files.keys().any(|path| path.ends_with("/x.rs")));
    // A schema that nothing includes or names does not come along.
    let less = by_path(generated(&depot(&["Fleet"]), folder.path()));
    assert!(!less.keys().any(|path| path.ends_with("/lorry.rs")));
}

#[test]
fn an_included_schema_that_is_missing_is_told_once_for_its_reference() {
    let main = depot(&["Fleet", "Fleet.Heavy", "Fleet.Gone", "Fleet.Lost"]);
    let folder = folder(&[("Fleet.xml", &fleet())]);
    let [warning] = &texts(&generated(&main, folder.path()).warnings)[..] else {
        panic!("one warning")
    };
    assert!(
        warning.starts_with(
            "main.xml:2:1: warning: the included schema `Fleet.Gone` and 1 more are not at hand"
        ),
        "{warning}"
    );
    assert!(
        warning.contains("`https://example.org/Fleet.xml` with --references"),
        "{warning}"
    );
}

#[test]
fn an_included_vocabulary_is_left_out() {
    let terms = document(
        "",
        "<Schema Namespace=\"Fleet.Terms\"><Term Name=\"Colour\" Type=\"Fleet.Terms.Colour\"/>\
         <ComplexType Name=\"Colour\"/></Schema>",
    );
    let folder = folder(&[("Fleet.xml", &fleet()), ("Terms.xml", &terms)]);
    let crate_ = generated(&depot(&["Fleet", "Fleet.Terms"]), folder.path());
    assert_eq!(texts(&crate_.warnings), [""; 0]);
    assert!(
        !by_path(crate_)
            .keys()
            .any(|path| path.ends_with("/colour.rs"))
    );
    let options = Crate {
        references: References::folder(folder.path()),
        ..Crate::new("client").unwrap()
    };
    let source = Source {
        name: "main.xml".to_owned(),
        bytes: depot(&["Fleet", "Fleet.Terms"]).into_bytes(),
    };
    let used = pipeline::Input::read(&source, &options).unwrap();
    let used: Vec<&str> = used.used().iter().map(|used| used.name.as_str()).collect();
    assert!(
        matches!(used[..], [only] if only.ends_with("/Fleet.xml")),
        "{used:?}"
    );
}

#[test]
fn the_same_schema_at_two_addresses_is_there_once() {
    let main = depot(&["Fleet", "Fleet.Heavy"]);
    let again = reference("http://mirror/fleet", "Namespace=\"Fleet\"");
    let main = main.replace(
        "<edmx:DataServices>",
        &format!("{again}<edmx:DataServices>"),
    );
    let folder = folder(&[("Fleet.xml", &fleet()), ("fleet", &fleet())]);
    let crate_ = generated(&main, folder.path());
    assert_eq!(texts(&crate_.warnings), [""; 0]);
    let files = by_path(crate_).into_keys();
    assert_eq!(files.filter(|path| path.ends_with("/lorry.rs")).count(), 1);
}

/// The references of the service in the manner of Redfish that `tests/bmc` is made of.
fn controller(include: &[&str], limit: usize) -> BTreeMap<String, String> {
    let folder = repository().join("tests/fixtures/bmc");
    let mut options = Crate {
        references: References::folder(&folder),
        any_limit: limit,
        ..Crate::new("client").unwrap()
    };
    let patterns = include.iter().map(|text| Pattern::parse(text).unwrap());
    options.selection.include = patterns.collect();
    let source = Source {
        name: "metadata.xml".to_owned(),
        bytes: std::fs::read(folder.join("metadata.xml")).unwrap(),
    };
    let crate_ = pipeline::run(&source, &options).unwrap();
    assert_eq!(texts(&crate_.warnings), [""; 0]);
    by_path(crate_)
}

#[test]
fn a_selection_has_the_newest_versions_of_what_it_needs() {
    let all = controller(&[], 200);
    for (include, limit) in [("/Chassis/Members/*", 200), ("/Chassis/Members/*/**", 0)] {
        let files = controller(&[include], limit);
        let chassis = &files["src/chassis/chassis.rs"];
        // Of the oldest version, of the newest, and of the newest of the base.
        for field in ["pub model:", "pub doors:", "pub tags:"] {
            assert!(chassis.contains(field), "{include}: {field}");
        }
        assert!(
            files["src/chassis/links.rs"].contains("pub contains:"),
            "{include}"
        );
        assert!(files.contains_key("src/chassis/door_state.rs"), "{include}");
        assert!(files.len() < all.len(), "{include}");
        assert!(
            !files.contains_key("src/service_root/service_root.rs"),
            "{include}"
        );
    }
}
