//! What exactly is sent.

use http::StatusCode;
use odata_client::{Bytes, Client, Json, Resource, http, returns};
use serde_json::json;
use wiremock::ResponseTemplate;

use crate::model::{Call, Direction};
use crate::server::{call, calls, client, header, json_reply, only_request, server};

#[tokio::test]
async fn get_sends_method_path_options_and_headers() {
    let reply = json!({"id": "57d", "@odata.context": "c", "direction": "INCOMING"});
    let server = server(json_reply(200, &reply)).await;
    let get = call(&server)
        .get::<Call>()
        .select(["id", "direction"])
        .expand(["targets"]);
    let call = get
        .header("Prefer", "a")
        .query("x y", "1+1=2&#ä")
        .await
        .unwrap();
    assert_eq!(call.direction, Some(Direction::Incoming));
    assert_eq!(call.extra.annotation("odata.context"), Some(&json!("c")));

    let request = only_request(&server).await;
    assert_eq!(request.method.as_str(), "GET");
    assert_eq!(request.url.path(), "/v1.0/communications/calls/57d");
    assert_eq!(
        request.url.query(),
        Some("$select=id,direction&$expand=targets&x%20y=1%2B1=2%26%23%C3%A4")
    );
    assert_eq!(
        header(&request, "authorization"),
        Some("Bearer secret-token")
    );
    assert_eq!(header(&request, "accept"), Some("application/json"));
    assert_eq!(header(&request, "prefer"), Some("a"));
    assert!(
        header(&request, "user-agent")
            .unwrap()
            .starts_with("service-client/")
    );
    // They are Microsoft's, and sent where the settings ask for them.
    assert_eq!(header(&request, "client-request-id"), None);
    assert_eq!(header(&request, "sdkversion"), None);
    assert_eq!(header(&request, "content-type"), None);
    assert!(request.body.is_empty());
}

