//! The package and the modules of namespaces.

use insta::assert_snapshot;

use super::fixtures::{builder, deprecated, enumeration, file, plan, structure, with_example};
use super::written;
use crate::emit::{EmitError, emit};
use crate::plan::names::MethodName;
use crate::plan::{FilePlan, Item};

fn files() -> Vec<FilePlan> {
    let mut call = file("call", Item::Structured(structure("call", Vec::new())));
    call.builders = ["callRequestBuilder", "callCollectionRequestBuilder"]
        .map(|name| builder(name, Vec::new()))
        .to_vec();
    let mut was = enumeration("models", &["a"]);
    was.deprecated = deprecated();
    let mut was = file("models", Item::Enum(was));
    was.deprecated = true;
    vec![call, was]
}

#[test]
fn namespaces() {
    assert_snapshot!(written(&plan(files()), "src/models/mod.rs"));
}

#[test]
fn roots() {
    assert_snapshot!(written(&plan(files()), "src/lib.rs"));
}

#[test]
fn roots_without_a_client() {
    let mut plan = plan(files());
    plan.client = None;
    assert_snapshot!(written(&plan, "src/lib.rs"));
    assert!(!written(&plan, "README.md").contains("rust"));
}

#[test]
fn manifests() {
    let text = written(&plan(Vec::new()), "Cargo.toml");
    toml::from_str::<toml::Table>(&text).unwrap();
    assert_snapshot!(text);
}

#[test]
fn readmes() {
    assert_snapshot!(written(&plan(Vec::new()), "README.md"));
}

#[test]
fn a_service_without_authentication_takes_one_line() {
    let mut plan = plan(Vec::new());
    let client = plan.client.as_mut().unwrap();
    client.scopes.clear();
    client.base_url = None;
    client.start.as_mut().unwrap().read = Some(MethodName::new(&["get"]));
    with_example(&mut plan);
    assert_snapshot!(written(&plan, "README.md"));
    assert_snapshot!(
        "client_without_authentication",
        written(&plan, "src/client.rs")
    );
}

#[test]
fn files_are_sorted_and_the_same_every_time() {
    let (first, second) = (emit(&plan(files())).unwrap(), emit(&plan(files())).unwrap());
    assert_eq!(first, second);
    let paths: Vec<&str> = first.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "Cargo.toml",
            "README.md",
            "rustfmt.toml",
            "src/client.rs",
            "src/lib.rs",
            "src/models/call.rs",
            "src/models/mod.rs",
            "src/models/models.rs",
            "src/requests/mod.rs",
        ]
    );
}

#[test]
fn two_files_of_one_path_are_refused() {
    let mut files = files();
    files.push(files[0].clone());
    let error = emit(&plan(files)).unwrap_err();
    assert!(matches!(error, EmitError::Duplicate(_)), "{error}");
    assert!(error.to_string().contains("src/models/call.rs"));
}
