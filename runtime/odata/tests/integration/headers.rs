//! Headers from several places: what replaces, what adds up, and what the settings ask for.

use odata_client::{
    Bytes, Client, Guid, Resource, http, request::LinkPolicy, returns, settings::ODataVersion,
};
use serde_json::json;

use crate::model::Call;
use crate::script::Script;

fn empty() -> http::Response<Bytes> {
    http::Response::new(Bytes::from_static(b"{}"))
}

fn script(count: usize) -> Script {
    Script::new(std::iter::repeat_with(empty).take(count))
}

#[tokio::test]
async fn preferences_of_client_resource_request_and_page_size_add_up() {
    let script = script(5);
    let client = script
        .builder()
        .default_header("Prefer", "IdType=\"ImmutableId\", return=minimal")
        .default_header("prefer", "outlook.timezone=\"a, b\"")
        .build()
        .unwrap();
    let users = Resource::root(&client).segment("users");
    users.get::<Call>().await.unwrap();
    let session = users.header("Prefer", "include-unknown-enum-members");
    session
        .create(&Call::default())
        .header("Prefer", "return=representation")
        .await
        .unwrap();
    let list = session
        .list::<Call>()
        .header("PREFER", "odata.maxpagesize=5");
    list.page_size(7).send_raw().await.unwrap();
    let action = session.action::<returns::Nothing>("act");
    let twice = action
        .header("Prefer", "x=1")
        .header("Prefer", "respond-async");
    twice.header("Prefer", "X=2").await.unwrap();
    let other = users
        .get::<Call>()
        .header("Accept", "a/b")
        .header("Accept", "c/d");
    other.await.unwrap();
    let client = r#"IdType="ImmutableId", return=minimal, outlook.timezone="a, b""#;
    let without = r#"IdType="ImmutableId", outlook.timezone="a, b", include-unknown-enum-members"#;
    assert_eq!(
        script.headers("prefer"),
        [
            client.to_owned(),
            format!("{without}, return=representation"),
            format!("{client}, include-unknown-enum-members, odata.maxpagesize=7"),
            format!("{client}, include-unknown-enum-members, respond-async, X=2"),
            client.to_owned(),
        ]
    );
    assert_eq!(script.headers("accept").last().unwrap(), "c/d");
}

#[tokio::test]
async fn versions_are_said_and_ids_where_the_settings_ask_for_them() {
    for (version, text) in [(ODataVersion::V4_0, "4.0"), (ODataVersion::V4_01, "4.01")] {
        let script = script(4);
        let client = script.builder().odata_version(version).build().unwrap();
        let users = Resource::root(&client).segment("users");
        users.get::<Call>().await.unwrap();
        users.create(&Call::default()).await.unwrap();
        users.delete().await.unwrap();
        let own = users.get::<Call>().header("OData-MaxVersion", "4.02");
        own.await.unwrap();
        assert_eq!(
            script.headers("odata-maxversion"),
            [text, text, text, "4.02"]
        );
        assert_eq!(script.headers("odata-version"), ["", text, "", ""]);
        for name in ["client-request-id", "sdkversion"] {
            assert_eq!(script.headers(name), [""; 4], "{name}");
        }
    }
    let script = script(2);
    let client = script.builder().telemetry(true).build().unwrap();
    for _ in 0..2 {
        Resource::root(&client).get::<Call>().await.unwrap();
    }
    let ids = script.headers("client-request-id");
    assert!(ids.iter().all(|id| id.parse::<Guid>().is_ok()));
    assert_ne!(ids[0], ids[1]);
    assert!(script.headers("sdkversion")[0].starts_with("service-client/"));
}

#[tokio::test]
async fn other_hosts_are_told_nothing_of_the_protocol() {
    let script = script(1);
    let client = script.client();
    let elsewhere = "https://elsewhere.example.org/upload";
    let link = client.link(http::Method::PUT, elsewhere, LinkPolicy::NoToken);
    link.body("x", "text/plain").await.unwrap();
    for name in ["odata-version", "odata-maxversion", "client-request-id"] {
        assert_eq!(script.headers(name), [""], "{name}");
    }
}

#[tokio::test]
async fn an_error_tells_the_id_that_was_sent_and_none_where_none_was() {
    for telemetry in [true, false] {
        let body = json!({"error": {"code": "c", "message": "m"}}).to_string();
        let reply = http::Response::builder().status(400).body(body.into());
        let script = Script::new([reply.unwrap()]);
        let client: Client = script.builder().telemetry(telemetry).build().unwrap();
        let error = Resource::root(&client).get::<Call>().await.unwrap_err();
        let sent = script.headers("client-request-id").remove(0);
        assert_eq!(sent.is_empty(), !telemetry);
        assert_eq!(error.client_request_id().unwrap_or_default(), sent);
    }
}
