//! The whole committed crate as an outline: a change in the metadata or in the generator shows here as a
//! short difference.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use tests::outline::outline;
use tests::service::repository;

#[test]
fn outline_of_the_committed_crate() {
    let root = repository().join("generated/src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let mut text = String::new();
    for file in files {
        let contents = std::fs::read_to_string(&file).unwrap();
        let name = file
            .strip_prefix(&root)
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/");
        writeln!(text, "# {name}\n{}\n", outline(&contents).unwrap()).unwrap();
    }
    insta::assert_snapshot!(text);
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}
