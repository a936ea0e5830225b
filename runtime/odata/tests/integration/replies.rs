//! What becomes of replies, and of none.

use http::StatusCode;
use odata_client::{Client, Error, Resource, http};
use serde_json::json;
use wiremock::ResponseTemplate;

use crate::model::Call;
use crate::server::{call, calls, json_reply, server};

#[tokio::test]
async fn error_replies_become_service_errors() {
    let body = json!({"error": {
        "code": "itemNotFound", "message": "Gone.", "target": "id",
        "innerError": {"request-id": "inner", "date": "2026-01-01T00:00:00"},
    }});
    let template = json_reply(404, &body).insert_header("request-id", "r-1");
    let server = server(template).await;
    let error = call(&server)
        .get::<Call>()
        .header("client-request-id", "mine")
        .await
        .unwrap_err();
    assert!(error.is_not_found() && !error.is_throttled());
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    assert_eq!(
        (error.code(), error.request_id()),
        (Some("itemNotFound"), Some("r-1"))
    );
    let service = error.service().unwrap();
    assert_eq!(service.client_request_id.as_deref(), Some("mine"));
    assert_eq!(service.date.as_deref(), Some("2026-01-01T00:00:00"));
    assert!(
        call(&server)
            .get::<Call>()
            .send_raw()
            .await
            .unwrap_err()
            .is_not_found()
    );
}

#[tokio::test]
async fn error_replies_that_are_not_odata_leave_the_status() {
    let page = ResponseTemplate::new(429).set_body_raw("<html>busy</html>", "text/html");
    let server = server(page).await;
    let error = call(&server).delete().await.unwrap_err();
    assert!(error.is_throttled());
    assert_eq!(error.code(), None);
    assert!(!format!("{error} {error:?}").contains("busy"));
}

#[tokio::test]
async fn pages_instead_of_json_are_a_clear_error() {
    let page =
        ResponseTemplate::new(200).set_body_raw("<html>sign in</html>", "text/html; charset=x");
    let server = server(page.insert_header("request-id", "r-2")).await;
    let error = call(&server).get::<Call>().await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)));
    assert!(error.to_string().contains("text/html"), "{error}");
    assert_eq!(error.request_id(), Some("r-2"));
    assert!(!format!("{error} {error:?}").contains("sign in"));
}

#[tokio::test]
async fn replies_that_do_not_fit_have_a_path() {
    let server = server(json_reply(
        200,
        &json!({"value": [{"id": "1"}, {"muted": "no"}]}),
    ))
    .await;
    let error = calls(&server).list::<Call>().await.unwrap_err();
    let Error::Decode(decode) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(decode.path(), "value[1].muted");
}

#[tokio::test]
async fn redirects_are_not_followed_if_none_are_allowed() {
    let server =
        server(ResponseTemplate::new(302).insert_header("location", "https://other")).await;
    let client = Client::builder(server.uri()).max_redirects(0);
    let call = Resource::root(&client.build().unwrap());
    let reply = call.media().get().send_raw().await.unwrap();
    assert_eq!(reply.location(), Some("https://other"));
    let error = call.get::<Call>().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::FOUND));
    let locations = server.received_requests().await.unwrap();
    assert_eq!(locations.len(), 2);
}

#[tokio::test]
async fn large_replies_are_refused() {
    let server = server(json_reply(200, &json!({"id": "x".repeat(2000)}))).await;
    let client = Client::builder(server.uri())
        .reply_limit(1000)
        .build()
        .unwrap();
    let error = Resource::root(&client).get::<Call>().await.unwrap_err();
    assert!(
        matches!(error, Error::ReplyTooLarge { limit: 1000 }),
        "{error:?}"
    );
}

#[tokio::test]
async fn slow_replies_are_given_up() {
    let slow = ResponseTemplate::new(200).set_delay(std::time::Duration::from_secs(30));
    let server = server(slow).await;
    let client = Client::builder(server.uri()).timeout(std::time::Duration::from_millis(50));
    let error = Resource::root(&client.build().unwrap())
        .delete()
        .await
        .unwrap_err();
    let Error::Transport { source, .. } = &error else {
        panic!("{error:?}")
    };
    assert!(source.is_timeout());
}

#[tokio::test]
async fn refused_connections_are_told() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let client = Client::builder(format!("http://{address}"))
        .clock(odata_client::testing::PausedClock::new())
        .build()
        .unwrap();
    let error = Resource::root(&client).delete().await.unwrap_err();
    let Error::Transport { source, host } = &error else {
        panic!("{error:?}")
    };
    assert!(source.is_connect());
    assert_eq!(*host, address.to_string());
    let shown = error.to_string();
    assert!(
        shown.contains(&format!("no connection to {address}")),
        "{shown}"
    );
    assert!(shown.to_lowercase().contains("refused"), "{shown}");
}
