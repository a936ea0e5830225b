//! Snippets for requests to a small service.

use super::*;
use crate::config::{Crate, KeyStyle, OperationNames};
use crate::odata::lower::ServiceGraph;
use crate::plan::Plan;
use crate::select::Kept;
use crate::{csdl, model, plan};

const SERVICE: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="shop" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <EnumType Name="state"><Member Name="open" Value="0"/></EnumType>
  <ComplexType Name="address"><Property Name="city" Type="Edm.String"/></ComplexType>
  <EntityType Name="order"><Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.String" Nullable="false"/><Property Name="state" Type="shop.state"/>
    <Property Name="total" Type="Edm.Double"/><Property Name="count" Type="Edm.Int32"/>
    <Property Name="placed" Type="Edm.DateTimeOffset"/><Property Name="to" Type="shop.address"/>
    <Property Name="tags" Type="Collection(Edm.String)"/><Property Name="photo" Type="Edm.Stream"/>
    <NavigationProperty Name="parts" Type="Collection(shop.order)"/></EntityType>
  <Action Name="ship" IsBound="true"><Parameter Name="it" Type="shop.order"/>
    <Parameter Name="state" Type="shop.state" Nullable="false"/><Parameter Name="note" Type="Edm.String"/></Action>
  <Function Name="find" IsBound="true"><Parameter Name="it" Type="Collection(shop.order)"/>
    <Parameter Name="after" Type="Edm.Date" Nullable="false"/><ReturnType Type="Collection(shop.order)"/></Function>
  <ComplexType Name="gift" Abstract="true"><Property Name="note" Type="Edm.String"/></ComplexType>
  <ComplexType Name="flowers" BaseType="shop.gift"><Property Name="count" Type="Edm.Int32"/></ComplexType>
  <EntityType Name="party"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/>
    <Property Name="gift" Type="shop.gift"/><Property Name="gaps" Type="Collection(Edm.Int32)" Nullable="true"/></EntityType>
  <EntityType Name="club" BaseType="shop.party"><Property Name="size" Type="Edm.Int32"/>
    <NavigationProperty Name="orders" Type="Collection(shop.order)"/></EntityType>
  <Action Name="give" IsBound="true"><Parameter Name="it" Type="shop.party"/><Parameter Name="gifts" Type="Collection(shop.gift)" Nullable="false"/>
    <Parameter Name="best" Type="shop.gift"/></Action>
  <EntityType Name="picture" HasStream="true"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>
  <EntityContainer Name="Shop"><EntitySet Name="pictures" EntityType="shop.picture"/><EntitySet Name="orders" EntityType="shop.order"/><EntitySet Name="parties" EntityType="shop.party"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>"#;

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

/// A service with keys that are no texts, and with functions.
const CARDS: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="demo" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <EnumType Name="Zone"><Member Name="Iana" Value="0"/><Member Name="Windows" Value="1"/></EnumType>
  <EntityType Name="Card"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.Int32" Nullable="false"/>
    <Property Name="Opens" Type="Edm.TimeOfDay"/><Property Name="Every" Type="Edm.Duration"/>
    <Property Name="Data" Type="Edm.Binary"/><Property Name="Size" Type="Edm.Single"/></EntityType>
  <EntityType Name="Tag"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.Guid" Nullable="false"/></EntityType>
  <EntityType Name="Clock"><Key><PropertyRef Name="Zone"/></Key><Property Name="Zone" Type="demo.Zone" Nullable="false"/></EntityType>
  <Function Name="Zones" IsBound="true"><Parameter Name="it" Type="demo.Card"/>
    <Parameter Name="Kind" Type="demo.Zone" Nullable="false"/><ReturnType Type="Collection(Edm.String)"/></Function>
  <Function Name="Changes" IsBound="true"><Parameter Name="it" Type="Collection(demo.Card)"/><ReturnType Type="Collection(demo.Card)"/></Function>
  <EntityContainer Name="C"><EntitySet Name="Cards" EntityType="demo.Card"/><EntitySet Name="Tags" EntityType="demo.Tag"/>
    <EntitySet Name="Clocks" EntityType="demo.Clock"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>"#;

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

/// Keys of two parts, and keys that have names.
const ZOO: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="zoo" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <EntityType Name="Keeper"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/>
    <Property Name="nick" Type="Edm.String"/><Annotation Term="Org.OData.Core.V1.AlternateKeys"><Collection><Record>
      <PropertyValue Property="Key"><Collection><Record><PropertyValue Property="Name" PropertyPath="nick"/>
        <PropertyValue Property="Alias" String="nick"/></Record></Collection></PropertyValue></Record></Collection></Annotation></EntityType>
  <EntityType Name="Jar"><Key><PropertyRef Name="ID"/></Key><Property Name="ID" Type="Edm.Int32" Nullable="false"/></EntityType>
  <EntityType Name="Ticket"><Key><PropertyRef Name="day"/><PropertyRef Name="number"/></Key>
    <Property Name="day" Type="Edm.String" Nullable="false"/><Property Name="number" Type="Edm.Int32" Nullable="false"/>
    <NavigationProperty Name="seats" Type="Collection(zoo.Jar)"/></EntityType>
  <EntityContainer Name="Zoo"><EntitySet Name="Keepers" EntityType="zoo.Keeper"/><EntitySet Name="Jars" EntityType="zoo.Jar"/>
    <EntitySet Name="Tickets" EntityType="zoo.Ticket"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>"#;

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
fn values_are_sent_as_they_were_written() {
    let of = |body: &str| made_by(CARDS, &format!("PATCH /Cards(1)\n\n{body}"));
    insta::assert_snapshot!(
        [
            r#"{"Opens": "17:00:00", "Every": "PT1H", "Data": "AQ==", "Size": "INF"}"#,
            r#"{"Opens": "17:00:00.0000000"}"#,
            r#"{"Every": "PT60M"}"#,
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

#[test]
fn links_are_bound() {
    assert_eq!(
        made(
            "POST /orders\n\n{\"id\": \"1\", \"parts@odata.bind\": [\"orders/2\"], \"by@odata.bind\": \"parties/1\"}"
        ),
        "client.orders().create(&shop::models::Order { id: Some(\"1\".to_owned()), extra: { let mut extra = \
         odata_client::Extra::default(); extra.bind(shop::models::order::PARTS, [\"orders/2\"]); \
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
fn references_are_removed_by_key_or_by_id() {
    let references = "client.orders().by_id(\"1\").parts_references()";
    for path in ["/orders/1/parts/2/$ref", "/orders/1/parts('2')/$ref"] {
        let removed = format!("{references}.remove(\"2\")");
        assert_eq!(made(&format!("DELETE {path}")), removed);
    }
    let removed = format!("{references}.remove_id(\"orders/2\")");
    assert_eq!(made("DELETE /orders/1/parts/$ref?$id=orders/2"), removed);
}

#[test]
fn texts_that_are_no_requests() {
    for text in ["", "GET", "G3T /x", "GET /x\nno header"] {
        assert!(Request::parse(text, None).is_err(), "{text:?}");
    }
}
