//! What is written, kept and removed.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::{FIRST, files, made, names, put};
use crate::output::{Change, MANIFEST, RelativePath, Written, check, write};

fn age(path: &Path) -> SystemTime {
    let old = SystemTime::now() - Duration::from_secs(5000);
    fs::File::options()
        .write(true)
        .open(path)
        .unwrap()
        .set_modified(old)
        .unwrap();
    fs::metadata(path).unwrap().modified().unwrap()
}

fn modified(path: &Path) -> SystemTime {
    fs::metadata(path).unwrap().modified().unwrap()
}

#[test]
fn makes_a_new_folder() {
    let above = tempfile::tempdir().unwrap();
    let folder = above.path().join("x/y");
    let written = write(&folder, &files(FIRST)).unwrap();
    assert_eq!(
        written,
        Written {
            written: 4,
            ..Written::default()
        }
    );
    assert_eq!(
        names(&folder),
        [
            "Cargo.toml",
            MANIFEST,
            "src/",
            "src/a.rs",
            "src/deep/",
            "src/deep/er/",
            "src/deep/er/b.rs",
            "src/lib.rs"
        ]
    );
    let manifest = fs::read_to_string(folder.join(MANIFEST)).unwrap();
    insta::assert_snapshot!(manifest);
    let left: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), 3, "staging or lock left behind: {left:?}");
}

#[test]
fn touches_nothing_when_nothing_changes() {
    let folder = made(FIRST);
    let paths = ["", "src", "src/a.rs", "Cargo.toml", MANIFEST];
    let times = paths.map(|path| modified(&folder.path().join(path)));
    std::thread::sleep(Duration::from_millis(20));
    let written = write(folder.path(), &files(FIRST)).unwrap();
    assert_eq!(
        written,
        Written {
            unchanged: 4,
            ..Written::default()
        }
    );
    assert_eq!(paths.map(|path| modified(&folder.path().join(path))), times);
}

#[test]
fn touches_only_what_changes() {
    let folder = made(FIRST);
    let kept = [
        "src/lib.rs",
        "src/deep/er/b.rs",
        "Cargo.toml",
        "src/mine.rs",
    ];
    put(folder.path(), "src/mine.rs", "foreign");
    let times = kept.map(|path| age(&folder.path().join(path)));
    let inodes = kept.map(|path| inode(&folder.path().join(path)));

    let mut second = files(FIRST);
    second[2].contents = "a2\n".to_owned();
    let written = write(folder.path(), &second).unwrap();
    assert_eq!(
        written,
        Written {
            written: 1,
            unchanged: 3,
            ..Written::default()
        }
    );
    assert_eq!(
        fs::read_to_string(folder.path().join("src/a.rs")).unwrap(),
        "a2\n"
    );
    assert_eq!(kept.map(|path| modified(&folder.path().join(path))), times);
    assert_eq!(kept.map(|path| inode(&folder.path().join(path))), inodes);
}

#[cfg(unix)]
fn inode(path: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).unwrap().ino()
}

#[cfg(not(unix))]
fn inode(_: &Path) -> u64 {
    0
}

#[test]
fn removes_what_is_no_longer_generated_and_folders_that_are_empty_then() {
    let folder = made(&[FIRST, &[("examples/old/x.rs", "x"), ("src/half/c.rs", "c")]].concat());
    put(folder.path(), "src/half/mine.rs", "foreign");
    fs::create_dir(folder.path().join("src/hollow")).unwrap();
    let written = write(folder.path(), &files(&FIRST[..3])).unwrap();
    assert_eq!(
        written,
        Written {
            unchanged: 3,
            removed: 3,
            ..Written::default()
        }
    );
    assert_eq!(
        names(folder.path()),
        [
            "Cargo.toml",
            MANIFEST,
            "src/",
            "src/a.rs",
            "src/half/",
            "src/half/mine.rs",
            "src/hollow/",
            "src/lib.rs"
        ]
    );
}

