//! What batches look like on the wire, as JSON and as `multipart/mixed`: atomicity groups, results of earlier requests,
//! preferences, URLs.

use odata_client::{
    Batch, Bytes, Client, Error, Json, Resource, batch::BatchError, error::InvalidRequest, http,
    reference::EntityId, returns, settings::BatchFormat, settings::ODataVersion,
};
use serde_json::json;

use crate::model::Call;
use crate::script::Script;

fn reply(content_type: &str, body: impl Into<Bytes>) -> http::Response<Bytes> {
    let reply = http::Response::builder().header("content-type", content_type);
    reply.body(body.into()).unwrap()
}

fn responses(responses: &Json) -> http::Response<Bytes> {
    let body = json!({ "responses": responses });
    reply("application/json", body.to_string())
}

fn parts(text: &str) -> http::Response<Bytes> {
    let text = text.replace('\n', "\r\n");
    reply("multipart/mixed; boundary=\"b\"", text)
}

fn multipart(script: &Script) -> Client {
    let builder = script.builder().batch_format(BatchFormat::Multipart);
    builder.build().unwrap()
}

fn orders(client: &Client) -> Resource {
    Resource::root(client).segment("orders")
}

fn rank(rank: i32) -> Call {
    Call {
        rank: Some(rank),
        ..Call::default()
    }
}

fn sent(script: &Script, call: usize) -> Json {
    let json: Json = serde_json::from_str(&script.bodies()[call]).unwrap();
    json["requests"].clone()
}

#[tokio::test]
async fn groups_and_results_of_earlier_requests_as_json() {
    let script = Script::new([responses(&json!([
        {"id": "2", "atomicityGroup": "g1", "status": 201, "body": {"id": "line"}},
        {"id": "1", "atomicityGroup": "g1", "status": 201, "body": {"id": "order"}},
        {"id": "3", "status": 200, "body": {"id": "read"}},
        {"id": "4", "status": 204},
    ]))]);
    let client = script.client();
    let mut batch = Batch::new(&client);
    let order = batch.add(orders(&client).create(&rank(1)));
    let made = batch.result_of(order).unwrap();
    let line = batch.add(made.segment("lines").create(&rank(2)));
    let read = batch.add(made.get::<Call>().select(["id"]));
    let body = json!({"order@odata.bind": EntityId::from(&made).as_str()});
    let other = batch.add(
        orders(&client)
            .action::<returns::Nothing>("note")
            .parameter("link", &body),
    );
    batch.after(other, [read]).unwrap();
    batch.atomic([order.id(), line.id()]).unwrap();
    let mut replies = batch.send().await.unwrap();
    assert_eq!(
        replies
            .take(line)
            .unwrap()
            .into_entity()
            .unwrap()
            .id
            .as_deref(),
        Some("line")
    );
    assert_eq!(replies.take(read).unwrap().id.as_deref(), Some("read"));

    let headers = json!({"accept": "application/json", "content-type": "application/json"});
    assert_eq!(
        sent(&script, 0),
        json!([
            {"id": "1", "method": "POST", "url": "orders", "atomicityGroup": "g1", "headers": headers,
                "body": {"rank": 1}},
            {"id": "2", "method": "POST", "url": "$1/lines", "atomicityGroup": "g1", "headers": headers,
                "body": {"rank": 2}, "dependsOn": ["1"]},
            {"id": "3", "method": "GET", "url": "$1?$select=id", "headers": {"accept": "application/json"},
                "dependsOn": ["1", "g1"]},
            {"id": "4", "method": "POST", "url": "orders/note", "headers": headers,
                "body": {"link": {"order@odata.bind": "$1"}}, "dependsOn": ["3"]},
        ])
    );
}

