//! Tokens: kept, renewed once, asked for again after a challenge.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use odata_client::testing::PausedClock;
use odata_client::{
    AccessToken, BoxFuture, Client, Credential, Error, Resource,
    clock::Clock,
    credential::{CredentialError, TokenRequest},
};
use serde_json::json;
use wiremock::matchers::{any, header};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::model::Call;
use crate::server::{Mirror, json_reply};

/// Gives token 1, 2, 3 …, each for an hour; counts, and remembers claims.
#[derive(Clone)]
struct Counting {
    asked: Arc<AtomicUsize>,
    clock: PausedClock,
    fails: Arc<AtomicUsize>,
    claims: Arc<std::sync::Mutex<Vec<String>>>,
    refused: Arc<std::sync::Mutex<Vec<Option<String>>>>,
}

impl Counting {
    fn new(clock: &PausedClock) -> Self {
        Self {
            asked: Arc::default(),
            clock: clock.clone(),
            fails: Arc::default(),
            claims: Arc::default(),
            refused: Arc::default(),
        }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

impl Credential for Counting {
    fn token<'a>(
        &'a self,
        request: TokenRequest<'a>,
    ) -> BoxFuture<'a, Result<AccessToken, CredentialError>> {
        Box::pin(async move {
            // So that others come while this one waits.
            for _ in 0..100 {
                tokio::task::yield_now().await;
            }
            let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
            self.claims
                .lock()
                .unwrap()
                .extend(request.claims.map(str::to_owned));
            let refused = request.refused.map(|token| token.secret().to_owned());
            self.refused.lock().unwrap().push(refused);
            if self.fails.load(Ordering::SeqCst) > 0 {
                return Err(CredentialError::new("signed out"));
            }
            let expiry = self.clock.now() + Duration::from_secs(3600);
            Ok(AccessToken::new(format!("token-{number}")).expires_at(expiry))
        })
    }
}

fn mirrored(credential: &Counting) -> Client {
    let builder = Client::builder("https://example.org").transport(Mirror);
    let builder = builder.clock(credential.clock.clone());
    builder.credential(credential.clone()).build().unwrap()
}

async fn token_of(client: &Client) -> Result<String, Error> {
    let call = Resource::root(client).get::<Call>().await?;
    let token = call.extra.annotation("token").unwrap().as_str().unwrap();
    Ok(token.to_owned())
}

async fn hundred(client: &Client) -> Vec<Result<String, Error>> {
    let tasks: Vec<_> = (0..100)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { token_of(&client).await })
        })
        .collect();
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.unwrap());
    }
    results
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_tasks_with_an_expired_token_cause_one_refresh() {
    let credential = Counting::new(&PausedClock::new());
    let client = mirrored(&credential);
    assert_eq!(token_of(&client).await.unwrap(), "Bearer token-1");
    credential.clock.advance(Duration::from_secs(3600));
    for token in hundred(&client).await {
        assert_eq!(token.unwrap(), "Bearer token-2");
    }
    assert_eq!(credential.asked(), 2);
}

#[tokio::test]
async fn a_token_is_kept_until_shortly_before_it_expires() {
    let credential = Counting::new(&PausedClock::new());
    let client = mirrored(&credential);
    for (wait, token) in [(0, 1), (3299, 1), (1, 2), (3299, 2), (1, 3)] {
        credential.clock.advance(Duration::from_secs(wait));
        assert_eq!(
            token_of(&client).await.unwrap(),
            format!("Bearer token-{token}")
        );
    }
}

#[tokio::test]
async fn an_old_token_serves_while_it_lasts_and_renewal_fails() {
    let credential = Counting::new(&PausedClock::new());
    let client = mirrored(&credential);
    token_of(&client).await.unwrap();
    credential.fails.store(1, Ordering::SeqCst);
    credential.clock.advance(Duration::from_secs(3500));
    assert_eq!(token_of(&client).await.unwrap(), "Bearer token-1");
    credential.clock.advance(Duration::from_secs(100));
    let error = token_of(&client).await.unwrap_err();
    assert!(matches!(error, Error::Credential { .. }), "{error:?}");
}