#[tokio::test]
async fn list_sends_all_options_and_reads_a_page() {
    let reply = json!({
        "@odata.count": 7, "@odata.nextLink": "https://next", "value": [{"id": "1"}, null, {"id": "2"}],
    });
    let server = server(json_reply(200, &reply)).await;
    let list = calls(&server)
        .list::<Call>()
        .filter("startswith(id,'O''N') and rank eq 1");
    let list = list
        .order_by(["id", "rank desc"])
        .top(9)
        .top(2)
        .skip(1)
        .search("\"a b\"")
        .count(true);
    let page = list.await.unwrap();
    assert_eq!(
        page.value
            .iter()
            .map(|call| call.id.as_deref())
            .collect::<Vec<_>>(),
        [Some("1"), Some("2")]
    );
    assert_eq!(
        (page.count, page.next_link.as_deref()),
        (Some(7), Some("https://next"))
    );
    assert_eq!(page.delta_link, None);

    let pairs: Vec<_> = only_request(&server)
        .await
        .url
        .query_pairs()
        .into_owned()
        .collect();
    let expected = [
        ("$filter", "startswith(id,'O''N') and rank eq 1"),
        ("$orderby", "id,rank desc"),
        ("$top", "2"),
        ("$skip", "1"),
        ("$search", "\"a b\""),
        ("$count", "true"),
    ];
    assert_eq!(
        pairs,
        expected.map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
}

#[tokio::test]
async fn create_and_update_send_what_is_set() {
    let server = server(json_reply(201, &json!({"id": "new"}))).await;
    let mut body = Call {
        direction: Some(Direction::Outgoing),
        ..Call::default()
    };
    body.extra.clear("day");
    let created = calls(&server).create(&body).await.unwrap();
    assert_eq!(created.entity().unwrap().id.as_deref(), Some("new"));
    let updated = call(&server).update(&body).await.unwrap();
    let updated = updated.into_entity().unwrap();
    assert_eq!(updated.id.as_deref(), Some("new"));

    let requests = server.received_requests().await.unwrap();
    assert_eq!(
        requests
            .iter()
            .map(|r| r.method.as_str())
            .collect::<Vec<_>>(),
        ["POST", "PATCH"]
    );
    for request in &requests {
        assert_eq!(request.body, br#"{"direction":"outgoing","day":null}"#);
        assert_eq!(header(request, "content-type"), Some("application/json"));
    }
}

#[tokio::test]
async fn replies_without_a_body_are_fine() {
    for status in [202, 204] {
        let server = server(ResponseTemplate::new(status)).await;
        call(&server).delete().await.unwrap();
        assert_eq!(only_request(&server).await.method.as_str(), "DELETE");
        let updated = call(&server).update(&Call::default()).await.unwrap();
        assert!(updated.entity().is_none());
        let single = call(&server)
            .action::<returns::Single<i32>>("a")
            .await
            .unwrap();
        assert_eq!(single, None);
    }
}

#[tokio::test]
async fn actions_send_their_parameters_as_json() {
    let reply = json_reply(200, &json!({"@odata.context": "c", "value": "outgoing"}));
    let server = server(reply).await;
    let action = call(&server).action::<returns::Single<Direction>>("microsoft.graph.turn");
    let direction = action
        .clone()
        .parameter("direction", &Direction::Incoming)
        .parameter("name", &Some("a\"b\n\u{1}".to_owned()))
        .parameter("none", &None::<String>)
        .parameter(
            "list",
            &vec![Call {
                rank: Some(1),
                ..Call::default()
            }],
        )
        .await
        .unwrap();
    assert_eq!(direction, Some(Direction::Outgoing));
    action.await.unwrap();

    let requests = server.received_requests().await.unwrap();
    let [with, without] = requests.as_slice() else {
        panic!("two requests")
    };
    assert_eq!(with.method.as_str(), "POST");
    assert_eq!(
        with.url.path(),
        "/v1.0/communications/calls/57d/microsoft.graph.turn"
    );
    let body = r#"{"direction":"incoming","name":"a\"b\n\u0001","none":null,"list":[{"rank":1}]}"#;
    assert_eq!(std::str::from_utf8(&with.body), Ok(body));
    assert_eq!(without.body, b"{}");
}

#[tokio::test]
async fn functions_send_literals_and_aliases() {
    let reply = json_reply(
        200,
        &json!({"value": [1, 2], "@odata.deltaLink": "https://delta"}),
    );
    let server = server(reply).await;
    let numbers = call(&server)
        .function::<returns::Many<i32>>("find")
        .parameter("name", &"O'Neil (a/b)".to_owned())
        .parameter("direction", &Direction::Incoming)
        .parameter(
            "start",
            &"2026-01-01T00:00:00+01:00"
                .parse::<odata_client::DateTimeOffset>()
                .unwrap(),
        )
        .parameter("ids", &vec!["a".to_owned(), "b&c".to_owned()])
        .parameter("none", &7)
        .parameter("none", &odata_client::Json::Null)
        .top(5)
        .await
        .unwrap();
    assert_eq!(numbers.value, [1, 2]);
    assert_eq!(numbers.delta_link.as_deref(), Some("https://delta"));
    let request = only_request(&server).await;
    assert_eq!(request.method.as_str(), "GET");
    assert_eq!(
        request.url.path(),
        "/v1.0/communications/calls/57d/find(name='O''Neil%20%28a%2Fb%29',direction=sample.direction'incoming',\
         start=2026-01-01T00:00:00%2B01:00,ids=@p1,none=null)"
    );
    let pairs: Vec<_> = request.url.query_pairs().into_owned().collect();
    assert_eq!(
        pairs,
        [("@p1", r#"["a","b&c"]"#), ("$top", "5")]
            .map(|(name, value)| { (name.to_owned(), value.to_owned()) })
    );
}

/// As a generated crate has it.
pub(crate) mod generated {
    odata_client::codegen::invocation!();

    /// The optional parameters of a function.
    pub(crate) enum FindParameters {}

    impl Invocation<odata_client::returns::Many<super::Call>, FindParameters> {
        pub(crate) fn nick(self, nick: &str) -> Self {
            self.parameter("nick", &nick.to_owned())
        }
    }
}

/// A call of a generated crate.
pub(crate) type AnswerCall = generated::Invocation<returns::One<Call>>;

#[tokio::test]
async fn generated_invocations_take_parameters_and_options_in_any_order() {
    type Find = generated::Invocation<returns::Many<Call>, generated::FindParameters>;
    let server = server(json_reply(200, &json!({"value": [{"id": "a"}]}))).await;
    let find = Find::from(call(&server).function("find"));
    let page = find
        .timeout(std::time::Duration::from_secs(9))
        .top(3)
        .skip(1)
        .nick("x")
        .select(["id"])
        .expand(["parts"])
        .filter("rank gt 1")
        .order_by(["rank desc"])
        .search("y")
        .count(true)
        .parameter("deep", &true)
        .await
        .unwrap();
    assert_eq!(page.value[0].id.as_deref(), Some("a"));
    let request = only_request(&server).await;
    assert!(
        request.url.path().ends_with("/find(nick='x',deep=true)"),
        "{}",
        request.url
    );
    let names: Vec<_> = request
        .url
        .query_pairs()
        .map(|(name, _)| name.into_owned())
        .collect();
    let all = [
        "$top", "$skip", "$select", "$expand", "$filter", "$orderby", "$search", "$count",
    ];
    assert_eq!(names, all);
}

#[tokio::test]
async fn generated_invocations_can_be_sent_awaited_and_moved() {
    let template =
        json_reply(202, &json!({"id": "op"})).insert_header("location", "https://monitor");
    let server = server(template).await;
    let answer = AnswerCall::from(call(&server).action("answer"));
    let answer = answer.header("x-a", "b").query("c", "d");
    let reply = answer.clone().send_raw().await.unwrap();
    assert_eq!(reply.status(), StatusCode::ACCEPTED);
    assert_eq!(reply.location(), Some("https://monitor"));
    assert_eq!(reply.json::<Call>().unwrap().id.as_deref(), Some("op"));
    assert_eq!(
        answer.clone().send().await.unwrap().id.as_deref(),
        Some("op")
    );
    let task = tokio::spawn(async move { answer.await });
    assert_eq!(task.await.unwrap().unwrap().id.as_deref(), Some("op"));
}

#[tokio::test]
async fn functions_without_parameters_and_keys_in_parentheses() {
    let server = server(ResponseTemplate::new(200).set_body_bytes(b"content")).await;
    let root = Resource::root(&client(&server));
    let users = root.segment("users");
    let (text, number) = ("O'Neil/ä%".to_owned(), 5);
    let lines = users.key_parentheses(&[("id", &text)]).segment("lines");
    let line = lines.key_parentheses(&[("order", &number), ("name", &text)]);
    let app = root.segment("apps").alternate_key(&[("appId", &text)]);
    assert_eq!(app.path(), "/apps(appId='O''Neil%2F%C3%A4%25')");
    let content = line.function::<returns::Media>("content").await.unwrap();
    assert_eq!(content, Bytes::from_static(b"content"));
    let request = only_request(&server).await;
    assert_eq!(
        request.url.path(),
        "/v1.0/users('O''Neil%2F%C3%A4%25')/lines(order=5,name='O''Neil%2F%C3%A4%25')/content()"
    );
    assert_eq!(header(&request, "accept"), Some("*/*"));
}

#[tokio::test]
async fn media_is_bytes_both_ways() {
    let server =
        server(ResponseTemplate::new(200).set_body_raw(b"\x00png".to_vec(), "image/png")).await;
    let media = call(&server).segment("$value").media();
    assert_eq!(media.get().await.unwrap(), Bytes::from_static(b"\x00png"));
    let reply = media.put(vec![1, 2, 3], "image/png").await.unwrap();
    assert_eq!(reply.header("content-type"), Some("image/png"));
    let requests = server.received_requests().await.unwrap();
    let [get, put] = requests.as_slice() else {
        panic!("two requests")
    };
    assert_eq!(get.url.path(), "/v1.0/communications/calls/57d/$value");
    assert_eq!(
        (put.method.as_str(), put.body.as_slice()),
        ("PUT", [1, 2, 3].as_slice())
    );
    assert_eq!(header(put, "content-type"), Some("image/png"));
}

#[tokio::test]
async fn actions_without_parameters_send_an_empty_object_unless_the_client_sends_none() {
    let server = server(ResponseTemplate::new(204)).await;
    let bare = Client::builder(server.uri()).empty_action_body(true);
    let (usual, bare) = (client(&server), bare.build().unwrap());
    let end = |client| Resource::root(client).action::<returns::Nothing>("end");
    end(&usual).await.unwrap();
    end(&bare).await.unwrap();
    end(&bare).json_body().await.unwrap();
    end(&bare).parameter("a", &1).await.unwrap();
    let requests = server.received_requests().await.unwrap();
    let bodies: Vec<_> = requests.iter().map(|request| &*request.body).collect();
    assert_eq!(bodies, [&b"{}"[..], b"", b"{}", br#"{"a":1}"#]);
    let json = Some("application/json");
    let types: Vec<_> = requests.iter().map(|r| header(r, "content-type")).collect();
    assert_eq!(types, [json, None, json, json]);
    assert_eq!(header(&requests[1], "content-length"), Some("0"));
}

#[tokio::test]
async fn any_json_is_read_where_no_model_is() {
    let reply = json!({"id": "1", "other": [1.5]});
    let server = server(json_reply(200, &reply)).await;
    let read = call(&server).get::<Json>().await.unwrap();
    assert_eq!(read, reply);
    let called = call(&server).function::<returns::One<Json>>("f").await;
    assert_eq!(called.unwrap(), reply);
}

#[tokio::test]
async fn other_requests_send_any_method_and_body() {
    let server = server(json_reply(200, &json!({"id": "1"}))).await;
    let request = call(&server).request::<returns::One<Call>>(http::Method::PATCH);
    let call = request.body("PK", "application/zip").await.unwrap();
    assert_eq!(call.id.as_deref(), Some("1"));
    let request = only_request(&server).await;
    assert_eq!(request.method.as_str(), "PATCH");
    assert_eq!(request.body, b"PK");
    assert_eq!(header(&request, "content-type"), Some("application/zip"));
}
