//! Links within entities: absolute, whatever they were seen from.

use odata_client::{Batch, Items, Json, Page, Resource, from_json};
use serde_json::json;

use crate::model::Call;
use crate::script::{Script, reply};

const ROOT: &str = "https://example.org/v1.0";

fn link<'a>(call: &'a Call, name: &str) -> &'a str {
    call.extra.get(name).and_then(Json::as_str).unwrap()
}

#[tokio::test]
async fn links_of_entities_are_seen_from_the_context_url() {
    let user = json!({
        "@odata.context": "../$metadata#users/$entity", "@odata.id": "users(1)", "@odata.editLink": "users(1)/x",
        "@odata.readLink": "users(1)", "@odata.mediaReadLink": "users(1)/$value", "@mediaEditLink": "m",
        "photo@odata.mediaReadLink": "users(1)/photo", "photo@odata.mediaEditLink": "/v1.0/p",
        "id": "1", "targets": [{"id": "a", "@odata.id": "parts('a')"}],
        "targets@odata.nextLink": "users(1)/targets?$skiptoken=1",
        "targets@odata.navigationLink": "users(1)/targets",
        "targets@odata.associationLink": "users(1)/targets/$ref",
        "inner": {"@odata.context": "https://other.example/$metadata#x", "@odata.id": "far"},
        "#ns.rate": {"title": "Rate", "target": "users(1)/ns.rate"},
        "#ns.move": [{"target": "users(1)/ns.move"}],
        "@odata.etag": "tag", "@ns.note": "users(2)", "open": "users(3)", "raw@odata.nextLink": "",
    });
    let script = Script::new([reply(200, &user)]);
    let user = script.users().segment("1").get::<Call>().await.unwrap();
    let at = |path: &str| format!("{ROOT}/{path}");
    for (name, expected) in [
        ("@odata.id", at("users(1)")),
        ("@odata.editLink", at("users(1)/x")),
        ("@odata.readLink", at("users(1)")),
        ("@odata.mediaReadLink", at("users(1)/$value")),
        ("@mediaEditLink", at("m")),
        ("photo@odata.mediaReadLink", at("users(1)/photo")),
        ("photo@odata.mediaEditLink", at("p")),
        (
            "targets@odata.nextLink",
            at("users(1)/targets?$skiptoken=1"),
        ),
        ("targets@odata.navigationLink", at("users(1)/targets")),
        ("targets@odata.associationLink", at("users(1)/targets/$ref")),
        // Not links.
        ("@odata.context", "../$metadata#users/$entity".to_owned()),
        ("@odata.etag", "tag".to_owned()),
        ("@ns.note", "users(2)".to_owned()),
        ("open", "users(3)".to_owned()),
        ("raw@odata.nextLink", String::new()),
    ] {
        assert_eq!(link(&user, name), expected, "{name}");
    }
    let operation = user.extra.get("#ns.rate").unwrap();
    assert_eq!(
        operation,
        &json!({"title": "Rate", "target": at("users(1)/ns.rate")})
    );
    assert_eq!(
        user.extra.get("#ns.move").unwrap()[0]["target"],
        at("users(1)/ns.move")
    );
    let target = &user.targets.as_ref().unwrap()[0];
    assert_eq!(link(target, "@odata.id"), at("parts('a')"));
    let inner = user.inner.as_ref().unwrap();
    assert_eq!(link(inner, "@odata.id"), "https://other.example/far");
    // Properties keep their order.
    let names: Vec<&str> = user.extra.iter().map(|(name, _)| name).collect();
    assert_eq!(
        names[..3],
        ["@odata.context", "@odata.id", "@odata.editLink"]
    );
}

#[tokio::test]
async fn a_context_that_comes_late_counts_all_the_same() {
    let user = |inner: &str| {
        format!(
            r#"{{"targets":[{{"parts@nextLink":"parts?$skip=1"{inner}}}],"@id":"users(1)","@context":"../../$metadata#u"}}"#
        )
    };
    // Also where values must be read from their text.
    for inner in ["", r#","id":"\ud83d","open":1.10"#] {
        let headers = [("content-type", "application/json")];
        let script = Script::new([crate::script::with_headers(200, &headers, user(inner))]);
        let one = script.users().segment("1").segment("x");
        let user = one.get::<Call>().await.unwrap();
        assert_eq!(link(&user, "@id"), format!("{ROOT}/users(1)"));
        let target = &user.targets.as_ref().unwrap()[0];
        assert_eq!(
            link(target, "parts@nextLink"),
            format!("{ROOT}/parts?$skip=1")
        );
    }
}

