//! Long-running operations, on virtual time.

use std::time::Duration;

use odata_client::{
    Error, Invocation, Json, Resource, http,
    operation::{Monitor, Poller, Progress},
    returns,
};
use serde_json::json;
use wiremock::ResponseTemplate;

use crate::model::{Call, Direction};
use crate::script::{Script, reply, with_headers};
use crate::server::{client, header, json_reply, only_request, server};

const MONITOR: &str = "https://example.org/v1.0/monitor/4A3407B5'%2F";

fn accepted(headers: &[(&str, &str)]) -> http::Response<odata_client::Bytes> {
    let mut all = vec![("location", MONITOR)];
    all.extend(headers);
    with_headers(202, &all, "")
}

fn copy(script: &Script) -> Invocation<returns::One<Call>> {
    script.users().action("copy")
}

fn running(percentage: i32, retry_after: Option<&str>) -> http::Response<odata_client::Bytes> {
    let body = json!({"status": "inProgress", "percentageComplete": percentage}).to_string();
    let mut headers = vec![("content-type", "application/json")];
    headers.extend(retry_after.map(|value| ("retry-after", value)));
    with_headers(202, &headers, body)
}

fn seconds(sleeps: &[Duration]) -> Vec<u64> {
    sleeps.iter().map(Duration::as_secs).collect()
}

#[tokio::test]
async fn an_operation_is_asked_for_until_it_is_done() {
    let done = json!({"status": "completed", "percentageComplete": 100.0, "resourceId": "01M",
        "resourceLocation": "https://example.org/v1.0/items/01M"});
    let script = Script::new([
        accepted(&[("retry-after", "30")]),
        running(10, None),
        running(50, Some("120")),
        running(60, Some("Thu, 01 Jan 2026 00:10:00 GMT")),
        reply(200, &done),
        reply(200, &json!({"id": "01M"})),
    ]);
    let mut poller = copy(&script)
        .parameter("name", &"x".to_owned())
        .send_and_poll()
        .await
        .unwrap();
    assert_eq!(poller.monitor(), Some(MONITOR));
    let mut seen = Vec::new();
    while let Some(monitor) = poller.try_next().await.unwrap() {
        seen.push(monitor.percentage_complete.unwrap());
    }
    assert_eq!(seen, [10.0, 50.0, 60.0, 100.0]);
    // The service's wish, the interval, seconds, and a date: 10 min after the start, of which 155 s are gone.
    assert_eq!(seconds(&script.clock.sleeps()), [30, 5, 120, 445]);

    let finished = poller.wait().await.unwrap();
    assert_eq!(finished.document.resource_id.as_deref(), Some("01M"));
    let made = finished
        .resource::<Call>()
        .unwrap()
        .select(["id"])
        .await
        .unwrap();
    assert_eq!(made.id.as_deref(), Some("01M"));
    assert_eq!(
        script.methods(),
        ["POST", "GET", "GET", "GET", "GET", "GET"]
    );
    assert_eq!(script.urls()[1..5], [MONITOR; 4]);
    assert_eq!(script.headers("authorization"), ["Bearer secret-token"; 6]);
}

#[tokio::test]
async fn entities_of_operations_are_read_into_their_type() {
    let operation = |status: &str| {
        reply(
            200,
            &json!({"id": "o", "status": status, "direction": status,
        "targetResourceLocation": "/teams('t')"}),
        )
    };
    let first = || with_headers(202, &[("location", "/teams('t')/operations('o')")], "");
    let script = Script::new([
        first(),
        operation("notStarted"),
        operation("succeeded"),
        first(),
        operation("outgoing"),
        operation("incoming"),
    ]);
    let finished = copy(&script)
        .send_and_poll()
        .await
        .unwrap()
        .documents::<Call>()
        .await
        .unwrap();
    assert_eq!(finished.document.id.as_deref(), Some("o"));
    assert_eq!(
        finished.location.as_deref(),
        Some("https://example.org/v1.0/teams('t')")
    );
    assert_eq!(
        script.urls()[1],
        "https://example.org/v1.0/teams('t')/operations('o')"
    );

    let poller = copy(&script)
        .send_and_poll()
        .await
        .unwrap()
        .documents::<Call>();
    let poller = poller
        .interval(Duration::from_secs(2))
        .decide(|call| match call.direction {
            Some(Direction::Incoming) => Progress::Done,
            _ => Progress::Running,
        });
    let finished = poller.await.unwrap();
    assert_eq!(finished.document.direction, Some(Direction::Incoming));
    assert_eq!(seconds(&script.clock.sleeps()), [5, 5, 2, 2]);
}

