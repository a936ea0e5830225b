//! What there is too much of: types, members, bases, and small documents that would become large crates.

use csdlgen::csdl::Limit;
use tests::generate::{document, generate};

use super::{is_limit, many, refused, with};

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
