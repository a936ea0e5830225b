//! What updates and creations send: changes alone, nothing that only replies have, other entities when asked.

use odata_client::{
    Decimal, Error, Extra, Field, Json, Model, Property, Resource,
    codegen::{Place, Polymorphic, TypeTag, Visit},
    error::InvalidRequest,
    from_json, returns,
};
use serde_json::{Value, json};
use wiremock::MockServer;

use crate::polymorphic::{AnyShape, Circle};
use crate::server::{header, json_reply, server};

/// An address, as generated code declares a complex type.
#[derive(Clone, Default)]
pub(crate) struct Address {
    pub street: Option<String>,
    pub city: Option<String>,
    pub since: Option<i64>,
    pub extra: Extra,
}

impl Model for Address {
    fn slot(&mut self, name: &str) -> Place<'_> {
        Place::Declared(match name {
            "street" => &mut self.street,
            "city" => &mut self.city,
            "since" => &mut self.since,
            _ => return Place::Extra(&mut self.extra),
        })
    }

    fn each<'a>(&'a self, visit: &mut Visit<'_, 'a>) {
        visit.property("street", self.street.view());
        visit.property("city", self.city.view());
        visit.read_only("since", self.since.view());
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }
}
odata_client::codegen::model!(Address, "t.address");

/// An apiary, as generated code declares an entity type.
#[derive(Clone, Default)]
pub(crate) struct Apiary {
    pub id: Option<i64>,
    pub name: Option<String>,
    pub yield_kg: Option<Decimal>,
    pub tags: Option<Vec<String>>,
    pub address: Option<Box<Address>>,
    pub shape: Option<AnyShape>,
    pub hives: Option<Vec<Apiary>>,
    pub keeper: Option<Box<Apiary>>,
    pub extra: Extra,
}

impl Model for Apiary {
    fn slot(&mut self, name: &str) -> Place<'_> {
        Place::Declared(match name {
            "id" => &mut self.id,
            "name" => &mut self.name,
            "yieldKg" => &mut self.yield_kg,
            "tags" => &mut self.tags,
            "address" => &mut self.address,
            "shape" => &mut self.shape,
            "hives" => &mut self.hives,
            "keeper" => &mut self.keeper,
            _ => return Place::Extra(&mut self.extra),
        })
    }

    fn each<'a>(&'a self, visit: &mut Visit<'_, 'a>) {
        visit.read_only("id", self.id.view());
        visit.property("name", self.name.view());
        visit.property("yieldKg", self.yield_kg.view());
        visit.property("tags", self.tags.view());
        visit.property("address", self.address.view());
        visit.property("shape", self.shape.view());
        visit.navigation("hives", self.hives.view());
        visit.navigation("keeper", self.keeper.view());
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }
}
odata_client::codegen::model!(Apiary, "t.apiary");

impl Apiary {
    odata_client::codegen::property!(NAME, "name", text);
    odata_client::codegen::property!(ADDRESS, "address", complex Address);
    odata_client::codegen::property!(HIVES, "hives", collection link Apiary);
}

impl Address {
    odata_client::codegen::property!(CITY, "city", text);
}

/// As a service with full metadata answers.
fn reply() -> Value {
    json!({
        "@odata.context": "$metadata#apiaries/$entity",
        "@odata.etag": "W/\"1\"",
        "@odata.id": "apiaries(7)",
        "@odata.editLink": "apiaries(7)",
        "id": 7,
        "name": "south",
        "yieldKg": 12,
        "yieldKg@odata.type": "#Decimal",
        "tags": ["a"],
        "tags@odata.type": "#Collection(String)",
        "address": {"@odata.type": "#t.address", "street": "s", "city": "c", "since": 1, "flat": 2},
        "shape": {"@odata.type": "#t.circle", "name": "round", "radius": 3},
        "hives": [{"@odata.etag": "W/\"2\"", "id": 1, "name": "h"}],
        "hives@odata.count": 1,
        "hives@odata.navigationLink": "apiaries(7)/hives",
        "owners": [{"id": 9}],
        "owners@odata.context": "$metadata#owners",
        "#t.swarm": {"target": "apiaries(7)/t.swarm"},
        "open": {"x": 1.10},
        "@t.note": "kept"
    })
}

