//! The fuzz targets on all inputs of their corpora, those among them that once failed: `tests/fuzz`.

#[path = "../fuzz/src/lib.rs"]
mod bodies;

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

fn corpus(target: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(target);
    let files =
        fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_input_of_the_corpora_keeps_what_the_targets_promise() {
    let mut failed = Vec::new();
    for (target, run) in bodies::TARGETS {
        let files = corpus(target);
        assert!(!files.is_empty(), "{target} has no corpus");
        for file in files {
            let bytes = fs::read(&file).unwrap();
            if catch_unwind(|| run(&bytes)).is_err() {
                failed.push(file);
            }
        }
    }
    assert_eq!(failed, Vec::<PathBuf>::new());
}

/// Services get beyond the parser: otherwise little is tried.
#[test]
fn crates_are_made_of_services() {
    let files = corpus("pipeline").into_iter();
    let made = files.filter(|file| bodies::pipeline::is_accepted(&fs::read(file).unwrap()));
    let made = made.count();
    assert!(made >= 3, "{made}");
}

/// Documents of OpenAPI of all sorts become crates, or are refused, and keep what the target promises.
#[test]
fn crates_are_made_of_documents_of_openapi() {
    let mut next = numbers();
    let inputs = (0..60).map(|n| (0..200 + n * 40).map(|_| next()).collect::<Vec<u8>>());
    let made = inputs.filter(|bytes| bodies::openapi_crate::is_accepted(bytes));
    let made = made.count();
    assert!(made >= 20, "{made}");
}

/// Numbers of no pattern, the same in every run.
fn numbers() -> impl FnMut() -> u8 {
    let mut state = 1_u64;
    move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        state.to_be_bytes()[0]
    }
}

/// Of services of all sorts, parts are reduced, and mostly to what is selected alone.
#[test]
fn services_are_reduced() {
    let mut next = numbers();
    let mut found = [0_usize; 3];
    for length in (0..120).map(|n| 100 + n * 12) {
        let bytes: Vec<u8> = (0..length).map(|_| next()).collect();
        for extent in bodies::reduce::extents(&bytes) {
            found[extent as usize] += 1;
        }
    }
    let [selected, named, everything] = found;
    assert!(selected >= 20, "{found:?}");
    assert!(named + everything <= selected / 4, "{found:?}");
}

/// Each target has a wrapper for libFuzzer, and each wrapper and corpus a target.
#[test]
fn targets_wrappers_and_corpora_are_the_same() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let names = |folder: &str| {
        let files = fs::read_dir(here.join(folder)).unwrap();
        let names = files.map(|file| file.unwrap().path());
        let mut names: Vec<String> = names
            .filter_map(|path| path.file_stem()?.to_str().map(str::to_owned))
            .filter(|name| cfg!(feature = "notifications") || name != "notification")
            .collect();
        names.sort();
        names
    };
    let targets: Vec<&str> = bodies::TARGETS.iter().map(|(name, _)| *name).collect();
    assert_eq!(names("fuzz_targets"), targets);
    assert_eq!(names("corpus"), targets);
}
