//! `csdlgen::Builder`, as build scripts use it: a description on disk goes in, one file to include comes out.

use std::path::{Path, PathBuf};
use std::process::Command;

use csdlgen::config::{BatchFormat, KeyStyle, ODataVersion, OperationNames};
use csdlgen::{BuildError, Builder};
use tests::compile::compiles;
use tests::service::repository;

fn metadata() -> PathBuf {
    repository().join("metadata/communications.csdl")
}

/// Of one operation of the embedded metadata.
fn small(out: &Path) -> Builder {
    Builder::new(metadata())
        .include("/communications/calls/*/updateRecordingStatus")
        .key_style(KeyStyle::Segment)
        .operations(OperationNames::Unqualified)
        .client("GraphClient")
        .base_url("https://graph.microsoft.com/v1.0")
        .scope("https://graph.microsoft.com/.default")
        .module("microsoft.graph", "models")
        .rename("microsoft.graph.resultInfo", "Outcome")
        .out_dir(out)
}

#[test]
fn writes_one_file_to_include() {
    let out = tempfile::tempdir().unwrap();
    let built = small(out.path()).generate().unwrap();
    assert_eq!(built.file, out.path().join("communications.rs"));
    assert!(built.changed);
    assert_eq!((built.summary.types, built.summary.builders), (4, 4));
    assert_eq!(std::fs::read_dir(out.path()).unwrap().count(), 1);
    insta::assert_snapshot!(std::fs::read_to_string(&built.file).unwrap());
}

#[test]
fn the_client_presets_how_to_speak_to_the_service() {
    let out = tempfile::tempdir().unwrap();
    let text = |builder: Builder| {
        let file = builder.generate().unwrap().file;
        std::fs::read_to_string(file)
            .unwrap()
            .replace([' ', '\n'], "")
    };
    let usual = text(small(out.path()));
    assert!(usual.contains(".odata_version(odata_client::settings::ODataVersion::V4_0)"));
    assert!(!usual.contains(".telemetry("), "left to the runtime");
    let set = small(out.path())
        .odata_version(ODataVersion::V4_01)
        .ieee754_compatible(true)
        .batch_format(BatchFormat::Multipart)
        .telemetry(true)
        .upgrade_links(true)
        .empty_action_body(true);
    let calls = ".odata_version(odata_client::settings::ODataVersion::V4_01).ieee754_compatible(true)\
                 .batch_format(odata_client::settings::BatchFormat::Multipart).telemetry(true).upgrade_links(true).empty_action_body(true)";
    assert!(text(set).contains(calls));
}

#[test]
fn writes_only_what_is_new() {
    let out = tempfile::tempdir().unwrap();
    let file = small(out.path()).generate().unwrap().file;
    let before = std::fs::metadata(&file).unwrap().modified().unwrap();
    assert!(!small(out.path()).generate().unwrap().changed);
    assert_eq!(
        std::fs::metadata(&file).unwrap().modified().unwrap(),
        before
    );
    assert!(
        small(out.path())
            .client("Other")
            .generate()
            .unwrap()
            .changed
    );
    assert!(
        std::fs::read_to_string(&file)
            .unwrap()
            .contains("pub struct Other(")
    );
}

/// What a build script does, in a process of its own: this test runs itself once more.
#[test]
fn in_a_build_script_cargo_is_told_what_it_depends_on() {
    let overlay = repository().join("metadata/graph.overlay.toml");
    if std::env::var_os("IN_A_BUILD_SCRIPT").is_some() {
        let builder = Builder::new(metadata()).include("/communications/presences/**");
        builder.overlay(overlay, true).generate().unwrap();
        return;
    }
    let out = tempfile::tempdir().unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--nocapture"])
        .arg("in_a_build_script_cargo_is_told_what_it_depends_on")
        .env("IN_A_BUILD_SCRIPT", "1")
        .env("OUT_DIR", out.path())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}");
    let told: Vec<&str> = text
        .lines()
        .filter_map(|line| line.split("cargo:").nth(1))
        .collect();
    let expected = [metadata(), overlay].map(|path| format!("rerun-if-changed={}", path.display()));
    assert_eq!(told, expected);
    assert!(out.path().join("communications.rs").is_file());
}

