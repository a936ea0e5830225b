//! The program, run against a server on this machine.

use std::process::Command;

use serde_json::json;
use wiremock::matchers::{body_json, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

#[tokio::test]
async fn says_that_a_call_is_recorded() {
    let server = MockServer::start().await;
    let reply = json!({
        "@odata.type": "#microsoft.graph.updateRecordingStatusOperation",
        "id": "operation-1",
        "status": "completed",
        "clientContext": "an-example",
    });
    Mock::given(method("POST"))
        .and(path(
            "/v1.0/communications/calls/call-1/updateRecordingStatus",
        ))
        .and(header("authorization", "Bearer the-token"))
        .and(body_json(
            json!({"status": "recording", "clientContext": "an-example"}),
        ))
        .respond_with(ResponseTemplate::new(200).set_body_json(reply))
        .expect(1)
        .mount(&server)
        .await;

    let root = format!("{}/v1.0", server.uri());
    let run = tokio::task::spawn_blocking(move || {
        Command::new(env!("CARGO_BIN_EXE_recording"))
            .args(["call-1", &root])
            .env("GRAPH_TOKEN", "the-token")
            .output()
    });
    let output = run.await.unwrap().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "operation-1: Completed\n"
    );
}
