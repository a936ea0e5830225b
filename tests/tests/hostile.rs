//! Metadata, configuration and overlays that somebody wrote to do harm: each is refused with an error that says where,
//! or becomes a crate in which it can do none. `docs/src/hostile.md` lists them with these tests.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use csdlgen::config::{Config, Crate};
use csdlgen::csdl::{self, Limit, Limits};
use csdlgen::fixup::Overlay;
use csdlgen::pipeline::{self, Source};
use csdlgen::references::References;
use tests::generate::{by_path, document, generate};

/// So many elements.
fn many(count: usize, element: impl Fn(usize) -> String) -> String {
    (0..count).map(element).collect()
}

fn example() -> Crate {
    Crate::new("example").unwrap()
}

fn with(limit: Limit, most: usize) -> Crate {
    let limits = Limits::default().with(limit, most).unwrap();
    Crate {
        limits,
        ..example()
    }
}

fn files(contents: &str) -> BTreeMap<String, String> {
    let generated = generate(&document(contents), &example());
    by_path(generated.unwrap_or_else(|errors| panic!("{errors}")))
}

fn refused(text: &str) -> String {
    match generate(text, &example()) {
        Ok(_) => panic!("this was accepted"),
        Err(errors) => errors.to_string(),
    }
}

/// The message names the place and the option that raises the limit.
fn is_limit(said: &str, place: &str, limit: Limit) {
    let option = format!("`--max {limit}=NUMBER`");
    assert!(said.starts_with(place), "{said}");
    let setting = format!("`limits.{limit}` in csdlgen.toml");
    assert!(said.contains(&option) && said.contains(&setting), "{said}");
    assert!(said.contains(&format!("the limit `{limit}` is ")), "{said}");
}

/// Whether no line of Rust, TOML or Markdown has a character that does not show as what it is.
fn is_plain(text: &str) -> bool {
    let hidden = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
    };
    !text.contains(hidden)
}

#[test]
fn entities_that_expand_to_gigabytes_are_not_expanded() {
    let mut laughs = String::from("<!DOCTYPE lolz [<!ENTITY lol0 \"lol\">\n");
    for n in 1..10 {
        let ten = format!("&lol{};", n - 1).repeat(10);
        let _ = writeln!(laughs, "<!ENTITY lol{n} \"{ten}\">");
    }
    laughs.push_str("]>\n<lolz>&lol9;</lolz>");
    let said = refused(&laughs);
    assert!(
        said.starts_with("test.csdl:1:1: error: a document type declaration"),
        "{said}"
    );
    // An entity that nothing declares is no way around it.
    let said = refused(&document("<EntityType Name=\"&lol9;\"/>"));
    assert!(said.contains("`&lol9;` is not one of the five"), "{said}");
}

#[test]
fn external_entities_are_not_fetched() {
    for entity in [
        "<!ENTITY e SYSTEM \"file:///etc/passwd\">",
        "<!ENTITY e SYSTEM \"http://127.0.0.1:1/\">",
        "<!ENTITY % e SYSTEM \"http://127.0.0.1:1/\"> %e;",
        "<!ENTITY e PUBLIC \"x\" \"file:///dev/random\">",
    ] {
        let said = refused(&format!("<!DOCTYPE x [{entity}]>\n<x>&e;</x>"));
        assert!(said.contains("(DTD) is not accepted"), "{said}");
    }
    let said = refused("<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\">\n<x/>");
    assert!(said.contains("(DTD) is not accepted"), "{said}");
}

#[test]
fn a_million_nested_elements_are_refused_at_the_first_too_deep() {
    let deep = format!("<a>{}", "\n<a>".repeat(1_000_000));
    is_limit(&refused(&deep), "test.csdl:101:1: error: ", Limit::Depth);
    // Also where they are closed, and where they are expressions.
    let nots = format!(
        "<Annotation Term=\"a.b\">{}{}</Annotation>",
        "<Not>".repeat(1_000_000),
        "</Not>".repeat(1_000_000)
    );
    is_limit(&refused(&document(&nots)), "test.csdl:3:", Limit::Depth);
}

