//! What comes along from referenced documents, and what is told where it is missing.

use csdlgen::references::References;
use tests::generate::by_path;
use tests::service::repository;

use super::{complex, document, files, folder, generated, other, reference, referring, run, texts};

#[test]
fn documents_may_refer_to_each_other() {
    let back = document(
        &(reference("main.xml", "Namespace=\"home\" Alias=\"o\"")
            + &reference("third.xml", "Namespace=\"third\"")),
        "<Schema Namespace=\"other\"><ComplexType Name=\"Address\"><Property Name=\"owner\" Type=\"o.User\"/>\
         <Property Name=\"t\" Type=\"third.T\"/></ComplexType></Schema>",
    );
    let third = document(
        &(reference("other.xml", "Namespace=\"other\"")
            + &reference("third.xml", "Namespace=\"third\"")),
        &complex("third", "T", "a", "other.Address"),
    );
    let folder = folder(&[("other.xml", &back), ("third.xml", &third)]);
    let files = files(generated(&referring("other.xml"), folder.path()));
    assert_eq!(files, ["models/user.rs", "other/address.rs", "third/t.rs"]);
}

#[test]
fn aliases_hold_within_their_document() {
    // `o` is `other` in the one and `third` in the other; `home`'s alias is the name of a namespace elsewhere.
    let main = document(
        &reference("other.xml", "Namespace=\"other\" Alias=\"o\""),
        "<Schema Namespace=\"home\" Alias=\"third\"><ComplexType Name=\"T\"><Property Name=\"own\" Type=\"Edm.String\"/>\
         </ComplexType><ComplexType Name=\"User\"><Property Name=\"a\" Type=\"o.T\"/><Property Name=\"b\" Type=\"third.T\"/>\
         </ComplexType></Schema>",
    );
    let second = document(
        &reference("third.xml", "Namespace=\"third\" Alias=\"o\""),
        "<Schema Namespace=\"other\" Alias=\"s\"><ComplexType Name=\"T\"><Property Name=\"c\" Type=\"o.T\"/>\
         <Property Name=\"d\" Type=\"s.T\"/><Property Name=\"e\" Type=\"third.T\"/></ComplexType></Schema>",
    );
    let third = document("", &complex("third", "T", "f", "Edm.Guid"));
    let folder = folder(&[("other.xml", &second), ("third.xml", &third)]);
    let crate_ = by_path(generated(&main, folder.path()));
    let fields = |path: &str| -> Vec<String> {
        let lines = crate_[path]
            .lines()
            .filter(|line| line.starts_with("    pub "));
        lines
            .map(|line| line.trim().to_owned())
            .filter(|line| !line.contains("extra"))
            .collect()
    };
    assert_eq!(
        fields("src/models/user.rs"),
        ["pub a: Option<crate::other::T>,", "pub b: Option<T>,"]
    );
    assert_eq!(
        fields("src/other/t.rs"),
        [
            "pub c: Option<crate::third::T>,",
            "pub d: Option<Box<T>>,",
            "pub e: Option<crate::third::T>,"
        ]
    );
}

#[test]
fn only_what_is_needed_comes_along() {
    let many = document(
        "",
        &[
            complex("other", "Address", "city", "more.Country"),
            complex("more", "Country", "name", "Edm.String"),
            complex("unused", "X", "x", "Edm.String"),
        ]
        .concat(),
    );
    let folder = folder(&[("other.xml", &many)]);
    let files = files(generated(&referring("other.xml"), folder.path()));
    assert_eq!(
        files,
        ["models/user.rs", "more/country.rs", "other/address.rs"]
    );
}

#[test]
fn a_reference_that_nothing_needs_is_not_looked_for() {
    let vocabulary = reference("http://nowhere/V1", "Namespace=\"V1\" Alias=\"V\"");
    let main = document(
        &vocabulary,
        "<Schema Namespace=\"home\"><ComplexType Name=\"User\"><Annotation Term=\"V.Note\" String=\"x\"/>\
         <Property Name=\"name\" Type=\"Edm.String\"/></ComplexType></Schema>",
    );
    // Even where the file of that name is none.
    let folder = folder(&[("V1.xml", "<html>")]);
    assert_eq!(files(generated(&main, folder.path())), ["models/user.rs"]);
    assert_eq!(
        files(run(&main, References::default()).unwrap()),
        ["models/user.rs"]
    );
}

#[test]
fn what_is_needed_and_missing_is_told_with_the_reference() {
    let main = document(
        &reference(
            "http://host/other/\u{1b}[31m",
            "Namespace=\"other\" Alias=\"o\"",
        ),
        "<Schema Namespace=\"home\"><ComplexType Name=\"A\" BaseType=\"o.Base\"/><ComplexType Name=\"B\">\
         <Property Name=\"p\" Type=\"o.P\"/></ComplexType></Schema>",
    );
    // XML has no place for an escape character: here it is written out.
    let main = main.replace('\u{1b}', "%1b");
    let errors = run(&main, References::default()).unwrap_err();
    insta::assert_snapshot!(errors);
}

#[test]
fn of_two_that_declare_a_schema_the_first_is_taken() {
    let folder = folder(&[("b.xml", &other()), ("a.xml", &other())]);
    let crate_ = generated(&referring("http://h/$metadata"), folder.path());
    let said = texts(&crate_.warnings);
    let [warning] = said.as_slice() else {
        panic!("{said:?}")
    };
    assert!(
        warning.contains("the schema `other` is declared in `a.xml` and in `b.xml`"),
        "{warning}"
    );
    assert!(by_path(crate_).contains_key("src/other/address.rs"));
}

