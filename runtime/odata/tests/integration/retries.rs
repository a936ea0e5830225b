//! Retries, on a loopback server that counts and a clock that nobody waits for.

use std::time::Duration;

use http::StatusCode;
use odata_client::testing::{Fault, FaultInjection, PausedClock};
use odata_client::{Body, Bytes, Client, ClientBuilder, Error, Resource, RetryPolicy, http};
use serde_json::json;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::model::Call;
use crate::server::{header, json_reply};

/// A server that answers `first` so many times, and then 200.
async fn server(first: ResponseTemplate, times: u64) -> MockServer {
    let server = MockServer::start().await;
    let bad = Mock::given(any()).respond_with(first);
    if times > 0 {
        bad.up_to_n_times(times).mount(&server).await;
    }
    let good = json_reply(200, &json!({"id": "1"}));
    Mock::given(any()).respond_with(good).mount(&server).await;
    server
}

fn builder(server: &MockServer, clock: &PausedClock) -> ClientBuilder {
    Client::builder(server.uri())
        .telemetry(true)
        .clock(clock.clone())
}

async fn count(server: &MockServer) -> usize {
    server.received_requests().await.unwrap().len()
}

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test]
async fn retry_after_in_seconds_is_waited_for() {
    for status in [429, 503, 504] {
        let busy = ResponseTemplate::new(status).insert_header("Retry-After", "120");
        let (server, clock) = (server(busy, 1).await, PausedClock::new());
        let client = builder(&server, &clock).build().unwrap();
        let call = Resource::root(&client).get::<Call>().await.unwrap();
        assert_eq!(call.id.as_deref(), Some("1"));
        assert_eq!(clock.sleeps(), [120 * SECOND]);
        let requests = server.received_requests().await.unwrap();
        assert_eq!(requests.len(), 2);
        assert_eq!(header(&requests[0], "retry-attempt"), None);
        assert_eq!(header(&requests[1], "retry-attempt"), Some("1"));
        let id = header(&requests[0], "client-request-id");
        assert!(id.is_some());
        assert_eq!(id, header(&requests[1], "client-request-id"));
    }
}

#[tokio::test]
async fn retry_after_as_a_date_is_waited_for() {
    let busy = ResponseTemplate::new(503)
        .insert_header("Date", "Thu, 01 Jan 2026 00:00:10 GMT")
        .insert_header("Retry-After", "Thu, 01 Jan 2026 00:01:00 GMT");
    let (server, clock) = (server(busy, 1).await, PausedClock::new());
    let client = builder(&server, &clock).build().unwrap();
    Resource::root(&client).get::<Call>().await.unwrap();
    assert_eq!(clock.sleeps(), [50 * SECOND]);
}

#[tokio::test]
async fn without_it_waits_grow_and_tries_end() {
    let (server, clock) = (
        server(ResponseTemplate::new(429), 9).await,
        PausedClock::new(),
    );
    let client = builder(&server, &clock).build().unwrap();
    let error = Resource::root(&client).get::<Call>().await.unwrap_err();
    assert!(error.is_throttled(), "{error}");
    assert_eq!(count(&server).await, 3);
    let sleeps = clock.sleeps();
    assert_eq!(sleeps.len(), 2);
    for (wait, least) in sleeps.iter().zip([3 * SECOND, 6 * SECOND]) {
        assert!(*wait >= least && *wait < least + SECOND, "{sleeps:?}");
    }
    let policy = RetryPolicy::default().tries(10);
    let client = builder(&server, &clock).retry(policy).build().unwrap();
    Resource::root(&client).get::<Call>().await.unwrap();
    assert_eq!(count(&server).await, 3 + 7);
}

#[tokio::test]
async fn a_longer_wait_than_allowed_is_the_callers_to_decide() {
    let busy = ResponseTemplate::new(429).insert_header("Retry-After", "181");
    let (server, clock) = (server(busy, 1).await, PausedClock::new());
    let client = builder(&server, &clock).build().unwrap();
    let error = Resource::root(&client).get::<Call>().await.unwrap_err();
    assert!(error.is_throttled());
    assert_eq!(error.retry_after(), Some(181 * SECOND));
    assert_eq!((count(&server).await, clock.sleeps().len()), (1, 0));
}