#[tokio::test]
async fn failure_is_an_error_with_what_the_service_says() {
    let failed =
        json!({"status": "failed", "error": {"code": "nameAlreadyExists", "message": "m"}});
    let script = Script::new([accepted(&[]), reply(200, &failed)]);
    let error = copy(&script)
        .send_and_poll()
        .await
        .unwrap()
        .await
        .unwrap_err();
    assert!(
        matches!(&error, Error::OperationFailed { status, .. } if status == "failed"),
        "{error:?}"
    );
    assert_eq!(error.code(), Some("nameAlreadyExists"));

    let script = Script::new([accepted(&[]), reply(200, &json!({"id": "1"}))]);
    let poller = copy(&script)
        .send_and_poll()
        .await
        .unwrap()
        .documents::<Call>();
    let error = poller.decide(|_| Progress::Failed).await.unwrap_err();
    assert!(matches!(error, Error::OperationFailed { .. }), "{error:?}");
}

#[tokio::test]
async fn the_time_limit_ends_the_wait_and_one_can_wait_again() {
    let script = Script::new([
        accepted(&[]),
        running(1, None),
        running(2, None),
        running(3, Some("60")),
        reply(200, &json!({"status": "completed"})),
    ]);
    let poller = copy(&script).send_and_poll().await.unwrap();
    let mut poller = poller
        .interval(Duration::from_secs(10))
        .time_limit(Duration::from_secs(60));
    let error = poller.wait().await.unwrap_err();
    assert!(
        matches!(error, Error::StillRunning { waited } if waited == Duration::from_secs(30)),
        "{error:?}"
    );
    assert_eq!(script.urls().len(), 4);
    let finished = poller.wait().await.unwrap();
    assert_eq!(finished.document.status.as_deref(), Some("completed"));
    assert_eq!(seconds(&script.clock.sleeps()), [10, 10, 10, 60]);
}

#[tokio::test]
async fn operations_that_have_ended_at_once_are_not_asked_for() {
    let script = Script::new([
        with_headers(204, &[], ""),
        with_headers(
            201,
            &[
                ("location", "https://example.org/v1.0/items/1"),
                ("content-type", "application/json"),
            ],
            r#"{"id": "1"}"#,
        ),
        reply(200, &json!({"id": "2", "status": "running"})),
    ]);
    let finished = copy(&script).send_and_poll().await.unwrap().await.unwrap();
    assert_eq!(
        (finished.document, finished.location),
        (Monitor::default(), None)
    );
    let poller = copy(&script)
        .send_and_poll()
        .await
        .unwrap()
        .documents::<Call>();
    assert_eq!(poller.monitor(), None);
    let finished = poller.await.unwrap();
    assert_eq!(finished.document.id.as_deref(), Some("1"));
    assert_eq!(
        finished.location.as_deref(),
        Some("https://example.org/v1.0/items/1")
    );
    // It runs, and nobody says where to ask: that is what there is.
    let finished = copy(&script)
        .send_and_poll()
        .await
        .unwrap()
        .documents::<Call>()
        .await
        .unwrap();
    assert_eq!(finished.document.id.as_deref(), Some("2"));
    assert!(script.clock.sleeps().is_empty());
}

