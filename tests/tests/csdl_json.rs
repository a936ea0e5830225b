//! CSDL JSON beside CSDL XML: the same document, the same model, the same crate; and what is said of JSON that is
//! no service description.

mod csdl_pair;

use csdl_pair::{Choices, json, normalize, without_positions, xml};
use csdlgen::config::Crate;
use csdlgen::csdl::{self, Document};
use csdlgen::model;
use csdlgen::pipeline::{self, Source};
use proptest::prelude::*;
use tests::service::repository;

const NAME: &str = "t.json";

fn read(bytes: &[u8]) -> Document {
    let read = csdl::read(NAME, bytes).unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(read.warnings, []);
    read.document
}

fn errors(text: &str) -> String {
    let read = csdl::read(NAME, text.as_bytes());
    read.expect_err("the document is bad").to_string()
}

/// A document around the members of a schema, which begin in line 4.
fn document(members: &str) -> String {
    format!("{{\n\"$Version\": \"4.01\",\n\"n\": {{\n{members}\n}}\n}}")
}

fn errors_in(members: &str) -> String {
    errors(&document(members))
}

fn warnings_in(members: &str) -> String {
    let read = csdl::read(NAME, document(members).as_bytes());
    let warnings = read.unwrap_or_else(|errors| panic!("{errors}")).warnings;
    let warnings = warnings.iter().map(ToString::to_string);
    warnings.collect::<Vec<_>>().join("\n")
}

/// One of the standard's examples, as XML and as JSON.
fn pair(name: &str) -> Option<(Vec<u8>, Vec<u8>)> {
    let path = |format| repository().join(format!("../shared/odata/{name}.{format}"));
    let (Ok(xml), Ok(json)) = (std::fs::read(path("xml")), std::fs::read(path("json"))) else {
        println!("skipped: {} is not at hand", path("json").display());
        return None;
    };
    Some((xml, json))
}

#[test]
fn the_examples_of_the_standard_are_the_same_from_both_formats() {
    for name in ["csdl-16.1", "csdl-16.2"] {
        let Some((xml, json)) = pair(name) else {
            continue;
        };
        let (mut xml, mut json) = (read(&xml), read(&json));
        normalize(&mut xml);
        normalize(&mut json);
        assert_eq!(without_positions(&xml), without_positions(&json), "{name}");
        let model = |document: &Document| {
            let resolved = model::resolve(document).unwrap_or_else(|errors| panic!("{errors}"));
            without_positions(&resolved.model)
        };
        assert_eq!(model(&xml), model(&json), "{name}");
    }
}

/// The files of a crate, of which each says what it was made from: the same name whatever it is.
fn generated(bytes: &[u8]) -> Vec<(String, String)> {
    let source = Source {
        name: "service".to_owned(),
        bytes: bytes.to_vec(),
    };
    let generated = pipeline::run(&source, &Crate::new("service").unwrap());
    let generated = generated.unwrap_or_else(|errors| panic!("{errors}"));
    let files = generated.files.into_iter();
    files
        .map(|file| (file.path.to_string(), file.contents))
        .collect()
}

fn assert_same_crate(xml: &[u8], json: &[u8]) {
    let (xml, json) = (generated(xml), generated(json));
    assert!(xml.len() > 5);
    assert_eq!(xml.len(), json.len());
    for (xml, json) in xml.iter().zip(&json) {
        assert_eq!(xml.0, json.0);
        let mut lines = xml.1.lines().zip(json.1.lines());
        let differing = lines.find(|(xml, json)| xml != json);
        assert_eq!(differing, None, "{}", xml.0);
        assert_eq!(xml.1.len(), json.1.len(), "{}", xml.0);
    }
}

#[test]
fn the_example_of_the_standard_makes_the_same_crate_from_both_formats() {
    let Some((xml, json)) = pair("csdl-16.1") else {
        return;
    };
    assert_same_crate(&xml, &json);
}

#[test]
fn documents_with_many_annotations_make_the_same_crate_from_both_formats() {
    for path in [
        "tests/fixtures/library.csdl",
        "tests/fixtures/shop.csdl",
        "metadata/communications.csdl",
    ] {
        let xml = std::fs::read(repository().join(path)).unwrap();
        assert_same_crate(&xml, json(&document_of(path)).as_bytes());
    }
}

