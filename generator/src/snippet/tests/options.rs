//! Query options.

use super::super::{Request, snippet};
use super::services::SERVICE;
use super::{made, service};

/// A request with its options alone, of orders.
fn options(options: &str) -> String {
    let made = made(&format!("GET /orders?{options}"));
    let rest = made.strip_prefix("client.orders().list()").unwrap_or(&made);
    rest.replace("shop::models::Order::", "Order::")
}

#[test]
fn options_are_typed_where_they_send_the_same_text() {
    for (text, code) in [
        ("$select=id", ".select(Order::ID)"),
        ("$select=id,nothing", ".select([\"id\", \"nothing\"])"),
        ("$expand=parts", ".expand(Order::PARTS)"),
        (
            "$expand=parts($select=id,total;$filter=count gt 1;$orderby=total desc;$top=3;$expand=parts)",
            ".expand(Order::PARTS.select((Order::ID, Order::TOTAL)).filter(Order::COUNT.gt(1))\
             .order_by(Order::TOTAL.desc()).top(3).expand(Order::PARTS))",
        ),
        (
            "$expand=parts($levels=max)",
            ".expand(Order::PARTS.all_levels())",
        ),
        ("$expand=to", ".expand([\"to\"])"),
        (
            "$expand=parts($select=id)/$count",
            ".query(\"$expand\", \"parts($select=id)/$count\")",
        ),
        (
            "$orderby=total desc,id",
            ".order_by((Order::TOTAL.desc(), Order::ID))",
        ),
        (
            "$orderby=to/city",
            ".order_by((Order::TO / shop::models::Address::CITY))",
        ),
        ("$orderby=parts", ".order_by(\"parts\")"),
        (
            "$filter=id eq 'O''Neil'",
            ".filter(Order::ID.eq(\"O'Neil\"))",
        ),
        (
            "$filter=startswith(id,'a') and (count lt 5 or total eq null)",
            ".filter(Order::ID.starts_with(\"a\").and(Order::COUNT.lt(5).or(Order::TOTAL.is_null())))",
        ),
        (
            "$filter=placed ge 2020-01-01T00:00:00Z",
            ".filter(Order::PLACED.ge(\"2020-01-01T00:00:00Z\".parse::<odata_client::DateTimeOffset>()?))",
        ),
        (
            "$filter=state eq shop.state'open'",
            ".filter(Order::STATE.eq(shop::models::State::Open))",
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
        "client.orders().find(\"2020-01-01\".parse()?).select(shop::models::Order::ID).top(2)"
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
