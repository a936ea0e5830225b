//! What the workspace is made of besides itself: dependencies that ask for no newer Rust than the workspace promises.
//! Licences, sources and duplicates are `bash .ci/deny`'s.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn metadata() -> Value {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--all-features",
        ])
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