#[tokio::test]
async fn links_in_pages_and_batches_are_absolute() {
    let page = json!({
        "@odata.context": "../$metadata#users",
        "value": [
            {"id": "1", "@odata.id": "users(1)", "targets@odata.nextLink": "users(1)/targets?$skip=1"},
            {"@odata.context": "#users/$deletedEntity", "@odata.id": "users(2)"},
        ],
    });
    let part = json!({"id": "1", "status": 200, "body": {"@odata.id": "7"}});
    let script = Script::new([
        reply(200, &page),
        reply(200, &page),
        reply(200, &json!({"value": [{"id": "t"}]})),
        reply(200, &json!({"responses": [part]})),
    ]);
    let list = script.users().segment("x").list::<Call>();
    let page = list.clone().await.unwrap();
    assert_eq!(
        link(&page.value[0], "@odata.id"),
        format!("{ROOT}/users(1)")
    );
    assert_eq!(
        link(&page.value[1], "@odata.id"),
        format!("{ROOT}/users(2)")
    );
    let user = list.items().try_next().await.unwrap().unwrap();
    let next = user.extra.next_link("targets").unwrap();
    assert_eq!(next, format!("{ROOT}/users(1)/targets?$skip=1"));
    let mut rest = Items::<Call>::resume(&script.client(), next);
    assert_eq!(
        rest.try_next().await.unwrap().unwrap().id.as_deref(),
        Some("t")
    );

    let client = script.client();
    let mut batch = Batch::new(&client);
    let get = batch.add(
        Resource::root(&client)
            .segment("users")
            .segment("7")
            .get::<Call>(),
    );
    let user = batch.send().await.unwrap().take(get).unwrap();
    assert_eq!(link(&user, "@odata.id"), format!("{ROOT}/users/7"));
}

/// As Redfish has them, whose services want them back so.
#[tokio::test]
async fn ids_that_are_whole_paths_stay_and_are_sent_back_so() {
    let system = json!({
        "@odata.id": "/redfish/v1/Systems/7", "id": "7", "targets": [{"@odata.id": "/redfish/v1/Chassis/1"}],
        "targets@odata.nextLink": "/redfish/v1/Systems/7/targets?$skip=1", "inner": {"@odata.id": "//other.example/x"},
    });
    let script = Script::new([
        reply(200, &system),
        crate::script::with_headers(204, &[], ""),
    ]);
    let builder = script.builder().base_url("https://example.org/redfish/v1");
    let client = builder.build().unwrap();
    let one = Resource::root(&client).segment("Systems").segment("7");
    let system = one.get::<Call>().await.unwrap();
    assert_eq!(link(&system, "@odata.id"), "/redfish/v1/Systems/7");
    let next = system.extra.next_link("targets");
    assert_eq!(
        next,
        Some("https://example.org/redfish/v1/Systems/7/targets?$skip=1")
    );
    let inner = system.inner.as_ref().unwrap();
    assert_eq!(link(inner, "@odata.id"), "https://other.example/x");
    let chassis = link(&system.targets.as_ref().unwrap()[0], "@odata.id");
    let url = client.resource_at(chassis).unwrap();
    assert_eq!(url.path(), "/Chassis/1");
    let changed = Call {
        targets: system.targets.clone(),
        ..Call::default()
    };
    one.update(&changed).await.unwrap();
    assert_eq!(
        script.bodies()[1],
        r#"{"targets":[{"@odata.id":"/redfish/v1/Chassis/1"}]}"#
    );
}

#[test]
fn links_of_json_that_is_no_reply_stay_as_they_came() {
    let user: Call = from_json(br#"{"@odata.id":"users(1)"}"#).unwrap();
    assert_eq!(link(&user, "@odata.id"), "users(1)");
    let mut page = Page::<Call>::default();
    odata_client::codegen::read_model(br#"{"value":[{"@odata.id":"users(1)"}]}"#, &mut page)
        .unwrap();
    assert_eq!(link(&page.value[0], "@odata.id"), "users(1)");
}
