//! A crate generated from all that is odd compiles without a warning, of rustc, Clippy or rustdoc.

use std::path::{Path, PathBuf};
use std::process::Command;

use csdlgen::config::{Crate, KeyStyle, Runtime};
use tests::generate::generate;
use tests::service::repository;

/// Generates into a folder of its own, with the workspace's lock, so that nothing is fetched.
fn crate_from(fixture: &str, name: &str, options: impl FnOnce(&mut Crate)) -> PathBuf {
    let document =
        std::fs::read_to_string(repository().join("tests/fixtures").join(fixture)).unwrap();
    let mut config = Crate::new(name).unwrap();
    config.runtime = Runtime::path(repository().join("runtime").to_string_lossy()).unwrap();
    options(&mut config);
    let generated = generate(&document, &config).unwrap_or_else(|errors| panic!("{errors}"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::remove_dir_all(&folder).ok();
    for file in &generated.files {
        let path = file.path.below(&folder);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &file.contents).unwrap();
    }
    // A workspace of its own: the folder lies within this repository's.
    let manifest = folder.join("Cargo.toml");
    let contents = std::fs::read_to_string(&manifest).unwrap();
    std::fs::write(&manifest, format!("{contents}\n[workspace]\n")).unwrap();
    std::fs::copy(repository().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}

fn cargo(folder: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("build"),
        )
        .env("CARGO_NET_OFFLINE", "true")
        .env("RUSTDOCFLAGS", "-D warnings")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn odd_metadata_becomes_a_crate_without_warnings() {
    for (fixture, name, style) in [
        ("odd.csdl", "odd-segments", KeyStyle::Segment),
        ("odd.csdl", "odd-parentheses", KeyStyle::Parentheses),
        ("tolerated.csdl", "tolerated", KeyStyle::Parentheses),
        ("names.csdl", "names", KeyStyle::Parentheses),
    ] {
        let folder = crate_from(fixture, name, |config| config.key_style = style);
        cargo(&folder, &["clippy", "--quiet", "--", "-D", "warnings"]);
        cargo(
            &folder,
            &[
                "clippy",
                "--quiet",
                "--all-features",
                "--",
                "-D",
                "warnings",
            ],
        );
        cargo(&folder, &["doc", "--quiet", "--no-deps", "--all-features"]);
        // Descriptions hold no tests: whatever looks like code in them stays text.
        cargo(&folder, &["test", "--quiet", "--doc"]);
    }
}