#[tokio::test]
async fn a_group_of_which_one_fails_has_no_effect() {
    let script = Script::new([responses(&json!([
        {"id": "1", "status": 201, "body": {"id": "order"}},
        {"id": "2", "status": 424},
        {"id": "3", "status": 400, "body": {"error": {"code": "bad", "message": "m"}}},
    ]))]);
    let client = script.client();
    let mut batch = Batch::new(&client);
    let handles = [1, 2, 3].map(|n| batch.add(orders(&client).create(&rank(n))));
    batch.atomic(handles).unwrap();
    let mut replies = batch.send().await.unwrap();
    assert!(replies.has_failures());
    let [first, second, third] = handles;
    let error = replies.take(first).unwrap_err();
    let undone = matches!(&error, Error::Batch(error)
        if matches!(**error, BatchError::Undone { id: 1, failed: 3 }));
    assert!(undone, "{error}");
    assert_eq!(replies.take(second).unwrap_err().status().unwrap(), 424);
    assert_eq!(replies.take(third).unwrap_err().code(), Some("bad"));
}

#[tokio::test]
async fn a_throttled_group_is_sent_again_whole_and_what_follows_goes_to_what_was_made() {
    let busy = |id: &str| json!({"id": id, "status": 429, "headers": {"Retry-After": "1"}});
    let script = Script::new([
        responses(&json!([
            {"id": "1", "status": 201, "headers": {"Location": "https://example.org/v1.0/orders('a:b')"}},
            busy("2"),
            {"id": "3", "status": 424},
            busy("4"),
        ])),
        responses(&json!([
            {"id": "2", "status": 201}, {"id": "3", "status": 201}, {"id": "4", "status": 200},
        ])),
    ]);
    let client = script.client();
    let mut batch = Batch::new(&client);
    let order = batch.add(orders(&client).create(&rank(1)));
    let group = [2, 3].map(|n| batch.add(orders(&client).create(&rank(n))));
    batch.atomic(group).unwrap();
    let made = batch.result_of(order).unwrap();
    let lines = batch.add(made.segment("lines").list::<Call>().top(1));
    let mut replies = batch.send().await.unwrap();
    assert!(!replies.has_failures());
    replies.take_raw(lines).unwrap();
    let again = sent(&script, 1);
    let urls: Vec<&str> = again
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["url"].as_str().unwrap())
        .collect();
    assert_eq!(urls, ["orders('a%3Ab')/lines?$top=1", "orders", "orders"]);
    assert!(
        again
            .as_array()
            .unwrap()
            .iter()
            .all(|request| request.get("dependsOn").is_none())
    );
    assert_eq!(again[1]["atomicityGroup"], again[2]["atomicityGroup"]);
}

#[tokio::test]
async fn results_are_for_their_own_batch() {
    let script = Script::new([]);
    let client = script.client();
    let mut batch = Batch::new(&client);
    let order = batch.add(orders(&client).create(&rank(1)));
    let made = batch.result_of(order).unwrap();
    let error = made.get::<Call>().await.unwrap_err();
    assert!(
        matches!(error, Error::InvalidRequest(InvalidRequest::OutsideBatch)),
        "{error}"
    );
    let mut other = Batch::new(&client);
    assert!(other.result_of(order).is_err());
    assert!(other.atomic([order]).is_err());
    other.add(made.delete());
    let error = other.send().await.unwrap_err();
    assert!(error.to_string().contains("another batch"), "{error}");
    let next = batch.add(orders(&client).delete());
    batch.atomic([order.id()]).unwrap();
    batch.atomic([next.id()]).unwrap();
    let error = batch.atomic([order.id(), next.id()]).unwrap_err();
    assert!(
        error.to_string().contains("another atomicity group"),
        "{error}"
    );
}

