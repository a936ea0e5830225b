//! Renewing: once, with all scopes, and without losing what replaces a refresh token.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use odata_client::testing::PausedClock;
use odata_client::{AccessToken, credential::TokenRequest};
use serde_json::json;
use service_sign_in::{Keep, SignIn, SignInCredential, SignInError};

use crate::issuer::{Answer, Issuer, Request, token, token_for, tokens};

/// An issuer that replaces refresh tokens at each use, and ends all sessions when an old one comes.
fn rotating() -> Issuer {
    let current = AtomicUsize::new(0);
    Issuer::start(move |request: &Request, _| {
        let now = current.load(Ordering::SeqCst);
        if request.get("refresh_token").as_deref() != Some(&format!("refresh-{now}")) {
            current.store(usize::MAX, Ordering::SeqCst);
            return Answer::error(400, "invalid_grant");
        }
        std::thread::sleep(Duration::from_millis(20));
        current.store(now + 1, Ordering::SeqCst);
        Answer::Json(200, tokens(now + 1))
    })
}

/// An issuer of devices that has ended the session when the program first comes back.
fn revoking() -> Issuer {
    Issuer::start(|request: &Request, number| match (request.line(), number) {
        ("POST /device", _) => Answer::Json(
            200,
            json!({"device_code": "d", "user_code": "u", "verification_uri": "https://login.example"}),
        ),
        (_, 2) => Answer::error(400, "invalid_grant"),
        _ => Answer::Json(200, tokens(number)),
    })
}

