//! Text from outside stays in the string or comment where it is put.

use super::fixtures::{field, file, plan, structure};
use super::written;
use crate::emit::{EmitError, emit};
use crate::plan::{Deprecation, Docs, Item, ItemType, Shape};

const HOSTILE: &[&str] = &[
    "*/ pub fn broken() {} /*",
    "\"; pub fn broken() {} //",
    "\\\" \\",
    "first\npub fn broken() {}",
    "first\rpub fn broken() {}",
    "/ blank",
    "a\u{202e}b\u{2066}c",
    "\0\u{1}\u{7f}\u{2028}",
    "{} {0} #[a] `b",
    "#\"raw\"#",
];

/// Items of a file, documentation apart.
fn shape(text: &str) -> Vec<String> {
    let file = syn::parse_file(text).unwrap();
    file.items
        .iter()
        .map(|item| match item {
            syn::Item::Struct(item) => format!("struct {}", item.ident),
            syn::Item::Impl(item) => format!("impl of {}", item.items.len()),
            syn::Item::Macro(_) => "macro".to_owned(),
            _ => "other".to_owned(),
        })
        .collect()
}

#[test]
fn documentation_and_wire_names_stay_in_their_place() {
    for hostile in HOSTILE {
        let mut call = structure("call", Vec::new());
        call.docs = Docs(vec![
            (*hostile).to_owned(),
            String::new(),
            (*hostile).to_owned(),
        ]);
        call.wire = (*hostile).to_owned();
        call.deprecated = Some(Deprecation {
            note: (*hostile).to_owned(),
        });
        let mut plan = plan(vec![file("call", Item::Structured(call))]);
        plan.namespaces[0].files[0].deprecated = true;
        plan.namespaces[0].files[0].docs = Docs(vec![(*hostile).to_owned()]);
        plan.package.source = (*hostile).to_owned();
        let text = written(&plan, "src/models/call.rs");
        assert_eq!(
            shape(&text),
            ["struct Call", "impl of 3", "macro"],
            "{text}"
        );
        for mark in ['\u{202e}', '\u{2066}', '\r'] {
            assert!(!text.contains(mark), "{mark:?} in {text}");
        }
    }
}

#[test]
fn wire_names_are_kept_exactly() {
    for hostile in HOSTILE {
        let mut call = structure("call", Vec::new());
        call.wire = (*hostile).to_owned();
        let text = written(
            &plan(vec![file("call", Item::Structured(call))]),
            "src/models/call.rs",
        );
        let file = syn::parse_file(&text).unwrap();
        let Some(syn::Item::Macro(item)) = file.items.last() else {
            panic!("no macro in {text}");
        };
        let literal = item.mac.tokens.clone().into_iter().last().unwrap();
        let literal: syn::LitStr = syn::parse2(literal.into()).unwrap();
        assert_eq!(literal.value(), *hostile);
    }
}

#[test]
fn documentation_that_looks_like_an_empty_line_is_kept() {
    let mut call = structure("call", Vec::new());
    call.docs = Docs(vec!["blank".to_owned()]);
    let text = written(
        &plan(vec![file("call", Item::Structured(call))]),
        "src/models/call.rs",
    );
    assert!(text.contains("/// blank\n"), "{text}");
}

#[test]
fn manifest_and_readme_hold_hostile_text() {
    for hostile in HOSTILE {
        let mut plan = plan(Vec::new());
        plan.package.description = (*hostile).to_owned();
        plan.package.repository = Some((*hostile).to_owned());
        plan.package.source = (*hostile).to_owned();
        let manifest: toml::Table = toml::from_str(&written(&plan, "Cargo.toml")).unwrap();
        let keys: Vec<&str> = manifest.keys().map(String::as_str).collect();
        assert_eq!(keys, ["dependencies", "features", "package"]);
        assert_eq!(manifest["package"]["name"].as_str(), Some("small-graph"));
        assert_eq!(written(&plan, "README.md").lines().count(), 30);
    }
}

#[test]
fn types_that_are_no_rust_are_refused_with_the_file() {
    for name in ["a b", "\"", "a;"] {
        let fields = vec![field("id", Shape::One, ItemType::Prelude(name))];
        let error = emit(&plan(vec![file(
            "call",
            Item::Structured(structure("call", fields)),
        )]));
        let error = error.map(|files| files[4].contents.clone()).unwrap_err();
        assert!(matches!(error, EmitError::Syntax { .. }), "{error}");
        assert!(
            error.to_string().contains("`src/models/call.rs`"),
            "{error}"
        );
    }
}
