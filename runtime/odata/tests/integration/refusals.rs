//! What is not sent, where tokens go, and what is not shown.

use odata_client::{
    AccessToken, BoxFuture, Client, Credential, Error, Invocation, Resource, StaticToken,
    credential::{CredentialError, TokenRequest, token_fn},
    returns,
};
use serde_json::json;

use crate::model::Call;
use crate::server::{Mirror, Nobody};

#[tokio::test]
async fn what_is_invalid_is_not_sent() {
    let client = Client::builder("https://example.org")
        .transport(Nobody)
        .build()
        .unwrap();
    let root = Resource::root(&client);
    let text = |text: &str| text.to_owned();
    let nothing: &[&dyn odata_client::Field] = &[&None::<String>];
    for (request, what) in [
        (root.delete().header("x-a", "secret\r\nx-b: c"), "x-a"),
        (root.delete().header("x a", "b"), "x a"),
        (root.delete().header("", "b"), "header name"),
        (root.delete().header("x-a", "ä"), "x-a"),
        (
            root.segment("users").key_segment(&[&text("")]).delete(),
            "path segment",
        ),
        (
            root.segment("users")
                .key_segment(&[&text("..")])
                .segment("x")
                .delete(),
            "path segment",
        ),
        (root.segment(".").delete(), "path segment"),
        (root.key_segment(nothing).delete(), "a key"),
        (root.key_parentheses(&[]).delete(), "a key"),
        (root.key_parentheses(&[("a", &vec![1])]).delete(), "a key"),
        (root.segment(&"x".repeat(70_000)).delete(), "URL"),
    ] {
        let error = request.await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
        assert!(error.to_string().contains(what), "{error}");
        assert!(!format!("{error:?}").contains("secret"));
    }
}

#[tokio::test]
async fn tokens_are_not_sent_in_the_clear() {
    let url = "http://graph.example.org/v1.0";
    let with_token = Client::builder(url)
        .credential(StaticToken::new("secret"))
        .transport(Nobody);
    let error = with_token.build().unwrap_err();
    assert!(matches!(error, Error::Refused { .. }), "{error:?}");
    let client = Client::builder(url).transport(Nobody).build().unwrap();
    let request = Resource::root(&client)
        .delete()
        .header("Authorization", "Bearer secret");
    let error = request.await.unwrap_err();
    assert!(matches!(error, Error::Refused { .. }), "{error:?}");
    assert!(!format!("{error} {error:?}").contains("secret"));
}

#[tokio::test]
async fn tokens_may_come_from_an_async_closure() {
    let credential = token_fn(async || {
        tokio::task::yield_now().await;
        Ok(AccessToken::new("from-closure"))
    });
    let client = Client::builder("https://example.org/v1.0")
        .credential(credential)
        .transport(Mirror);
    let call = Resource::root(&client.build().unwrap())
        .segment("a")
        .get::<Call>()
        .await
        .unwrap();
    assert_eq!(call.id.as_deref(), Some("https://example.org/v1.0/a"));
    assert_eq!(
        call.extra.annotation("token"),
        Some(&json!("Bearer from-closure"))
    );
}

/// A credential that tells which scopes it was asked for, or fails without any.
struct Scoped;

impl Credential for Scoped {
    fn token<'a>(
        &'a self,
        request: TokenRequest<'a>,
    ) -> BoxFuture<'a, Result<AccessToken, CredentialError>> {
        Box::pin(async move {
            match request.scopes {
                [] => Err(CredentialError::new("no scope")),
                scopes => Ok(AccessToken::new(scopes.join("\u{20}"))),
            }
        })
    }
}

#[tokio::test]
async fn credentials_are_asked_for_scopes_and_may_fail() {
    let builder = || {
        Client::builder("https://example.org")
            .credential(Scoped)
            .transport(Mirror)
    };
    let client = builder().scope("a").scope("b").build().unwrap();
    let call = Resource::root(&client).get::<Call>().await.unwrap();
    assert_eq!(call.extra.annotation("token"), Some(&json!("Bearer a b")));
    let client = builder().build().unwrap();
    let error = Resource::root(&client).get::<Call>().await.unwrap_err();
    assert!(matches!(error, Error::Credential { .. }), "{error:?}");
    let broken = builder()
        .credential(StaticToken::new("secret\n"))
        .build()
        .unwrap();
    let error = Resource::root(&broken).get::<Call>().await.unwrap_err();
    assert!(matches!(error, Error::Credential { .. }), "{error:?}");
    assert!(!format!("{error} {error:?}").contains("secret"));
}

#[test]
fn debug_of_requests_shows_no_body_and_no_query() {
    let client = Client::builder("https://example.org")
        .transport(Nobody)
        .build()
        .unwrap();
    let body = Call {
        id: Some("secret".to_owned()),
        ..Call::default()
    };
    let create = Resource::root(&client).segment("calls").create(&body);
    let create = create.header("x", "secret").query("y", "secret");
    assert_eq!(format!("{create:?}"), "POST /calls");
}

#[test]
fn requests_can_move_between_threads() {
    fn check<T: Send + Sync + Clone + std::fmt::Debug + 'static>() {}
    fn future<T: Send + 'static>() {}
    check::<Client>();
    check::<Resource>();
    check::<odata_client::Get<Call>>();
    check::<odata_client::List<Call>>();
    check::<odata_client::Create<Call>>();
    check::<odata_client::Update<Call>>();
    check::<odata_client::Delete>();
    check::<odata_client::request::GetMedia>();
    check::<odata_client::request::PutMedia>();
    check::<Invocation<returns::Many<Call>>>();
    future::<odata_client::request::ResponseFuture<Call>>();
    future::<Error>();
}