fn read() -> Apiary {
    from_json(reply().to_string().as_bytes()).unwrap()
}

fn apiaries(server: &MockServer) -> Resource {
    let client = odata_client::Client::builder(server.uri()).build().unwrap();
    Resource::root(&client).segment("apiaries")
}

async fn bodies(server: &MockServer) -> Vec<Value> {
    let requests = server.received_requests().await.unwrap();
    let bodies = requests.iter().map(|request| &request.body);
    bodies
        .map(|body| serde_json::from_slice(body).unwrap_or_default())
        .collect()
}

#[tokio::test]
async fn updates_leave_out_other_entities_and_what_only_replies_have() {
    let server = server(json_reply(200, &json!({}))).await;
    let mut entity = read();
    entity.extra.bind_one("keeper", "keepers(1)");
    let one = apiaries(&server).key_parentheses(&[("id", &7_i64)]);
    one.update(&entity).await.unwrap();
    one.replace(&entity).await.unwrap();
    one.update(&entity).with_navigation().await.unwrap();
    one.update(&entity).with_annotations().await.unwrap();
    let bodies = bodies(&server).await;
    let expected = json!({
        "id": 7,
        "name": "south",
        "yieldKg": 12,
        "yieldKg@odata.type": "#Decimal",
        "tags": ["a"],
        "tags@odata.type": "#Collection(String)",
        "address": {"@odata.type": "#t.address", "street": "s", "city": "c", "since": 1, "flat": 2},
        "shape": {"@odata.type": "#t.circle", "name": "round", "radius": 3},
        "open": {"x": 1.1},
        "@t.note": "kept",
        "keeper@odata.bind": "keepers(1)"
    });
    assert_eq!(bodies[0], expected);
    assert_eq!(bodies[1], expected);
    let mut deep = expected.clone();
    deep["hives"] = json!([{"id": 1, "name": "h"}]);
    deep["owners"] = json!([{"id": 9}]);
    assert_eq!(bodies[2], deep);
    assert_eq!(bodies[3]["@odata.etag"], "W/\"1\"");
    assert_eq!(bodies[3]["@odata.id"], "apiaries(7)");
    assert_eq!(bodies[3].get("hives"), None);
}

#[tokio::test]
async fn creations_send_other_entities_and_nothing_that_only_replies_have() {
    let server = server(json_reply(201, &json!({}))).await;
    let mut entity = read();
    let by_id = r#"{"@odata.id": "keepers(1)"}"#;
    entity.keeper = Some(Box::new(from_json(by_id.as_bytes()).unwrap()));
    apiaries(&server).create(&entity).await.unwrap();
    let called = apiaries(&server).action::<returns::Nothing>("import");
    called.parameter("apiary", &entity).await.unwrap();
    let bodies = bodies(&server).await;
    for body in [&bodies[0], &bodies[1]["apiary"]] {
        assert_eq!(body["hives"], json!([{"id": 1, "name": "h"}]));
        assert_eq!(body["keeper"], json!({"@odata.id": "keepers(1)"}));
        assert_eq!(body["address"]["@odata.type"], "#t.address");
        for left_out in [
            "@odata.context",
            "@odata.etag",
            "@odata.id",
            "@odata.editLink",
            "hives@odata.count",
            "hives@odata.navigationLink",
            "#t.swarm",
        ] {
            assert_eq!(body.get(left_out), None, "{left_out}");
        }
    }
}

