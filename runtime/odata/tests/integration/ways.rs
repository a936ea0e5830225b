//! Ways to resources beside navigation, on the wire: counts, references, alternate keys, addresses by path,
//! headers that stay, and paths that go on behind a function.

use odata_client::{
    Client, Guid, KeyStyle, Resource, http::StatusCode, reference::EntityId, returns,
};
use serde_json::{Value, json};
use wiremock::{Request, ResponseTemplate};

use crate::model::{Call, Direction};
use crate::server::{call, calls, client, header, json_reply, only_request, server};

fn text_reply(text: &str) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_raw(text.as_bytes(), "text/plain;charset=utf-8")
}

fn root(client: &Client) -> Resource {
    Resource::root(client)
}

fn line(request: &Request) -> String {
    let query = request
        .url
        .query()
        .map_or(String::new(), |q| format!("?{q}"));
    format!("{} {}{query}", request.method, request.url.path())
}

fn body(request: &Request) -> Value {
    serde_json::from_slice(&request.body).unwrap()
}

#[tokio::test]
async fn a_count_is_asked_for_and_read_as_text() {
    let server = server(text_reply("\u{feff} 42 ")).await;
    let count = calls(&server).count().filter("rank eq 1").search("\"a\"");
    let count = count.header("ConsistencyLevel", "eventual").await.unwrap();
    assert_eq!(count, 42);
    let request = only_request(&server).await;
    assert_eq!(
        line(&request),
        "GET /v1.0/communications/calls/$count?$filter=rank%20eq%201&$search=%22a%22"
    );
    assert_eq!(header(&request, "accept"), Some("*/*"));
    assert_eq!(header(&request, "consistencylevel"), Some("eventual"));
}

#[tokio::test]
async fn a_count_is_read_from_json_as_well() {
    for body in [
        "42",
        "\"42\"",
        " {\"value\": 42}",
        "\u{feff}{\"@odata.count\": \"42\"}",
    ] {
        let reply = ResponseTemplate::new(200).set_body_raw(body, "application/json");
        let server = server(reply).await;
        assert_eq!(calls(&server).count().await.unwrap(), 42, "{body}");
    }
}

#[tokio::test]
async fn a_count_that_is_no_number_is_an_error_that_shows_it() {
    let server = server(text_reply("many")).await;
    let error = calls(&server).count().await.unwrap_err().to_string();
    assert!(error.contains("many"), "{error}");
}

#[tokio::test]
async fn references_are_added_listed_and_removed() {
    let server = server(ResponseTemplate::new(204)).await;
    let client = client(&server);
    let user = root(&client)
        .segment("users")
        .key_segment(&[&"a/b".to_owned()]);
    let members = call(&server).references("members", KeyStyle::Segment);
    members.add(&user).await.unwrap();
    members.remove("x y").await.unwrap();
    members
        .remove_id("https://example.org/users/1")
        .await
        .unwrap();
    let named = call(&server).references("members", KeyStyle::Parentheses);
    named.remove("O'Neil").await.unwrap();
    named.remove(7).await.unwrap();
    named.remove(Guid::nil()).await.unwrap();

    let requests = server.received_requests().await.unwrap();
    let at = "/v1.0/communications/calls/57d/members";
    assert_eq!(
        requests.iter().map(line).collect::<Vec<_>>(),
        [
            format!("POST {at}/$ref"),
            format!("DELETE {at}/x%20y/$ref"),
            format!("DELETE {at}/$ref?$id=https://example.org/users/1"),
            format!("DELETE {at}('O''Neil')/$ref"),
            format!("DELETE {at}(7)/$ref"),
            format!("DELETE {at}(00000000-0000-0000-0000-000000000000)/$ref"),
        ]
    );
    let id = format!("{}/v1.0/users/a%2Fb", server.uri());
    assert_eq!(body(&requests[0]), json!({ "@odata.id": id }));
    assert!(requests[1..].iter().all(|request| request.body.is_empty()));
}

