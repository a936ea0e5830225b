//! `csdlgen diff` as a process: where versions come from, exit codes, what goes where.
#![cfg(test)]

use std::fs;
use std::path::Path;
use std::process::Command;

fn csdl(properties: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\n\
         <Schema Namespace=\"shop\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n\
         <ComplexType Name=\"product\">\n{properties}\n</ComplexType>\n\
         </Schema></edmx:DataServices></edmx:Edmx>\n"
    )
}

const TITLE: &str = "<Property Name=\"title\" Type=\"Edm.String\"/>";
const PRICE: &str = "<Property Name=\"price\" Type=\"Edm.Decimal\"/>";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("old.csdl"), csdl(TITLE)).unwrap();
    fs::write(
        folder.path().join("more.csdl"),
        csdl(&format!("{TITLE}{PRICE}")),
    )
    .unwrap();
    fs::write(folder.path().join("other.csdl"), csdl(PRICE)).unwrap();
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_csdlgen"))
        .arg("diff")
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn exit_codes_follow_the_gravest_change() {
    let folder = folder();
    let code = |arguments: &[&str]| run(folder.path(), arguments).0;
    assert_eq!(code(&["old.csdl", "other.csdl"]), 0);
    assert_eq!(
        code(&["old.csdl", "other.csdl", "--fail-on", "breaking"]),
        1
    );
    assert_eq!(code(&["old.csdl", "more.csdl", "--fail-on", "breaking"]), 0);
    assert_eq!(code(&["old.csdl", "more.csdl", "--fail-on", "additive"]), 1);
    assert_eq!(code(&["old.csdl", "old.csdl", "--fail-on", "docs"]), 0);
    // Only what is asked for counts.
    let other = [
        "old.csdl",
        "other.csdl",
        "--fail-on",
        "breaking",
        "--path",
        "shop.product/price",
    ];
    assert_eq!(code(&other), 0);
    for wrong in [
        &["old.csdl"][..],
        &["old.csdl", "more.csdl", "--fail-on", "all"],
    ] {
        assert_eq!(code(wrong), 2);
    }
}

#[test]
fn reports_go_to_standard_output_and_summaries_of_the_rest_to_standard_error() {
    let folder = folder();
    for (format, start) in [
        ("text", "old.csdl →"),
        ("markdown", "# `old.csdl`"),
        ("json", "{"),
        ("html", "<!DOCTYPE html>"),
    ] {
        let (code, out, error) = run(
            folder.path(),
            &["old.csdl", "more.csdl", "--format", format],
        );
        assert_eq!(code, 0);
        assert!(out.starts_with(start), "{format}: {out}");
        let summarized = error.contains("0 breaking, 1 additive, 0 docs; semver step: minor");
        assert_eq!(
            summarized,
            matches!(format, "json" | "html"),
            "{format}: {error}"
        );
        // The same again, to the byte.
        assert_eq!(
            run(
                folder.path(),
                &["old.csdl", "more.csdl", "--format", format]
            )
            .1,
            out
        );
    }
}

#[test]
fn a_revision_of_git_is_a_version() {
    let folder = folder();
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=t", "-c", "user.email=t@example.org"]);
        git.args(arguments)
            .current_dir(folder.path())
            .output()
            .is_ok_and(|o| o.status.success())
    };
    if !git(&["init", "-q"]) {
        println!("git is not installed: revisions are not tried");
        return;
    }
    assert!(git(&["add", "old.csdl"]) && git(&["commit", "-q", "-m", "old"]));
    fs::write(folder.path().join("old.csdl"), csdl(PRICE)).unwrap();
    let (code, out, error) = run(folder.path(), &["HEAD:old.csdl", "old.csdl"]);
    assert_eq!(code, 0, "{error}");
    assert!(
        out.starts_with("HEAD:old.csdl → old.csdl\n1 breaking, 1 additive"),
        "{out}"
    );
    let (code, _, error) = run(folder.path(), &["HEAD:none.csdl", "old.csdl"]);
    assert_eq!(code, 1);
    assert!(error.contains("git has no \"HEAD:none.csdl\""), "{error}");
    // What looks like an option never reaches git as one.
    let (code, _, error) = run(folder.path(), &["--", "--output=x:old.csdl", "old.csdl"]);
    assert_eq!(code, 1, "{error}");
    assert!(
        error.contains("begins with a hyphen") && !folder.path().join("x:old.csdl").exists(),
        "{error}"
    );
}

#[test]
fn names_and_selection_come_from_a_crate_where_one_is_named() {
    let folder = folder();
    let config = "[crates.shop]\nmetadata = \"old.csdl\"\nout = \"shop\"\n\
                  [crates.shop.rename]\n\"shop.product/price\" = \"cost\"\n";
    fs::write(folder.path().join("csdlgen.toml"), config).unwrap();
    let arguments = ["old.csdl", "more.csdl", "--crate", "shop"];
    let (code, out, error) = run(folder.path(), &arguments);
    assert_eq!(code, 0, "{error}");
    assert!(out.contains("models::Product::cost: new"), "{out}");
}

#[test]
fn what_cannot_be_read_is_told() {
    let folder = folder();
    fs::write(folder.path().join("bad.csdl"), "{}").unwrap();
    let (code, out, error) = run(
        folder.path(),
        &["old.csdl", "more.csdl", "--path", "shop.produc"],
    );
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(error.contains("did you mean \"shop.product\"?"), "{error}");
    for (old, expected) in [
        ("no.csdl", "there is no file"),
        ("bad.csdl", "bad.csdl:1:1"),
        ("http://", "http"),
    ] {
        let (code, out, error) = run(folder.path(), &[old, "old.csdl"]);
        assert_ne!(code, 0, "{old}");
        assert!(out.is_empty() && error.contains(expected), "{old}: {error}");
    }
}
