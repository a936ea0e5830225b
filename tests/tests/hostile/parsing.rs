//! What a parser of XML or JSON is attacked by: entities, depth, size.

use std::fmt::Write as _;

use csdlgen::csdl::Limit;
use tests::generate::{document, generate};

use super::{is_limit, many, refused, with};

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