#[tokio::test]
async fn a_reference_is_set_read_and_removed() {
    let id = "https://example.org/users/1";
    let server = server(json_reply(200, &json!({ "@odata.id": id }))).await;
    let manager = call(&server).reference("manager");
    assert_eq!(manager.get().await.unwrap(), Some(EntityId::from(id)));
    manager.set(id).await.unwrap();
    manager.remove().await.unwrap();
    let requests = server.received_requests().await.unwrap();
    let at = "/v1.0/communications/calls/57d/manager/$ref";
    assert_eq!(
        requests.iter().map(line).collect::<Vec<_>>(),
        [
            format!("GET {at}"),
            format!("PUT {at}"),
            format!("DELETE {at}")
        ]
    );
    assert_eq!(body(&requests[1]), json!({ "@odata.id": id }));
}

#[tokio::test]
async fn the_ids_of_references_come_as_a_page() {
    let reply = json!({"value": [{"@odata.id": "https://example.org/users/1"}]});
    let server = server(json_reply(200, &reply)).await;
    let members = call(&server).references("members", KeyStyle::Segment);
    let page = members.list().top(5).await.unwrap();
    assert_eq!(page.value[0]["@odata.id"], "https://example.org/users/1");
    let sent = line(&only_request(&server).await);
    assert_eq!(
        sent,
        "GET /v1.0/communications/calls/57d/members/$ref?$top=5"
    );
}

#[tokio::test]
async fn entities_are_bound_in_a_body() {
    let server = server(json_reply(201, &json!({}))).await;
    let client = client(&server);
    let user = root(&client)
        .segment("users")
        .key_segment(&[&"1".to_owned()]);
    let mut item = Call::default();
    item.extra.bind_one("owner", &user);
    item.extra.bind(
        "members",
        [EntityId::from(&user), "directoryObjects/2".into()],
    );
    calls(&server).create(&item).await.unwrap();
    let id = format!("{}/v1.0/users/1", server.uri());
    assert_eq!(
        body(&only_request(&server).await),
        json!({"owner@odata.bind": id, "members@odata.bind": [id, "directoryObjects/2"]})
    );
}

#[tokio::test]
async fn keys_of_every_kind_stay_in_their_segment() {
    let server = server(json_reply(200, &json!({}))).await;
    let client = client(&server);
    let set = root(&client).segment("set");
    let text = "a/b='c' %".to_owned();
    for resource in [
        set.alternate_key(&[("appId", &text)]),
        set.key_parentheses(&[("id", &text)]),
        set.key_parentheses(&[("order", &1_i64), ("line", &Guid::nil())]),
        set.key_segment(&[&text]),
        set.key_segment(&[&1_i64, &true]),
    ] {
        resource.get::<Call>().await.unwrap();
    }
    let requests = server.received_requests().await.unwrap();
    assert_eq!(
        requests.iter().map(line).collect::<Vec<_>>(),
        [
            "GET /v1.0/set(appId='a%2Fb%3D''c''%20%25')",
            "GET /v1.0/set('a%2Fb%3D''c''%20%25')",
            "GET /v1.0/set(order=1,line=00000000-0000-0000-0000-000000000000)",
            "GET /v1.0/set/a%2Fb%3D'c'%20%25",
            "GET /v1.0/set/1/true",
        ]
    );
}

#[tokio::test]
async fn addresses_by_path_go_on_behind_their_closing() {
    let server = server(json_reply(200, &json!({"value": []}))).await;
    let client = client(&server);
    let drive = root(&client).segment("drive").segment("root");
    let file = drive.by_path(":/", "/a b/ü:1.txt", ":");
    file.get::<Call>().await.unwrap();
    file.segment("children")
        .list::<Call>()
        .top(1)
        .await
        .unwrap();
    let inner = file.by_path(":/", "c", ":").segment("content");
    inner.media().get().await.unwrap();
    for outside in ["", "/", "a/../b", "./x"] {
        assert!(
            drive
                .by_path(":/", outside, ":")
                .get::<Call>()
                .await
                .is_err(),
            "{outside}"
        );
    }
    let requests = server.received_requests().await.unwrap();
    let at = "/v1.0/drive/root:/a%20b/%C3%BC%3A1.txt";
    assert_eq!(
        requests.iter().map(line).collect::<Vec<_>>(),
        [
            format!("GET {at}"),
            format!("GET {at}:/children?$top=1"),
            format!("GET {at}::/c:/content"),
        ]
    );
}

