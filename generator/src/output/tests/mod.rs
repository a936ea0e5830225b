//! The rules of writing, each on a real folder.

mod interruption;
mod refusal_by_disk;
mod refusals;
mod rules;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::{File, RelativePath, write};

/// A small crate.
const FIRST: &[(&str, &str)] = &[
    ("Cargo.toml", "[package]\n"),
    ("src/lib.rs", "pub mod a;\n"),
    ("src/a.rs", "a\n"),
    ("src/deep/er/b.rs", "b\n"),
];

fn file(path: &str, contents: &str) -> File {
    File {
        path: RelativePath::new(path).unwrap(),
        contents: contents.to_owned(),
    }
}

fn files(pairs: &[(&str, &str)]) -> Vec<File> {
    pairs
        .iter()
        .map(|(path, contents)| file(path, contents))
        .collect()
}

fn put(folder: &Path, path: &str, contents: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, contents).unwrap();
}

/// Every file and folder below a folder, with its contents; staging and lock apart.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    visit(folder, "", &mut all);
    all
}

fn visit(folder: &Path, below: &str, all: &mut BTreeMap<String, String>) {
    let Ok(entries) = fs::read_dir(folder.join(below)) else {
        return;
    };
    for entry in entries {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if name == super::commit::STAGING || name == super::lock::LOCK {
            continue;
        }
        let path = if below.is_empty() {
            name
        } else {
            format!("{below}/{name}")
        };
        if entry.file_type().unwrap().is_dir() {
            all.insert(format!("{path}/"), String::new());
            visit(folder, &path, all);
        } else {
            all.insert(path, fs::read_to_string(entry.path()).unwrap());
        }
    }
}

fn names(folder: &Path) -> Vec<String> {
    tree(folder).into_keys().collect()
}

/// A folder with these files, written by a first run.
fn made(pairs: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &files(pairs)).unwrap();
    folder
}
