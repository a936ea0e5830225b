//! Names: code, paths, lengths, reserved names, and names that look alike.

use std::path::Path;

use csdlgen::csdl::Limit;
use tests::generate::{by_path, document, generate};

use super::{example, files, is_limit, is_plain, many, refused, with};

#[test]
fn names_that_are_paths_or_code_are_refused_with_their_place() {
    for name in [
        "../../etc/passwd",
        "..",
        "a/b",
        "a\\b",
        "C:\\x",
        "/abs",
        "a b",
        "a\tb",
        "x; fn main() {}",
        "a\"b",
        "a`b",
        "r#type",
        "a.b",
        "\u{202e}evil",
        "zero\u{200b}width",
        "join\u{200d}er",
        "\u{feff}mark",
        "hangul\u{3164}filler",
        "soft\u{ad}hyphen",
        "tag\u{e0041}",
        "e\u{9b}31m",
        "\u{7f}",
    ] {
        let escaped = name.replace('"', "&quot;");
        for (element, place) in [
            (
                format!("<ComplexType Name=\"{escaped}\"/>"),
                "test.csdl:3:1: ",
            ),
            (
                format!("<EnumType Name=\"e\"><Member Name=\"{escaped}\"/></EnumType>"),
                "test.csdl:3:20: ",
            ),
            (
                format!(
                    "<ComplexType Name=\"c\"><Property Name=\"{escaped}\" Type=\"Edm.String\"/></ComplexType>"
                ),
                "test.csdl:3:23: ",
            ),
            (format!("<Action Name=\"{escaped}\"/>"), "test.csdl:3:1: "),
            (
                format!(
                    "<Action Name=\"a\"><Parameter Name=\"{escaped}\" Type=\"Edm.String\"/></Action>"
                ),
                "test.csdl:3:18: ",
            ),
            (
                format!("<EntityContainer Name=\"{escaped}\"/>"),
                "test.csdl:3:1: ",
            ),
        ] {
            let said = refused(&document(&element));
            assert!(said.starts_with(place), "{name:?}: {said:?}");
            assert!(said.contains("is not a simple identifier"), "{said:?}");
            assert!(is_plain(&said), "{said:?}");
        }
    }
    for namespace in [
        "../x",
        "a/b",
        "a..b",
        "a\u{202e}b",
        "a b",
        "a\u{200b}.b",
        "\u{9b}",
    ] {
        let text =
            document("").replace("Namespace=\"test\"", &format!("Namespace=\"{namespace}\""));
        let said = refused(&text);
        assert!(
            said.starts_with("test.csdl:2:1: ") && is_plain(&said),
            "{said:?}"
        );
    }
    // XML has no way to write it at all.
    for raw in ["a\u{0}b", "a&#0;b", "a\u{1}b", "a&#x1b;b"] {
        let said = refused(&document(&format!("<ComplexType Name=\"{raw}\"/>")));
        assert!(
            said.contains("not well-formed XML") && is_plain(&said),
            "{said:?}"
        );
    }
    for raw in ["a\\u0000b", "a\\u001bb", "../x", "a\\u202eb", "a\\u200bb"] {
        let json = format!(
            "{{\"$Version\": \"4.01\", \"test\": {{\"{raw}\": {{\"$Kind\": \"ComplexType\"}}}}}}"
        );
        let said = refused(&json);
        assert!(
            said.starts_with("test.csdl:1:") && is_plain(&said),
            "{said:?}"
        );
    }
}

#[test]
fn names_of_ten_thousand_characters_are_refused_and_cut_where_allowed() {
    let long = "aB".repeat(5_000);
    let text = document(&format!("<ComplexType Name=\"{long}\"/>"));
    is_limit(
        &refused(&text),
        "test.csdl:3:1: error: the name `aBaB",
        Limit::Name,
    );
    assert!(refused(&text).len() < 1_000);
    let files = by_path(generate(&text, &with(Limit::Name, 10_000)).unwrap());
    assert!(
        files.keys().all(|path| path.len() < 250),
        "{:?}",
        files.keys()
    );
    // In the request, the name is what it was.
    assert!(
        files
            .values()
            .any(|text| text.contains(&format!("\"test.{long}\"")))
    );
    // Two that are one when cut are told apart by a number.
    let two = document(&format!(
        "<ComplexType Name=\"{long}1\"/><ComplexType Name=\"{long}2\"/>"
    ));
    let files = by_path(generate(&two, &with(Limit::Name, 10_001)).unwrap());
    let types = files
        .keys()
        .filter(|path| path.starts_with("src/models/a_b"));
    assert_eq!(types.count(), 2);
    assert!(files.keys().all(|path| path.len() < 250));
}