#[test]
fn a_million_nested_values_of_json_are_refused_at_the_first_too_deep() {
    for bracket in ["[", "{\"a\":"] {
        let said = refused(&bracket.repeat(1_000_000));
        let column = bracket.len() * 100 + 1;
        is_limit(&said, &format!("test.csdl:1:{column}: "), Limit::Depth);
    }
    let said = refused(&"{\"a\":[\n".repeat(300));
    is_limit(&said, "test.csdl:51:1: error: ", Limit::Depth);
}

/// As deep as the limit can be raised, on a thread with as little stack as threads usually have.
#[test]
fn what_is_as_deep_as_can_be_allowed_overflows_no_stack() {
    let most = Limit::Depth.most();
    let config = with(Limit::Depth, most);
    // Wrapper, services, schema, type and annotation are five.
    let levels = most - 5;
    let nested =
        |open: &str, close: &str| format!("{}{}", open.repeat(levels), close.repeat(levels));
    let expressions = [
        nested("<Not>", "</Not>"),
        nested("<Collection>", "</Collection>"),
        nested("<Apply Function=\"odata.concat\">", "</Apply>"),
        nested("<Cast Type=\"Edm.String\">", "</Cast>"),
    ];
    let records = "<Record><PropertyValue Property=\"x\">".repeat(levels / 2)
        + &"</PropertyValue></Record>".repeat(levels / 2);
    let annotations = "<Annotation Term=\"a.b\">".repeat(levels) + &"</Annotation>".repeat(levels);
    for expression in expressions.iter().chain([&records, &annotations]) {
        let text = document(&format!(
            "<ComplexType Name=\"item\"><Annotation Term=\"Org.OData.Core.V1.Description\">{expression}</Annotation></ComplexType>"
        ));
        let done = generate(&text, &config);
        let is_depth = |error: &String| error.contains("limit `depth`");
        assert!(
            done.map(drop)
                .map_err(|error| error.to_string())
                .err()
                .as_ref()
                .is_none_or(|error| !is_depth(error)),
        );
    }
    let json = |value: &str| {
        format!(
            "{{\"$Version\":\"4.01\",\"test\":{{\"item\":{{\"$Kind\":\"ComplexType\",\"@a.b\":{value}}}}}}}"
        )
    };
    for (open, close) in [("[", "]"), ("{\"$Not\":", "}"), ("{\"x\":", "}")] {
        let text = json(&format!(
            "{}0{}",
            open.repeat(most - 3),
            close.repeat(most - 3)
        ));
        let done = generate(&text, &config).map(drop);
        let said = done.map_err(|error| error.to_string()).err();
        assert!(
            said.as_ref().is_none_or(|said| !said.contains("deep")),
            "{said:?}"
        );
    }
}

#[test]
fn a_document_of_gigabytes_is_refused_before_it_is_read() {
    // Whole documents are only held where they are within the limit; here, a small one and a smaller limit.
    let text = document("<ComplexType Name=\"item\"/>");
    let said = generate(&text, &with(Limit::Document, text.len() - 1)).unwrap_err();
    is_limit(
        &said.to_string(),
        "error: test.csdl is too large",
        Limit::Document,
    );
    generate(&text, &with(Limit::Document, text.len())).unwrap();
}