#[tokio::test]
async fn what_was_read_and_changed_is_sent_as_the_changes_alone() {
    let server = server(json_reply(200, &json!({}))).await;
    let one = apiaries(&server).key_parentheses(&[("id", &7_i64)]);
    let before = read();
    let same = one.update(&before).changed_from(&before);
    assert!(same.is_empty());
    assert!(!one.update(&before).is_empty());
    same.await.unwrap();

    let mut after = before.clone();
    after.id = Some(8);
    after.name = None;
    after.tags = None;
    after.hives = None;
    let address = after.address.as_mut().unwrap();
    address.street = None;
    address.since = Some(2);
    address.extra.remove("flat");
    if let Some(AnyShape::Circle(circle)) = &mut after.shape {
        circle.radius = Some(4);
    }
    after.extra.insert("open", json!({"x": 1.1, "y": 2}));
    one.update(&after).changed_from(&before).await.unwrap();
    one.update(&after)
        .clear(Apiary::ADDRESS)
        .changed_from(&before)
        .await
        .unwrap();

    let mut other = before.clone();
    other.shape = Some(Circle::default().into());
    let new = Address {
        city: Some("d".to_owned()),
        ..Address::default()
    };
    other.address = Some(Box::new(new));
    let unset = Apiary::default();
    one.update(&other).changed_from(&unset).await.unwrap();
    one.update(&unset).changed_from(&before).await.unwrap();

    let bodies = bodies(&server).await;
    assert_eq!(bodies[0], json!({}));
    let mut expected = json!({
        "name": null,
        "tags": [],
        "address": {"@odata.type": "#t.address", "street": null, "flat": null},
        "shape": {"@odata.type": "#t.circle", "radius": 4},
        "open": {"y": 2}
    });
    // The type of a list that is sent beside it.
    expected["tags@odata.type"] = json!("#Collection(String)");
    assert_eq!(bodies[1], expected);
    expected["address"] = Json::Null;
    assert_eq!(bodies[2], expected);
    assert_eq!(bodies[3]["shape"], json!({"@odata.type": "#t.circle"}));
    assert_eq!(bodies[3]["address"], json!({"city": "d"}));
    assert_eq!(bodies[3].get("id"), None);
    assert_eq!(
        bodies[4],
        json!({"name": null, "yieldKg": null, "tags": [], "address": null, "shape": null, "open": null})
    );
}

#[tokio::test]
async fn clearing_takes_constants_and_paths_and_refuses_what_is_not_declared() {
    let server = server(json_reply(200, &json!({}))).await;
    let one = apiaries(&server).key_parentheses(&[("id", &7_i64)]);
    let mut entity = Apiary {
        name: Some("n".to_owned()),
        address: Some(Box::new(Address {
            street: Some("s".to_owned()),
            ..Address::default()
        })),
        ..Apiary::default()
    };
    one.update(&entity).clear(Apiary::NAME).await.unwrap();
    one.update(&entity).clear("address/city").await.unwrap();
    one.update(&Apiary::default())
        .clear((Apiary::ADDRESS / Address::CITY, "tags", Apiary::HIVES))
        .clear_undeclared("open/x")
        .await
        .unwrap();
    one.update(&Apiary::default())
        .clear("shape/t.circle/radius")
        .await
        .unwrap();
    entity.extra.clear("address/city");
    entity.extra.clear(Apiary::HIVES);
    one.update(&entity).await.unwrap();
    let sent = bodies(&server).await;
    assert_eq!(sent[0], json!({"name": null, "address": {"street": "s"}}));
    let nested = json!({"name": "n", "address": {"street": "s", "city": null}});
    assert_eq!(sent[1], nested);
    assert_eq!(
        sent[2],
        json!({"address": {"city": null}, "tags": null, "hives": null, "open": {"x": null}})
    );
    let cast = json!({"shape": {"@odata.type": "#t.circle", "radius": null}});
    assert_eq!(sent[3], cast);
    assert_eq!(sent[4]["address"], json!({"street": "s", "city": null}));
    assert_eq!(sent[4]["hives"], Json::Null);

    let refused = |error: Error, name: &str| {
        let Error::InvalidRequest(InvalidRequest::Undeclared { path, .. }) = &error else {
            panic!("{error}")
        };
        assert_eq!(path, name);
        assert!(error.to_string().contains("t.apiary"), "{error}");
    };
    for path in [
        "address/town",
        "job_title",
        "yield_kg",
        "tags/x",
        "name/x",
        "",
        "shape/radius",
    ] {
        refused(one.update(&entity).clear(path).await.unwrap_err(), path);
        let mut entity = Apiary::default();
        entity.extra.clear(path);
        if !path.is_empty() {
            refused(one.update(&entity).await.unwrap_err(), path);
            refused(apiaries(&server).create(&entity).await.unwrap_err(), path);
        }
    }
    let named: Property<Apiary, odata_client::query::kind::Any> = Property::named("x");
    refused(one.update(&entity).clear(named).await.unwrap_err(), "x");
    let mut inner = Apiary::default();
    let mut address = Address::default();
    address.extra.clear("town");
    inner.address = Some(Box::new(address));
    let error = one.update(&inner).await.unwrap_err();
    refused(error, "address/town");
    // What is inserted is not checked: a property of an open type.
    let mut open = Apiary::default();
    open.extra.insert("anything", Json::Null);
    one.update(&open).await.unwrap();
    assert_eq!(bodies(&server).await[5], json!({"anything": null}));
}