#[test]
fn annotations_are_included() {
    let main = document(
        "<edmx:Reference Uri=\"notes.xml\"><edmx:IncludeAnnotations TermNamespace=\"Org.OData.Core.V1\" \
         TargetNamespace=\"home\"/></edmx:Reference>",
        &complex("home", "User", "name", "Edm.String"),
    );
    let notes = document(
        &(reference("main.xml", "Namespace=\"home\" Alias=\"m\"")
            + &reference(
                "https://oasis-tcs.github.io/Core.xml",
                "Namespace=\"Org.OData.Core.V1\" Alias=\"C\"",
            )),
        "<Schema Namespace=\"notes\"><Annotations Target=\"m.User/name\"><Annotation Term=\"C.Description\" \
         String=\"What the user is called.\"/><Annotation Term=\"V.Other\"/></Annotations>\
         <Annotations Target=\"absent.T\"><Annotation Term=\"C.Description\" String=\"x\"/></Annotations></Schema>",
    );
    let folder = folder(&[("notes.xml", &notes)]);
    let crate_ = generated(&main, folder.path());
    assert_eq!(texts(&crate_.warnings), [""; 0]);
    assert!(by_path(crate_)["src/models/user.rs"].contains("/// What the user is called."));
}

#[test]
fn vocabularies_are_known_without_a_file() {
    let annotated = |references: &str, term: &str| {
        let main = document(
            references,
            &format!(
                "<Schema Namespace=\"home\"><ComplexType Name=\"User\"><Property Name=\"name\" Type=\"Edm.String\">\
                 <Annotation Term=\"{term}\" String=\"What the user is called.\"/></Property></ComplexType></Schema>"
            ),
        );
        let crate_ = generated(&main, tempfile::tempdir().unwrap().path());
        assert_eq!(texts(&crate_.warnings), [""; 0]);
        by_path(crate_)["src/models/user.rs"].contains("/// What the user is called.")
    };
    let core = "https://oasis-tcs.github.io/odata-vocabularies/vocabularies/Org.OData.Core.V1.xml";
    let include = |alias: &str| reference(core, &format!("Namespace=\"Org.OData.Core.V1\"{alias}"));
    assert!(annotated(&include(" Alias=\"C\""), "C.Description"));
    assert!(annotated(&include(""), "Org.OData.Core.V1.Description"));
    assert!(annotated("", "Core.Description"));
    assert!(!annotated("", "C.Description"));
}

/// The other document as CSDL JSON.
const OTHER_JSON: &str =
    r#"{"$Version": "4.01", "other": {"Address": {"$Kind": "ComplexType", "city": {}}}}"#;

#[test]
fn documents_of_both_formats_refer_to_each_other() {
    let main = r#"{"$Version": "4.01", "$Reference": {"http://host/other": {"$Include": [{"$Namespace": "other",
        "$Alias": "o"}]}}, "home": {"User": {"$Kind": "ComplexType", "address": {"$Type": "o.Address"}}}}"#;
    let xml = referring("http://host/other");
    let wanted = ["models/user.rs", "other/address.rs"];
    for (main, name, text) in [
        (main, "other.json", OTHER_JSON),
        (main, "other.xml", &other()),
        (&xml, "other.json", OTHER_JSON),
    ] {
        let folder = folder(&[(name, text)]);
        assert_eq!(files(generated(main, folder.path())), wanted, "{name}");
    }
    let warnings = run(main, References::default()).unwrap().warnings;
    let said = texts(&warnings).join("\n");
    assert!(
        said.contains("`o.Address`") && said.contains("--references"),
        "{said}"
    );
}

#[test]
fn a_referenced_document_that_is_wrong_is_told_with_its_own_places() {
    let folder = folder(&[(
        "other.json",
        "{\n  \"$Version\": \"4.01\",\n  \"other\": {\"Address\": {}}\n}",
    )]);
    let main = referring("http://host/other");
    let errors = run(&main, References::folder(folder.path()))
        .unwrap_err()
        .to_string();
    let place = format!("{}/other.json:3:13: error: ", folder.path().display());
    assert!(
        errors.starts_with(&place) && errors.contains("`$Kind`"),
        "{errors}"
    );
}

#[test]
fn the_example_of_the_standard() {
    let folder = repository().join("../shared/odata");
    let Ok(bytes) = std::fs::read(folder.join("csdl-16.2.xml")) else {
        println!(
            "{} is not there: this test checks nothing",
            folder.display()
        );
        return;
    };
    let main = String::from_utf8(bytes).unwrap();
    let alone = run(&main, References::default()).unwrap();
    assert_eq!(alone.warnings.len(), 2, "{:?}", texts(&alone.warnings));
    for warning in texts(&alone.warnings) {
        assert!(
            warning.contains("`http://host/service/$metadata` (`edmx:Reference` at main.xml:3:3)"),
            "{warning}"
        );
        assert!(warning.contains("--references"), "{warning}");
    }
    let whole = generated(&main, &folder);
    assert_eq!(texts(&whole.warnings), [""; 0]);
    assert_eq!(whole.summary.types, 5);
    let json = std::fs::read_to_string(folder.join("csdl-16.2.json")).unwrap();
    let whole = generated(&json, &folder);
    assert_eq!(texts(&whole.warnings), [""; 0]);
    assert_eq!(whole.summary.types, 5);
}