#[test]
fn removes_src_when_nothing_is_left_in_it() {
    let folder = made(FIRST);
    write(folder.path(), &files(&FIRST[..1])).unwrap();
    assert_eq!(names(folder.path()), ["Cargo.toml", MANIFEST]);
}

#[test]
fn replaces_an_own_file_by_a_folder() {
    let folder = made(&[("src/a.rs", "a"), ("src/x", "file")]);
    write(
        folder.path(),
        &files(&[("src/a.rs", "a"), ("src/x/y.rs", "y")]),
    )
    .unwrap();
    assert_eq!(
        names(folder.path()),
        [MANIFEST, "src/", "src/a.rs", "src/x/", "src/x/y.rs"]
    );
}

#[test]
fn replaces_edited_files_and_says_so() {
    let folder = made(FIRST);
    put(folder.path(), "src/a.rs", "edited");
    put(folder.path(), "src/deep/er/b.rs", "edited");
    put(folder.path(), "src/lib.rs", "pub mod a;\r\n"); // converted, not edited: stays
    let written = write(folder.path(), &files(&FIRST[..3])).unwrap();
    let edited: Vec<&str> = written.edited.iter().map(RelativePath::as_str).collect();
    assert_eq!(edited, ["src/a.rs", "src/deep/er/b.rs"]);
    assert_eq!(
        (written.written, written.unchanged, written.removed),
        (1, 2, 1)
    );
    assert_eq!(
        fs::read_to_string(folder.path().join("src/lib.rs")).unwrap(),
        "pub mod a;\r\n"
    );
}

#[test]
fn writes_unix_line_ends() {
    let folder = made(&[("src/lib.rs", "a\r\nb\r\n")]);
    assert_eq!(
        fs::read_to_string(folder.path().join("src/lib.rs")).unwrap(),
        "a\nb\n"
    );
}

#[test]
fn check_lists_what_a_run_would_change() {
    let folder = made(FIRST);
    assert!(check(folder.path(), &files(FIRST)).unwrap().is_empty());
    put(folder.path(), "src/lib.rs", "pub mod a;\r\n"); // no difference
    put(folder.path(), "src/a.rs", "other\n");
    fs::remove_file(folder.path().join("Cargo.toml")).unwrap();
    let before = super::tree(folder.path());
    let difference = check(folder.path(), &files(&FIRST[..3])).unwrap();
    let expected = [
        ("Cargo.toml", Change::Missing),
        (MANIFEST, Change::Different),
        ("src/a.rs", Change::Different),
        ("src/deep/er/b.rs", Change::Stale),
    ];
    assert_eq!(
        difference.0,
        expected.map(|(path, change)| (path.to_owned(), change))
    );
    assert_eq!(super::tree(folder.path()), before);
    insta::assert_snapshot!(difference.to_string());
}

#[test]
fn check_of_a_missing_folder_creates_nothing() {
    let above = tempfile::tempdir().unwrap();
    let folder = above.path().join("x");
    assert_eq!(check(&folder, &files(FIRST)).unwrap().0.len(), 5);
    assert!(!folder.exists());
}

#[cfg(unix)]
#[test]
fn keeps_foreign_links_and_permissions() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = made(FIRST);
    symlink("nowhere", folder.path().join("src/link")).unwrap();
    let mode = fs::Permissions::from_mode(0o775);
    fs::set_permissions(folder.path().join("src/deep"), mode).unwrap();
    let mut second = files(FIRST);
    second[2].contents = "a2\n".to_owned();
    write(folder.path(), &second).unwrap();
    assert_eq!(
        fs::read_link(folder.path().join("src/link")).unwrap(),
        Path::new("nowhere")
    );
    let mode = fs::metadata(folder.path().join("src/deep"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o775);
}

#[test]
fn adopts_the_same_files_without_a_manifest() {
    let folder = made(FIRST);
    fs::remove_file(folder.path().join(MANIFEST)).unwrap();
    let written = write(folder.path(), &files(FIRST)).unwrap();
    assert_eq!(
        written,
        Written {
            unchanged: 4,
            ..Written::default()
        }
    );
    assert!(folder.path().join(MANIFEST).exists());
}