#[tokio::test]
async fn all_who_wait_hear_of_one_failure() {
    let credential = Counting::new(&PausedClock::new());
    credential.fails.store(1, Ordering::SeqCst);
    let client = mirrored(&credential);
    for result in hundred(&client).await {
        assert!(matches!(result, Err(Error::Credential { .. })));
    }
    assert_eq!(credential.asked(), 1);
    credential.fails.store(0, Ordering::SeqCst);
    assert!(token_of(&client).await.is_ok());
}

/// Refuses the first token with a challenge.
async fn challenging(challenge: &str) -> MockServer {
    let server = MockServer::start().await;
    let refusal = ResponseTemplate::new(401).insert_header("WWW-Authenticate", challenge);
    let first = Mock::given(header("authorization", "Bearer token-1"));
    first.respond_with(refusal.clone()).mount(&server).await;
    let second = Mock::given(header("authorization", "Bearer token-2"));
    let good = json_reply(200, &json!({"id": "1"}));
    second.respond_with(good).mount(&server).await;
    Mock::given(any())
        .respond_with(refusal)
        .mount(&server)
        .await;
    server
}

fn at(server: &MockServer, credential: impl Credential, clock: &PausedClock) -> Client {
    let builder = Client::builder(server.uri()).clock(clock.clone());
    builder.credential(credential).build().unwrap()
}

#[tokio::test]
async fn a_challenge_asks_again_once_with_its_claims() {
    let challenge = r#"Bearer error="insufficient_claims", claims="eyJhIjoxfQ==""#;
    let server = challenging(challenge).await;
    let credential = Counting::new(&PausedClock::new());
    let client = at(&server, credential.clone(), &credential.clock);
    Resource::root(&client).get::<Call>().await.unwrap();
    Resource::root(&client).get::<Call>().await.unwrap();
    assert_eq!(credential.asked(), 2);
    assert_eq!(*credential.claims.lock().unwrap(), [r#"{"a":1}"#]);
    // A credential that keeps tokens must know which one is not to be given again.
    let refused = credential.refused.lock().unwrap().clone();
    assert_eq!(refused, [None, Some("token-1".to_owned())]);
    assert_eq!(server.received_requests().await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_second_refusal_is_the_answer() {
    let credential = Counting::new(&PausedClock::new());
    credential.asked.store(5, Ordering::SeqCst);
    let server = challenging("Bearer").await;
    let client = at(&server, credential.clone(), &credential.clock);
    let error = Resource::root(&client).get::<Call>().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 401);
    assert_eq!(server.received_requests().await.unwrap().len(), 2);
    assert_eq!(credential.asked(), 7);
}

#[tokio::test]
async fn a_token_that_stays_the_same_is_not_sent_twice() {
    let server = challenging("Bearer").await;
    let token = odata_client::StaticToken::new("token-1");
    let client = at(&server, token, &PausedClock::new());
    let error = Resource::root(&client).get::<Call>().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 401);
    assert_eq!(server.received_requests().await.unwrap().len(), 1);
}

#[cfg(feature = "azure")]
#[tokio::test]
async fn credentials_of_the_azure_sdk_are_taken() {
    use azure_core::credentials::{AccessToken, TokenCredential, TokenRequestOptions};

    #[derive(Debug)]
    struct Azure;

    #[async_trait::async_trait]
    impl TokenCredential for Azure {
        async fn get_token(
            &self,
            scopes: &[&str],
            _: Option<TokenRequestOptions<'_>>,
        ) -> azure_core::Result<AccessToken> {
            let expires = azure_core::time::OffsetDateTime::now_utc() + Duration::from_secs(3600);
            Ok(AccessToken::new(scopes.join("+"), expires))
        }
    }

    let credential = odata_client::credential::AzureCredential::new(Arc::new(Azure));
    assert_eq!(format!("{credential:?}"), "AzureCredential(…)");
    let builder = Client::builder("https://example.org").transport(Mirror);
    let client = builder.scope("a").credential(credential).build().unwrap();
    assert_eq!(token_of(&client).await.unwrap(), "Bearer a");
}
