//! What is refused, and that nothing is changed then.

use std::fs;
use std::path::Path;

use super::{FIRST, file, files, made, names, put};
use crate::output::lock::Lock;
use crate::output::{MANIFEST, OutputError, RelativePath, write};

#[test]
fn refuses_to_overwrite_foreign_files_and_lists_them_all() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "Cargo.toml", "mine");
    put(folder.path(), "src/a.rs", "mine");
    put(folder.path(), "src/deep/er/b.rs/folder", "mine");
    put(folder.path(), "src/lib.rs", "pub mod a;\n"); // the same: not in the way
    let before = names(folder.path());
    let error = write(folder.path(), &files(FIRST)).unwrap_err();
    let OutputError::Foreign { paths, .. } = &error else {
        panic!("{error}")
    };
    let paths: Vec<&str> = paths.iter().map(RelativePath::as_str).collect();
    assert_eq!(paths, ["Cargo.toml", "src/a.rs", "src/deep/er/b.rs"]);
    assert!(error.to_string().contains(": 3 files; "), "{error}");
    assert_eq!(names(folder.path()), before);
}

#[test]
fn refuses_a_foreign_file_where_a_folder_must_be() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "src/deep", "mine");
    let error = write(folder.path(), &files(FIRST)).unwrap_err();
    assert!(
        error.to_string().contains("\n  src/deep/er/b.rs\n"),
        "{error}"
    );
}

#[cfg(unix)]
#[test]
fn refuses_to_write_through_links() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    let refused = |folder: &Path| {
        let error = write(folder, &files(FIRST)).unwrap_err();
        assert!(matches!(error, OutputError::Symlink(_)), "{error}");
        assert!(names(outside.path()).is_empty());
    };
    for link in ["src", "src/deep", ".csdlgen-staging"] {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join(link).parent().unwrap()).unwrap();
        symlink(outside.path(), folder.path().join(link)).unwrap();
        refused(folder.path());
    }
    for link in ["src/a.rs", "Cargo.toml", MANIFEST, ".csdlgen.lock"] {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join(link).parent().unwrap()).unwrap();
        symlink(outside.path().join("target"), folder.path().join(link)).unwrap();
        refused(folder.path());
    }
    let above = tempfile::tempdir().unwrap();
    symlink(outside.path(), above.path().join("out")).unwrap();
    refused(&above.path().join("out"));
}

#[test]
fn lets_one_run_write_at_a_time() {
    let folder = made(FIRST);
    let lock = Lock::take(folder.path()).unwrap();
    let error = write(folder.path(), &files(&FIRST[..3])).unwrap_err();
    assert!(matches!(error, OutputError::Busy(_)), "{error}");
    assert!(folder.path().join("src/deep/er/b.rs").exists());
    drop(lock);
    // A lock file that a killed run left is not a lock.
    put(folder.path(), ".csdlgen.lock", "");
    assert_eq!(
        write(folder.path(), &files(&FIRST[..3])).unwrap().removed,
        1
    );
}

#[test]
fn refuses_files_that_cannot_stand_side_by_side() {
    let folder = tempfile::tempdir().unwrap();
    let error = |pairs: &[(&str, &str)]| write(folder.path(), &files(pairs)).unwrap_err();
    for pairs in [
        [("src/a.rs", ""), ("src/a.rs", "x")],
        [("src/a.rs", ""), ("src/A.rs", "")],
        [("src/a", ""), ("src/a/b.rs", "")],
        [("src/a/b.rs", ""), ("src/A", "")],
    ] {
        assert!(
            matches!(error(&pairs), OutputError::Clash { .. }),
            "{pairs:?}"
        );
    }
    for name in [MANIFEST, ".csdlgen.lock", ".csdlgen-staging/x"] {
        assert!(
            matches!(error(&[(name, "")]), OutputError::Reserved(_)),
            "{name}"
        );
    }
    assert!(names(folder.path()).is_empty());
}

#[test]
fn refuses_a_damaged_manifest_with_its_place() {
    let folder = made(FIRST);
    put(
        folder.path(),
        MANIFEST,
        "# csdlgen manifest 1: x\n<<<<<<< HEAD\n",
    );
    let error = write(folder.path(), &files(FIRST)).unwrap_err().to_string();
    assert!(
        error.contains("csdlgen.manifest:2:1: the line is not"),
        "{error}"
    );
}

#[test]
fn takes_back_folders_that_it_made_for_nothing() {
    let above = tempfile::tempdir().unwrap();
    let nul = [file("src/lib.rs", "")];
    let folder = above.path().join("a/b");
    let refuse = super::refusal_by_disk::Refuse::once(3);
    let error = crate::output::write_observed(&folder, &nul, &refuse).unwrap_err();
    assert!(
        error.to_string().ends_with("nothing was changed"),
        "{error}"
    );
    assert!(names(above.path()).is_empty());
    put(above.path(), "file", "");
    assert!(write(&above.path().join("file"), &nul).is_err());
}