#[test]
fn attributes_and_texts_of_megabytes_are_refused() {
    let long = "x".repeat(Limit::Value.usual() + 1);
    let attribute = format!("<Annotation Term=\"a.b\" String=\"{long}\"/>");
    is_limit(
        &refused(&document(&attribute)),
        "test.csdl:3:1: ",
        Limit::Value,
    );
    let text = format!("<Annotation Term=\"a.b\"><String>{long}</String></Annotation>");
    is_limit(&refused(&document(&text)), "test.csdl:3:32: ", Limit::Value);
    let parts = "<![CDATA[xxxxxxxxxx]]>".repeat(Limit::Value.usual() / 10 + 1);
    let text = format!("<Annotation Term=\"a.b\"><String>{parts}</String></Annotation>");
    is_limit(&refused(&document(&text)), "test.csdl:3:", Limit::Value);
    let json = format!("{{\"$Version\": \"4.01\", \"test\": {{\"@a.b\": \"{long}\"}}}}");
    is_limit(&refused(&json), "test.csdl:1:", Limit::Value);
    let raised = with(Limit::Value, long.len());
    generate(&document(&attribute), &raised).unwrap();
}

#[test]
fn thousands_of_attributes_are_refused() {
    let many = many(100_000, |n| format!(" a{n}=\"\""));
    let said = refused(&document(&format!("<ComplexType{many}/>")));
    is_limit(&said, "test.csdl:3:1: ", Limit::Attributes);
}

#[test]
fn millions_of_elements_are_refused() {
    let many = "<x/>".repeat(Limit::Elements.usual());
    is_limit(&refused(&document(&many)), "test.csdl:3:", Limit::Elements);
    let json = format!("[{}0]", "0,".repeat(Limit::Elements.usual()));
    is_limit(&refused(&json), "test.csdl:1:", Limit::Elements);
}

#[test]
fn what_can_be_counted_is_limited_and_the_limit_can_be_raised() {
    let types = many(5, |n| format!("<ComplexType Name=\"c{n}\"/>\n"));
    let operations = many(5, |n| format!("<Action Name=\"a{n}\"/>\n"));
    let properties = many(5, |n| {
        format!("<Property Name=\"p{n}\" Type=\"Edm.String\"/>")
    });
    let members = many(5, |n| format!("<Member Name=\"m{n}\"/>"));
    let bases = many(5, |n| {
        format!("<ComplexType Name=\"b{n}\" BaseType=\"t.b{}\"/>\n", n + 1)
    });
    let cases = [
        (Limit::Types, 4, 7, types),
        (Limit::Operations, 4, 7, operations),
        (
            Limit::Members,
            4,
            3,
            format!("<ComplexType Name=\"c\">{properties}</ComplexType>"),
        ),
        (
            Limit::Members,
            4,
            3,
            format!("<EnumType Name=\"e\">{members}</EnumType>"),
        ),
        (
            Limit::Bases,
            4,
            3,
            format!("{bases}<ComplexType Name=\"b5\"/>"),
        ),
        (
            Limit::Fields,
            14,
            4,
            format!(
                "<ComplexType Name=\"c\">{properties}</ComplexType>\n<ComplexType Name=\"d\" BaseType=\"t.c\"/>"
            ),
        ),
        (
            Limit::Name,
            4,
            3,
            "<ComplexType Name=\"fiver\"/>".to_owned(),
        ),
    ];
    for (limit, most, line, contents) in cases {
        let text = document(&contents);
        let said = generate(&text, &with(limit, most))
            .map(drop)
            .unwrap_err()
            .to_string();
        is_limit(&said, &format!("test.csdl:{line}:1: error: "), limit);
        let raised = generate(&text, &with(limit, most + 1));
        assert!(raised.is_ok(), "{limit}: {}", raised.map(drop).unwrap_err());
    }
}

#[test]
fn small_documents_whose_builders_would_become_gigabytes_are_refused() {
    let id = "<Key><PropertyRef Name=\"id\"/></Key><Property Name=\"id\" Type=\"Edm.String\"/>";
    let derived = many(1_000, |n| {
        format!("<EntityType Name=\"d{n}\" BaseType=\"t.base\"/>")
    });
    let actions = many(1_000, |n| {
        format!(
            "<Action Name=\"a{n}\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"t.base\"/></Action>"
        )
    });
    let said = refused(&document(&format!(
        "<EntityType Name=\"base\">{id}</EntityType>\n{derived}{actions}"
    )));
    is_limit(&said, "test.csdl:4:", Limit::Methods);
}

