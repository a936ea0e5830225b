//! Documents from their bytes to the graph.

mod constructs;
mod count;
mod hostile;
mod operations;
mod print;
mod random;

use std::fs;
use std::path::{Path, PathBuf};

use super::{Settings, read};
use crate::api::Api;

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

/// The graph of a document, and what is warned of.
fn graph(text: &str) -> (Api, Vec<String>) {
    let read = read("a.yaml", text.as_bytes(), &Settings::default());
    let read = read.unwrap_or_else(|errors| panic!("{errors}"));
    let warnings = read.warnings.iter().map(ToString::to_string);
    (read.api, warnings.collect())
}

/// What is said of a document that is refused.
fn refused(text: &str) -> String {
    match read("a.yaml", text.as_bytes(), &Settings::default()) {
        Ok(_) => panic!("it is read:\n{text}"),
        Err(errors) => errors.to_string(),
    }
}

/// The graphs of the real documents as text, for reading: `CSDLGEN_PRINT=FOLDER`.
#[test]
fn real_documents_print() {
    let Some(folder) = std::env::var_os("CSDLGEN_PRINT") else {
        return;
    };
    for path in documents() {
        let bytes = fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap();
        let read = read(name, &bytes, &Settings::default()).unwrap();
        let warnings = read.warnings.iter().map(|warning| format!("{warning}\n"));
        let text = print::print(&read.api) + &warnings.collect::<String>();
        fs::write(Path::new(&folder).join(name).with_extension("txt"), text).unwrap();
    }
}
