//! Snippets for requests to a small service.

mod keys;
mod options;
mod services;

use super::*;
use crate::config::{Crate, KeyStyle, OperationNames};
use crate::odata::lower::ServiceGraph;
use crate::plan::Plan;
use crate::select::Kept;
use crate::{csdl, model, plan};
use services::{CARDS, SERVICE};

fn service(csdl: &str) -> Plan {
    let document = csdl::read("shop.csdl", csdl.as_bytes()).unwrap().document;
    let model = model::resolve(&document).unwrap().model;
    let mut config = Crate::new("shop").unwrap();
    config.key_style = KeyStyle::Segment;
    config.operations = OperationNames::Unqualified;
    let service = ServiceGraph::new(model, config.any_limit);
    plan::plan(
        &service,
        &Kept::everything(),
        &config.plan_settings(),
        "shop.csdl",
    )
    .unwrap()
    .plan
}

fn made(request: &str) -> String {
    snippet_of(SERVICE, "shop", request)
}

fn made_by(csdl: &str, request: &str) -> String {
    snippet_of(csdl, "demo", request)
}

fn snippet_of(csdl: &str, krate: &str, request: &str) -> String {
    let request = Request::parse(request, Some("https://shop.example/v1")).unwrap();
    match snippet(&service(csdl), krate, &request) {
        Ok(snippet) => {
            let untyped = snippet
                .untyped
                .iter()
                .map(|u| format!("\n{}: {}", u.path, u.reason));
            format!("{}{}", snippet.expression, untyped.collect::<String>())
        }
        Err(error) => error.to_string(),
    }
}

#[test]
fn reading() {
    insta::assert_snapshot!([
        "GET https://shop.example/v1/orders",
        "GET /v1/orders/a%2Fb",
        "GET /orders('O''Neil')?$select=id,state",
        "GET /orders/1/parts?$filter=count eq 1&$top=5&$count=true&x=y\nConsistencyLevel: eventual\nAuthorization: Bearer x",
        "GET /orders/find(after=2020-01-01)",
        "GET /orders/1/photo",
    ]
    .map(made)
    .join("\n"));
}

#[test]
fn writing() {
    insta::assert_snapshot!([
        "POST /orders\nContent-Type: application/json\n\n{\"id\": \"1\", \"state\": \"OPEN\", \"total\": 1, \"count\": 2, \
         \"placed\": \"2020-01-01T00:00:00Z\", \"to\": {\"city\": \"X\"}, \"tags\": [\"a\"], \"parts\": [{\"id\": \"2\"}]}",
        "PATCH /orders/1\n\n{\"count\": \"two\", \"other\": true, \"total\": null, \"@odata.etag\": \"x\"}",
        "PATCH /orders/1\n\n{\"parts\": [{\"id\": \"2\"}]}",
        "PUT /orders/1\n\n{\"@odata.context\": \"https://shop.example/$metadata#orders/$entity\", \"id\": \"1\"}",
        "DELETE /orders/1",
        "POST /orders/1/shop.ship\n\n{\"state\": \"open\", \"note\": \"x\"}",
        "POST /orders/1/ship\n\n{\"state\": \"open\", \"more\": 1}",
        "PUT /orders/1/photo\nContent-Type: image/png\n\nbytes",
        "POST /pictures\nContent-Type: image/png\n\nbytes",
        "POST /pictures\n\n{\"id\": \"1\"}",
    ]
    .map(made)
    .join("\n"));
}

#[test]
fn derived_types_and_casts() {
    insta::assert_snapshot!([
        "POST /parties\n\n{\"@odata.type\": \"#shop.club\", \"id\": \"1\", \"size\": 3, \"gaps\": [1, null]}",
        "POST /parties\n\n{\"@odata.type\": \"shop.club\", \"size\": 3}",
        "POST /parties\n\n{\"@odata.type\": \"#shop.party\", \"id\": \"1\"}",
        "PATCH /orders/1\n\n{\"@odata.type\": \"shop.order\", \"to\": {\"@odata.type\": \"#shop.address\", \"city\": \"X\"}}",
        "PATCH /parties/1\n\n{\"gift\": {\"count\": 2, \"@odata.type\": \"#shop.flowers\"}}",
        "PATCH /parties/1\n\n{\"gift\": {\"@odata.type\": \"#shop.wine\", \"year\": 1990}}",
        "GET /parties/shop.club/1/orders",
        "GET /parties/1/other.club",
        "POST /parties/1/give\n\n{\"gifts\": [{\"@odata.type\": \"#shop.flowers\"}], \"best\": {\"note\": \"x\"}}",
        "POST /parties/1/give\n\n{\"gifts\": []}",
    ]
    .map(made)
    .join("\n"));
}