/// A small document that would be made into a large crate: each type has the properties of its bases.
#[test]
fn small_documents_that_would_become_gigabytes_are_refused() {
    let properties = many(2_000, |n| {
        format!("<Property Name=\"p{n}\" Type=\"Edm.String\"/>")
    });
    let derived = many(2_000, |n| {
        format!("<ComplexType Name=\"d{n}\" BaseType=\"t.base\"/>")
    });
    let said = refused(&document(&format!(
        "<ComplexType Name=\"base\">{properties}</ComplexType>\n{derived}"
    )));
    is_limit(&said, "test.csdl:4:", Limit::Fields);
    // Or the enums over what derives from them: each type can be read as each of its bases.
    let line = many(200, |n| {
        format!(
            "<ComplexType Name=\"b{}\" BaseType=\"t.b{n}\"><Property Name=\"p{n}\" Type=\"Edm.String\"/></ComplexType>\n",
            n + 1
        )
    });
    let said = refused(&document(&format!("<ComplexType Name=\"b0\"/>\n{line}")));
    is_limit(&said, "test.csdl:", Limit::Fields);
}

#[test]
fn the_limits_are_far_above_what_graph_has() {
    let graph: [(Limit, usize); 12] = [
        (Limit::Document, 3_382_384),
        (Limit::Depth, 13),
        (Limit::Elements, 40_549),
        (Limit::Attributes, 4),
        (Limit::Value, 849),
        (Limit::Name, 74),
        (Limit::Types, 3_822),
        (Limit::Operations, 1_183),
        (Limit::Members, 826),
        (Limit::Bases, 4),
        (Limit::Fields, 24_528),
        (Limit::Methods, 3_891),
    ];
    assert_eq!(graph.len(), Limit::ALL.len());
    for (limit, count) in graph {
        assert!(limit.usual() >= count * 6, "{limit}");
    }
}

#[test]
fn names_that_are_paths_or_code_are_refused_with_their_place() {
    for name in [
        "../../etc/passwd",
        "..",
        "a/b",
        "a\\b",
        "C:\\x",
        "/abs",
        "a b",
        "a\tb",
        "x; fn main() {}",
        "a\"b",
        "a`b",
        "r#type",
        "a.b",
        "\u{202e}evil",
        "zero\u{200b}width",
        "join\u{200d}er",
        "\u{feff}mark",
        "hangul\u{3164}filler",
        "soft\u{ad}hyphen",
        "tag\u{e0041}",
        "e\u{9b}31m",
        "\u{7f}",
    ] {
        let escaped = name.replace('"', "&quot;");
        for (element, place) in [
            (
                format!("<ComplexType Name=\"{escaped}\"/>"),
                "test.csdl:3:1: ",
            ),
            (
                format!("<EnumType Name=\"e\"><Member Name=\"{escaped}\"/></EnumType>"),
                "test.csdl:3:20: ",
            ),
            (
                format!(
                    "<ComplexType Name=\"c\"><Property Name=\"{escaped}\" Type=\"Edm.String\"/></ComplexType>"
                ),
                "test.csdl:3:23: ",
            ),
            (format!("<Action Name=\"{escaped}\"/>"), "test.csdl:3:1: "),
            (
                format!(
                    "<Action Name=\"a\"><Parameter Name=\"{escaped}\" Type=\"Edm.String\"/></Action>"
                ),
                "test.csdl:3:18: ",
            ),
            (
                format!("<EntityContainer Name=\"{escaped}\"/>"),
                "test.csdl:3:1: ",
            ),
        ] {
            let said = refused(&document(&element));
            assert!(said.starts_with(place), "{name:?}: {said:?}");
            assert!(said.contains("is no simple identifier"), "{said:?}");
            assert!(is_plain(&said), "{said:?}");
        }
    }
    for namespace in [
        "../x",
        "a/b",
        "a..b",
        "a\u{202e}b",
        "a b",
        "a\u{200b}.b",
        "\u{9b}",
    ] {
        let text =
            document("").replace("Namespace=\"test\"", &format!("Namespace=\"{namespace}\""));
        let said = refused(&text);
        assert!(
            said.starts_with("test.csdl:2:1: ") && is_plain(&said),
            "{said:?}"
        );
    }
    // XML has no way to write it at all.
    for raw in ["a\u{0}b", "a&#0;b", "a\u{1}b", "a&#x1b;b"] {
        let said = refused(&document(&format!("<ComplexType Name=\"{raw}\"/>")));
        assert!(
            said.contains("not well-formed XML") && is_plain(&said),
            "{said:?}"
        );
    }
    for raw in ["a\\u0000b", "a\\u001bb", "../x", "a\\u202eb", "a\\u200bb"] {
        let json = format!(
            "{{\"$Version\": \"4.01\", \"test\": {{\"{raw}\": {{\"$Kind\": \"ComplexType\"}}}}}}"
        );
        let said = refused(&json);
        assert!(
            said.starts_with("test.csdl:1:") && is_plain(&said),
            "{said:?}"
        );
    }
}

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