#[tokio::test]
async fn going_on_is_said_to_the_service_and_preferences_go_where_they_belong() {
    for (version, go_on, expected) in [
        (ODataVersion::V4_0, None, "a=b, odata.continue-on-error"),
        (ODataVersion::V4_01, Some(true), "a=b, continue-on-error"),
        (
            ODataVersion::V4_0,
            Some(false),
            "a=b, odata.continue-on-error=false",
        ),
    ] {
        let script = Script::new([responses(&json!([{"id": "1", "status": 400}]))]);
        let builder = script.builder().odata_version(version);
        let builder = builder.default_header("Prefer", "a=b, return=minimal, maxpagesize=3");
        let client = builder.default_header("If-Match", "*").build().unwrap();
        let mut batch = Batch::new(&client);
        batch.add(orders(&client).list::<Call>());
        let create = batch.add(orders(&client).create(&rank(1)));
        if let Some(go_on) = go_on {
            batch = batch.continue_on_error(go_on);
        }
        let error = batch.send().await.unwrap().take(create).unwrap_err();
        assert_eq!(
            error.to_string().contains("was not tried"),
            go_on == Some(false),
            "{error}"
        );
        assert_eq!(script.headers("prefer"), [expected]);
        assert_eq!(script.headers("if-match"), [""]);
        let sent = sent(&script, 0);
        assert_eq!(sent[0]["headers"]["prefer"], "a=b, maxpagesize=3");
        assert_eq!(
            sent[1]["headers"]["prefer"],
            "a=b, return=minimal, maxpagesize=3"
        );
    }
}