/// A document of this repository, in what JSON can say.
fn document_of(path: &str) -> Document {
    let xml = std::fs::read(repository().join(path)).unwrap();
    let mut document = csdl::read(path, &xml).unwrap().document;
    normalize(&mut document);
    document
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn any_document_is_the_same_from_both_formats(bytes in prop::collection::vec(any::<u8>(), 0..1500)) {
        let document = Choices::new(bytes).document();
        let (xml, json) = (xml(&document), json(&document));
        let (from_xml, from_json) = (read(xml.as_bytes()), read(json.as_bytes()));
        let mut wanted = Document { name: NAME.into(), ..document };
        prop_assert_eq!(without_positions(&from_xml), without_positions(&wanted));
        normalize(&mut wanted);
        prop_assert_eq!(without_positions(&from_json), without_positions(&wanted));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn what_is_written_is_read_again(bytes in prop::collection::vec(any::<u8>(), 0..1500)) {
        let document = read(xml(&Choices::new(bytes).document()).as_bytes());
        let written = csdl::write(&document, &["a comment -- of two lines".to_owned(), "-".to_owned()]);
        let again = read(written.as_bytes());
        prop_assert_eq!(without_positions(&again), without_positions(&document), "{}", written);
        prop_assert_eq!(csdl::write(&again, &[]), csdl::write(&document, &[]));
    }
}

/// UTF-16 with or without its mark, and UTF-8 with one.
#[test]
fn the_format_is_found_in_any_encoding() {
    let text = format!(" \n{}", document("\"a\": {\"$Kind\": \"ComplexType\"}"));
    let plain = without_positions(&read(text.as_bytes()));
    let wide = |text: &str, to: fn(u16) -> [u8; 2]| -> Vec<u8> {
        text.encode_utf16().flat_map(to).collect()
    };
    let marked = format!("\u{feff}{text}");
    let bare = text.trim_start();
    let encoded = [
        marked.as_bytes().to_vec(),
        wide(&marked, u16::to_le_bytes),
        wide(&marked, u16::to_be_bytes),
        wide(bare, u16::to_le_bytes),
        wide(bare, u16::to_be_bytes),
    ];
    for bytes in encoded {
        assert_eq!(without_positions(&read(&bytes)), plain);
    }
}

#[test]
fn elements_know_their_places() {
    let text = document(
        " \"T\u{1d11e}ype\": {\"$Kind\": \"EntityType\",\n  \"\u{e4}\": {}, \"b\": {\"@a.b\": 1}}",
    );
    let document = read(text.replace("T\u{1d11e}ype", "Type").as_bytes());
    let schema = &document.schemas[0];
    let ty = &schema.structured[0];
    let place = |position: &csdlgen::diagnostic::Position| (position.line, position.column);
    assert_eq!(place(&schema.position), (3, 1));
    assert_eq!(place(&ty.position), (4, 2));
    assert_eq!(place(&ty.properties[0].position), (5, 3));
    assert_eq!(place(&ty.properties[1].position), (5, 12));
    assert_eq!(place(&ty.properties[1].annotations[0].position), (5, 18));
}

/// A document of two containers, of which one is named as the service's.
fn two_containers(named: &str) -> String {
    document(&format!(
        r#""A": {{"$Kind": "ComplexType"}},
"First": {{"$Kind": "EntityContainer", "a": {{"$Action": "n.a"}}}},
"Second": {{"$Kind": "EntityContainer", "b": {{"$Action": "n.a"}}}},
"Third": {{"$Kind": "EntityContainer", "$Extends": "n.Second", "c": {{"$Action": "n.a"}}}},
"a": [{{"$Kind": "Action"}}],
"$Annotations": {{"n.First": {{"@a.b": 1}}, "n.Second": {{"@a.b": 1}}}}
}},
"$EntityContainer": {named},
"$Reference": {{"other.json": {{"$Include": [{{"$Namespace": "other"}}]}}}},
"m": {{"#
    ))
}

#[test]
fn the_container_is_the_one_that_is_named() {
    for (named, children) in [
        ("n.First", &["a"][..]),
        ("n.Second", &["b"]),
        ("n.Third", &["b", "c"]),
    ] {
        let document = read(two_containers(&format!("\"{named}\"")).as_bytes());
        let resolved = model::resolve(&document).unwrap_or_else(|errors| panic!("{errors}"));
        let warnings = resolved.warnings.iter().map(ToString::to_string);
        assert_eq!(warnings.collect::<Vec<_>>(), [""; 0], "{named}");
        let container = resolved.model.container.unwrap();
        let found = container.children.iter().map(|child| child.name.as_str());
        assert_eq!(found.collect::<Vec<_>>(), children, "{named}");
    }
}

#[test]
fn a_named_container_that_is_not_there() {
    let unknown = model::resolve(&read(two_containers("\"n.Secund\"").as_bytes())).unwrap_err();
    let external = model::resolve(&read(two_containers("\"other.C\"").as_bytes())).unwrap();
    let warnings = external.warnings.iter().map(ToString::to_string);
    insta::assert_snapshot!(format!(
        "{unknown}\n{}\n{}",
        warnings.collect::<Vec<_>>().join("\n"),
        errors(&two_containers("1"))
    ));
}

#[test]
fn not_a_description() {
    let all = [
        "[]",
        "[1, {}]",
        "{}",
        "{\"error\": {\"code\": \"401\"}}",
        "{\"$Version\": \"4.01\"}",
        "{\"$Version\": \"3.0\", \"n\": {}}",
        "{\"$Version\": 4.0, \"n\": {}}",
        "\"text\"",
    ];
    insta::assert_snapshot!(all.map(errors).join("\n"));
}

#[test]
fn truncated() {
    let text =
        document("\"a\": {\"$Kind\": \"ComplexType\",\n\"b\": {\"$MaxLength\": 12}, \"c\": {}}");
    let cuts = [
        "4.01",
        ",\n\"n\"",
        "ComplexType",
        ": {\"$Max",
        "12",
        "}, \"c\"",
        "c\": {}",
    ];
    let at = |cut: &str| errors(text.split(cut).next().unwrap());
    insta::assert_snapshot!(cuts.map(at).join("\n"));
}

#[test]
fn not_well_formed() {
    let all = [
        "\"a\": {\"$Kind\": 'ComplexType'}",
        "\"a\": {$Kind: \"ComplexType\"}",
        "\"a\": {\"$Kind\": \"ComplexType\",}",
        "\"a\": {\"$Kind\" \"ComplexType\"}",
        "\"a\": {\"$Kind\": }",
        "\"a\": {\"$Kind\": \"ComplexType\" \"b\": {}}",
        "\"a\": [1 2]",
        "\"a\": // no\n{}",
        "\"a\": {\"$MaxLength\": 0x10}",
        "\"a\": {\"$MaxLength\": 01}",
        "\"a\": {\"$MaxLength\": .5}",
        "\"a\": {\"$MaxLength\": NaN}",
        "\"a\": \"\\x41\"",
        "\"a\": \"\\ud83d\\ude00\"",
        "\"a\": \"\\ud800\"",
        "\"a\": \"\t\"",
        "\"a\": \"\\u001b[31m\"",
        "\"a\u{1}\": {}",
        "}, \"b\": {}} 1",
    ];
    insta::assert_snapshot!(all.map(errors_in).join("\n"));
}

#[test]
fn limits_hold() {
    let arrays = "[".repeat(100_000);
    let closed = format!("{arrays}{}", "]".repeat(100_000));
    let objects = "{\"a\":".repeat(100_000);
    let deep = format!("{}1{}", "[".repeat(150), "]".repeat(150));
    let long = "x".repeat((1 << 20) + 1);
    let all = [
        errors(&arrays),
        errors(&closed),
        errors(&objects),
        errors_in(&format!("\"@a.b\": {deep}")),
        errors_in(&format!("\"@a.b\": \"{long}\"")),
        errors_in(&format!("\"@a.b\": {}", "1".repeat((1 << 20) + 1))),
        errors_in(&format!("\"{}\": 1", "@a.b".repeat(17))),
    ];
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn many_members_cost_no_more_than_their_number() {
    let members = (0..50_000).map(|n| format!("\"@a.b{n}\": 1, \"@a.b{n}@c.d\": 2"));
    let document = read(document(&members.collect::<Vec<_>>().join(",")).as_bytes());
    let annotations = &document.schemas[0].annotations;
    assert_eq!(annotations.len(), 50_000);
    assert!(
        annotations
            .iter()
            .all(|annotation| annotation.annotations.len() == 1)
    );
}

#[test]
fn names_are_given_once() {
    let all = [
        "\"a\": {\"$Kind\": \"ComplexType\"},\n\"a\": {\"$Kind\": \"ComplexType\"}",
        "\"a\": {\"$Kind\": \"ComplexType\",\n \"b\": {\"$Nullable\": true, \"$Null\\u0061ble\": false}}",
        "\"@a.b\": 1, \"@a.b\": 1",
    ];
    insta::assert_snapshot!(all.map(errors_in).join("\n"));
}

#[test]
fn wrong_kinds() {
    let all = r#""$Alias": 1,
"$Annotations": [],
"a": "text",
"b": {"$Kind": "EntityType", "$Key": "id", "$BaseType": {}, "$Abstract": "yes", "$OpenType": 1,
  "p": null, "q": {"$Type": ["Edm.String"], "$Collection": "true", "$Nullable": "true"},
  "r": {"$MaxLength": "12", "$Scale": true, "$SRID": [], "$Unicode": "no", "$DefaultValue": {}},
  "s": {"$Kind": "NavigationProperty", "$Partner": 1, "$OnDelete": 1, "$ReferentialConstraint": {"x": 1}},
  "t": {"$Kind": "NavigationProperty", "$ReferentialConstraint": "x"}},
"c": {"$Kind": "EntityType", "$Key": [1, {"a": "b", "c": "d"}, {"e": 1}, ""]},
"d": {"$Kind": "EntityType", "$Key": []},
"e": {"$Kind": "EnumType", "$IsFlags": "x", "m": true, "n": 1.5, "o": 9223372036854775808},
"f": {"$Kind": "TypeDefinition"},
"g": [1, {"$Kind": "Function"}, {}, {"$Kind": "Action", "$Parameter": [{}, 1], "$ReturnType": "Edm.String"}],
"h": {"$Kind": "Term", "$AppliesTo": "Property", "$Type": ""},
"i": {"$Kind": "Term", "$AppliesTo": [1]},
"j": {"$Kind": "EntityContainer", "s": 1, "t": {}, "u": {"$Collection": true}, "v": {"$Action": 1},
  "w": {"$Type": "n.b", "$NavigationPropertyBinding": {"x": {}}}}"#;
    insta::assert_snapshot!(errors_in(all));
}

#[test]
fn wrong_references() {
    let text = "{\"$Version\": \"4.01\",\n\"$Reference\": {\"http://x\": 1, \"y\": {\"$Include\": {}},\n\
                \"z\": {\"$Include\": [1, {}, {\"$Namespace\": \"a..b\"}], \"$IncludeAnnotations\": [{}]}},\n\"n\": {}}";
    insta::assert_snapshot!(errors(text));
}

#[test]
fn annotations_that_break_a_rule_are_left_out_with_a_warning() {
    let all = r#""@a.a": {"$Path": 1},
"@a.b": {"$If": [true]},
"@a.c": {"$And": [true]},
"@a.d": {"$Eq": 1},
"@a.e": {"$Apply": [1]},
"@a.f": {"$Cast": 1},
"@a.g": {"$IsOf": 1, "$Type": 2},
"@a.h": {"$LabeledElement": 1},
"@a.i": {"$LabeledElementReference": ""},
"@a.j": {"@type": 1},
"@a.k": {"": 1},
"@a.l": [{"$Not": {"$Path": null}}],
"@a.m": {"$Or": [true, false, true]},
"@a.b c": 1,
"@a..b": 1,
"@a.b#c d": 1,
"@a.outer": 1, "@a.outer@a.inner": {"$Eq": [1]},
"$Annotations": {"": {"@a.b": 1}}"#;
    let read =
        csdl::read(NAME, document(all).as_bytes()).unwrap_or_else(|errors| panic!("{errors}"));
    let schema = &read.document.schemas[0];
    let terms = schema
        .annotations
        .iter()
        .map(|it| (it.term.as_str(), it.annotations.len()));
    assert_eq!(terms.collect::<Vec<_>>(), [("a.outer", 0)]);
    assert_eq!(schema.targeted, []);
    insta::assert_snapshot!(warnings_in(all));
}

#[test]
fn booleans_in_quotes_are_taken_with_a_warning() {
    let all = r#""a": {"$Kind": "EntityType", "$Abstract": "True", "b": {"$Nullable": "false"}}"#;
    let read =
        csdl::read(NAME, document(all).as_bytes()).unwrap_or_else(|errors| panic!("{errors}"));
    let ty = &read.document.schemas[0].structured[0];
    assert!(ty.is_abstract);
    assert_eq!(ty.properties[0].nullable, Some(false));
    insta::assert_snapshot!(warnings_in(all));
}

#[test]
fn unknown_kinds() {
    let all = r#""a": {"$Kind": "Entity"},
"b": {},
"c": {"$Kind": "Action"},
"d": [{"$Kind": "EntityType"}],
"e": {"$Kind": "ComplexType", "p": {"$Kind": "Navigation"}},
"f": {"$Kind": "EntityContainer", "s": {"$Kind": "Set", "$Type": "n.a"}}"#;
    insta::assert_snapshot!(errors_in(all));
}

#[test]
fn invalid_names() {
    let all = r#""a b": {"$Kind": "ComplexType"},
"": {"$Kind": "ComplexType"},
"c.d": [],
"e": {"$Kind": "ComplexType", "x/y": {}},
"f": {"$Kind": "EnumType", "x\"": 1},
"g": [{"$Kind": "Action", "$Parameter": [{"$Name": "x y"}]}],
"h": {"$Kind": "EntityContainer", "<script>": {"$Type": "n.a"}}"#;
    let schema = errors("{\"$Version\": \"4.0\", \"a/b\": {}, \"\": {}}");
    insta::assert_snapshot!(format!("{}\n{schema}", errors_in(all)));
}

#[test]
fn unknown_members_are_warnings() {
    let all = r#""$Colour": "red",
"a-b": {"$Kind": "EntityType", "$Colour": "red", "1": {"$Colour": "red", "x": {}, "y@a.b": 1, "@context": "x"}},
"c": {"$Kind": "ComplexType", "$HasStream": true, "$Key": ["x"], "p": {"$MaxLength": -1, "$Precision": 1.5}},
"d": {"$Kind": "EnumType", "m": 1, "n@a.b": 1},
"e": {"$Kind": "EntityContainer", "s": {"$Type": "n.a", "$EntitySet": "x"}},
"@a.b": {"$Path": "x", "$Colour": "red", "y": 1},
"@a.c@a.d": 1"#;
    insta::assert_snapshot!(warnings_in(all));
}

/// What is said of the members of a schema, in XML and in JSON, as far as both formats have the same words.
fn said_of_both(xml: &str, json: &str) -> [Vec<String>; 2] {
    let xml = format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\
         <Schema Namespace=\"n\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{xml}</Schema></edmx:DataServices></edmx:Edmx>"
    );
    let json = document(json);
    [("t.xml", xml), (NAME, json)].map(|(name, text)| {
        let read = csdl::read(name, text.as_bytes());
        let said = read.map_or_else(|errors| errors.0, |read| read.warnings);
        let said = said.iter().map(|said| said.message.replace('$', ""));
        said.collect()
    })
}

#[test]
fn both_formats_are_held_to_the_same_rules() {
    for (xml, json, expected) in [
        (
            "<Function Name=\"f\"/>",
            r#""f": [{"$Kind": "Function"}]"#,
            "`Function` `f` has no `ReturnType`",
        ),
        (
            "<EntityType Name=\"a\"><Key/></EntityType>",
            r#""a": {"$Kind": "EntityType", "$Key": []}"#,
            "the `Key` of `a` names no property",
        ),
        (
            "<ComplexType Name=\"a\"><Annotation Term=\"n..t\" Bool=\"true\"/></ComplexType>",
            r#""a": {"$Kind": "ComplexType", "@n..t": true}"#,
            "`n..t` is not the name of a term",
        ),
        (
            "<ComplexType Name=\"a\"><Annotation Term=\"n.t\" Qualifier=\"b c\" Bool=\"true\"/></ComplexType>",
            r#""a": {"$Kind": "ComplexType", "@n.t#b c": true}"#,
            "the qualifier of `n.t` is not an identifier",
        ),
        (
            "<ComplexType Name=\"a\"><Annotation Term=\"n.t\"><If><Bool>true</Bool></If></Annotation></ComplexType>",
            r#""a": {"$Kind": "ComplexType", "@n.t": {"$If": [true]}}"#,
            "`If` takes 2 or 3 operands, but has 1",
        ),
    ] {
        let [xml, json] = said_of_both(xml, json);
        assert_eq!(xml, [expected]);
        assert_eq!(json, [expected]);
    }
}
