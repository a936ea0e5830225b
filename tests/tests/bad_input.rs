//! Input that cannot be generated from: each gives an error that names the place, the cause and the
//! remedy. The snapshots are the messages as a user reads them.

use csdlgen::config::Crate;
use tests::generate::{document, generate};

fn errors(document: &str) -> String {
    match generate(document, &Crate::new("example").unwrap()) {
        Ok(_) => panic!("this was accepted:\n{document}"),
        Err(errors) => errors.to_string(),
    }
}

fn errors_in(contents: &str) -> String {
    errors(&document(contents))
}

fn warnings_in(contents: &str) -> String {
    let generated = generate(&document(contents), &Crate::new("example").unwrap());
    let generated = generated.unwrap_or_else(|errors| panic!("{errors}"));
    let warnings = generated.warnings.iter().map(ToString::to_string);
    warnings.collect::<Vec<_>>().join("\n")
}

#[test]
fn neither_xml_nor_json() {
    insta::assert_snapshot!(errors("Not found"));
}

#[test]
fn json_without_schema() {
    insta::assert_snapshot!(errors("{\"$Version\": \"4.01\"}"));
}

#[test]
fn a_page_in_place_of_metadata() {
    insta::assert_snapshot!(errors("<!DOCTYPE html><html><body>Sign in</body></html>"));
}

#[test]
fn truncated() {
    let whole = document(
        "<ComplexType Name=\"item\"><Property Name=\"name\" Type=\"Edm.String\"/></ComplexType>",
    );
    let end = whole.find("<Property").unwrap() + 20;
    insta::assert_snapshot!(errors(&whole[..end]));
}

#[test]
fn no_schema() {
    insta::assert_snapshot!(errors(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">\
         <edmx:DataServices/></edmx:Edmx>"
    ));
}

#[test]
fn unknown_type() {
    insta::assert_snapshot!(errors_in(
        r#"<ComplexType Name="address"><Property Name="city" Type="t.citty"/></ComplexType>
           <ComplexType Name="city"/>"#
    ));
}

#[test]
fn unknown_base() {
    insta::assert_snapshot!(errors_in(
        r#"<ComplexType Name="item" BaseType="t.thing"/>"#
    ));
}

#[test]
fn inheritance_cycle() {
    insta::assert_snapshot!(errors_in(
        r#"<ComplexType Name="a" BaseType="t.b"/>
           <ComplexType Name="b" BaseType="t.c"/>
           <ComplexType Name="c" BaseType="t.a"/>"#
    ));
}

#[test]
fn duplicate_type() {
    insta::assert_snapshot!(errors_in(
        r#"<ComplexType Name="item"/>
           <EnumType Name="item"/>"#
    ));
}

#[test]
fn duplicate_member() {
    insta::assert_snapshot!(errors_in(
        r#"<ComplexType Name="item">
             <Property Name="name" Type="Edm.String"/>
             <Property Name="name" Type="Edm.Int32"/>
           </ComplexType>
           <EnumType Name="state"><Member Name="on"/><Member Name="on"/></EnumType>"#
    ));
}

#[test]
fn names_that_are_given_twice() {
    let csdl = document(
        r#"<ComplexType Name="timeZone"><Property Name="x" Type="Edm.String"/><Property Name="y" Type="Edm.String"/></ComplexType>
           <ComplexType Name="place"/>"#,
    );
    let said = |renames: &[(&str, &str)]| {
        let mut config = Crate::new("example").unwrap();
        let renames = renames.iter();
        config.rename = renames
            .map(|(key, name)| ((*key).to_owned(), (*name).to_owned()))
            .collect();
        generate(&csdl, &config).unwrap_err().to_string()
    };
    let types = said(&[("test.timeZone", "Zone"), ("test.place", "Zone")]);
    let properties = said(&[("test.timeZone/x", "z"), ("test.timeZone/y", "z")]);
    insta::assert_snapshot!(format!("{types}\n{properties}"));
}

#[test]
fn the_remedy_for_names_that_clash_works() {
    let csdl = document(
        r#"<ComplexType Name="timeZone"><Property Name="x" Type="Edm.String"/><Property Name="X" Type="Edm.String"/></ComplexType>
           <ComplexType Name="time_zone"/>"#,
    );
    let mut config = Crate::new("example").unwrap();
    config
        .rename
        .insert("test.time_zone".to_owned(), "OtherTimeZone".to_owned());
    config
        .rename
        .insert("test.timeZone/X".to_owned(), "capital_x".to_owned());
    let files = tests::generate::by_path(generate(&csdl, &config).unwrap());
    assert!(files["src/models/other_time_zone.rs"].contains("pub struct OtherTimeZone"));
    assert!(files["src/models/time_zone.rs"].contains("pub capital_x: Option<String>"));
}

#[test]
fn key_property_that_does_not_exist() {
    insta::assert_snapshot!(errors_in(
        r#"<EntityType Name="item">
             <Key><PropertyRef Name="ident"/></Key>
             <Property Name="id" Type="Edm.String" Nullable="false"/>
           </EntityType>"#
    ));
}

#[test]
fn annotation_on_a_target_that_does_not_exist() {
    insta::assert_snapshot!(warnings_in(
        r#"<ComplexType Name="item"><Property Name="name" Type="Edm.String"/></ComplexType>
           <Annotations Target="test.item/nam">
             <Annotation Term="Org.OData.Core.V1.Description" String="No such property."/>
           </Annotations>"#
    ));
}

#[test]
fn several_errors_are_all_reported() {
    let message = errors_in(
        r#"<ComplexType Name="a"><Property Name="x" Type="t.nothing"/></ComplexType>
           <ComplexType Name="b" BaseType="t.nowhere"/>"#,
    );
    assert!(
        message.contains("nothing") && message.contains("nowhere"),
        "{message}"
    );
}

#[test]
fn external_entities_are_refused() {
    insta::assert_snapshot!(errors(
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>\n<edmx:Edmx>&e;</edmx:Edmx>"
    ));
}

#[test]
fn a_name_with_a_character_that_no_name_takes() {
    insta::assert_snapshot!(errors_in(
        r#"<ComplexType Name="item"><Property Name="r#x" Type="Edm.String"/></ComplexType>
           <ComplexType Name="../item"/>"#
    ));
}

#[test]
fn names_that_are_no_identifiers_but_can_be_made_into_one() {
    insta::assert_snapshot!(warnings_in(
        r#"<ComplexType Name="item"><Property Name="1st" Type="Edm.String"/><Property Name="a-b" Type="Edm.String"/></ComplexType>"#
    ));
}
