//! The program that compares counts with what was recorded, as `.ci/counts` runs it: growth fails, and says of what,
//! from what to what, and how it is recorded.

use std::path::Path;
use std::process::Command;

fn counts(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_counts"))
        .args(["--recorded", "counts.toml", "--rust", "crate=src"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

fn write(folder: &Path, functions: usize) {
    let lines: Vec<String> = (0..functions)
        .map(|at| format!("fn f{at}() {{}}"))
        .collect();
    let text = lines.join("\n");
    std::fs::write(folder.join("src/lib.rs"), text).unwrap();
}

#[test]
fn a_figure_that_grew_fails_until_it_is_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::create_dir(folder.join("src")).unwrap();
    write(folder, 100);
    let instructions = |number| format!("--count=generate.instructions={number}");

    let (code, _, error) = counts(folder, &[&instructions(1000)]);
    assert_eq!(code, 1);
    assert!(
        error.contains("crate: functions is 100 and was never recorded"),
        "{error}"
    );
    assert_eq!(counts(folder, &[&instructions(1000), "--record"]).0, 0);
    assert_eq!(counts(folder, &[&instructions(1000)]).0, 0);

    // Within a twentieth.
    write(folder, 105);
    assert_eq!(counts(folder, &[&instructions(1050)]).0, 0);
    write(folder, 106);
    let (code, said, error) = counts(folder, &[&instructions(1051)]);
    assert_eq!(code, 1, "{said}");
    for wanted in [
        "error: crate: functions grew from 100 to 106, by 6.0 %\n",
        "error: crate: lines grew from 100 to 106, by 6.0 %\n",
        "error: generate: instructions grew from 1000 to 1051, by 5.1 %\n",
        "`bash .ci/counts --record`",
    ] {
        assert!(error.contains(wanted), "{wanted} is not in {error}");
    }
    assert_eq!(counts(folder, &[&instructions(1051), "--record"]).0, 0);
    assert_eq!(counts(folder, &[&instructions(1051)]).0, 0);

    // What falls is told, and what is not counted.
    write(folder, 50);
    let (code, said, error) = counts(folder, &[]);
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(
        said.contains("functions fell from 106 to 50, by 52.8 %"),
        "{said}"
    );
    assert!(
        said.contains("generate: instructions was not counted"),
        "{said}"
    );
    // Recording leaves what is not counted as it is.
    assert_eq!(counts(folder, &["--record"]).0, 0);
    let (_, said, _) = counts(folder, &[&instructions(1051)]);
    assert!(!said.contains("note"), "{said}");
}

#[test]
fn what_was_recorded_is_in_the_repository() {
    let text =
        std::fs::read_to_string(tests::service::repository().join("tests/counts.toml")).unwrap();
    let recorded = tests::counts::parse(&text).unwrap();
    for what in [
        "communications",
        "communications-llvm",
        "recording-llvm",
        "graph",
        "graph-llvm",
        "generate",
    ] {
        assert!(recorded.contains_key(what), "{what} is not recorded");
    }
}

#[test]
fn without_counts_it_is_wrong_usage() {
    let output = Command::new(env!("CARGO_BIN_EXE_counts"))
        .args(["--recorded", "absent"])
        .output();
    assert_eq!(output.unwrap().status.code(), Some(2));
}