#[tokio::test]
async fn creating_below_a_type_cast_tells_the_type() {
    let server = server(json_reply(201, &json!({}))).await;
    let shapes = apiaries(&server);
    let circle = Circle {
        radius: Some(1),
        ..Circle::default()
    };
    shapes.segment("t.circle").create(&circle).await.unwrap();
    shapes.create(&circle).await.unwrap();
    let any = AnyShape::from(circle);
    shapes.segment("t.shape").create(&any).await.unwrap();
    let bodies = bodies(&server).await;
    assert_eq!(bodies[0], json!({"@odata.type": "#t.circle", "radius": 1}));
    assert_eq!(bodies[1], json!({"radius": 1}));
    assert_eq!(bodies[2], json!({"@odata.type": "#t.circle", "radius": 1}));
}

#[test]
fn types_are_told_as_urls_with_and_without_sign_and_by_alias() {
    for name in [
        "#t.circle",
        "t.circle",
        "https://host/service/$metadata#t.circle",
        "#self.circle",
        "https://host/$metadata#self.circle",
    ] {
        let json = json!({"radius": 3, "@odata.type": name}).to_string();
        let shape: Aliased = from_json(json.as_bytes()).unwrap();
        assert!(matches!(shape, Aliased::Circle(_)), "{name}");
    }
}

/// As generated code has it where the schema has an alias.
#[derive(Clone)]
enum Aliased {
    Shape(Box<crate::polymorphic::Shape>),
    Circle(Box<Circle>),
}

impl Polymorphic for Aliased {
    const ALIASES: odata_client::codegen::Aliases = &[("self", "t")];
    fn of_type(name: &str) -> Option<Self> {
        Some(match name {
            "t.shape" => Self::Shape(Box::default()),
            "t.circle" => Self::Circle(Box::default()),
            _ => return None,
        })
    }
    fn model(&self) -> (Option<&'static TypeTag>, &dyn Model) {
        match self {
            Self::Shape(value) => (None, &**value),
            Self::Circle(value) => (Some(&TypeTag("#t.circle")), &**value),
        }
    }
    fn model_mut(&mut self) -> &mut dyn Model {
        match self {
            Self::Shape(value) => &mut **value,
            Self::Circle(value) => &mut **value,
        }
    }
}
odata_client::codegen::polymorphic!(Aliased, Shape(crate::polymorphic::Shape), "t.shape");