#[test]
fn several_descriptions_go_to_one_folder() {
    let out = tempfile::tempdir().unwrap();
    let shop = repository().join("tests/fixtures/shop.csdl");
    small(out.path()).file_name("graph").generate().unwrap();
    Builder::new(shop).out_dir(out.path()).generate().unwrap();
    assert!(out.path().join("graph.rs").is_file() && out.path().join("shop.rs").is_file());
}

#[test]
fn says_what_is_wrong() {
    let out = tempfile::tempdir().unwrap();
    let text = |builder: Builder| builder.generate().unwrap_err().to_string();
    let messages = [
        text(small(out.path()).include("calls")),
        text(small(out.path()).client("a client").base_url("ftp://x")),
        text(small(out.path()).module("microsoft.graph", "fn")),
        text(small(out.path()).rename("resultInfo", "Outcome")),
        text(small(out.path()).file_name("../outside")),
        text(small(out.path()).include("/communications/cals")),
        text(Builder::new("a\nb").out_dir(out.path())),
    ];
    insta::assert_snapshot!(messages.join("\n---\n"));
    assert_eq!(std::fs::read_dir(out.path()).unwrap().count(), 0);

    let missing = Builder::new(out.path().join("none.csdl"))
        .out_dir(out.path())
        .generate();
    assert!(matches!(missing, Err(BuildError::Read { .. })));
    let nowhere = Builder::new(metadata()).generate();
    assert!(matches!(nowhere, Err(BuildError::NoOutDir)));
    // The file where a folder should be.
    let file = out.path().join("file");
    std::fs::write(&file, "").unwrap();
    assert!(matches!(
        small(&file).generate(),
        Err(BuildError::Write { .. })
    ));
}

#[test]
fn never_overwrites_what_it_did_not_write() {
    let out = tempfile::tempdir().unwrap();
    let file = out.path().join("communications.rs");
    for foreign in [b"pub fn mine() {}\n".as_slice(), b"\xff\xfe"] {
        std::fs::write(&file, foreign).unwrap();
        let refused = small(out.path()).generate();
        assert!(matches!(refused, Err(BuildError::Foreign(path)) if path == file));
        assert_eq!(std::fs::read(&file).unwrap(), foreign);
    }
}

/// A package with a build script's output in it, checked as Cargo would.
#[test]
fn what_is_included_compiles_wherever_it_stands() {
    let temporary = env!("CARGO_TARGET_TMPDIR");
    let folder = Path::new(temporary).join("included");
    std::fs::remove_dir_all(&folder).ok();
    std::fs::create_dir_all(folder.join("src")).unwrap();
    small(&folder.join("src"))
        .file_name("graph")
        .generate()
        .unwrap();
    // Everything: families, several namespaces, operations that are imported, names of all kinds.
    let odd = repository().join("tests/fixtures/odd.csdl");
    Builder::new(odd)
        .properties(true)
        .out_dir(folder.join("src"))
        .generate()
        .unwrap();
    let runtime = repository().join("runtime/odata");
    let manifest = format!(
        "[package]\nname = \"included\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\nodata-client = {{ path = {runtime:?}, default-features = false }}\n"
    );
    std::fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    std::fs::copy(repository().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let main = "#![deny(warnings)]\nmod deep {\n    pub(crate) mod deeper {\n        include!(\"graph.rs\");\n    }\n}\nmod odd_one {\n    \
                include!(\"odd.rs\");\n}\nfn main() {\n    println!(\"{}\", \
                deep::deeper::GraphClient::BASE_URL);\n}\n";
    std::fs::write(folder.join("src/main.rs"), main).unwrap();
    compiles(temporary, &folder, &["check", "-q"]);
}