#[test]
fn names_that_windows_reserves_are_no_names_of_files() {
    let names = [
        "con", "PRN", "Aux", "nul", "com1", "LPT9", "mod", "lib", "main", "conin", "clock",
    ];
    let types = many(names.len(), |n| {
        format!("<ComplexType Name=\"{}\"/>", names[n])
    });
    let files = files(&types);
    for path in files.keys() {
        let stem = Path::new(path).file_stem().unwrap().to_str().unwrap();
        assert!(
            !["con", "prn", "aux", "nul", "com1", "lpt9"].contains(&stem),
            "{path}"
        );
    }
    assert!(files["src/models/con_.rs"].contains("pub struct Con"));
    // As namespaces, which are folders, too.
    let schema = |name: &str| {
        format!(
            "<Schema Namespace=\"x.{name}\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"><ComplexType Name=\"c\"/></Schema>"
        )
    };
    let text = document("").replace(
        "</edmx:DataServices>",
        &(schema("aux") + &schema("nul.con") + "</edmx:DataServices>"),
    );
    let files = by_path(generate(&text, &example()).unwrap());
    for folder in files.keys().filter_map(|path| path.split('/').nth(1)) {
        assert!(!["aux", "nul", "con"].contains(&folder), "{folder}");
    }
}

#[test]
fn names_that_differ_in_case_alone_stay_apart() {
    // Types: one file on some disks, and one name in Rust.
    let three = document(
        "<ComplexType Name=\"item\"/><ComplexType Name=\"ITEM\"/><ComplexType Name=\"Item\"/>",
    );
    let files = by_path(generate(&three, &example()).unwrap());
    for file in ["item", "item2", "item3"] {
        assert!(
            files.contains_key(&format!("src/models/{file}.rs")),
            "{file}"
        );
    }
    // Namespaces: modules, which are folders.
    let schema = |name: &str| {
        format!(
            "<Schema Namespace=\"{name}\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"><ComplexType Name=\"c\"/></Schema>"
        )
    };
    let two = document("").replace(
        "</edmx:DataServices>",
        &(schema("test.Part")
            + &schema("test.part")
            + &schema("test.PART")
            + "</edmx:DataServices>"),
    );
    let files = by_path(generate(&two, &example()).unwrap());
    let mut folded: Vec<String> = files.keys().map(|path| path.to_lowercase()).collect();
    folded.dedup();
    assert_eq!(folded.len(), files.len(), "{:?}", files.keys());
    assert_eq!(
        files.keys().filter(|path| path.ends_with("/c.rs")).count(),
        3,
        "{:?}",
        files.keys()
    );
    // Operations: methods.
    let operations = ["go", "Go", "GO"].map(|name| {
        format!("<Action Name=\"{name}\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"t.item\"/></Action>")
    });
    let items = "<EntityType Name=\"item\"><Key><PropertyRef Name=\"id\"/></Key><Property Name=\"id\" Type=\"Edm.String\"/></EntityType>\
        <EntityContainer Name=\"s\"><EntitySet Name=\"items\" EntityType=\"t.item\"/></EntityContainer>";
    let text = document(&(items.to_owned() + &operations.concat()));
    match generate(&text, &example()) {
        Ok(generated) => {
            let files = by_path(generated);
            let item = &files["src/models/item.rs"];
            for name in ["go", "Go", "GO"] {
                assert!(
                    item.contains(&format!("\"test.{name}\""))
                        || item.contains(&format!("test.{name}")),
                    "{item}"
                );
            }
            let methods: Vec<&str> = item
                .lines()
                .filter(|line| line.contains("pub fn "))
                .collect();
            let mut names: Vec<&str> = methods
                .iter()
                .filter_map(|line| line.split("pub fn ").nth(1)?.split('(').next())
                .filter(|name| name.to_lowercase().starts_with("go"))
                .collect();
            names.sort_unstable();
            let count = names.len();
            names.dedup();
            assert_eq!((names.len(), count), (3, 3), "{names:?}");
        }
        Err(errors) => panic!("{errors}"),
    }
}

#[test]
fn names_that_are_written_in_two_ways_are_one_name() {
    // The compiler and macOS take both for the same.
    let two = document("<ComplexType Name=\"\u{ac00}\"/><ComplexType Name=\"\u{1100}\u{1161}\"/>");
    let generated = generate(&two, &example()).unwrap();
    let told: Vec<String> = generated.warnings.iter().map(ToString::to_string).collect();
    assert!(
        told.iter().any(|told| told.contains("2`, because")),
        "{told:?}"
    );
}
