//! Batches against a service that answers out of order and lets things go wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::time::Duration;

use odata_client::testing::PausedClock;
use odata_client::{
    Batch, Body, Client, Error, Json, Resource, RetryPolicy, StaticToken, batch::BatchError,
    returns,
};
use serde_json::json;

use crate::loopback::{Answer, Asked, Loopback};
use crate::model::Call;
use crate::server::Nobody;
use crate::wire::AnswerCall;

/// What the service answers to one request of a batch: status, headers, body.
type Reply = (u16, Json, Json);

/// Checks the rules of section 19 and answers each request, last one first. Dependencies on requests
/// that fail are answered with 424.
fn answer(asked: &Asked, reply: &dyn Fn(&Json) -> Option<Reply>) -> Answer {
    assert_eq!(
        (asked.method.as_str(), asked.path.as_str()),
        ("POST", "/v1.0/$batch")
    );
    assert_eq!(asked.header("content-type"), Some("application/json"));
    assert_eq!(asked.header("authorization"), Some("Bearer secret-token"));
    let batch: Json = serde_json::from_slice(&asked.body).unwrap();
    let requests = batch["requests"].as_array().unwrap();
    assert!(!requests.is_empty() && requests.len() <= 20);
    let mut succeeded = BTreeMap::new();
    let mut responses = Vec::new();
    for request in requests {
        let id = request["id"].as_str().unwrap();
        let url = request["url"].as_str().unwrap();
        assert!(!url.starts_with('/') && !url.contains("://"), "{url}");
        let before = request
            .get("dependsOn")
            .map(|before| before.as_array().unwrap().as_slice());
        // What is waited for is in the same call, and stands before.
        let holds = before
            .unwrap_or_default()
            .iter()
            .all(|before| succeeded[before.as_str().unwrap()]);
        let answered = if holds {
            reply(request)
        } else {
            Some((424, json!({}), Json::Null))
        };
        let status = answered.as_ref().map_or(500, |(status, _, _)| *status);
        assert!(
            succeeded.insert(id, status < 400).is_none(),
            "id {id} twice"
        );
        if let Some((status, headers, body)) = answered {
            responses.push(json!({"id": id, "status": status, "headers": headers, "body": body}));
        }
    }
    responses.reverse();
    Answer::json(200, &json!({"responses": responses}))
}

async fn service(
    reply: impl Fn(&Json) -> Option<Reply> + Send + Sync + 'static,
) -> (Loopback, Client, PausedClock) {
    let server = Loopback::start(move |asked| answer(asked, &reply)).await;
    let clock = PausedClock::new();
    let client = client(&server.url, &clock);
    (server, client, clock)
}

fn client(url: &str, clock: &PausedClock) -> Client {
    Client::builder(format!("{url}/v1.0"))
        .credential(StaticToken::new("secret-token"))
        .telemetry(true)
        .clock(clock.clone())
        .build()
        .unwrap()
}

fn item(client: &Client, number: usize) -> Resource {
    Resource::root(client)
        .segment("items")
        .key_segment(&[&number.to_string()])
}

/// `items/7` → 7.
fn number(request: &Json) -> usize {
    request["url"]
        .as_str()
        .unwrap()
        .rsplit('/')
        .next()
        .unwrap()
        .parse()
        .unwrap()
}

/// The item that was asked for.
fn found(request: &Json) -> Reply {
    let json = json!({"content-type": "application/json"});
    (200, json, json!({"id": number(request).to_string()}))
}

/// How many requests each call had.
fn sizes(server: &Loopback) -> Vec<usize> {
    server
        .asked()
        .iter()
        .map(|asked| requests(asked).len())
        .collect()
}

fn requests(asked: &Asked) -> Vec<Json> {
    let batch: Json = serde_json::from_slice(&asked.body).unwrap();
    batch["requests"].as_array().unwrap().clone()
}

