//! Containers: in parts, in other documents, with children that are not at hand.

use csdlgen::config::Crate;
use csdlgen::diagnostic::Diagnostics;
use csdlgen::pipeline::{self, Generated, Source};
use csdlgen::references::References;
use csdlgen::select::Pattern;
use tests::generate::by_path;

use super::{document, folder, generated, reference, run, texts};

#[test]
fn a_container_extends_that_of_another_document() {
    let entity = "<EntityType Name=\"E\"><Key><PropertyRef Name=\"id\"/></Key>\
                  <Property Name=\"id\" Type=\"Edm.Int32\" Nullable=\"false\"/></EntityType>";
    let set = |name: &str, ty: &str| format!("<EntitySet Name=\"{name}\" EntityType=\"{ty}\"/>");
    let main = document(
        &reference("base.xml", "Namespace=\"base\" Alias=\"b\""),
        &format!(
            "<Schema Namespace=\"home\">{entity}<EntityContainer Name=\"Main\" Extends=\"b.Base\">{}</EntityContainer>\
             </Schema>",
            set("own", "home.E")
        ),
    );
    let base = document(
        "",
        &format!(
            "<Schema Namespace=\"base\">{entity}<EntityContainer Name=\"Base\">{}</EntityContainer>\
             <EntityContainer Name=\"Alone\">{}</EntityContainer></Schema>",
            set("inherited", "base.E"),
            set("alone", "base.E")
        ),
    );
    let folder = folder(&[("base.xml", &base)]);
    let crate_ = generated(&main, folder.path());
    assert_eq!(texts(&crate_.warnings), [""; 0]);
    let client = by_path(crate_)["src/client.rs"].clone();
    assert!(client.contains("pub struct MainClient"), "{client}");
    assert!(
        client.contains("pub fn own(") && client.contains("pub fn inherited("),
        "{client}"
    );
    assert!(!client.contains("pub fn alone("), "{client}");
}

/// A service of which a singleton, a set and an import are of a document that no folder has.
fn with_missing_children() -> String {
    document(
        &reference("other.xml", "Namespace=\"other\" Alias=\"o\""),
        "<Schema Namespace=\"home\"><EntityType Name=\"Room\"><Key><PropertyRef Name=\"id\"/></Key>\
         <Property Name=\"id\" Type=\"Edm.String\" Nullable=\"false\"/></EntityType>\
         <EntityContainer Name=\"C\"><EntitySet Name=\"rooms\" EntityType=\"home.Room\"/>\n\
         <Singleton Name=\"boiler\" Type=\"o.Boiler\"/>\n<EntitySet Name=\"pipes\" EntityType=\"o.Pipe\"/>\n\
         <ActionImport Name=\"drain\" Action=\"o.drain\"/></EntityContainer>\n\
         <Annotations Target=\"home.C/boiler\"><Annotation Term=\"home.x\"/></Annotations></Schema>",
    )
}

fn selected(include: &[&str], exclude: &[&str]) -> Result<Generated, Diagnostics> {
    let patterns = |texts: &[&str]| {
        let patterns = texts.iter().map(|text| Pattern::parse(text).unwrap());
        patterns.collect::<Vec<_>>()
    };
    let mut options = Crate::new("client").unwrap();
    options.selection.include = patterns(include);
    options.selection.exclude = patterns(exclude);
    let source = Source {
        name: "main.xml".to_owned(),
        bytes: with_missing_children().into_bytes(),
    };
    pipeline::run(&source, &options)
}

#[test]
fn children_that_are_not_at_hand_are_warnings_where_the_selection_leaves_them_out() {
    let left_out = selected(&["/rooms/**"], &[]).unwrap();
    assert!(by_path(left_out.clone()).contains_key("src/models/room.rs"));
    let warnings = texts(&left_out.warnings);
    let excluded = selected(&[], &["/boiler/**", "/pipes", "**/drain"]).unwrap();
    assert_eq!(texts(&excluded.warnings), warnings);
    let refused = run(&with_missing_children(), References::default()).unwrap_err();
    let some = selected(&["/rooms/**", "/boiler", "/pipes/*/leaks"], &[]).unwrap_err();
    let rest = selected(&["/**"], &["/boiler/**", "/pipes/**#GET"]).unwrap_err();
    assert_eq!([refused.0.len(), some.0.len(), rest.0.len()], [3, 2, 2]);
    insta::assert_snapshot!(format!("{}\n{refused}", warnings.join("\n")));
}

#[test]
fn the_container_of_the_service_may_be_in_another_document() {
    let main = r#"{"$Version": "4.01", "$EntityContainer": "other.C", "$Reference": {"other.json": {"$Include": [
        {"$Namespace": "other"}]}}, "home": {"User": {"$Kind": "ComplexType"}}}"#;
    let text = r#"{"$Version": "4.01", "other": {"E": {"$Kind": "EntityType", "$Key": ["id"], "id": {}},
        "C": {"$Kind": "EntityContainer", "things": {"$Type": "other.E", "$Collection": true}}}}"#;
    let folder = folder(&[("other.json", text)]);
    let crate_ = generated(main, folder.path());
    assert_eq!(texts(&crate_.warnings), [""; 0]);
    assert!(by_path(crate_)["src/client.rs"].contains("pub fn things("));
    let [warning] = &texts(&run(main, References::default()).unwrap().warnings)[..] else {
        panic!("one warning")
    };
    assert!(
        warning.contains("`other.C`, the container of the service, is in a referenced document"),
        "{warning}"
    );
}
