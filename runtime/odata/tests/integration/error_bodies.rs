//! What an error reply says, in whatever form, and that its body stays.

use odata_client::{Batch, Client, Error, Resource, http};
use serde_json::json;

use crate::model::Call;
use crate::script::{Script, reply, with_headers};

#[derive(serde::Deserialize)]
struct Own {
    reason: String,
    #[serde(default)]
    retry: bool,
}

async fn refused(reply: http::Response<odata_client::Bytes>) -> Error {
    Script::new([reply]).users().get::<Call>().await.unwrap_err()
}

#[tokio::test]
async fn the_body_of_an_error_is_kept_and_read_into_a_type_of_the_users() {
    let error = refused(reply(422, &json!({"reason": "secret", "retry": true}))).await;
    let own: Own = error.body_as().unwrap();
    assert_eq!((own.reason.as_str(), own.retry), ("secret", true));
    assert_eq!(error.body().unwrap(), &br#"{"reason":"secret","retry":true}"#[..]);
    assert!(!format!("{error} {error:?}").contains("secret"));
    assert!(error.body_as::<Vec<i32>>().is_none());

    let text = refused(with_headers(500, &[("content-type", "text/plain")], "it broke")).await;
    assert_eq!(text.body().unwrap(), "it broke");
    assert!(Error::NoDeltaLink.body().is_none());
}

#[tokio::test]
async fn flat_forms_give_code_and_message() {
    for (body, code, message) in [
        (r#"{"code": "a", "message": "b"}"#, Some("a"), "b"),
        (r#"{"Message": "b"}"#, None, "b"),
        (r#"{"error": "a", "error_description": "b"}"#, Some("a"), "b"),
        (r#"{"error": {"code": "a", "message": {"lang": "en", "value": "b"}}}"#, Some("a"), "b"),
        ("\u{feff}{\"error\": {\"code\": \"a\", \"message\": \"b\"}}", Some("a"), "b"),
    ] {
        let headers = [("content-type", "application/json")];
        let error = refused(with_headers(400, &headers, body.to_owned())).await;
        assert_eq!(error.code(), code, "{body}");
        assert_eq!(error.service().unwrap().message.as_deref(), Some(message), "{body}");
        assert!(error.to_string().ends_with(message), "{error}");
    }
}

#[tokio::test]
async fn details_are_told() {
    let body = json!({"error": {"code": "a", "message": "b", "details": [
        {"code": "c", "message": "d", "target": "e"}, {"message": "f"}]}});
    let error = refused(reply(400, &body)).await;
    assert!(error.to_string().ends_with("a: b; details: c: d (target e); f"), "{error}");
}

#[tokio::test]
async fn a_byte_order_mark_is_passed_over_in_lists_and_batches() {
    let headers = [("content-type", "application/json")];
    let marked = |body: &str| with_headers(200, &headers, format!("\u{feff}{body}"));
    let script = Script::new([marked(r#"{"value": [{"id": "1"}]}"#), marked(r#"{"responses": [{"id": "1", "status": 204}]}"#)]);
    let users = script.users();
    assert_eq!(users.list::<Call>().await.unwrap().value.len(), 1);
    let mut batch = Batch::new(users.client());
    let deleted = batch.add(users.delete());
    batch.send().await.unwrap().take(deleted).unwrap();
}

#[tokio::test]
async fn a_page_for_people_in_place_of_a_batch_says_what_it_is() {
    let page = with_headers(200, &[("content-type", "text/html; charset=utf-8")], "<html>secret");
    let script = Script::new([page]);
    let client = script.client();
    let mut batch = Batch::new(&client);
    let deleted = batch.add(Resource::root(&client).segment("x").delete());
    let error = batch.send().await.unwrap().take(deleted).unwrap_err();
    let mut all = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(error) = source {
        all = format!("{all}: {error}");
        source = error.source();
    }
    assert!(all.contains("text/html") && all.contains("expected JSON"), "{all}");
    assert!(!all.contains("secret"), "{all}");
}

#[test]
fn base_urls_that_are_not_the_root_are_refused_with_a_remedy() {
    for (url, remedy) in [
        ("https://example.org/v1/$metadata", "leave that out"),
        ("example.org/v1", "write `https://example.org/v1`"),
        ("localhost:4004/odata", "write `https://localhost:4004/odata`"),
    ] {
        let error = Client::builder(url).build().unwrap_err();
        assert!(matches!(error, Error::Settings(_)), "{error:?}");
        assert!(error.to_string().contains(remedy), "{error}");
    }
}