#[tokio::test]
async fn any_request_can_be_in_a_batch_and_its_reply_is_typed() {
    let (server, client, _) = service(|request| {
        let json = json!({"content-type": "application/json"});
        Some(
            match (request["method"].as_str()?, request["url"].as_str()?) {
                ("GET", "items/1?$select=id") => (200, json, json!({"id": "get"})),
                ("GET", "items?$top=2") => {
                    (200, json, json!({"value": [{"id": "a"}, {"id": "b"}]}))
                }
                ("POST", "items") => (201, json, json!({"id": "new", "@sent": request["body"]})),
                ("PATCH", _) => (204, Json::Null, Json::Null),
                ("DELETE", _) => (204, json!({}), Json::Null),
                ("POST", "items/1/answer") => {
                    (202, json!({"Location": "https://m"}), json!({"id": "op"}))
                }
                ("GET", "items/1/size()") => (200, json, json!({"value": 5})),
                ("GET", "items/1/$value") => {
                    (200, json!({"content-type": "image/png"}), json!("-_8="))
                }
                ("PUT", _) => (
                    200,
                    json,
                    json!({"sent": request["body"], "type": request["headers"]["content-type"]}),
                ),
                other => panic!("{other:?}"),
            },
        )
    })
    .await;
    let (one, items) = (item(&client, 1), Resource::root(&client).segment("items"));
    let body = Call {
        rank: Some(1),
        ..Call::default()
    };
    let mut batch = Batch::new(&client);
    let get = batch.add(one.get::<Call>().select(["id"]));
    let list = batch.add(items.list::<Call>().top(2));
    let create = batch.add(items.create(&body));
    let update = batch.add(one.update(&body));
    let delete = batch.add(one.delete());
    let action = batch.add(AnswerCall::from(one.action("answer")));
    let function = batch.add(one.function::<returns::Single<i32>>("size"));
    let media = batch.add(one.segment("$value").media().get());
    let put = batch.add(
        one.segment("$value")
            .media()
            .put(vec![0xfb, 0xff], "image/png"),
    );
    assert_eq!(batch.len(), 9);

    let mut replies = batch.send().await.unwrap();
    assert!(!replies.has_failures());
    assert_eq!(replies.take(get).unwrap().id.as_deref(), Some("get"));
    assert_eq!(replies.take(list).unwrap().value.len(), 2);
    let created = replies.take(create).unwrap();
    assert_eq!(
        created.into_entity().unwrap().extra.annotation("sent"),
        Some(&json!({"rank": 1}))
    );
    assert!(replies.take(update).unwrap().entity().is_none());
    replies.take(delete).unwrap();
    assert_eq!(replies.status(action).unwrap(), 202);
    let reply = replies.take_raw(action).unwrap();
    assert_eq!(reply.location(), Some("https://m"));
    assert_eq!(reply.json::<Call>().unwrap().id.as_deref(), Some("op"));
    assert_eq!(replies.take(function).unwrap(), Some(5));
    assert_eq!(replies.take(media).unwrap().as_ref(), [0xfb, 0xff]);
    let put = replies.take(put).unwrap().json::<Json>().unwrap();
    assert_eq!(put, json!({"sent": "-_8=", "type": "image/png"}));

    let again = replies.take(get).unwrap_err();
    assert!(again.to_string().contains("request 1 was taken"), "{again}");
    assert_eq!(server.asked().len(), 1);
    let headers: Vec<Json> = requests(&server.asked()[0])
        .iter()
        .map(|r| r["headers"].clone())
        .collect();
    for headers in &headers {
        assert!(headers.get("authorization").is_none() && headers.get("user-agent").is_none());
        assert!(headers["accept"].is_string());
    }
    let ids: BTreeSet<_> = headers
        .iter()
        .map(|headers| headers["client-request-id"].as_str())
        .collect();
    assert_eq!(ids.len(), 9);
}