#[test]
fn names_of_ten_thousand_characters_are_refused_and_cut_where_allowed() {
    let long = "aB".repeat(5_000);
    let text = document(&format!("<ComplexType Name=\"{long}\"/>"));
    is_limit(
        &refused(&text),
        "test.csdl:3:1: error: the name `aBaB",
        Limit::Name,
    );
    assert!(refused(&text).len() < 1_000);
    let files = by_path(generate(&text, &with(Limit::Name, 10_000)).unwrap());
    assert!(
        files.keys().all(|path| path.len() < 250),
        "{:?}",
        files.keys()
    );
    // In the request, the name is what it was.
    assert!(
        files
            .values()
            .any(|text| text.contains(&format!("\"test.{long}\"")))
    );
    // Two that are one when cut are told apart by a number.
    let two = document(&format!(
        "<ComplexType Name=\"{long}1\"/><ComplexType Name=\"{long}2\"/>"
    ));
    let files = by_path(generate(&two, &with(Limit::Name, 10_001)).unwrap());
    let types = files
        .keys()
        .filter(|path| path.starts_with("src/models/a_b"));
    assert_eq!(types.count(), 2);
    assert!(files.keys().all(|path| path.len() < 250));
}

#[test]
fn names_that_windows_reserves_are_no_names_of_files() {
    let names = [
        "con", "PRN", "Aux", "nul", "com1", "LPT9", "mod", "lib", "main", "conin", "clock",
    ];
    let types = many(names.len(), |n| {
        format!("<ComplexType Name=\"{}\"/>", names[n])
    });
    let files = files(&types);
    for path in files.keys() {
        let stem = Path::new(path).file_stem().unwrap().to_str().unwrap();
        assert!(
            !["con", "prn", "aux", "nul", "com1", "lpt9"].contains(&stem),
            "{path}"
        );
    }
    assert!(files["src/models/con_.rs"].contains("pub struct Con"));
    // As namespaces, which are folders, too.
    let schema = |name: &str| {
        format!(
            "<Schema Namespace=\"x.{name}\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"><ComplexType Name=\"c\"/></Schema>"
        )
    };
    let text = document("").replace(
        "</edmx:DataServices>",
        &(schema("aux") + &schema("nul.con") + "</edmx:DataServices>"),
    );
    let files = by_path(generate(&text, &example()).unwrap());
    for folder in files.keys().filter_map(|path| path.split('/').nth(1)) {
        assert!(!["aux", "nul", "con"].contains(&folder), "{folder}");
    }
}