fn credential(issuer: &Issuer, clock: &PausedClock) -> SignInCredential {
    let sign_in = SignIn::endpoints(issuer.endpoints())
        .client_id("c")
        .scopes(["a", "b"])
        .clock(clock.clone());
    sign_in.refresh_token("refresh-0").unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_tasks_renew_once() {
    let (issuer, clock) = (rotating(), PausedClock::new());
    let credential = credential(&issuer, &clock);
    for round in 1..=3 {
        let tasks: Vec<_> = (0..20)
            .map(|_| {
                let credential = credential.clone();
                tokio::spawn(async move { token(&credential).await })
            })
            .collect();
        for task in tasks {
            assert_eq!(task.await.unwrap().unwrap(), format!("access-{round}"));
        }
        assert_eq!(issuer.seen().len(), round);
        clock.advance(Duration::from_secs(3600));
    }
    assert_eq!(
        issuer.seen()[2].body,
        "grant_type=refresh_token&refresh_token=refresh-2&scope=a%20b&client_id=c"
    );
}

#[tokio::test]
async fn a_renewal_goes_on_when_whoever_began_it_is_gone() {
    let (issuer, clock) = (rotating(), PausedClock::new());
    let credential = credential(&issuer, &clock);
    let impatient = tokio::time::timeout(Duration::from_millis(5), token(&credential)).await;
    assert!(impatient.is_err());
    // The refresh token was sent: to send it again would end the session.
    assert_eq!(token(&credential).await.unwrap(), "access-1");
    clock.advance(Duration::from_secs(3600));
    assert_eq!(token(&credential).await.unwrap(), "access-2");
    assert_eq!(issuer.seen().len(), 2);
}

#[tokio::test]
async fn a_lost_answer_is_asked_for_once_more_and_no_more() {
    let issuer = Issuer::start(|_: &Request, number| match number {
        0 | 2 | 3 => Answer::Lost,
        _ => Answer::Json(200, tokens(number)),
    });
    let clock = PausedClock::new();
    let credential = credential(&issuer, &clock);
    assert_eq!(token(&credential).await.unwrap(), "access-1");
    clock.advance(Duration::from_secs(3600));
    let error = token(&credential).await.unwrap_err();
    assert!(
        matches!(error, SignInError::Transport { .. }) && error.is_transient(),
        "{error:?}"
    );
    assert_eq!(issuer.seen().len(), 4);
    // The refresh token is kept, and serves later.
    assert_eq!(token(&credential).await.unwrap(), "access-4");
    assert_eq!(
        issuer.seen()[4].get("refresh_token").as_deref(),
        Some("refresh-1")
    );
}

#[tokio::test]
async fn what_is_no_judgement_of_the_refresh_token_keeps_it() {
    let issuer = Issuer::start(|_: &Request, number| match number {
        0 => Answer::Json(200, tokens(0)),
        1 => Answer::error(400, "invalid_scope"),
        2..5 => Answer::Raw("503 X\r\n".to_owned(), Vec::new()),
        5 => Answer::error(400, "interaction_required"),
        _ => Answer::Json(200, json!({"access_token": "last", "expires_in": 3600})),
    });
    let clock = PausedClock::new();
    let credential = credential(&issuer, &clock);
    token(&credential).await.unwrap();
    clock.advance(Duration::from_secs(3400));
    // The old token lasts, and is used.
    assert_eq!(token(&credential).await.unwrap(), "access-0");
    clock.advance(Duration::from_secs(200));
    for said in ["503", "interaction_required"] {
        let error = token(&credential).await.unwrap_err();
        assert!(error.to_string().contains(said), "{error}");
    }
    assert_eq!(token(&credential).await.unwrap(), "last");
    for request in &issuer.seen()[1..] {
        assert_eq!(request.get("refresh_token").as_deref(), Some("refresh-0"));
    }
    // No new refresh token: the old one stays.
    assert!(credential.sign_in().await.unwrap().renewable);
}

#[tokio::test]
async fn a_revoked_refresh_token_asks_the_user_if_that_is_allowed() {
    for on_demand in [true, false] {
        let issuer = revoking();
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        let clock = PausedClock::new();
        let sign_in = SignIn::endpoints(issuer.endpoints())
            .client_id("c")
            .clock(clock.clone())
            .ask_on_demand(on_demand);
        let credential = sign_in
            .device_code(move |_| {
                count.fetch_add(1, Ordering::SeqCst);
            })
            .unwrap();
        if !on_demand {
            let error = token(&credential).await.unwrap_err();
            assert!(
                matches!(error, SignInError::UserNeeded { cause: None, .. }),
                "{error:?}"
            );
        }
        credential.sign_in().await.unwrap();
        clock.advance(Duration::from_secs(3600));
        let second = token(&credential).await;
        if on_demand {
            assert_eq!(second.unwrap(), "access-4");
        } else {
            let error = second.unwrap_err();
            assert!(
                error.needs_user()
                    && error.issuer().unwrap().error.as_deref() == Some("invalid_grant"),
                "{error:?}"
            );
        }
        assert_eq!(asked.load(Ordering::SeqCst), if on_demand { 2 } else { 1 });
        // A refresh token that was refused is not sent again.
        assert_eq!(
            issuer
                .seen()
                .iter()
                .filter(|request| request.body.contains("grant_type=refresh_token"))
                .count(),
            1
        );
    }
}

#[tokio::test]
async fn what_was_not_granted_is_not_asked_for_in_a_renewal() {
    let issuer = Issuer::start(|request: &Request, number| {
        if request.get("scope").as_deref() == Some("a unknown") && number > 1 {
            return Answer::error(400, "invalid_scope");
        }
        let mut answer = tokens(number);
        answer["scope"] = json!("a");
        match request.line() {
            "POST /device" => Answer::Json(
                200,
                json!({"device_code": "d", "user_code": "u", "verification_uri": "https://login.example"}),
            ),
            _ => Answer::Json(200, answer),
        }
    });
    let clock = PausedClock::new();
    let sign_in = SignIn::endpoints(issuer.endpoints())
        .client_id("c")
        .scopes(["a", "unknown"])
        .clock(clock.clone());
    let credential = sign_in.device_code(|_| {}).unwrap();
    for given in ["access-1", "access-2", "access-3"] {
        assert_eq!(token(&credential).await.unwrap(), given);
        clock.advance(Duration::from_secs(3600));
    }
    assert_eq!(issuer.seen()[3].get("scope").as_deref(), Some("a"));
}

#[tokio::test]
async fn a_challenge_gets_a_new_token_with_its_claims_once() {
    let issuer = rotating();
    let credential = credential(&issuer, &PausedClock::new());
    let first = token(&credential).await.unwrap();
    let refused = AccessToken::new(&first);
    let challenge = || {
        let mut request = TokenRequest::default();
        request.claims = Some(r#"{"access_token":{"nbf":{"value":"1"}}}"#);
        request.refused = Some(&refused);
        request
    };
    // Two tasks were refused with the same token: the second takes what the first got.
    assert_eq!(
        token_for(&credential, challenge()).await.unwrap(),
        "access-2"
    );
    assert_eq!(
        token_for(&credential, challenge()).await.unwrap(),
        "access-2"
    );
    assert_eq!(issuer.seen().len(), 2);
    assert_eq!(
        issuer.seen()[1].get("claims").as_deref(),
        challenge().claims
    );
}

#[tokio::test]
async fn a_renewed_token_of_another_user_is_refused() {
    use base64::Engine as _;
    let issuer = Issuer::start(|_: &Request, number| {
        let claims =
            json!({"iss": "i", "aud": "c", "exp": 4e9, "sub": format!("user-{}", number / 2)})
                .to_string();
        let mut answer = tokens(number);
        answer["id_token"] = json!(format!(
            "e30.{}.s",
            base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(claims)
        ));
        Answer::Json(200, answer)
    });
    let clock = PausedClock::new();
    let credential = credential(&issuer, &clock);
    for _ in 0..2 {
        token(&credential).await.unwrap();
        clock.advance(Duration::from_secs(3600));
    }
    let error = token(&credential).await.unwrap_err();
    assert!(error.to_string().contains("another user"), "{error}");
}

#[tokio::test]
async fn a_token_that_was_refused_is_not_taken_for_a_sign_in() {
    for kept in [false, true] {
        let issuer = revoking();
        let folder = tempfile::tempdir().unwrap();
        let keep = if kept {
            Keep::file(folder.path().join("tokens.json"))
        } else {
            Keep::memory()
        };
        let credential = || {
            let sign_in = SignIn::endpoints(issuer.endpoints()).client_id("c");
            let sign_in = sign_in.clock(PausedClock::new()).ask_on_demand(false);
            sign_in.keep(keep.clone()).device_code(|_| {}).unwrap()
        };
        let first = credential();
        first.sign_in().await.unwrap();
        let given = first.access_token(TokenRequest::default()).await.unwrap();
        let mut refused = TokenRequest::default();
        refused.refused = Some(&given);
        let error = first.access_token(refused).await.unwrap_err();
        assert!(matches!(error, SignInError::UserNeeded { .. }), "{error:?}");
        // The session is over, however long the token would have lasted: the user signs in, here or in another process.
        let again = if kept { credential() } else { first.clone() };
        again.sign_in().await.unwrap();
        assert_eq!(issuer.seen_at("POST /device").len(), 2, "{kept}");
        assert_eq!(token(&first).await.unwrap(), "access-4");
    }
}
