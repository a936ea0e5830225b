//! Descriptions, and line ends.

use std::collections::BTreeMap;
use std::path::Path;

use csdlgen::csdl;
use csdlgen::pipeline::{self, Source};
use tests::generate::{by_path, document, generate};

use super::{example, is_plain};

const DESCRIPTION: &str = "*/ } fn owned() {} /* </script><img src=x onerror=alert(1)> [link](javascript:x) \
    \u{202e}gnp.exe\u{2066} zero\u{200b}width \u{9b}31m \u{7f} \u{feff} tag\u{e0041} # heading\n\n    code\n```\nfence \
    &#8238; ${x} \\u{202e} \" \\";

/// A service whose every description is hostile.
fn described() -> String {
    let escaped = DESCRIPTION
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
        .replace('\n', "&#10;");
    let note = format!("<Annotation Term=\"Org.OData.Core.V1.Description\" String=\"{escaped}\"/>");
    let gone = format!(
        "<Annotation Term=\"Org.OData.Core.V1.Revisions\"><Collection><Record>\
         <PropertyValue Property=\"Kind\" EnumMember=\"Org.OData.Core.V1.RevisionKind/Deprecated\"/>\
         <PropertyValue Property=\"Description\" String=\"{escaped}\"/>\
         <PropertyValue Property=\"Version\" String=\"{escaped}\"/></Record></Collection></Annotation>"
    );
    document(&format!(
        "<EntityType Name=\"item\"><Key><PropertyRef Name=\"id\"/></Key>\
         <Property Name=\"id\" Type=\"Edm.String\" Nullable=\"false\"/>\
         <Property Name=\"name\" Type=\"Edm.String\" DefaultValue=\"{escaped}\">{note}{gone}</Property>\
         <NavigationProperty Name=\"parts\" Type=\"Collection(t.item)\" ContainsTarget=\"true\">{note}</NavigationProperty>\
         {note}{gone}</EntityType>\
         <EnumType Name=\"state\"><Member Name=\"on\">{note}{gone}</Member>{note}</EnumType>\
         <TypeDefinition Name=\"code\" UnderlyingType=\"Edm.String\">{note}</TypeDefinition>\
         <Action Name=\"go\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"t.item\"/>\
         <Parameter Name=\"state\" Type=\"t.state\">{note}</Parameter><ReturnType Type=\"t.item\"/>{note}{gone}</Action>\
         <EntityContainer Name=\"service\"><EntitySet Name=\"items\" EntityType=\"t.item\">{note}</EntitySet>{note}\
         </EntityContainer>{note}"
    ))
}

#[test]
fn descriptions_bring_neither_code_nor_marks_into_what_is_generated() {
    let files = by_path(generate(&described(), &example()).unwrap());
    let plain = by_path(generate(&described().replace("owned", "x"), &example()).unwrap());
    assert!(files.len() > 8);
    for (path, text) in &files {
        assert!(is_plain(text), "{path}");
        if Path::new(path)
            .extension()
            .is_some_and(|ending| ending == "rs")
        {
            let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            let functions = file
                .items
                .iter()
                .filter(|item| matches!(item, syn::Item::Fn(_)));
            assert_eq!(functions.count(), 0, "{path}");
        }
        for harm in ["<img", "</script", "[link]"] {
            for (at, _) in text.match_indices(harm) {
                assert!(text[..at].ends_with('\\'), "{path} has {harm}: {text}");
            }
        }
    }
    let count = |files: &BTreeMap<String, String>| {
        files
            .values()
            .map(|text| text.lines().count())
            .sum::<usize>()
    };
    assert_eq!(count(&files), count(&plain));
}

/// What is asked of every part: whatever a line end is, the crate is the same.
#[test]
fn line_ends_of_the_input_make_no_difference() {
    let text = described().replace("><", ">\n<");
    let read = |text: &str| {
        let source = Source {
            name: "m.csdl".to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        by_path(pipeline::run(&source, &example()).unwrap())
    };
    let unix = read(&text);
    assert_eq!(unix, read(&text.replace('\n', "\r\n")));
    assert!(unix.values().all(|text| !text.contains('\r')));
    let document = |text: &str| csdl::read("m.csdl", text.as_bytes()).unwrap().document;
    assert_eq!(document(&text), document(&text.replace('\n', "\r\n")));
}