#[test]
fn names_that_differ_in_case_alone_stay_apart() {
    // Types: one file on some disks, and one name in Rust.
    let three = document(
        "<ComplexType Name=\"item\"/><ComplexType Name=\"ITEM\"/><ComplexType Name=\"Item\"/>",
    );
    let files = by_path(generate(&three, &example()).unwrap());
    for file in ["item", "item2", "item3"] {
        assert!(
            files.contains_key(&format!("src/models/{file}.rs")),
            "{file}"
        );
    }
    // Namespaces: modules, which are folders.
    let schema = |name: &str| {
        format!(
            "<Schema Namespace=\"{name}\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"><ComplexType Name=\"c\"/></Schema>"
        )
    };
    let two = document("").replace(
        "</edmx:DataServices>",
        &(schema("test.Part")
            + &schema("test.part")
            + &schema("test.PART")
            + "</edmx:DataServices>"),
    );
    let files = by_path(generate(&two, &example()).unwrap());
    let mut folded: Vec<String> = files.keys().map(|path| path.to_lowercase()).collect();
    folded.dedup();
    assert_eq!(folded.len(), files.len(), "{:?}", files.keys());
    assert_eq!(
        files.keys().filter(|path| path.ends_with("/c.rs")).count(),
        3,
        "{:?}",
        files.keys()
    );
    // Operations: methods.
    let operations = ["go", "Go", "GO"].map(|name| {
        format!("<Action Name=\"{name}\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"t.item\"/></Action>")
    });
    let items = "<EntityType Name=\"item\"><Key><PropertyRef Name=\"id\"/></Key><Property Name=\"id\" Type=\"Edm.String\"/></EntityType>\
        <EntityContainer Name=\"s\"><EntitySet Name=\"items\" EntityType=\"t.item\"/></EntityContainer>";
    let text = document(&(items.to_owned() + &operations.concat()));
    match generate(&text, &example()) {
        Ok(generated) => {
            let files = by_path(generated);
            let item = &files["src/models/item.rs"];
            for name in ["go", "Go", "GO"] {
                assert!(
                    item.contains(&format!("\"test.{name}\""))
                        || item.contains(&format!("test.{name}")),
                    "{item}"
                );
            }
            let methods: Vec<&str> = item
                .lines()
                .filter(|line| line.contains("pub fn "))
                .collect();
            let mut names: Vec<&str> = methods
                .iter()
                .filter_map(|line| line.split("pub fn ").nth(1)?.split('(').next())
                .filter(|name| name.to_lowercase().starts_with("go"))
                .collect();
            names.sort_unstable();
            let count = names.len();
            names.dedup();
            assert_eq!((names.len(), count), (3, 3), "{names:?}");
        }
        Err(errors) => panic!("{errors}"),
    }
}

#[test]
fn names_that_are_written_in_two_ways_are_one_name() {
    // The compiler and macOS take both for the same.
    let two = document("<ComplexType Name=\"\u{ac00}\"/><ComplexType Name=\"\u{1100}\u{1161}\"/>");
    let generated = generate(&two, &example()).unwrap();
    let told: Vec<String> = generated.warnings.iter().map(ToString::to_string).collect();
    assert!(
        told.iter().any(|told| told.contains("2`, because")),
        "{told:?}"
    );
}

