//! Query options.

use super::super::{Request, snippet};
use super::services::SERVICE;
use super::{made, service};

/// A request with its options alone, of orders.
fn options(options: &str) -> String {
    let made = made(&format!("GET /orders?{options}"));
    let rest = made.strip_prefix("client.orders().list()").unwrap_or(&made);
    rest.replace("shop::models::order::", "order::")
}

#[test]
fn options_are_typed_where_they_send_the_same_text() {
    for (text, code) in [
        ("$select=id", ".select(order::ID)"),
        ("$select=id,nothing", ".select([\"id\", \"nothing\"])"),
        ("$expand=parts", ".expand(order::PARTS)"),
        (
            "$expand=parts($select=id,total;$filter=count gt 1;$orderby=total desc;$top=3;$expand=parts)",
            ".expand(order::PARTS.select((order::ID, order::TOTAL)).filter(order::COUNT.gt(1))\
             .order_by(order::TOTAL.desc()).top(3).expand(order::PARTS))",
        ),
        (
            "$expand=parts($levels=max)",
            ".expand(order::PARTS.all_levels())",
        ),
        ("$expand=to", ".expand([\"to\"])"),
        (
            "$expand=parts($select=id)/$count",
            ".query(\"$expand\", \"parts($select=id)/$count\")",
        ),
        (
            "$orderby=total desc,id",
            ".order_by((order::TOTAL.desc(), order::ID))",
        ),
        (
            "$orderby=to/city",
            ".order_by((order::TO / shop::models::address::CITY))",
        ),
        ("$orderby=parts", ".order_by(\"parts\")"),
        (
            "$filter=id eq 'O''Neil'",
            ".filter(order::ID.eq(\"O'Neil\"))",
        ),
        (
            "$filter=startswith(id,'a') and (count lt 5 or total eq null)",
            ".filter(order::ID.starts_with(\"a\").and(order::COUNT.lt(5).or(order::TOTAL.is_null())))",
        ),
        (
            "$filter=placed ge 2020-01-01T00:00:00Z",
            ".filter(order::PLACED.ge(\"2020-01-01T00:00:00Z\".parse::<odata_client::DateTimeOffset>()?))",
        ),
        (
            "$filter=state eq shop.state'open'",
            ".filter(order::STATE.eq(shop::models::State::Open))",
        ),
        // Written otherwise than the client would.
        ("$filter=(count eq 1)", ".filter(\"(count eq 1)\")"),
        (
            "$filter=startsWith(id,'a')",
            ".filter(\"startsWith(id,'a')\")",
        ),
        ("$filter=state eq 'open'", ".filter(\"state eq 'open'\")"),
        ("$filter=count eq 01", ".filter(\"count eq 01\")"),
        ("$filter=id lt 5", ".filter(\"id lt 5\")"),
        ("$filter=id eq 'a' or", ".filter(\"id eq 'a' or\")"),
        ("$filter=count in (1,2)", ".filter(\"count in (1,2)\")"),
        ("$filter=not (count eq 1)", ".filter(\"not (count eq 1)\")"),
    ] {
        assert_eq!(options(text), code, "{text}");
    }
}

#[test]
fn options_of_functions_are_typed() {
    assert_eq!(
        made("GET /orders/find(after=2020-01-01)?$select=id&$top=2"),
        "client.orders().find(\"2020-01-01\".parse()?).select(shop::models::order::ID).top(2)"
    );
}

#[test]
fn constants_are_told_of() {
    let plan = service(SERVICE);
    let constants = |text: &str| {
        let request = Request::parse(text, None).unwrap();
        snippet(&plan, "shop", &request).unwrap().to_rust()
    };
    let feature = "// with the feature `properties` of the generated crate\n";
    assert!(constants("GET /orders?$select=id").starts_with(feature));
    assert!(!constants("GET /orders?$select=nothing").contains("feature"));
}