#[tokio::test]
async fn headers_of_a_resource_are_sent_below_it_too() {
    let server = server(json_reply(200, &json!({}))).await;
    let book = call(&server).header("Workbook-Session-Id", "s 1");
    book.segment("tables")
        .get::<Call>()
        .header("Prefer", "a")
        .await
        .unwrap();
    let request = only_request(&server).await;
    assert_eq!(header(&request, "workbook-session-id"), Some("s 1"));
    assert_eq!(header(&request, "prefer"), Some("a"));
    let refused = call(&server).header("X", "a\r\nb").get::<Call>().await;
    assert!(refused.is_err());
}

#[tokio::test]
async fn what_a_function_returns_is_gone_on_from() {
    let server = server(json_reply(200, &json!({}))).await;
    let call = call(&server);
    let range = call
        .function::<returns::One<Call>>("range")
        .parameter("address", &"A1:B2".to_owned())
        .parameter("sheets", &vec![1, 2])
        .header("Prefer", "a");
    let row = range.into_resource().function::<returns::One<Call>>("row");
    let row = row.parameter("rows", &vec![3]).into_resource();
    row.segment("format").get::<Call>().await.unwrap();
    let request = only_request(&server).await;
    assert_eq!(
        line(&request),
        "GET /v1.0/communications/calls/57d/range(address='A1:B2',sheets=@p1)/row(rows=@p2)/format\
         ?@p1=%5B1,2%5D&@p2=%5B3%5D"
    );
    assert_eq!(header(&request, "prefer"), Some("a"));
}

#[tokio::test]
async fn parameters_are_literals_of_their_types() {
    let server = server(ResponseTemplate::new(204)).await;
    let function = call(&server)
        .function::<returns::Nothing>("ns.find")
        .parameter("text", &"O'Neil/1".to_owned())
        .parameter("none", &None::<String>)
        .parameter("yes", &true)
        .parameter("ids", &vec![1_i64, 2])
        .parameter("way", &Direction::Incoming);
    let reply = function.send_raw().await.unwrap();
    assert_eq!(reply.status(), StatusCode::NO_CONTENT);
    assert_eq!(
        line(&only_request(&server).await),
        "GET /v1.0/communications/calls/57d/ns.find(text='O''Neil%2F1',none=null,yes=true,ids=@p1,\
         way=sample.direction'incoming')?@p1=%5B1,2%5D"
    );
}

#[tokio::test]
async fn a_property_is_read_set_and_cleared_alone() {
    let server = server(crate::server::json_reply(200, &json!({"value": "Ann"}))).await;
    let name = call(&server).property::<String>("name");
    assert_eq!(name.get().await.unwrap().as_deref(), Some("Ann"));
    name.set(&"Bo".to_owned()).await.unwrap();
    name.clear().if_match("*").await.unwrap();
    name.raw().get().await.unwrap();
    let requests = server.received_requests().await.unwrap();
    let lines: Vec<String> = requests.iter().map(line).collect();
    let path = "/v1.0/communications/calls/57d/name";
    assert_eq!(
        lines,
        [
            format!("GET {path}"),
            format!("PUT {path}"),
            format!("DELETE {path}"),
            format!("GET {path}/$value"),
        ]
    );
    assert_eq!(requests[1].body, br#"{"value":"Bo"}"#);
    assert_eq!(
        header(&requests[1], "content-type"),
        Some("application/json")
    );
}
