//! Requests that a service carries out later, by the standard's own means: the monitor gives the reply to the
//! request itself (OData Protocol 4.01, sections 8.3.1 and 11.6).

use odata_client::{Bytes, Error, Invocation, http, operation::Poller, returns};
use serde_json::json;

use crate::model::Call;
use crate::script::{Script, reply, with_headers};

const JSON: (&str, &str) = ("content-type", "application/json");

fn accepted() -> http::Response<Bytes> {
    with_headers(202, &[("location", "monitor/7"), ("retry-after", "0")], "")
}

async fn begun(replies: impl IntoIterator<Item = http::Response<Bytes>>) -> (Script, Poller) {
    let script = Script::new(std::iter::once(accepted()).chain(replies));
    let create = script.users().create(&Call::default());
    let create = create.header("Prefer", "respond-async");
    let poller = create.send_and_poll().await.unwrap();
    (script, poller)
}

/// Both ways to give a reply through a monitor.
fn both(status: u16, headers: &[(&str, &str)], body: &str) -> [http::Response<Bytes>; 2] {
    let mut lines = vec![format!("HTTP/1.1 {status} Word")];
    lines.extend(
        headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}")),
    );
    let message = format!("{}\r\n\r\n{body}", lines.join("\r\n"));
    let wrapped = with_headers(200, &[("content-type", "application/http")], message);
    let status = status.to_string();
    let mut all = vec![("AsyncResult", status.as_str())];
    all.extend(headers);
    [wrapped, with_headers(200, &all, body.to_owned())]
}

#[tokio::test]
async fn an_error_behind_a_monitor_is_an_error() {
    let body =
        json!({"error": {"code": "nameAlreadyExists", "message": "There is one."}}).to_string();
    for failed in both(409, &[JSON, ("request-id", "r-9")], &body) {
        let (script, poller) = begun([with_headers(202, &[], ""), failed]).await;
        assert_eq!(poller.monitor(), Some("https://example.org/v1.0/monitor/7"));
        let error = poller.await.unwrap_err();
        assert!(matches!(error, Error::Service(_)), "{error:?}");
        assert_eq!(error.status(), Some(http::StatusCode::CONFLICT));
        assert_eq!(
            (error.code(), error.request_id()),
            (Some("nameAlreadyExists"), Some("r-9"))
        );
        assert!(error.body().unwrap().starts_with(b"{\"error\""));
        assert_eq!(script.urls().len(), 3);
    }
}

#[tokio::test]
async fn a_created_entity_and_its_location_come_through_a_monitor() {
    // Not a status document, although it has a property `status`.
    let body = json!({"id": "57d", "status": {"of": "its own"}}).to_string();
    let headers = [
        JSON,
        ("location", "https://example.org/v1.0/users/57d"),
        ("etag", "W/\"1\""),
    ];
    for done in both(201, &headers, &body) {
        let read = reply(200, &json!({"id": "57d"}));
        let (script, mut poller) = begun([with_headers(202, &[], ""), done, read]).await;
        let finished = poller.wait().await.unwrap();
        assert_eq!(finished.response().status(), http::StatusCode::CREATED);
        assert_eq!(finished.response().header("etag"), Some("W/\"1\""));
        let made = finished.result::<Call>().unwrap().unwrap();
        assert_eq!(made.id.as_deref(), Some("57d"));
        assert_eq!(
            finished.location.as_deref(),
            Some("https://example.org/v1.0/users/57d")
        );
        let resource = finished.resource_at_location().unwrap().unwrap();
        assert_eq!(resource.path(), "/users/57d");
        resource.get::<Call>().await.unwrap();
        assert_eq!(
            script.urls().last().unwrap(),
            "https://example.org/v1.0/users/57d"
        );
    }
}

#[tokio::test]
async fn entities_behind_a_monitor_are_read_into_the_type_of_documents_too() {
    for done in both(200, &[JSON], &json!({"id": "57d"}).to_string()) {
        let (_, poller) = begun([done]).await;
        let finished = poller.documents::<Call>().await.unwrap();
        assert_eq!(finished.document.id.as_deref(), Some("57d"));
    }
}

#[tokio::test]
async fn nothing_behind_a_monitor_is_an_end_without_result() {
    let entity = [("odata-entityid", "users/57d")];
    for done in both(204, &entity, "") {
        let (_, poller) = begun([done]).await;
        let finished = poller.await.unwrap();
        assert!(finished.result::<Call>().unwrap().is_none());
        // Seen from the monitor's URL.
        let location = "https://example.org/v1.0/monitor/users/57d";
        assert_eq!(finished.location.as_deref(), Some(location));
    }
}

#[tokio::test]
async fn what_a_monitor_garbles_is_an_error() {
    let http = ("content-type", "application/http;msgtype=response");
    for garbled in [
        with_headers(200, &[http], "{}"),
        with_headers(200, &[http], ""),
        with_headers(
            200,
            &[http],
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}",
        ),
        with_headers(200, &[("asyncresult", "done"), JSON], "{}"),
        with_headers(200, &[("asyncresult", "7"), JSON], "{}"),
    ] {
        let (_, poller) = begun([garbled]).await;
        let error = poller.await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
    }
}

#[tokio::test]
async fn a_status_document_is_not_the_result() {
    let done = json!({"id": "1", "status": "completed"});
    let (_, poller) = begun([reply(200, &done)]).await;
    let finished = poller.await.unwrap();
    assert!(finished.result::<Call>().unwrap().is_none());

    let script = Script::new([reply(201, &json!({"id": "57d"}))]);
    let made: Invocation<returns::One<Call>> = script.users().action("make");
    let finished = made.send_and_poll().await.unwrap().await.unwrap();
    let made = finished.result::<Call>().unwrap().unwrap();
    assert_eq!(made.id.as_deref(), Some("57d"));
}

#[tokio::test]
async fn monitors_are_asked_for_both_forms() {
    let (script, poller) = begun(both(204, &[], "")).await;
    poller.await.unwrap();
    assert_eq!(
        script.headers("accept")[1],
        "application/json, application/http;q=0.9"
    );
}

#[tokio::test]
async fn what_is_created_at_once_may_have_a_status_of_its_own() {
    for status in ["open", "failed"] {
        let headers = [JSON, ("location", "https://example.org/v1.0/users/57d")];
        let body = json!({"id": "57d", "status": status}).to_string();
        let script = Script::new([with_headers(201, &headers, body)]);
        let create = script.users().create(&Call::default());
        let finished = create.send_and_poll().await.unwrap().wait().await.unwrap();
        assert_eq!(finished.response().status(), http::StatusCode::CREATED);
        assert_eq!(script.urls().len(), 1, "nothing is asked after that");
    }
}
