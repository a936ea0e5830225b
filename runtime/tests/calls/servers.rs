//! Servers of operations of their own.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use service_client::codegen::{Body, Operation, Path, Server, Variable};
use service_client::{
    BoxFuture, Client, StaticToken, error::TransportError, http, transport::Transport,
};

use crate::model::Pet;

static UPLOAD: Operation = Operation {
    path: "/files",
    servers: &[Server {
        url: "https://uploads.{region}.example.org/v2/",
        variables: &[Variable {
            name: "region",
            default: "eu",
            allowed: &["eu", "us"],
        }],
    }],
    ..Operation::NEW
};

static RELATIVE: Operation = Operation {
    servers: &[Server {
        url: "/beta",
        variables: &[],
    }],
    ..UPLOAD
};

/// Keeps what was asked for, and whether with a token.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<(String, bool)>>>);

impl Transport for Seen {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let has_token = request.headers().contains_key("authorization");
        self.0
            .lock()
            .unwrap()
            .push((request.uri().to_string(), has_token));
        Box::pin(async { Ok(http::Response::new("{}".into())) })
    }
}

#[tokio::test]
async fn an_operation_goes_to_its_own_server_unless_the_user_says_where() {
    let seen = Seen::default();
    let builder = || {
        Client::builder("https://api.example.org/v1")
            .credential(StaticToken::new("t"))
            .allow_host("uploads.eu.example.org")
            .transport(seen.clone())
    };
    let client = builder().build().unwrap();
    let call = |client: &Client, operation| Path::new(client).call::<Body<Pet>>(operation);
    call(&client, &UPLOAD).await.unwrap();
    call(&client, &RELATIVE).await.unwrap();
    call(&client, &UPLOAD)
        .base_url("https://api.example.org/")
        .await
        .unwrap();
    let own = builder()
        .base_url("https://proxy.example.org/x")
        .build()
        .unwrap();
    call(&own, &UPLOAD).await.unwrap();
    let expected = [
        "https://uploads.eu.example.org/v2/files",
        "https://api.example.org/beta/files",
        "https://api.example.org/files",
        "https://proxy.example.org/x/files",
    ];
    assert_eq!(
        *seen.0.lock().unwrap(),
        expected.map(|url| (url.to_owned(), true))
    );
    // A token goes to hosts that the client knows alone.
    let strange = call(&client, &UPLOAD).base_url("https://elsewhere.example.org");
    assert!(strange.await.is_err());
}