#[tokio::test]
async fn forty_five_requests_with_dependencies_and_faults_all_get_their_reply() {
    let seen = Mutex::new(BTreeMap::<usize, usize>::new());
    let (server, client, clock) = service(move |request| {
        let number = number(request);
        let mut seen = seen.lock().unwrap();
        let times = seen.entry(number).or_default();
        *times += 1;
        match (number, *times) {
            (3, 1) => Some((429, json!({"Retry-After": "120"}), Json::Null)),
            (10, 1 | 2) => Some((503, json!({"retry-after": 30}), Json::Null)),
            (20, _) => Some((404, json!({}), json!({"error": {"code": "itemNotFound"}}))),
            (30, _) => None,
            (40, _) => Some((429, json!({"Retry-After": "5"}), Json::Null)),
            _ => Some(found(request)),
        }
    })
    .await;
    let mut batch = Batch::new(&client);
    let handles: Vec<_> = (0..45)
        .map(|n| batch.add(item(&client, n).get::<Call>()))
        .collect();
    // Across the places where a split by number would cut.
    for (after, before) in [
        (2, 3),
        (25, 3),
        (26, 25),
        (44, 10),
        (21, 20),
        (22, 21),
        (5, 43),
        (41, 40),
    ] {
        batch.after(handles[after], [handles[before]]).unwrap();
    }
    let mut replies = batch.send().await.unwrap();
    assert!(replies.has_failures());
    for (number, handle) in handles.iter().enumerate() {
        let result = replies.take(*handle);
        match number {
            20 => assert_eq!(result.unwrap_err().code(), Some("itemNotFound")),
            21 | 22 | 41 => assert_eq!(result.unwrap_err().status().unwrap(), 424),
            30 => assert!(
                result
                    .unwrap_err()
                    .to_string()
                    .contains("none for request 31")
            ),
            40 => assert!(result.unwrap_err().is_throttled()),
            _ => assert_eq!(result.unwrap().id, Some(number.to_string())),
        }
    }
    let mut first: Vec<_> = sizes(&server)[..3].to_vec();
    first.sort_unstable();
    assert_eq!(first, [5, 20, 20]);
    // Each waits as long as the service asks it to: 40 twice 5 s, 10 twice 30 s, 3 once 120 s, and
    // with them those that wait for them.
    assert_eq!(sizes(&server)[3..], [2, 2, 2, 2, 4]);
    assert_eq!(clock.elapsed(), Duration::from_secs(120));
    // What has succeeded is not sent again, and so not waited for.
    let last = requests(server.asked().last().unwrap());
    let numbers: BTreeSet<_> = last.iter().map(number).collect();
    assert_eq!(numbers, BTreeSet::from([2, 3, 25, 26]));
}

#[tokio::test]
async fn a_call_that_fails_fails_its_requests_and_no_others() {
    let calls = Mutex::new(0);
    let server = Loopback::start(move |asked| {
        let mut calls = calls.lock().unwrap();
        *calls += 1;
        match *calls {
            1 => Answer::json(400, &json!({"error": {"code": "badBatch"}})),
            2 => Answer::new(200)
                .header("content-type", "text/html")
                .body("<html>"),
            _ => answer(asked, &|request| Some(found(request))),
        }
    })
    .await;
    let client = client(&server.url, &PausedClock::new());
    let mut batch = Batch::new(&client);
    let handles: Vec<_> = (0..50)
        .map(|n| batch.add(item(&client, n).get::<Call>()))
        .collect();
    let mut replies = batch.send().await.unwrap();
    let error = replies.take(handles[0]).unwrap_err();
    assert_eq!(
        (error.code(), error.status().unwrap().as_u16()),
        (Some("badBatch"), 400)
    );
    assert!(matches!(replies.take(handles[19]), Err(Error::Batch(_))));
    let error = replies.take(handles[20]).unwrap_err();
    assert!(error.to_string().contains("request 21"), "{error}");
    assert_eq!(replies.take(handles[40]).unwrap().id.as_deref(), Some("40"));
}

#[tokio::test]
async fn a_throttled_call_is_sent_again_as_a_whole() {
    let calls = Mutex::new(0);
    let server = Loopback::start(move |asked| {
        let mut calls = calls.lock().unwrap();
        *calls += 1;
        match *calls {
            1 => Answer::new(429).header("retry-after", "90"),
            _ => answer(asked, &|request| Some(found(request))),
        }
    })
    .await;
    let clock = PausedClock::new();
    let client = client(&server.url, &clock);
    let mut batch = Batch::new(&client);
    let handle = batch.add(item(&client, 1).get::<Call>());
    batch.send().await.unwrap().take(handle).unwrap();
    assert_eq!(clock.sleeps(), [Duration::from_secs(90)]);
}

