//! What the workspace is made of besides itself: dependencies that ask for no newer Rust than the workspace promises.
//! Licences, sources and duplicates are `bash .ci/deny`'s.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn metadata() -> Value {
    metadata_with(&["--locked", "--all-features"])
}

/// What cargo says of the workspace, or of another package that the arguments name.
fn metadata_with(arguments: &[&str]) -> Value {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["metadata", "--format-version", "1"])
        .args(arguments)
        .current_dir(workspace)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// `1.89` and `1.89.0` are the same.
fn version(text: &str) -> [u32; 3] {
    let mut parts = text.split('.').map(|part| part.parse().unwrap());
    std::array::from_fn(|_| parts.next().unwrap_or(0))
}

#[test]
fn no_dependency_asks_for_a_newer_rust_than_the_workspace_promises() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap();
    let ours = packages
        .iter()
        .find(|package| package["name"] == "csdlgen")
        .unwrap();
    let promised = ours["rust_version"].as_str().unwrap();
    let newer: Vec<String> = packages
        .iter()
        .filter_map(|package| {
            let asked = package["rust_version"].as_str()?;
            let text = format!(
                "{} {} asks for Rust {asked}",
                package["name"], package["version"]
            );
            (version(asked) > version(promised)).then_some(text)
        })
        .collect();
    assert!(packages.len() > 100);
    assert!(
        newer.is_empty(),
        "rust-version is {promised}, but: {newer:#?}"
    );
}

/// What is packaged has all that a registry shows of it, and lists what goes in: see `.ci/package`.
#[test]
fn packages_say_what_a_registry_asks_for() {
    let metadata = metadata();
    // Outside of the workspace.
    let graph = metadata_with(&["--no-deps", "--manifest-path", "generated/Cargo.toml"]);
    let packages = [&metadata, &graph].map(|it| it["packages"].as_array().unwrap());
    let packages: Vec<&Value> = packages.into_iter().flatten().collect();
    for name in [
        "csdlgen",
        "service-client",
        "odata-client",
        "service-sign-in",
        "msgraph",
    ] {
        let package = packages.iter().find(|package| package["name"] == name);
        let package = package.unwrap();
        for field in [
            "description",
            "license",
            "repository",
            "readme",
            "rust_version",
        ] {
            let value = package[field].as_str().unwrap_or_default();
            assert!(!value.is_empty(), "{name} has no {field}");
        }
        for field in ["keywords", "categories"] {
            // crates.io takes up to five of each.
            let count = package[field].as_array().unwrap().len();
            assert!((1..=5).contains(&count), "{name} has {count} {field}");
        }
        let folder = Path::new(package["manifest_path"].as_str().unwrap());
        let licence = std::fs::read_to_string(folder.with_file_name("LICENSE"));
        let ours = std::fs::read_to_string(tests::service::repository().join("LICENSE"));
        assert_eq!(licence.unwrap(), ours.unwrap(), "{name}");
        // The command is csdlgen's default.
        let docs = &package["metadata"]["docs"]["rs"];
        assert!(name == "csdlgen" || docs["all-features"] == true, "{name}");
    }
}
