//! The files of `updateRecordingStatus`, as `csdlgen.toml` makes them from the embedded metadata.

use csdlgen::config::{Config, Location};
use csdlgen::pipeline::{self, Source};
use tests::generate::by_path;
use tests::service::repository;

fn files() -> std::collections::BTreeMap<String, String> {
    let config = Config::read(&repository().join(Config::FILE_NAME)).unwrap();
    let mut targets = config.targets.iter();
    let target = targets
        .find(|target| target.key == "communications")
        .unwrap();
    let Location::File { path, name } = &target.metadata else {
        panic!("the embedded metadata is no file")
    };
    let source = Source {
        name: name.clone(),
        bytes: std::fs::read(path).unwrap(),
    };
    by_path(pipeline::run(&source, &target.options).unwrap())
}

#[test]
fn the_call_and_its_actions() {
    insta::assert_snapshot!(files()["src/models/call.rs"]);
}

#[test]
fn the_status_that_is_sent() {
    insta::assert_snapshot!(files()["src/models/recording_status.rs"]);
}

#[test]
fn the_operation_that_comes_back() {
    insta::assert_snapshot!(files()["src/models/update_recording_status_operation.rs"]);
}

#[test]
fn what_users_must_know_stands_at_the_method() {
    let files = files();
    let call = &files["src/models/call.rs"];
    let end = call.find("pub fn update_recording_status(").unwrap();
    let start = call[..end].rfind("\n\n").unwrap();
    let setters = call
        .find("pub enum CallUpdateRecordingStatusParameters")
        .unwrap();
    let length = call[setters..].find("\n}\n").unwrap();
    // The documentation of the method and of what sets optional parameters, on one line.
    let docs = [&call[start..end], &call[setters..setters + length]].concat();
    let docs = docs
        .split("///")
        .map(str::trim)
        .collect::<Vec<_>>()
        .join(" ");
    for fact in [
        "policy",
        "256 characters",
        "Calls.JoinGroupCalls.All",
        "Calls.AccessMedia.All",
        "elegated",
        "Location",
        "https://learn.microsoft.com/graph/api/call-updaterecordingstatus",
    ] {
        assert!(
            docs.contains(fact),
            "{fact:?} is not in the documentation:\n{docs}"
        );
    }
}