#[tokio::test]
async fn a_running_operation_in_a_200_is_asked_for_at_its_location() {
    let headers = [("location", MONITOR), ("content-type", "application/json")];
    let script = Script::new([
        with_headers(200, &headers, r#"{"id": "1", "status": "running"}"#),
        reply(200, &json!({"id": "1", "status": "Completed"})),
    ]);
    let finished = copy(&script)
        .send_and_poll()
        .await
        .unwrap()
        .documents::<Call>()
        .await
        .unwrap();
    assert_eq!(finished.document.id.as_deref(), Some("1"));
    assert_eq!(script.urls()[1..], [MONITOR]);
}

#[tokio::test]
async fn a_202_that_leads_nowhere_is_an_error() {
    let script = Script::new([with_headers(202, &[], "")]);
    let error = copy(&script).send_and_poll().await.unwrap_err();
    assert!(matches!(error, Error::NoMonitor), "{error:?}");
}

#[tokio::test]
async fn a_monitor_that_redirects_says_that_it_is_done() {
    let to = [
        ("location", "https://example.org/v1.0/items/1"),
        ("content-type", "text/html"),
    ];
    let script = Script::new([
        accepted(&[]),
        with_headers(202, &[], ""),
        with_headers(303, &to, "<html>"),
    ]);
    let finished = copy(&script).send_and_poll().await.unwrap().await.unwrap();
    assert_eq!(
        finished.location.as_deref(),
        Some("https://example.org/v1.0/items/1")
    );
    assert_eq!(script.urls().len(), 3);
}

#[tokio::test]
async fn a_monitor_on_another_host_gets_no_token_and_its_result_is_not_asked_for_with_one() {
    let elsewhere = server(json_reply(200, &json!({"status": "completed"}))).await;
    let monitor = format!("{}/monitor/1", elsewhere.uri());
    let service = server(
        ResponseTemplate::new(202)
            .insert_header("location", monitor.as_str())
            .insert_header("retry-after", "0"),
    )
    .await;
    let call = Resource::root(&client(&service)).segment("calls");
    let copy: Invocation<returns::Nothing> = call.action("copy");
    let finished = copy.send_and_poll().await.unwrap().await.unwrap();
    assert_eq!(finished.document.status.as_deref(), Some("completed"));
    let asked = only_request(&elsewhere).await;
    assert_eq!(asked.url.path(), "/monitor/1");
    assert_eq!(header(&asked, "authorization"), None);
    assert_eq!(
        header(&only_request(&service).await, "authorization"),
        Some("Bearer secret-token")
    );

    let location = format!("{}/items/1", elsewhere.uri());
    let script = Script::new([
        accepted(&[]),
        reply(
            200,
            &json!({"status": "completed", "resourceLocation": location}),
        ),
    ]);
    let finished = self::copy(&script)
        .send_and_poll()
        .await
        .unwrap()
        .await
        .unwrap();
    let error = finished.resource::<Call>().unwrap().await.unwrap_err();
    assert!(matches!(error, Error::Refused { .. }), "{error:?}");
}

#[tokio::test]
async fn a_saved_monitor_is_asked_again_and_any_reply_can_be_waited_for() {
    let done = || reply(200, &json!({"status": "completed", "resourceId": "7"}));
    let script = Script::new([done(), accepted(&[]), done()]);
    let client = script.client();
    let finished = Poller::resume(&client, MONITOR).await.unwrap();
    assert_eq!(finished.document.resource_id.as_deref(), Some("7"));
    let raw = copy(&script).send_raw().await.unwrap();
    let finished = Poller::new(&client, raw)
        .unwrap()
        .documents::<Document>()
        .await
        .unwrap();
    assert_eq!(
        finished.document.extra.get("resourceId"),
        Some(&json!("7") as &Json)
    );
    assert_eq!(
        script.urls(),
        [MONITOR, "https://example.org/v1.0/users/copy", MONITOR]
    );
}

type Document = Call;

#[tokio::test]
async fn dropping_it_ends_the_wait() {
    fn check<F: Future + Send + 'static>(future: F) -> F {
        future
    }
    let script = Script::new([accepted(&[]), running(1, None)]);
    let mut poller = copy(&script).send_and_poll().await.unwrap();
    poller.try_next().await.unwrap();
    drop(check(poller.into_future()));
    assert_eq!(script.urls().len(), 2);
}
