//! Keys and arguments in paths.

use super::services::{CARDS, ZOO};
use super::{made, made_by};

#[test]
fn keys_are_values_of_their_type_or_refused() {
    let of = |request: &str| made_by(CARDS, request);
    for text in [
        "std::process::abort()",
        "{ panic!() }",
        "1) ; evil(",
        "x",
        "''",
        "4294967296",
        "1.5",
        "true",
    ] {
        let said = of(&format!("GET /Cards({text})"));
        assert!(said.contains("cannot be the key \"Id\""), "{text}: {said}");
    }
    assert!(of("GET /Cards/abort()").contains("cannot be the key"));
    assert!(of("GET /Tags(1)").contains("cannot be the key \"Id\", which is a `Guid`"));
    assert_eq!(of("GET /Cards(-7)"), "client.cards().by_id(-7).get()");
    assert_eq!(of("GET /Cards/7"), "client.cards().by_id(7).get()");
    assert_eq!(
        of("GET /Tags(01234567-89ab-cdef-0123-456789abcdef)"),
        "client.tags().by_id(\"01234567-89ab-cdef-0123-456789abcdef\".parse()?).get()"
    );
}

#[test]
fn keys_have_names_or_are_several_segments() {
    let of = |request: &str| made_by(ZOO, request);
    assert_eq!(
        of("GET /Keepers(nick='x')"),
        "client.keepers().by_nick(\"x\").get()"
    );
    assert_eq!(
        of("GET /Keepers(id='x')"),
        "client.keepers().by_id(\"x\").get()"
    );
    assert_eq!(of("GET /Jars(ID=5)"), "client.jars().by_id(5).get()");
    let other = of("GET /Keepers(name='x')");
    assert!(other.contains("segment 1 of the path"), "{other}");
    let ticket = "client.tickets().by_day_and_number(\"mon\", 12)";
    assert_eq!(of("GET /Tickets/mon/12"), format!("{ticket}.get()"));
    assert_eq!(
        of("GET /Tickets(number=12,day='mon')"),
        format!("{ticket}.get()")
    );
    assert_eq!(
        of("GET /Tickets/mon/12/seats/7"),
        format!("{ticket}.seats().by_id(7).get()")
    );
    assert!(of("GET /Tickets/mon/abort()").contains("cannot be the key \"number\""));
}

#[test]
fn literals_of_enumerations_have_their_type() {
    let of = |request: &str| made_by(CARDS, request);
    let member = "demo::models::Zone::Iana";
    assert_eq!(
        of("GET /Clocks(demo.Zone'Iana')"),
        format!("client.clocks().by_zone({member}).get()")
    );
    assert_eq!(
        of("GET /Cards(1)/demo.Zones(Kind=demo.Zone'Iana')"),
        format!("client.cards().by_id(1).zones({member})")
    );
}

#[test]
fn arguments_without_names_stand_in_order_or_are_refused() {
    let of = |request: &str| made_by(CARDS, request);
    assert_eq!(
        of("GET /Cards(1)/demo.Zones('Iana')"),
        "client.cards().by_id(1).zones(demo::models::Zone::Iana)"
    );
    assert_eq!(
        of("GET /Cards/demo.Changes('x')"),
        "`demo.Changes` has no parameter for \"x\"; write parameters as `name=value`"
    );
    assert_eq!(of("GET /Cards/demo.Changes()"), "client.cards().changes()");
}

#[test]
fn references_are_removed_by_key_or_by_id() {
    let references = "client.orders().by_id(\"1\").parts_references()";
    for path in ["/orders/1/parts/2/$ref", "/orders/1/parts('2')/$ref"] {
        let removed = format!("{references}.remove(\"2\")");
        assert_eq!(made(&format!("DELETE {path}")), removed);
    }
    let removed = format!("{references}.remove_id(\"orders/2\")");
    assert_eq!(made("DELETE /orders/1/parts/$ref?$id=orders/2"), removed);
}