#[test]
fn hostile_settings_are_refused_with_their_place() {
    let parse = |text: &str| {
        let config = Config::parse("csdlgen.toml", text, Path::new("."));
        config
            .map(drop)
            .map_err(|errors| errors.to_string())
            .unwrap_err()
    };
    let head = "[crates.x]\nmetadata = \"x.csdl\"\nout = \"x\"\n";
    for (setting, place) in [
        (
            "rename = { \"a.b\" = \"x; fn main() {}\" }",
            "csdlgen.toml:4:",
        ),
        ("rename = { \"a.b\" = \"../x\" }", "csdlgen.toml:4:"),
        ("modules = { \"a.b\" = \"../../x\" }", "csdlgen.toml:4:"),
        ("modules = { \"a.b\" = \"nul\" }", "csdlgen.toml:4:"),
        ("client = \"X { } impl Y\"", "csdlgen.toml:4:"),
        ("description = \"a\\u001b[31m\"", "csdlgen.toml:4:"),
        ("limits = { depth = 0 }", "csdlgen.toml:4:"),
        ("limits = { depth = 201 }", "csdlgen.toml:4:"),
        ("limits = { width = 5 }", "csdlgen.toml:4:"),
        ("limits = { depth = -5 }", "csdlgen.toml:4:"),
        (
            "limits = { document = 99999999999999999999 }",
            "csdlgen.toml:4:",
        ),
        ("base_url = \"https://x/\\u202e\"", "csdlgen.toml:4:"),
    ] {
        let said = parse(&format!("{head}{setting}\n"));
        assert!(
            said.starts_with(place) && is_plain(&said),
            "{setting}: {said:?}"
        );
    }
    let deep = format!(
        "{head}limits = {}{}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert!(parse(&deep).starts_with("csdlgen.toml:4:"));
    let dotted = format!("{}x = 1", "a.".repeat(100_000));
    let said = parse(&dotted);
    assert!(said.starts_with("csdlgen.toml:1:"), "{said}");
    let overlay = |text: &str| {
        let read = Overlay::parse("o.toml", text, false);
        read.map(drop)
            .map_err(|errors| errors.to_string())
            .unwrap_err()
    };
    assert!(overlay(&format!("x = {}", "[".repeat(100_000))).starts_with("o.toml:1:"));
    assert!(is_plain(&overlay("\"\\u202e\\u009b\" = 1")));
}

#[test]
fn raised_limits_are_read_from_the_settings() {
    let text =
        "[crates.x]\nmetadata = \"x.csdl\"\nout = \"x\"\nlimits = { depth = 200, name = 1000 }\n";
    let config = Config::parse("csdlgen.toml", text, Path::new(".")).unwrap();
    let limits = config.targets[0].options.limits;
    let raised: Vec<_> = limits.raised().collect();
    assert_eq!(raised, [(Limit::Depth, 200), (Limit::Name, 1000)]);
}

#[test]
fn referenced_documents_have_the_same_limits() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("other.xml"), "<a>".repeat(1_000_000)).unwrap();
    let reference = "<edmx:Reference Uri=\"http://host/other.xml\"><edmx:Include Namespace=\"other\"/></edmx:Reference>\
        <edmx:DataServices>";
    let text = document("<ComplexType Name=\"c\" BaseType=\"other.b\"/>")
        .replace("<edmx:DataServices>", reference);
    let config = Crate {
        references: References::folder(folder.path()),
        ..example()
    };
    let said = generate(&text, &config).unwrap_err().to_string();
    assert!(
        said.contains("other.xml:1:301: error: elements nest too deep"),
        "{said}"
    );
    // Documents that refer to each other, and to themselves, end.
    let mutual = |own: &str, other: &str| {
        document(&format!("<ComplexType Name=\"c\" BaseType=\"{other}.c\"/>"))
            .replace("\"test\"", &format!("\"{own}\""))
            .replace("Alias=\"t\"", "")
            .replace(
                "<edmx:DataServices>",
                &format!(
                    "<edmx:Reference Uri=\"{other}.xml\"><edmx:Include Namespace=\"{other}\"/></edmx:Reference><edmx:DataServices>"
                ),
            )
    };
    for (one, other) in [("a", "b"), ("b", "a"), ("c", "c")] {
        std::fs::write(folder.path().join(format!("{one}.xml")), mutual(one, other)).unwrap();
    }
    for (one, other) in [("x", "a"), ("x", "c")] {
        let config = Crate {
            references: References::folder(folder.path()),
            ..example()
        };
        let said = generate(&mutual(one, other), &config)
            .unwrap_err()
            .to_string();
        assert!(said.contains("derive from each other"), "{said}");
    }
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