#[tokio::test]
async fn other_statuses_are_not_tried_again() {
    for status in [400, 401, 404, 409, 412, 500, 501, 502] {
        let (server, clock) = (
            server(ResponseTemplate::new(status), 9).await,
            PausedClock::new(),
        );
        let client = builder(&server, &clock).build().unwrap();
        let error = Resource::root(&client).get::<Call>().await.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(count(&server).await, 1, "{status}");
    }
}

#[tokio::test]
async fn a_body_of_bytes_is_sent_again_whole() {
    let (server, clock) = (
        server(ResponseTemplate::new(503), 1).await,
        PausedClock::new(),
    );
    let client = builder(&server, &clock).build().unwrap();
    let media = Resource::root(&client).media();
    media.put("all of it", "text/plain").await.unwrap();
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 2);
    assert!(requests.iter().all(|request| request.body == b"all of it"));
}

#[tokio::test]
async fn a_body_that_cannot_be_sent_again_is_not() {
    let (server, clock) = (
        server(ResponseTemplate::new(503), 9).await,
        PausedClock::new(),
    );
    let client = builder(&server, &clock).build().unwrap();
    let parts = ["a", "b"].map(|part| Ok::<_, std::io::Error>(Bytes::from(part)));
    let body = Body::stream(futures_util::stream::iter(parts), Some(2));
    let put = Resource::root(&client).media().put(body, "text/plain");
    let error = put.clone().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::SERVICE_UNAVAILABLE));
    assert_eq!((count(&server).await, clock.sleeps().len()), (1, 0));
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests[0].body, b"ab");
    assert_eq!(header(&requests[0], "content-length"), Some("2"));
    // Nor by hand: the stream is gone.
    let error = put.await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
}

#[tokio::test]
async fn failed_connections_are_tried_again_for_verbs_that_can_be_repeated() {
    for fault in [Fault::Connect, Fault::Reset] {
        let (server, clock) = (
            server(ResponseTemplate::new(200), 0).await,
            PausedClock::new(),
        );
        let faults = FaultInjection::new([fault.clone(), fault.clone()]);
        let client = builder(&server, &clock).attempt_middleware(faults.clone());
        let root = Resource::root(&client.build().unwrap());
        root.get::<Call>().await.unwrap();
        assert_eq!((faults.left(), clock.sleeps().len()), (0, 2));
    }
    for fault in [Fault::Connect, Fault::Reset] {
        let (server, clock) = (
            server(ResponseTemplate::new(200), 0).await,
            PausedClock::new(),
        );
        let faults = FaultInjection::new([fault.clone(), fault.clone()]);
        let client = builder(&server, &clock).attempt_middleware(faults.clone());
        let root = Resource::root(&client.build().unwrap());
        let error = root.create(&Call::default()).await.unwrap_err();
        assert!(matches!(error, Error::Transport { .. }), "{error:?}");
        let error = root.update(&Call::default()).await.unwrap_err();
        assert!(matches!(error, Error::Transport { .. }), "{error:?}");
        assert_eq!((faults.left(), clock.sleeps().len()), (0, 0));
    }
}

#[tokio::test]
async fn what_took_too_long_is_not_tried_again() {
    let (server, clock) = (
        server(ResponseTemplate::new(200), 0).await,
        PausedClock::new(),
    );
    let faults = FaultInjection::new([Fault::Timeout]);
    let client = builder(&server, &clock).attempt_middleware(faults);
    let error = Resource::root(&client.build().unwrap())
        .get::<Call>()
        .await
        .unwrap_err();
    assert!(
        matches!(&error, Error::Transport { source, .. } if source.is_timeout()),
        "{error:?}"
    );
    assert_eq!(count(&server).await, 0);
}