#[test]
fn references_counts_and_what_has_no_place() {
    insta::assert_snapshot!(
        [
            "GET /orders/1/parts/$ref",
            "POST /orders/1/parts/$ref\n\n{\"@odata.id\": \"https://shop.example/v1/orders/2\"}",
            "DELETE /orders/1/parts/2/$ref",
            "DELETE /orders/1/parts/$ref?$id=https://shop.example/v1/orders/2",
            "GET /orders/$count?$filter=count eq 1",
            "GET /orders/1/to",
            "PUT /orders/1\n\n{\"count\": 2}",
            "POST /orders",
            "DELETE /orders/1\n\n{\"count\": 2}",
            "GET /orders?$orderBy=state",
        ]
        .map(made)
        .join("\n")
    );
}

#[test]
fn what_cannot_be_sent() {
    insta::assert_snapshot!(
        [
            "GET /customers",
            "GET /orders/1/nothing",
            "POST /orders/1",
            "POST /orders/1/ship\n\n{\"note\": \"x\"}",
            "POST /orders\n\n[1]",
        ]
        .map(made)
        .join("\n")
    );
}

#[test]
fn values_are_sent_as_they_were_written() {
    let of = |body: &str| made_by(CARDS, &format!("PATCH /Cards(1)\n\n{body}"));
    insta::assert_snapshot!(
        [
            r#"{"Opens": "17:00:00", "Every": "PT1H", "Data": "AQ==", "Size": "INF"}"#,
            r#"{"Opens": "17:00:00.0000000"}"#,
            r#"{"Every": "PT60M"}"#,
            r#"{"Every": "P1DT24H"}"#,
            r#"{"Data": "_+AA"}"#,
            r#"{"Data": "AQ="}"#,
            r#"{"Size": 1e39}"#,
        ]
        .map(of)
        .join("\n")
    );
}

#[test]
fn bodies_that_are_no_objects_are_sent_as_they_are() {
    insta::assert_snapshot!(
        [
            "POST /orders/1/ship\nContent-Type: text/plain\n\nSGVsbG8=",
            "POST /parties/1/give\nContent-Type: message/rfc822\n\nFrom: a",
            "POST /orders/1/ship\n\n[1]",
            "POST /orders\nContent-Type: text/plain\n\nx",
        ]
        .map(made)
        .join("\n")
    );
}

#[test]
fn a_body_that_is_sent_whole_is_called_the_body() {
    let request = "POST /orders/1/ship\nContent-Type: text/plain\n\nSGVsbG8=";
    let request = Request::parse(request, Some("https://shop.example/v1")).unwrap();
    let rust = snippet(&service(SERVICE), "shop", &request)
        .unwrap()
        .to_rust();
    assert!(rust.contains("// not typed: the body: "), "{rust}");
}

#[test]
fn streams_and_properties_are_sent_with_any_method() {
    insta::assert_snapshot!(
        [
            "PATCH /orders/1/photo\nContent-Type: image/png\n\nbytes",
            "DELETE /orders/1/photo",
            "GET /orders/1/count",
            "GET /orders/1/count/$value",
            "PUT /orders/1/count\n\n{\"value\": 1}",
            "DELETE /orders/1/to",
            "GET /orders/1/tags",
            "GET /orders/1/to/city?$format=json",
            "GET /orders/1/to/nothing",
        ]
        .map(made)
        .join("\n")
    );
}

#[test]
fn links_are_bound() {
    assert_eq!(
        made(
            "POST /orders\n\n{\"id\": \"1\", \"parts@odata.bind\": [\"orders/2\"], \"by@odata.bind\": \"parties/1\"}"
        ),
        "client.orders().create(&shop::models::Order { id: Some(\"1\".to_owned()), extra: { let mut extra = \
         odata_client::Extra::default(); extra.bind(shop::models::Order::PARTS, [\"orders/2\"]); \
         extra.bind_one(\"by\", \"parties/1\"); extra }, ..Default::default() })"
    );
}

#[test]
fn one_content_type_is_sent() {
    let put = "client.orders().by_id(\"1\").photo().put(\"bytes\", \"image/png\")";
    assert_eq!(
        made("PUT /orders/1/photo\nContent-Type: image/png\ncontent-type: a/b\n\nbytes"),
        put
    );
    let update = made("PATCH /orders/1\nContent-Type: application/json\ncontent-type: a/b\n\n{}");
    assert!(!update.contains("header"), "{update}");
}

#[test]
fn texts_that_are_no_requests() {
    for text in ["", "GET", "G3T /x", "GET /x\nno header"] {
        assert!(Request::parse(text, None).is_err(), "{text:?}");
    }
}