#[tokio::test]
async fn a_batch_as_multipart_to_the_letter() {
    let script = Script::new([parts(
        "--b\nContent-Type: application/http\nContent-ID: 1\n\nHTTP/1.1 200 OK\nContent-Type: application/json\n\
         Content-Length: 10\n\n{\"id\":\"1\"}\n--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\
         Content-Type: application/http\nContent-ID: 2\n\nHTTP/1.1 201 Created\nContent-Type: application/json\n\n\
         {\"id\":\"2\"}\n--c\nContent-Type: application/http\nContent-ID: 3\n\nHTTP/1.1 204 No Content\n\n\n--c--\n--b--\n",
    )]);
    let client = multipart(&script);
    let mut batch = Batch::new(&client);
    let read = batch.add(
        orders(&client)
            .key_parentheses(&[("", &"a:b".to_owned())])
            .get::<Call>(),
    );
    let order = batch.add(orders(&client).create(&rank(1)));
    let line = batch
        .result_of(order)
        .unwrap()
        .segment("lines")
        .create(&rank(2));
    let line = batch.add(line.if_none_match("*"));
    batch.after(order, [read]).unwrap();
    batch.atomic([order, line]).unwrap();
    let mut replies = batch.send().await.unwrap();
    assert_eq!(replies.take(read).unwrap().id.as_deref(), Some("1"));
    assert_eq!(
        replies
            .take(order)
            .unwrap()
            .into_entity()
            .unwrap()
            .id
            .as_deref(),
        Some("2")
    );
    assert_eq!(replies.take_raw(line).unwrap().status(), 204);

    assert_eq!(script.headers("accept"), ["multipart/mixed"]);
    assert_eq!(
        script.headers("prefer"),
        [""],
        "order is all that says what waits"
    );
    let content_type = script.headers("content-type").remove(0);
    let outer = content_type
        .strip_prefix("multipart/mixed; boundary=")
        .unwrap();
    let body = script.bodies().remove(0);
    let inner = body
        .split("boundary=")
        .nth(1)
        .unwrap()
        .lines()
        .next()
        .unwrap();
    let expected = "--OUTER
Content-Type: application/http
Content-Transfer-Encoding: binary
Content-ID: 1

GET orders('a%3Ab') HTTP/1.1
Accept: application/json
Odata-Maxversion: 4.0


--OUTER
Content-Type: multipart/mixed; boundary=INNER

--INNER
Content-Type: application/http
Content-Transfer-Encoding: binary
Content-ID: 2

POST orders HTTP/1.1
Accept: application/json
Content-Type: application/json
Odata-Version: 4.0
Odata-Maxversion: 4.0
Content-Length: 10

{\"rank\":1}
--INNER
Content-Type: application/http
Content-Transfer-Encoding: binary
Content-ID: 3

POST $2/lines HTTP/1.1
Accept: application/json
Content-Type: application/json
If-None-Match: *
Odata-Version: 4.0
Odata-Maxversion: 4.0
Content-Length: 10

{\"rank\":2}
--INNER--
--OUTER--
";
    let body = body.replace(outer, "OUTER").replace(inner, "INNER");
    assert_eq!(body.replace("\r\n", "\n"), expected);
}

#[tokio::test]
async fn what_fails_in_multipart_is_told_of_each() {
    let failed = "--b\nContent-Type: application/http\n\nHTTP/1.1 409 Conflict\nContent-Type: application/json\n\n\
                  {\"error\":{\"code\":\"taken\",\"message\":\"m\"}}\n--b--";
    let script = Script::new([parts(failed), parts(failed)]);
    let client = multipart(&script);
    // A change set, and one request after it.
    let mut batch = Batch::new(&client);
    let set = [1, 2].map(|n| batch.add(orders(&client).create(&rank(n))));
    batch.atomic(set).unwrap();
    let after = batch.add(orders(&client).delete());
    batch.after(after, [set[0]]).unwrap();
    let mut replies = batch.send().await.unwrap();
    for handle in set {
        assert_eq!(replies.take(handle).unwrap_err().code(), Some("taken"));
    }
    let error = replies.take(after).unwrap_err();
    let not_tried = matches!(&error, Error::Batch(error)
        if matches!(**error, BatchError::NotTried { id: 3, failed: 1 }));
    assert!(not_tried, "{error}");
    // Requests that do not wait for each other: the service goes on.
    let mut batch = Batch::new(&client);
    batch.add(orders(&client).delete());
    let missing = batch.add(orders(&client).delete());
    let mut replies = batch.send().await.unwrap();
    let error = replies.take(missing).unwrap_err();
    assert!(
        error.to_string().contains("has none for request 2"),
        "{error}"
    );
    assert_eq!(script.headers("prefer"), ["", "odata.continue-on-error"]);
}

#[tokio::test]
async fn change_sets_do_not_read() {
    let script = Script::new([]);
    let client = multipart(&script);
    let mut batch = Batch::new(&client);
    let read = batch.add(orders(&client).get::<Call>());
    batch.atomic([read]).unwrap();
    let error = batch.send().await.unwrap_err();
    assert!(error.to_string().contains("request 1 reads"), "{error}");
}

#[tokio::test]
async fn a_service_may_answer_multipart_with_json() {
    let script = Script::new([responses(
        &json!([{"id": "1", "status": 200, "body": {"id": "x"}}]),
    )]);
    let client = multipart(&script);
    let mut batch = Batch::new(&client);
    let read = batch.add(orders(&client).get::<Call>());
    let mut replies = batch.send().await.unwrap();
    assert_eq!(replies.take(read).unwrap().id.as_deref(), Some("x"));
}

#[tokio::test]
async fn counts_in_batches_are_read_in_every_form() {
    let plain = json!({"content-type": "text/plain;charset=utf-8"});
    let script = Script::new([responses(&json!([
        {"id": "1", "status": 200, "headers": plain, "body": "10"},
        {"id": "2", "status": 200, "headers": plain, "body": "MTI="},
        {"id": "3", "status": 200, "headers": plain, "body": 13},
        {"id": "4", "status": 200, "headers": {"content-type": "application/json"}, "body": "14"},
    ]))]);
    let client = script.client();
    let mut batch = Batch::new(&client);
    let counts =
        [1, 2, 3, 4].map(|n| batch.add(orders(&client).count().filter(format!("rank eq {n}"))));
    let mut replies = batch.send().await.unwrap();
    let counts = counts.map(|handle| replies.take(handle).unwrap());
    assert_eq!(counts, [10, 12, 13, 14]);
}
