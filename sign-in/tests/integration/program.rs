//! Programs that sign in as themselves, and services that act for their callers.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use odata_client::credential::TokenRequest;
use odata_client::testing::PausedClock;
use serde_json::json;
use service_sign_in::{SignIn, SignInCredential, SignInError};

use crate::issuer::{Answer, Issuer, Request, token, token_for, tokens};

fn program(issuer: &Issuer, clock: &PausedClock) -> SignIn {
    let sign_in = SignIn::endpoints(issuer.endpoints())
        .client_id("app")
        .client_secret("top secret");
    sign_in.scopes(["a"]).clock(clock.clone())
}

fn credential(issuer: &Issuer, clock: &PausedClock) -> SignInCredential {
    program(issuer, clock).client_credentials().unwrap()
}

#[tokio::test]
async fn a_program_is_signed_in_again_when_its_token_ends() {
    let issuer = Issuer::start(|_: &Request, number| {
        Answer::Json(
            200,
            json!({"access_token": number.to_string(), "expires_in": 3600}),
        )
    });
    let clock = PausedClock::new();
    let credential = credential(&issuer, &clock);
    for (wait, given) in [(0, "0"), (3299, "0"), (1, "1"), (10, "1")] {
        clock.advance(Duration::from_secs(wait));
        assert_eq!(token(&credential).await.unwrap(), given);
    }
    assert_eq!(
        issuer.seen()[0].body,
        "grant_type=client_credentials&scope=a"
    );
    assert_eq!(
        issuer.seen()[0].header("authorization"),
        Some("Basic YXBwOnRvcCUyMHNlY3JldA==")
    );
    assert!(credential.sign_in().await.unwrap().renewable);
}

#[tokio::test]
async fn what_may_pass_is_tried_again_and_what_may_not_is_told() {
    let issuer = Issuer::start(|_: &Request, number| match number {
        0 => Answer::Lost,
        1 => Answer::Raw("503 X\r\nRetry-After: 7\r\n".to_owned(), b"busy".to_vec()),
        2 => Answer::Json(200, tokens(2)),
        _ => Answer::Json(
            400,
            json!({
                "error": "invalid_grant", "error_description": "AADSTS65001: top secret", "suberror": "consent_required",
                "error_codes": [65001, "7"], "trace_id": "t", "correlation_id": "c", "claims": "{\"access_token\":{}}", "error_uri": "https://e",
            }),
        ),
    });
    let clock = PausedClock::new();
    let credential = credential(&issuer, &clock);
    assert_eq!(token(&credential).await.unwrap(), "access-2");
    assert_eq!(
        clock.sleeps(),
        [Duration::from_secs(1), Duration::from_secs(7)]
    );
    clock.advance(Duration::from_secs(7200));
    let error = token(&credential).await.unwrap_err();
    assert!(
        !format!("{error} {error:?}").contains("top secret"),
        "{error:?}"
    );
    assert_eq!(error.claims(), Some("{\"access_token\":{}}"));
    let said = error.issuer().unwrap();
    assert_eq!(
        (
            said.error.as_deref(),
            said.suberror.as_deref(),
            said.status.as_u16()
        ),
        (Some("invalid_grant"), Some("consent_required"), 400)
    );
    assert_eq!(
        (
            said.error_codes.as_slice(),
            said.trace_id.as_deref(),
            said.correlation_id.as_deref()
        ),
        ([65001, 7].as_slice(), Some("t"), Some("c"))
    );
    assert!(
        error.needs_user() && error.to_string().contains("consent to the scopes"),
        "{error}"
    );
    assert_eq!(issuer.seen().len(), 4);
}

