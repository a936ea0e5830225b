//! Documents from their bytes to the graph.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Settings, read};

/// The real documents, where they are there.
fn documents() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/openapi");
    let mut found = Vec::new();
    for folder in [folder.clone(), folder.join("small")] {
        let Ok(entries) = fs::read_dir(&folder) else {
            println!("{} is not there: nothing is tried", folder.display());
            continue;
        };
        found.extend(entries.map(|entry| entry.unwrap().path()).filter(|path| {
            let ending = path.extension().and_then(|ending| ending.to_str());
            matches!(ending, Some("json" | "yaml"))
        }));
    }
    found.sort();
    found
}

#[test]
fn real_documents_are_read() {
    for path in documents() {
        let bytes = fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap();
        let read = read(name, &bytes, &Settings::default());
        let read = read.unwrap_or_else(|errors| panic!("{errors}"));
        assert!(read.api.service.is_some(), "{name}");
    }
}
