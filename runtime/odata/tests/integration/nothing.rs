//! Nothing came, told apart from all that could be taken for it: empty lists, entities without properties.

use odata_client::{
    Batch, Bytes, Changes, Client, Error, Invocation, Items, Json, Page, Resource, http, returns,
};
use serde_json::json;

use crate::model::Call;
use crate::script::{Script, reply, with_headers};

const JSON: (&str, &str) = ("content-type", "application/json");

fn nothing(status: u16) -> http::Response<Bytes> {
    with_headers(status, &[], "")
}

/// What services answer with 200 in place of a list, and whether they tell an error.
fn not_lists() -> Vec<(String, bool)> {
    let forms = [
        (r#"{"error": {"code": "x", "message": "secret"}}"#, true),
        (r#"{"error": "x"}"#, true),
        (r#"{"message": "m"}"#, true),
        (r#"{"Message": "m"}"#, true),
        ("{}", false),
        (r#"{"@odata.context": "c"}"#, false),
        (r#"{"values": []}"#, false),
        (r#"{"value": null}"#, false),
        (r#"{"value": {}}"#, false),
        ("[]", false),
        ("null", false),
        ("true", false),
    ];
    forms.map(|(body, error)| (body.to_owned(), error)).to_vec()
}

fn check(error: &Error, tells: bool, body: &str) {
    match error {
        Error::Service(reply) => {
            assert!(tells, "{body}: {error:?}");
            assert_eq!(reply.status, http::StatusCode::OK);
            assert!(error.to_string().contains("but with an error"), "{error}");
        }
        Error::Decode(_) => assert!(!tells, "{body}: {error:?}"),
        other => panic!("{body}: {other:?}"),
    }
}

#[tokio::test]
async fn a_200_that_is_not_a_list_is_an_error_wherever_a_list_is_read() {
    for (body, tells) in not_lists() {
        let script = Script::new(vec![with_headers(200, &[JSON], body.clone()); 6]);
        let users = script.users();
        check(&users.list::<Call>().await.unwrap_err(), tells, &body);
        check(&users.list::<Json>().await.unwrap_err(), tells, &body);
        let function: Invocation<returns::Many<i32>> = users.function("find");
        check(&function.await.unwrap_err(), tells, &body);
        let error = users.list::<Call>().items().try_next().await.unwrap_err();
        check(&error, tells, &body);
        let error = users.list::<Call>().pages().try_next().await.unwrap_err();
        check(&error, tells, &body);
        let mut changes = users.list::<Call>().changes();
        check(&changes.try_next().await.unwrap_err(), tells, &body);
        assert!(changes.try_next().await.unwrap().is_none());
    }
}

#[tokio::test]
async fn a_list_without_content_is_an_error() {
    for status in [200, 202, 204] {
        let script = Script::new([nothing(status), nothing(status)]);
        let error = script.users().list::<Call>().await.unwrap_err();
        let Error::NoContent(told) = &error else {
            panic!("{error:?}")
        };
        assert_eq!(told.status.as_u16(), status);
        let error = script
            .users()
            .list::<Call>()
            .items()
            .try_next()
            .await
            .unwrap_err();
        assert!(matches!(error, Error::NoContent(_)), "{error:?}");
    }
}

#[tokio::test]
async fn a_later_page_that_is_not_one_does_not_end_the_list_well() {
    let link = "https://example.org/v1.0/users?p=2";
    let first = json!({"value": [{"id": "1"}], "@odata.nextLink": link});
    let script = Script::new([reply(200, &first), reply(200, &json!({"message": "busy"}))]);
    let mut items = script.users().list::<Call>().items();
    items.try_next().await.unwrap().unwrap();
    let error = items.try_next().await.unwrap_err();
    assert!(matches!(error, Error::Service(_)), "{error:?}");
    assert_eq!(
        items.next_link(),
        Some(link),
        "one can go on where it failed"
    );
}

#[tokio::test]
async fn replies_within_a_batch_are_judged_alike() {
    let answers: Vec<Json> = [
        json!({"message": "m"}),
        json!({"value": []}),
        json!({"error": {"code": "x", "message": "m"}}),
    ]
    .into_iter()
    .zip(1..)
    .map(|(body, id)| json!({"id": id.to_string(), "status": 200, "headers": {"content-type": "application/json"}, "body": body}))
    .chain([json!({"id": "4", "status": 204}), json!({"id": "5", "status": 204, "headers": {"location": "users/9"}})])
    .collect();
    let script = Script::new([reply(200, &json!({ "responses": answers }))]);
    let client = script.client();
    let users = Resource::root(&client).segment("users");
    let mut batch = Batch::new(&client);
    let not_a_list = batch.add(users.list::<Call>());
    let empty = batch.add(users.list::<Call>());
    let failed = batch.add(users.get::<Call>());
    let null = batch.add(users.get::<Call>().optional());
    let created = batch.add(users.create(&Call::default()));
    let mut replies = batch.send().await.unwrap();
    assert!(matches!(replies.take(not_a_list), Err(Error::Service(_))));
    assert_eq!(replies.take(empty).unwrap(), Page::default());
    assert!(matches!(replies.take(failed), Err(Error::Service(_))));
    assert_eq!(replies.take(null).unwrap(), None);
    let created = replies.take(created).unwrap();
    assert_eq!(created.location(), Some("https://example.org/v1.0/users/9"));
    assert_eq!(created.resource().unwrap().path(), "/users/9");
}

#[tokio::test]
async fn expanded_collections_that_are_not_lists_are_errors() {
    let reply = reply(
        200,
        &json!({"id": "1", "targets": {"error": {"code": "x", "message": "m"}}}),
    );
    let script = Script::new([reply]);
    let error = script
        .users()
        .get::<Call>()
        .expand(["targets"])
        .await
        .unwrap_err();
    let Error::Decode(error) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(error.path(), "targets");
}

#[tokio::test]
async fn an_error_in_place_of_an_entity_is_an_error() {
    let body = json!({"error": {"code": "x", "message": "m"}});
    let script = Script::new(vec![reply(200, &body); 5]);
    let users = script.users();
    let error = users.get::<Call>().await.unwrap_err();
    assert_eq!(
        (error.code(), error.status()),
        (Some("x"), Some(http::StatusCode::OK))
    );
    let action: Invocation<returns::One<Call>> = users.action("make");
    assert_eq!(action.await.unwrap_err().code(), Some("x"));
    let single: Invocation<returns::Single<i32>> = users.function("number");
    assert_eq!(single.await.unwrap_err().code(), Some("x"));
    assert_eq!(
        users.create(&Call::default()).await.unwrap_err().code(),
        Some("x")
    );
    assert_eq!(
        users.get::<Call>().optional().await.unwrap_err().code(),
        Some("x")
    );
    // An entity that has a property of that name beside others is one.
    let own = json!({"id": "1", "error": {"code": "x", "message": "m"}});
    let script = Script::new([self::reply(200, &own)]);
    let call = script.users().get::<Call>().await.unwrap();
    assert_eq!(call.id.as_deref(), Some("1"));
}

#[tokio::test]
async fn null_is_told_from_an_entity_without_properties() {
    let null = json!({"@odata.context": "$metadata#Edm.Null", "@odata.null": true});
    let script = Script::new([
        nothing(204),
        nothing(204),
        reply(200, &json!({})),
        reply(200, &null),
        nothing(200),
    ]);
    let manager = || script.users().segment("1").segment("manager").get::<Call>();
    let error = manager().await.unwrap_err();
    assert!(
        matches!(&error, Error::NoContent(told) if told.status == 204),
        "{error:?}"
    );
    assert!(error.to_string().contains("optional"), "{error}");
    assert_eq!(manager().optional().await.unwrap(), None);
    assert_eq!(manager().optional().await.unwrap(), Some(Call::default()));
    assert_eq!(manager().optional().await.unwrap(), None);
    let error = manager().optional().await.unwrap_err();
    assert!(
        matches!(&error, Error::NoContent(told) if told.status == 200),
        "{error:?}"
    );
}

#[tokio::test]
async fn operations_that_return_null_say_so() {
    let null = json!({"@odata.null": true});
    let script = Script::new([
        nothing(204),
        nothing(204),
        nothing(204),
        reply(200, &json!({"value": null})),
        reply(200, &null),
        reply(200, &json!({"other": 1})),
        nothing(200),
    ]);
    let one = || script.users().function::<returns::One<Call>>("first");
    assert!(matches!(one().await, Err(Error::NoContent(_))));
    assert_eq!(one().optional().select(["id"]).await.unwrap(), None);
    let single = || script.users().function::<returns::Single<i32>>("number");
    for _ in 0..3 {
        assert_eq!(single().await.unwrap(), None);
    }
    let error = single().await.unwrap_err();
    assert!(error.to_string().contains("`value`"), "{error}");
    assert!(matches!(single().await, Err(Error::NoContent(_))));
}

#[tokio::test]
async fn a_write_without_content_is_not_an_entity_without_properties() {
    let created = [
        ("location", "users('57d')"),
        ("odata-entityid", "https://example.org/v1.0/users('57d')"),
        ("etag", "W/\"2\""),
        ("preference-applied", "return=minimal"),
    ];
    let script = Script::new([
        with_headers(204, &created, ""),
        reply(200, &json!({"id": "57d"})),
        nothing(204),
        reply(200, &json!({})),
        nothing(201),
    ]);
    let written = script
        .users()
        .create(&Call::default())
        .header("Prefer", "return=minimal");
    let written = written.await.unwrap();
    assert_eq!(
        (written.status().as_u16(), written.etag()),
        (204, Some("W/\"2\""))
    );
    assert!(written.entity().is_none());
    assert_eq!(
        written.location(),
        Some("https://example.org/v1.0/users('57d')")
    );
    let call = written.resource().unwrap().get::<Call>().await.unwrap();
    assert_eq!(call.id.as_deref(), Some("57d"));
    assert_eq!(script.urls()[1], "https://example.org/v1.0/users('57d')");
    assert!(matches!(written.into_entity(), Err(Error::NoContent(_))));

    let one = script.users().segment("1");
    let updated = one.update(&Call::default()).await.unwrap();
    assert!(updated.entity().is_none());
    assert!(matches!(updated.resource(), Err(Error::NoContent(_))));
    let updated = one.update(&Call::default()).await.unwrap();
    assert_eq!(updated.entity(), Some(&Call::default()));
    let replaced = one.replace(&Call::default()).await.unwrap();
    assert!(replaced.entity().is_none());
}

#[tokio::test]
async fn the_monitor_of_an_accepted_write_is_not_the_entity() {
    let script = Script::new([with_headers(202, &[("location", "monitor/1")], "")]);
    let written = script.users().create(&Call::default()).await.unwrap();
    assert_eq!((written.status().as_u16(), written.location()), (202, None));
    let error = written.into_entity().unwrap_err();
    assert!(error.to_string().contains("send_and_poll"), "{error}");
}

#[tokio::test]
async fn entities_that_are_elsewhere_are_not_asked_for() {
    let location = [("location", "https://elsewhere.example/users/1")];
    let script = Script::new([with_headers(204, &location, "")]);
    let written = script.users().create(&Call::default()).await.unwrap();
    assert!(matches!(written.resource(), Err(Error::Refused { .. })));
}

#[tokio::test]
async fn a_round_of_changes_without_a_link_is_an_error() {
    let script = Script::new([
        reply(200, &json!({"value": [{"id": "1"}]})),
        reply(200, &json!({"value": [], "@odata.deltaLink": ""})),
        reply(500, &json!({"error": {"code": "x", "message": "m"}})),
    ]);
    let mut changes = script.users().list::<Call>().changes();
    assert!(changes.try_next().await.unwrap().is_some());
    let error = changes.try_next().await.unwrap_err();
    assert!(matches!(error, Error::NoDeltaLink), "{error:?}");
    assert!(changes.try_next().await.unwrap().is_none());
    let mut changes = script.users().list::<Call>().changes();
    assert!(matches!(changes.try_next().await, Err(Error::NoDeltaLink)));
    // One error is enough.
    let mut changes = Changes::<Call>::resume(&script.client(), "https://example.org/v1.0/later");
    assert_eq!(changes.try_next().await.unwrap_err().code(), Some("x"));
    assert!(changes.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn an_empty_list_is_one() {
    let script = Script::new([
        reply(200, &json!({"value": []})),
        reply(200, &json!({"@count": 0, "value": []})),
    ]);
    let mut items: Items<Call> = script.users().list().items();
    assert!(items.try_next().await.unwrap().is_none());
    let page = script.users().list::<Call>().await.unwrap();
    assert_eq!((page.value.len(), page.count), (0, Some(0)));
    let _: &Client = script.users().client();
}

#[tokio::test]
async fn what_is_not_carried_out_yet_is_not_the_entity() {
    let accepted = with_headers(202, &[JSON], r#"{"status": "running"}"#);
    let script = Script::new([accepted]);
    let written = script.users().create(&Call::default()).await.unwrap();
    assert_eq!(written.status(), http::StatusCode::ACCEPTED);
    assert!(written.entity().is_none());
}