#[tokio::test]
async fn errors_without_oauths_form_are_no_panic() {
    for (body, kept) in [
        (
            r#"{"type":"about:blank","title":"no"}"#,
            Some(r#"{"type":"about:blank","title":"no"}"#),
        ),
        (
            r#"{"error":{"code":"x"}}"#,
            Some(r#"{"error":{"code":"x"}}"#),
        ),
        (
            "<html>top%20secret top secret",
            Some("<html>[secret] [secret]"),
        ),
        ("[]", Some("[]")),
        ("", None),
    ] {
        let issuer = Issuer::start(move |_: &Request, _| {
            Answer::Raw("400 X\r\n".to_owned(), body.as_bytes().to_vec())
        });
        let error = token(&credential(&issuer, &PausedClock::new()))
            .await
            .unwrap_err();
        let said = error.issuer().unwrap();
        assert_eq!((said.error.as_deref(), said.body.as_deref()), (None, kept));
        assert!(
            error
                .to_string()
                .contains("status 400 Bad Request, without an OAuth error"),
            "{error}"
        );
    }
    let issuer =
        Issuer::start(|_: &Request, _| Answer::Raw("400 X\r\n".to_owned(), vec![b'x'; 5000]));
    let error = token(&credential(&issuer, &PausedClock::new()))
        .await
        .unwrap_err();
    assert_eq!(
        error.issuer().unwrap().body.as_ref().map(String::len),
        Some(1024 + '…'.len_utf8())
    );
}

#[tokio::test]
async fn assertions_are_new_for_each_request_and_a_wrong_clock_is_named() {
    let issuer = Issuer::start(|_: &Request, number| match number {
        0 => Answer::Raw("503 X\r\n".to_owned(), Vec::new()),
        _ => Answer::Raw(
            "401 X\r\nDate: Thu, 01 Jan 2026 00:01:01 GMT\r\n".to_owned(),
            br#"{"error":"invalid_client"}"#.to_vec(),
        ),
    });
    let made = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&made);
    let sign_in = SignIn::endpoints(issuer.endpoints())
        .client_id("app")
        .clock(PausedClock::new());
    let credential = sign_in.client_assertion(move || {
        let number = count.fetch_add(1, Ordering::SeqCst);
        async move { Ok(format!("assertion-{number}")) }
    });
    let error = token(&credential.client_credentials().unwrap())
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("this machine's clock is 60 s behind the issuer's"),
        "{error}"
    );
    let sent: Vec<_> = issuer
        .seen()
        .iter()
        .map(|request| request.get("client_assertion").unwrap())
        .collect();
    assert_eq!(sent, ["assertion-0", "assertion-1"]);
    assert_eq!(issuer.seen()[0].get("client_id").as_deref(), Some("app"));
}

#[tokio::test]
async fn scopes_are_those_of_the_client_unless_they_are_set() {
    let issuer = Issuer::start(|_: &Request, number| Answer::Json(200, tokens(number)));
    let sign_in = SignIn::endpoints(issuer.endpoints())
        .client_id("app")
        .client_secret("s");
    let credential = sign_in.client_credentials().unwrap();
    let with = |scopes| {
        let mut request = TokenRequest::default();
        request.scopes = scopes;
        request
    };
    // One credential for several services.
    for (scopes, given) in [
        (&["x"][..], "access-0"),
        (&["y", "z"], "access-1"),
        (&["x"], "access-0"),
    ] {
        assert_eq!(token_for(&credential, with(scopes)).await.unwrap(), given);
    }
    assert_eq!(issuer.seen()[1].get("scope").as_deref(), Some("y z"));
}

#[tokio::test]
async fn a_service_exchanges_its_callers_tokens() {
    let issuer = Issuer::start(|request: &Request, number| {
        match request.get("assertion").as_deref() {
            Some("needs more") => Answer::Json(
                400,
                json!({"error": "interaction_required", "suberror": "basic_action", "claims": "{\"a\":1}"}),
            ),
            _ => Answer::Json(200, tokens(number)),
        }
    });
    let service = program(&issuer, &PausedClock::new())
        .on_behalf_of()
        .unwrap();
    for (caller, given) in [
        ("ada", "access-0"),
        ("bob", "access-1"),
        ("ada", "access-0"),
    ] {
        assert_eq!(token(&service.caller(caller)).await.unwrap(), given);
    }
    let sent = &issuer.seen()[0];
    assert_eq!(
        sent.get("grant_type").as_deref(),
        Some("urn:ietf:params:oauth:grant-type:jwt-bearer")
    );
    assert_eq!(
        (
            sent.get("requested_token_use").as_deref(),
            sent.get("assertion").as_deref()
        ),
        (Some("on_behalf_of"), Some("ada"))
    );
    let error = token(&service.caller("needs more")).await.unwrap_err();
    assert!(error.needs_user(), "{error:?}");
    assert_eq!(error.claims(), Some("{\"a\":1}"));
    assert!(!format!("{service:?} {error:?}").contains("needs more"));
    let public = SignIn::microsoft("common").client_id("c").on_behalf_of();
    assert!(matches!(public, Err(SignInError::Settings(_))));
}
