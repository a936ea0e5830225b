//! What is said of documents that cannot be read.

use super::{HEAD, TAIL, document, errors, good, warnings};
use crate::csdl::{self, Expression, Limit};

#[test]
fn not_xml() {
    insta::assert_snapshot!(errors("Not found"));
}

#[test]
fn json() {
    insta::assert_snapshot!(errors("\n {\"$Version\": \"4.0\"}"));
}

#[test]
fn empty() {
    insta::assert_snapshot!(errors(" \n"));
}

#[test]
fn html_page() {
    let doctype = errors("\n<!DOCTYPE html>\n<html><body>Sign in<br></body></html>");
    let bare = errors("<html><head><meta charset=utf-8></head></html>");
    insta::assert_snapshot!(format!("{doctype}\n{bare}"));
}

#[test]
fn truncated() {
    let text = document(
        "<EntityType Name=\"a\">\n<Property Name=\"b\" Type=\"Edm.String\"/>\n</EntityType>",
    );
    let cuts = [
        "<Property",
        "Edm.Str",
        "</EntityType>",
        "</Schema>",
        "</edmx:Edmx>",
    ];
    let at = |cut: &str| errors(text.split(cut).next().expect("there is a beginning"));
    let inside = errors(
        text.split("Name=\"b\"")
            .next()
            .expect("there is a beginning"),
    );
    let all: Vec<String> = cuts.iter().map(|cut| at(cut)).chain([inside]).collect();
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn not_well_formed() {
    let bad = [
        "<EntityType Name=\"a\"></ComplexType>",
        "<EntityType Name=\"a\"></EntityType></EntityType>",
        "<EntityType Name=\"a\" Name=\"b\"/>",
        "<EntityType Name=a/>",
        "<EntityType Name/>",
        "<EntityType Name=\"<\"/>",
        "<EntityType Name=\"a&nbsp;b\"/>",
        "<EntityType Name=\"a & b\"/>",
        "<EntityType Name=\"&#0;\"/>",
        "<EntityType Name=\"&#1;\"/>",
        "<Annotation Term=\"a.b\"><String>&copy;</String></Annotation>",
        "<Annotation Term=\"a.b\"><String>&#x1;</String></Annotation>",
        "<x:EntityType Name=\"a\"/>",
        "<1 Name=\"a\"/>",
        "<EntityType Name=\"\u{1}\"/>",
        "<!-- no end",
        "<![CDATA[ no end",
        "<?pi no end",
        "<!ELEMENT a>",
        "<Annotation Term=\"a.b\"><String>in ]]> text</String></Annotation>",
        "<!-- one -- two -->",
        "<!-- one --->",
        "<EntityType Name=\"a\"Abstract='true'BaseType=\"b\"/>",
    ];
    let mut all: Vec<String> = bad.iter().map(|bad| errors(&document(bad))).collect();
    all.push(errors(&format!("{HEAD}{TAIL}<more/>")));
    all.push(errors(&format!("{HEAD}{TAIL}\n more")));
    all.push(errors(&format!(" {HEAD}{TAIL}")));
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn document_type_declaration() {
    let text = "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY b \"c\"><!ENTITY d \"&b;&b;\">]>\n<a>&d;</a>";
    insta::assert_snapshot!(errors(text));
}

#[test]
fn no_schema() {
    let edmx = "http://docs.oasis-open.org/odata/ns/edmx";
    let none = errors(&format!(
        "<Edmx Version=\"4.0\" xmlns=\"{edmx}\"><DataServices/></Edmx>"
    ));
    let nowhere = errors(&format!(
        "<e:Edmx Version=\"4.0\" xmlns:e=\"{edmx}\"><e:DataServices><Schema Namespace=\"a\"/></e:DataServices></e:Edmx>"
    ));
    let root =
        errors("<Schema Namespace=\"a\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"/>");
    let other = errors("<service xmlns=\"http://www.w3.org/2007/app\"/>");
    let bare = errors("<Edmx/>");
    insta::assert_snapshot!([none, nowhere, root, other, bare].join("\n"));
}

#[test]
fn older_versions() {
    let old = |edm: &str| {
        errors(&format!(
            "<edmx:Edmx Version=\"1.0\" xmlns:edmx=\"http://schemas.microsoft.com/ado/2007/06/edmx\">\
             <edmx:DataServices><Schema Namespace=\"a\" xmlns=\"{edm}\"/></edmx:DataServices></edmx:Edmx>"
        ))
    };
    let three = old("http://schemas.microsoft.com/ado/2009/11/edm");
    let two = old("http://schemas.microsoft.com/ado/2008/09/edm");
    let some = old("http://example.org/edm");
    let future = errors(&document("").replace("Version=\"4.0\"", "Version=\"5.0\""));
    insta::assert_snapshot!([three, two, some, future].join("\n"));
}

#[test]
fn all_structural_mistakes_are_reported() {
    let said = errors(&document(
        "<EntityType OpenType=\"maybe\">\n\
         <Key/>\n\
         <Property Type=\"Edm.String\" Nullable=\"no\" DefaultValue=\"x\"/>\n\
         <Property Name=\"b\"/>\n\
         <Property Name=\"a b\" Type=\"Edm.String\"/>\n\
         <NavigationProperty Name=\"c\" Type=\" \"><ReferentialConstraint/><OnDelete/></NavigationProperty>\n\
         </EntityType>\n\
         <EnumType Name=\"e\"><Member Name=\"x\" Value=\"y\"/><Member/></EnumType>\n\
         <TypeDefinition Name=\"t\"/>\n\
         <Function Name=\"f\"><Parameter Name=\"p\"/></Function>\n\
         <Action Name=\"g\"><ReturnType/><ReturnType Type=\"Edm.String\"/></Action>\n\
         <Term Name=\"u\"/>\n\
         <Annotations><Annotation/></Annotations>\n\
         <EntityContainer Name=\"c.d\"><EntitySet Name=\"s\"><NavigationPropertyBinding/></EntitySet>\n\
         <Singleton Name=\"s\"/><ActionImport/><FunctionImport Name=\"i\"/></EntityContainer>",
    ));
    insta::assert_snapshot!(said);
}

#[test]
fn namespaces_are_dotted_names() {
    let wrong = |namespace: &str| {
        errors(&document("").replace("Namespace=\"n\"", &format!("Namespace=\"{namespace}\"")))
    };
    insta::assert_snapshot!([wrong("a..b"), wrong("a/b"), wrong("")].join("\n"));
}

#[test]
fn annotations_that_break_a_rule_are_left_out_with_a_warning() {
    let read = good(&document(
        "<Annotation Term=\"a.b\" Bool=\"yes\"/>\n\
         <Annotation Term=\"a.b\" Int=\"1.5\"/>\n\
         <Annotation Term=\"a.b\"><Float>many</Float></Annotation>\n\
         <Annotation Term=\"a.b\" Bool=\"true\" Int=\"1\"/>\n\
         <Annotation Term=\"a.b\"><Null/><Null/></Annotation>\n\
         <Annotation Term=\"a.b\"><Not/></Annotation>\n\
         <Annotation Term=\"a.b\"><Eq><Null/></Eq></Annotation>\n\
         <Annotation Term=\"a.b\"><If><Null/></If></Annotation>\n\
         <Annotation Term=\"a.b\"><Cast><Null/></Cast></Annotation>\n\
         <Annotation Term=\"a.b\"><LabeledElement/></Annotation>\n\
         <Annotation Term=\"a.b\"><LabeledElementReference/></Annotation>\n\
         <Annotation Term=\"a.b\"><Record><PropertyValue/></Record></Annotation>\n\
         <Annotation Term=\"a.b\"><Apply/></Annotation>\n\
         <Annotation Term=\"a.b\"><Or><Null/><Null/><Null/></Or></Annotation>\n\
         <Annotation Term=\"a.b\"><Record>\
         <PropertyValue Property=\"c\" Int=\"1\"><Int>2</Int></PropertyValue></Record></Annotation>\n\
         <Annotation String=\"of no term\"/>\n\
         <Annotation Term=\"a.outer\"><Int>1</Int><Annotation Term=\"a.inner\" Int=\"x\"/></Annotation>\n\
         <Annotations><Annotation Term=\"a.b\"/></Annotations>",
    ));
    let schema = read.document.schemas.first().expect("the document has one");
    let terms = schema
        .annotations
        .iter()
        .map(|it| (it.term.as_str(), it.annotations.len()));
    assert_eq!(terms.collect::<Vec<_>>(), [("a.outer", 0)]);
    assert_eq!(schema.targeted, []);
    let warnings: Vec<_> = read.warnings.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(warnings.join("\n"));
}

#[test]
fn booleans_in_capitals_are_taken_with_a_warning() {
    let read = good(&document(
        "<EntityType Name=\"a\" Abstract=\"TRUE\">\
         <Property Name=\"b\" Type=\"Edm.String\" Nullable=\"False\"/></EntityType>\n\
         <Annotation Term=\"a.b\" Bool=\"True\"/>\n\
         <Annotation Term=\"a.b\"><Bool>False</Bool></Annotation>",
    ));
    let schema = read.document.schemas.first().expect("the document has one");
    let ty = schema.structured.first().expect("the schema has a type");
    assert!(ty.is_abstract);
    assert_eq!(
        ty.properties.first().map(|it| it.nullable),
        Some(Some(false))
    );
    let values = schema.annotations.iter().map(|it| it.value.clone());
    let expected = [true, false].map(|value| Some(Expression::Bool(value)));
    assert_eq!(values.collect::<Vec<_>>(), expected);
    let warnings: Vec<_> = read.warnings.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(warnings.join("\n"));
}

#[test]
fn unknown_elements_and_attributes_are_warnings() {
    let said = warnings(&document(
        "<EntityType Name=\"a\" Colour=\"red\" sap:label=\"x\" xmlns:sap=\"http://sap\">\n\
         <Wheel><Spoke/></Wheel><sap:Wheel/>\n\
         <Property Name=\"b\" Type=\"Edm.String\"><Wheel xmlns=\"\"/></Property></EntityType>\n\
         <ComplexType Name=\"c\" HasStream=\"true\"><Key/></ComplexType>\n\
         <EnumType Name=\"d-e\"><Member Name=\"1\"/></EnumType>\n\
         <TypeDefinition Name=\"t\" UnderlyingType=\"Edm.String\" MaxLength=\"-1\" Precision=\"few\"/>",
    ));
    insta::assert_snapshot!(said);
}

#[test]
fn limits_hold() {
    let deep = "<a>".repeat(Limit::Depth.usual());
    let long = "x".repeat(Limit::Value.usual() + 1);
    let many: Vec<String> = (0..=Limit::Attributes.usual())
        .map(|n| format!(" a{n}=\"\""))
        .collect();
    let many = many.concat();
    let texts = [
        document(&deep),
        document(&format!("<Annotation Term=\"a.b\" String=\"{long}\"/>")),
        document(&format!(
            "<Annotation Term=\"a.b\"><String>{long}</String></Annotation>"
        )),
        document(&format!("<EntityType{many}/>")),
    ];
    insta::assert_snapshot!(texts.map(|text| errors(&text)).join("\n"));
    let huge = vec![0; Limit::Document.usual() + 1];
    let error = csdl::read("t.xml", &huge).expect_err("the document is too large");
    insta::assert_snapshot!(error);
}

#[test]
fn positions_count_characters_not_bytes() {
    let text = document("<!-- äöü 𝄞 --><EntityType/>");
    assert!(
        errors(&text).starts_with("t.xml:5:15: error"),
        "{}",
        errors(&text)
    );
}
