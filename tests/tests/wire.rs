//! Requests on the wire: the committed crate against a loopback server, compared byte by byte.

use communications::GraphClient;
use communications::models::{OperationStatus, RecordingStatus};
use odata_client::StaticToken;
use wiremock::matchers::{any, method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

const CALL: &str = "57dab8b1-894c-409a-b240-bd8beae78896";

fn client(server: &MockServer) -> GraphClient {
    let client = odata_client::Client::builder(format!("{}/v1.0", server.uri()))
        .credential(StaticToken::new("the-token"))
        .build();
    GraphClient::from(client.unwrap())
}

async fn only_request(server: &MockServer) -> Request {
    let mut requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 1);
    requests.remove(0)
}

fn documented_reply(server: &MockServer) -> ResponseTemplate {
    let location = format!(
        "{}/v1.0/communications/calls/{CALL}/operations/0fe0623f",
        server.uri()
    );
    ResponseTemplate::new(200)
        .insert_header("Location", location.as_str())
        .set_body_raw(
            r##"{"@odata.type": "#microsoft.graph.updateRecordingStatusOperation",
            "clientContext": "clientContext-value", "id": "0fe0623f-d628-42ed-b4bd-8ac290072cc5",
            "resultInfo": null, "status": "completed"}"##,
            "application/json",
        )
}

#[tokio::test]
async fn update_recording_status_sends_exactly_what_is_documented() {
    let server = MockServer::start().await;
    let reply = documented_reply(&server);
    Mock::given(method("POST"))
        .and(path(format!(
            "/v1.0/communications/calls/{CALL}/updateRecordingStatus"
        )))
        .respond_with(reply)
        .mount(&server)
        .await;
    let graph = client(&server);
    let call = graph.communications().calls().by_id(CALL);

    let operation = call
        .update_recording_status(RecordingStatus::Recording)
        .client_context("clientContext-value")
        .await
        .unwrap();

    assert_eq!(operation.status, Some(OperationStatus::Completed));
    assert_eq!(
        operation.client_context.as_deref(),
        Some("clientContext-value")
    );
    assert_eq!(
        operation.id.as_deref(),
        Some("0fe0623f-d628-42ed-b4bd-8ac290072cc5")
    );
    assert_eq!(operation.result_info, None);

    let request = only_request(&server).await;
    assert_eq!(request.method.as_str(), "POST");
    let expected = format!("/v1.0/communications/calls/{CALL}/updateRecordingStatus");
    assert_eq!(request.url.path(), expected);
    assert_eq!(request.url.query(), None);
    assert_eq!(request.headers["authorization"], "Bearer the-token");
    assert_eq!(request.headers["content-type"], "application/json");
    assert_eq!(
        String::from_utf8(request.body).unwrap(),
        r#"{"status":"recording","clientContext":"clientContext-value"}"#
    );
}

#[tokio::test]
async fn send_raw_gives_the_location_of_the_operation() {
    let server = MockServer::start().await;
    let reply = documented_reply(&server);
    Mock::given(any()).respond_with(reply).mount(&server).await;
    let call = client(&server).communications().calls().by_id(CALL);

    let reply = call
        .update_recording_status(RecordingStatus::Failed)
        .send_raw()
        .await
        .unwrap();

    assert_eq!(reply.status().as_u16(), 200);
    let location = reply.location().unwrap();
    assert!(location.ends_with(&format!(
        "/v1.0/communications/calls/{CALL}/operations/0fe0623f"
    )));
    let request = only_request(&server).await;
    assert_eq!(
        String::from_utf8(request.body).unwrap(),
        r#"{"status":"failed"}"#
    );
}

#[tokio::test]
async fn a_refusal_becomes_an_error_with_code_message_and_request_id() {
    let server = MockServer::start().await;
    let body = r#"{"error": {"code": "7505", "message": "Recording is not enabled by policy.",
        "innerError": {"date": "2026-11-24T05:00:00", "request-id": "11f5a3f6-0001", "client-request-id": "c1"}}}"#;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(403).set_body_raw(body, "application/json"))
        .mount(&server)
        .await;
    let call = client(&server).communications().calls().by_id(CALL);

    let error = call
        .update_recording_status(RecordingStatus::Recording)
        .await
        .unwrap_err();

    assert_eq!(error.status().map(|status| status.as_u16()), Some(403));
    assert_eq!(error.code(), Some("7505"));
    assert_eq!(error.request_id(), Some("11f5a3f6-0001"));
    assert!(
        error
            .to_string()
            .contains("Recording is not enabled by policy."),
        "{error}"
    );
    assert!(!format!("{error:?} {error}").contains("the-token"));
}

#[tokio::test]
async fn a_client_context_that_is_too_long_is_sent_as_given() {
    let server = MockServer::start().await;
    let reply = documented_reply(&server);
    Mock::given(any()).respond_with(reply).mount(&server).await;
    let call = client(&server).communications().calls().by_id(CALL);
    let context = "x".repeat(257);

    let request = call.update_recording_status(RecordingStatus::Recording);
    request.client_context(context.as_str()).await.unwrap();

    let body = String::from_utf8(only_request(&server).await.body).unwrap();
    assert_eq!(
        body,
        format!(r#"{{"status":"recording","clientContext":"{context}"}}"#)
    );
}

#[tokio::test]
async fn a_member_that_the_crate_does_not_know_is_sent_and_read() {
    let server = MockServer::start().await;
    let reply = r#"{"id": "1", "status": "paused"}"#;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(200).set_body_raw(reply, "application/json"))
        .mount(&server)
        .await;
    let call = client(&server).communications().calls().by_id(CALL);

    let status = RecordingStatus::Unrecognized("paused".to_owned());
    let operation = call.update_recording_status(status).await.unwrap();

    assert_eq!(
        operation.status,
        Some(OperationStatus::Unrecognized("paused".to_owned()))
    );
    let body = String::from_utf8(only_request(&server).await.body).unwrap();
    assert_eq!(body, r#"{"status":"paused"}"#);
}

#[tokio::test]
async fn verbs_go_where_the_path_says() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(
            ResponseTemplate::new(200)
                .set_body_raw(r#"{"value": [{"id": "a/b"}]}"#, "application/json"),
        )
        .mount(&server)
        .await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    let graph = client(&server);
    let calls = graph.communications().calls();

    let page = calls
        .list()
        .select(["id", "state"])
        .filter("state eq 'established' and subject eq 'a&b'")
        .top(5)
        .header("ConsistencyLevel", "eventual")
        .await
        .unwrap();
    assert_eq!(page.value[0].id.as_deref(), Some("a/b"));
    let call = calls.by_id("a/b=c d");
    call.participants().by_id("p'1").delete().await.unwrap();
    let changes = communications::models::Call {
        subject: Some("New".to_owned()),
        ..Default::default()
    };
    call.update(&changes).await.unwrap();

    let requests = server.received_requests().await.unwrap();
    let lines: Vec<String> = requests
        .iter()
        .map(|r| format!("{} {}", r.method, r.url.as_str().replace(&server.uri(), "")))
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
    assert_eq!(requests[0].headers["consistencylevel"], "eventual");
    assert_eq!(
        String::from_utf8_lossy(&requests[2].body),
        r#"{"subject":"New"}"#
    );
}