#[tokio::test]
async fn numbers_are_texts_where_the_service_rounds_them() {
    let reply = json!({"id": "9007199254740993", "yieldKg": "0.1000", "address": {"since": "5"}});
    let server = server(json_reply(200, &reply)).await;
    let client = odata_client::Client::builder(server.uri());
    let client = client.ieee754_compatible(true).build().unwrap();
    let apiaries = Resource::root(&client).segment("apiaries");
    let one = apiaries.key_segment(&[&7_i64]);
    let entity = one.get::<Apiary>().await.unwrap();
    assert_eq!(entity.id, Some(9_007_199_254_740_993));
    assert_eq!(entity.yield_kg.as_ref().unwrap().as_str(), "0.1000");
    apiaries.create(&entity).await.unwrap();
    one.update(&entity).await.unwrap();
    let action = one.action::<returns::Nothing>("move");
    let action = action.parameter("by", &9_007_199_254_740_993_i64);
    let action = action.parameter("small", &3_i32);
    action.clone().parameter("apiary", &entity).await.unwrap();
    let batch = odata_client::Batch::new(&client);
    let mut batch = batch;
    batch.add(one.update(&entity));
    batch.add(action);
    // The reply is none to a batch.
    let _ = batch.send().await;
    let requests = server.received_requests().await.unwrap();
    let json = "application/json;IEEE754Compatible=true";
    let body = r#"{"id":"9007199254740993","yieldKg":"0.1000","address":{"since":"5"}}"#;
    for request in &requests[..4] {
        assert_eq!(header(request, "accept"), Some(json));
    }
    let sent = |index: usize| std::str::from_utf8(&requests[index].body).unwrap();
    for index in [1, 2] {
        assert_eq!(sent(index), body);
        assert_eq!(header(&requests[index], "content-type"), Some(json));
    }
    let call = format!(r#"{{"by":"9007199254740993","small":3,"apiary":{body}}}"#);
    assert_eq!(sent(3), call);
    assert_eq!(header(&requests[3], "content-type"), Some(json));
    let batch: Value = serde_json::from_str(sent(4)).unwrap();
    assert_eq!(batch["requests"][0]["headers"]["content-type"], json);
    assert_eq!(batch["requests"][0]["headers"]["accept"], json);
    assert_eq!(batch["requests"][0]["body"]["id"], "9007199254740993");
    assert_eq!(batch["requests"][1]["body"]["by"], "9007199254740993");
}

#[test]
fn versions_counts_and_links_are_read_in_both_spellings() {
    let json =
        r#"{"@etag":"W/\"1\"","hives@count":"3","hives@nextLink":"n","keeper@odata.count":2}"#;
    let entity: Apiary = from_json(json.as_bytes()).unwrap();
    assert_eq!(entity.etag(), Some("W/\"1\""));
    assert_eq!(entity.extra.count(Apiary::HIVES), Some(3));
    assert_eq!(entity.extra.next_link("hives"), Some("n"));
    assert_eq!(entity.extra.count("keeper"), Some(2));
    assert_eq!(entity.extra.count("name"), None);
    assert_eq!(read().etag(), Some("W/\"1\""));
    let any: AnyShape = from_json(br#"{"@odata.etag":"x"}"#).unwrap();
    assert_eq!(any.etag(), Some("x"));
}

#[tokio::test]
async fn values_that_cannot_be_held_cost_no_other_and_are_sent_back_as_they_came() {
    let reply =
        br#"{"value":[{"id":1,"name":"\ud83d"},{"id":2,"name":"b","open":0.1000,"far":1E400}]}"#;
    let reply = wiremock::ResponseTemplate::new(200).set_body_raw(reply, "application/json");
    let server = server(reply).await;
    let page = apiaries(&server).list::<Apiary>().await.unwrap();
    assert_eq!(page.value[1].name.as_deref(), Some("b"));
    let page_of_json = apiaries(&server).list::<Json>().await.unwrap();
    assert_eq!(page_of_json.value[0]["name"], "\u{fffd}");
    for entity in &page.value {
        let update = apiaries(&server).update(entity);
        update.send_raw().await.unwrap();
        let unchanged = apiaries(&server).update(entity).changed_from(entity);
        assert!(unchanged.is_empty());
    }
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests[2].body, br#"{"id":1,"name":"\ud83d"}"#);
    let body = br#"{"id":2,"name":"b","open":0.1000,"far":1E400}"#;
    assert_eq!(requests[3].body, body);
}
