//! A server and transports for tests: in, what they answer; out, what they were asked.

use odata_client::{
    BoxFuture, Bytes, Client, Json, Resource, StaticToken, error::TransportError, http,
    transport::Transport,
};
use serde_json::json;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

/// A server that always answers the same.
pub(crate) async fn server(reply: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(reply).mount(&server).await;
    server
}

pub(crate) fn client(server: &MockServer) -> Client {
    let builder = Client::builder(format!("{}/v1.0/", server.uri()));
    builder
        .credential(StaticToken::new("secret-token"))
        .build()
        .unwrap()
}

pub(crate) fn calls(server: &MockServer) -> Resource {
    Resource::root(&client(server))
        .segment("communications")
        .segment("calls")
}

pub(crate) fn call(server: &MockServer) -> Resource {
    calls(server).key_segment(&[&"57d".to_owned()])
}

pub(crate) async fn only_request(server: &MockServer) -> Request {
    let mut requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 1);
    requests.remove(0)
}

pub(crate) fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request
        .headers
        .get(name)
        .map(|value| value.to_str().unwrap())
}

pub(crate) fn json_reply(status: u16, body: &Json) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_json(body)
}

/// A transport that fails the test if anything is sent.
pub(crate) struct Nobody;

impl Transport for Nobody {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        panic!("sent {}", request.uri())
    }
}

/// Answers with what it was asked.
pub(crate) struct Mirror;

impl Transport for Mirror {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async move {
            let token = request
                .headers()
                .get("authorization")
                .map(|value| value.as_bytes().to_vec());
            let token = String::from_utf8(token.unwrap_or_default()).unwrap();
            let body = json!({"id": request.uri().to_string(), "@token": token});
            Ok(http::Response::new(body.to_string().into()))
        })
    }
}
