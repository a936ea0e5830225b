//! Batches that the mock takes apart, in both formats.

use odata_client::http::Method;
use odata_client::testing::mock::{
    Expectation, MockError, MockReply, MockService, RecordedRequest,
};
use odata_client::{Batch, Bytes, Client, Resource, returns, settings::BatchFormat};
use serde_json::json;

use crate::model::Call;

const BASE: &str = "https://graph.example.org/v1.0";

fn users(client: &Client) -> Resource {
    Resource::root(client).segment("users")
}

fn client(mock: &MockService, format: BatchFormat) -> Client {
    let builder = mock.client_builder().batch_format(format);
    builder.build().unwrap()
}

fn in_batch(mock: &MockService) -> Vec<bool> {
    let requests = mock.requests();
    requests.iter().map(RecordedRequest::is_in_batch).collect()
}

#[tokio::test]
async fn a_batch_is_taken_apart() {
    for format in [BatchFormat::Json, BatchFormat::Multipart] {
        let mock = MockService::new(BASE);
        mock.expect(Expectation::get("/users/1").reply(MockReply::ok(json!({"id": "1"}))));
        mock.expect(
            Expectation::post("/users/1/rename")
                .json(json!({"to": "Bob"}))
                .reply(MockReply::error(403, "denied", "not yours")),
        );
        let photo = MockReply::new(200).body(vec![1_u8, 255, b'\r', b'\n', b'\n']);
        mock.expect(Expectation::get("/users/1/photo").reply(photo));
        let client = client(&mock, format);
        let user = users(&client).segment("1");
        let mut batch = Batch::new(&client);
        let get = batch.add(user.get::<Call>());
        let rename = user.action::<returns::Nothing>("rename");
        let rename = batch.add(rename.parameter("to", &"Bob".to_owned()));
        let after = batch.add(user.action::<returns::Nothing>("never"));
        let photo = batch.add(user.segment("photo").media().get());
        batch.after(after, [rename]).unwrap();
        let mut replies = batch.send().await.unwrap();
        assert_eq!(replies.take(get).unwrap().id.as_deref(), Some("1"));
        assert_eq!(replies.take(rename).unwrap_err().code(), Some("denied"));
        // Not tried: in JSON the service says so, in parts it stops.
        let never = replies.take(after).unwrap_err();
        let is_json = format == BatchFormat::Json;
        assert_eq!(
            never.status().map(|status| status.as_u16()),
            is_json.then_some(424)
        );
        let bytes = replies.take(photo).unwrap();
        assert_eq!(bytes, Bytes::from_static(&[1, 255, b'\r', b'\n', b'\n']));
        mock.verify().unwrap();
        assert_eq!(in_batch(&mock).iter().filter(|part| **part).count(), 3);
    }
}

#[tokio::test]
async fn a_change_set_succeeds_or_fails_as_a_whole() {
    let mock = MockService::new(BASE);
    let created = || MockReply::new(201).json(json!({"id": "7"}));
    mock.expect(Expectation::post("/users").reply(created()).times(2..=2));
    mock.expect(Expectation::delete("/users/1").reply(MockReply::new(204)));
    mock.expect(Expectation::delete("/users/2").reply(MockReply::error(409, "locked", "no")));
    let client = client(&mock, BatchFormat::Multipart);
    for (delete, succeeds) in [("1", true), ("2", false)] {
        let mut batch = Batch::new(&client);
        let create = batch.add(users(&client).create(&Call::default()));
        let delete = batch.add(users(&client).segment(delete).delete());
        batch.atomic([create.id(), delete.id()]).unwrap();
        let mut replies = batch.send().await.unwrap();
        let created = replies.take(create);
        assert_eq!(created.is_ok(), succeeds, "{created:?}");
        match replies.take(delete) {
            Ok(()) => assert!(succeeds),
            Err(error) => assert_eq!(error.code(), Some("locked")),
        }
    }
    mock.verify().unwrap();
}

/// One reply by a multipart body of another hand, with what the client does not write.
#[tokio::test]
async fn it_stops_after_a_failure_unless_the_client_prefers_otherwise() {
    for (prefer, asked) in [("", 1), ("odata.continue-on-error", 2)] {
        let mock = MockService::new(BASE);
        mock.expect(Expectation::get("/users/1").reply(MockReply::error(404, "gone", "no")));
        mock.expect(
            Expectation::get("/users/2")
                .query("$select", "id")
                .reply(MockReply::ok(json!({"id": "2"})))
                .times(0..),
        );
        let client = mock.client().unwrap();
        let body = "preamble\r\n--b\r\ncontent-type: application/http\r\n\r\nGET /users/1 HTTP/1.1\r\n\r\n\
            \r\n--b\r\ncontent-type: application/http\r\n\r\nGET https://graph.example.org/v1.0/users/2?$select=id \
            HTTP/1.1\r\n\r\n\r\n--b--\r\n";
        let batch = Resource::root(&client).segment("$batch");
        let batch = batch.request::<returns::Raw>(Method::POST);
        let batch = batch.body(body, "multipart/mixed; boundary=\"b\"");
        let batch = if prefer.is_empty() {
            batch
        } else {
            batch.header("Prefer", prefer)
        };
        let reply = batch.await.unwrap();
        let text = String::from_utf8(reply.body().to_vec()).unwrap();
        assert!(text.contains("HTTP/1.1 404 Not Found\r\n"), "{text}");
        assert_eq!(text.contains("HTTP/1.1 200 OK\r\n"), asked == 2, "{text}");
        assert_eq!(in_batch(&mock).len(), 1 + asked);
        mock.verify().unwrap();
    }
}

#[tokio::test]
async fn an_unexpected_part_of_a_batch_is_told() {
    for format in [BatchFormat::Json, BatchFormat::Multipart] {
        let mock = MockService::new(BASE);
        let client = client(&mock, format);
        let mut batch = Batch::new(&client);
        let get = batch.add(users(&client).segment("1").get::<Call>());
        let mut replies = batch.send().await.unwrap();
        let error = replies.take(get).unwrap_err();
        let text = MockError::of(&error).unwrap().to_string();
        assert!(text.starts_with("GET /users/1 is not expected"), "{text}");
        mock.verify().unwrap_err();
    }
}

/// Numbers in bodies are compared and recorded as they were sent.
#[tokio::test]
async fn bodies_of_parts_are_as_they_were_sent() {
    let mock = MockService::new(BASE);
    mock.expect(Expectation::post("/users").reply(MockReply::new(204)));
    let client = mock.client().unwrap();
    let mut batch = Batch::new(&client);
    let call = Call {
        price: Some("1234567890123456789.10".parse().unwrap()),
        ..Call::default()
    };
    batch.add(users(&client).create(&call));
    let _ = batch.send().await.unwrap();
    let part = mock.requests().pop().unwrap();
    assert_eq!(part.body(), r#"{"price":1234567890123456789.10}"#);
    mock.verify().unwrap();
}