#[tokio::test]
async fn how_often_is_up_to_the_user() {
    let (server, client, clock) = service(|_| Some((429, json!({}), Json::Null))).await;
    let mut batch = Batch::new(&client).retry(RetryPolicy::none());
    let handle = batch.add(item(&client, 1).get::<Call>());
    let error = batch.send().await.unwrap().take(handle).unwrap_err();
    assert!(error.is_throttled());
    assert_eq!((server.asked().len(), clock.sleeps().len()), (1, 0));
}

/// A client that nothing may be sent with.
fn mute() -> Client {
    Client::builder("https://example.org/v1.0")
        .transport(Nobody)
        .build()
        .unwrap()
}

async fn refusal(batch: Batch) -> BatchError {
    match batch.send().await {
        Err(Error::Batch(error)) => *error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_cannot_be_a_batch_is_refused_before_anything_is_sent() {
    let client = mute();
    let new = || Batch::new(&client);
    assert!(new().is_empty());
    let replies = new().send().await.unwrap();
    assert!(!replies.has_failures());

    let mut batch = new();
    let chain: Vec<_> = (0..21)
        .map(|n| batch.add(item(&client, n).delete()))
        .collect();
    for pair in chain.windows(2) {
        batch.after(pair[1], [pair[0]]).unwrap();
    }
    assert!(matches!(
        refusal(batch).await,
        BatchError::GroupTooLarge {
            id: 1,
            count: 21,
            ..
        }
    ));

    let mut batch = new();
    let (a, b) = (
        batch.add(item(&client, 1).delete()),
        batch.add(item(&client, 2).get::<Call>()),
    );
    batch.after(a, [b]).unwrap();
    batch.after(b, [a]).unwrap();
    assert!(matches!(refusal(batch).await, BatchError::Cycle { ids } if ids == [1, 2]));

    let mut batch = new();
    batch.add(item(&client, 1).delete());
    batch.add(item(&mute(), 1).delete());
    assert!(matches!(
        refusal(batch).await,
        BatchError::ForeignClient { id: 2 }
    ));

    let mut batch = new();
    batch.add(
        item(&client, 1)
            .delete()
            .header("Authorization", "Bearer secret"),
    );
    let error = refusal(batch).await;
    assert!(matches!(error, BatchError::Authorization { id: 1 }));
    assert!(!format!("{error} {error:?}").contains("secret"));

    let mut batch = new();
    batch.add(Resource::root(&client).segment("..").delete());
    assert!(matches!(
        refusal(batch).await,
        BatchError::Invalid { id: 1, .. }
    ));

    let mut batch = new();
    batch.add(item(&client, 1).media().put(&b"{"[..], "application/json"));
    assert!(matches!(
        refusal(batch).await,
        BatchError::NotJson { id: 1 }
    ));

    let mut batch = new();
    let chunks = futures_util::stream::empty::<Result<bytes::Bytes, std::io::Error>>();
    batch.add(
        item(&client, 1)
            .media()
            .put(Body::stream(chunks, None), "image/png"),
    );
    assert!(matches!(
        refusal(batch).await,
        BatchError::Streamed { id: 1 }
    ));
}

#[tokio::test]
async fn handles_are_good_for_their_own_batch_only() {
    let client = mute();
    let (mut one, mut two) = (Batch::new(&client), Batch::new(&client));
    let (a, b) = (
        one.add(item(&client, 1).delete()),
        two.add(item(&client, 1).delete()),
    );
    assert!(matches!(one.after(a, [b]), Err(Error::Batch(_))));
    let (_server, client, _) = service(|request| Some(found(request))).await;
    let mut three = Batch::new(&client);
    let c = three.add(item(&client, 1).get::<Call>());
    let mut replies = three.send().await.unwrap();
    assert!(matches!(replies.take(a), Err(Error::Batch(_))));
    assert_eq!(replies.status(a), None);
    replies.take(c).unwrap();
}

#[test]
fn a_batch_can_move_between_threads() {
    fn check<T: Send + 'static>(_: &T) {}
    let mut batch = Batch::new(&mute());
    let handle = batch.add(item(&mute(), 1).get::<Call>());
    check(&handle);
    check(&batch);
    let text = format!("{batch:?} {handle:?}");
    assert_eq!(text, "Batch(1 requests) Handle(1)");
    check(&batch.send());
}
