//! The device code: what is sent, how long is waited, and what ends it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use odata_client::testing::PausedClock;
use serde_json::{Value, json};
use service_sign_in::{Keep, SecretPlace, SignIn, SignInCredential, SignInError};

use crate::issuer::{Answer, Issuer, Request, token, tokens};

fn device() -> Value {
    json!({
        "device_code": "device secret",
        "user_code": "ABCD",
        "verification_uri": "https://login.example/device",
        "expires_in": 600,
        "interval": 5,
    })
}

/// An issuer that answers polls one after another; the last answer again and again.
fn polled(started: Value, answers: impl Fn(usize) -> Answer + Send + Sync + 'static) -> Issuer {
    Issuer::start(move |request, number| match request.line() {
        "POST /device" => Answer::Json(200, started.clone()),
        _ => answers(number - 1),
    })
}

fn credential(issuer: &Issuer, clock: &PausedClock) -> SignInCredential {
    let sign_in = SignIn::endpoints(issuer.endpoints())
        .client_id("my app")
        .scopes(["a", "b c"]);
    sign_in.clock(clock.clone()).device_code(|_| {}).unwrap()
}

fn seconds(clock: &PausedClock) -> Vec<u64> {
    clock.sleeps().iter().map(Duration::as_secs).collect()
}

#[tokio::test]
async fn what_is_sent_is_what_the_standard_says_byte_by_byte() {
    let issuer = polled(device(), |number| Answer::Json(200, tokens(number)));
    let shown = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&shown);
    let credential = SignIn::endpoints(issuer.endpoints())
        .client_id("my app")
        .scopes(["a", "b c"])
        .clock(PausedClock::new())
        .keep(Keep::memory())
        .device_code(move |prompt| told.lock().unwrap().push(prompt.to_string()))
        .unwrap();
    assert_eq!(token(&credential).await.unwrap(), "access-0");
    let sentence =
        "To sign in, open https://login.example/device in a browser and enter the code ABCD.";
    assert_eq!(*shown.lock().unwrap(), [sentence]);
    let seen = issuer.seen();
    assert_eq!(seen[0].body, "scope=a%20b%20c&client_id=my%20app");
    assert_eq!(
        seen[1].body,
        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=device%20secret&client_id=my%20app"
    );
    for request in &seen {
        assert_eq!(
            request.header("content-type"),
            Some("application/x-www-form-urlencoded")
        );
        assert_eq!(request.header("accept"), Some("application/json"));
        assert_eq!(request.header("authorization"), None);
    }
}

#[tokio::test]
async fn a_confidential_client_proves_itself_at_both_endpoints() {
    for (place, header) in [
        (SecretPlace::Header, Some("Basic bXktYXBwOnMlMjBlJTJCYw==")),
        (SecretPlace::Body, None),
    ] {
        let issuer = polled(device(), |number| Answer::Json(200, tokens(number)));
        let sign_in = SignIn::endpoints(issuer.endpoints())
            .client_id("my-app")
            .client_secret_in(place, "s e+c");
        let credential = sign_in
            .clock(PausedClock::new())
            .device_code(|_| {})
            .unwrap();
        token(&credential).await.unwrap();
        for request in issuer.seen() {
            assert_eq!(request.header("authorization"), header);
            assert_eq!(
                request.body.contains("client_secret=s%20e%2Bc"),
                header.is_none(),
                "{}",
                request.body
            );
        }
        assert_eq!(issuer.seen()[0].get("client_id").as_deref(), Some("my-app"));
    }
}

#[tokio::test]
async fn no_answer_makes_the_wait_shorter_than_slow_down_made_it() {
    let busy = |status: u16, headers: &str| {
        Answer::Raw(format!("{status} X\r\n{headers}"), b"<html>".to_vec())
    };
    let issuer = polled(device(), move |number| match number {
        0 | 3 | 8 | 10 => Answer::error(400, "authorization_pending"),
        1 | 9 => Answer::error(400, "slow_down"),
        2 => Answer::Lost,
        4 => busy(503, ""),
        5 => busy(502, ""),
        6 => busy(429, "Retry-After: 70\r\n"),
        7 => busy(200, ""),
        _ => Answer::Json(200, tokens(1)),
    });
    let clock = PausedClock::new();
    token(&credential(&issuer, &clock)).await.unwrap();
    // First the interval; +5 s for good after slow_down; doubled after what was lost, up to 30 s, and then as before.
    assert_eq!(
        seconds(&clock),
        [5, 5, 10, 20, 10, 20, 30, 70, 30, 10, 15, 15]
    );
}

#[tokio::test]
async fn numbers_and_names_are_read_however_they_are_written() {
    for (change, interval) in [
        (json!({"interval": "7", "expires_in": "600"}), 7),
        (json!({"interval": null}), 5),
        (json!({"interval": 0}), 5),
        (json!({"interval": 2.9}), 2),
        (json!({"interval": "soon", "expires_in": null}), 5),
        (
            json!({"verification_uri": null, "verification_url": "https://login.example/old"}),
            5,
        ),
    ] {
        let mut started = device();
        for (name, value) in change.as_object().unwrap() {
            started[name] = value.clone();
        }
        let issuer = polled(started, |_| {
            Answer::Json(
                200,
                json!({"access_token": "t", "token_type": "bearer", "expires_in": "3599"}),
            )
        });
        let clock = PausedClock::new();
        assert_eq!(token(&credential(&issuer, &clock)).await.unwrap(), "t");
        assert_eq!(seconds(&clock), [interval], "{change}");
    }
}

#[tokio::test]
async fn errors_with_status_200_are_errors() {
    let issuer = polled(device(), |number| match number {
        0 => Answer::error(200, "authorization_pending"),
        1 => Answer::error(200, "slow_down"),
        _ => Answer::Json(
            200,
            json!({"access_token": "t", "scope": "b,a", "token_type": "bearer"}),
        ),
    });
    let clock = PausedClock::new();
    let sign_in = SignIn::endpoints(issuer.endpoints())
        .client_id("c")
        .scopes(["a", "b"])
        .clock(clock.clone());
    let credential = sign_in.device_code(|_| {}).unwrap();
    let signed_in = credential.sign_in().await.unwrap();
    assert!(signed_in.notices.is_empty(), "{signed_in:?}");
    assert_eq!(seconds(&clock), [5, 5, 10]);
}

#[tokio::test]
async fn it_ends_at_the_first_error_that_is_one() {
    for (status, code, said) in [
        (400, "access_denied", "the sign-in was declined"),
        (400, "authorization_declined", "the sign-in was declined"),
        (400, "expired_token", "nobody signed in within 600 s"),
        (400, "invalid_grant", "invalid_grant"),
        (400, "bad_verification_code", "start the sign-in again"),
        (404, "device_not_found", "device_not_found"),
        (200, "incorrect_device_code", "incorrect_device_code"),
        (401, "invalid_client", "check the client id"),
    ] {
        let issuer = polled(device(), move |_| Answer::error(status, code));
        let error = token(&credential(&issuer, &PausedClock::new()))
            .await
            .unwrap_err();
        assert!(error.to_string().contains(said), "{code}: {error}");
        assert_eq!(issuer.seen().len(), 2, "{code}");
        assert_eq!(
            matches!(error, SignInError::Expired { .. }),
            code == "expired_token"
        );
    }
}

#[tokio::test]
async fn its_own_expiry_is_not_the_last_answer() {
    let issuer = polled(device(), |_| Answer::error(400, "authorization_pending"));
    let clock = PausedClock::new();
    let error = token(&credential(&issuer, &clock)).await.unwrap_err();
    assert!(
        matches!(error, SignInError::Expired { waited } if waited == Duration::from_secs(600)),
        "{error:?}"
    );
    assert_eq!(clock.elapsed(), Duration::from_secs(600));
    // A program may be less patient.
    let sign_in = SignIn::endpoints(issuer.endpoints())
        .client_id("c")
        .clock(clock.clone());
    let hasty = sign_in
        .patience(Duration::from_secs(12))
        .device_code(|_| {})
        .unwrap();
    let error = token(&hasty).await.unwrap_err();
    assert!(error.to_string().contains("within 12 s"), "{error}");
}

#[tokio::test]
async fn the_issuers_words_are_one_line_and_its_address_is_a_page() {
    let mut started = device();
    started["message"] = json!("Open\u{1b}[2J\n\u{202e}it");
    let issuer = polled(started, |_| Answer::Json(200, tokens(0)));
    let shown = Arc::new(Mutex::new(String::new()));
    let told = Arc::clone(&shown);
    let sign_in = SignIn::endpoints(issuer.endpoints())
        .client_id("c")
        .clock(PausedClock::new());
    let credential = sign_in
        .device_code(move |prompt| *told.lock().unwrap() = prompt.message.clone())
        .unwrap();
    token(&credential).await.unwrap();
    assert_eq!(*shown.lock().unwrap(), "Open\\u{1b}[2J\\n\\u{202e}it");
    for address in [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://login.example/\n",
        "device",
    ] {
        let mut started = device();
        started["verification_uri"] = json!(address);
        let issuer = polled(started, |_| Answer::Json(200, tokens(0)));
        let error = token(&credential_at(&issuer)).await.unwrap_err();
        assert!(
            error.to_string().contains("not a page of the web"),
            "{address}: {error}"
        );
    }
}

fn credential_at(issuer: &Issuer) -> SignInCredential {
    credential(issuer, &PausedClock::new())
}

#[tokio::test]
async fn a_start_that_is_refused_says_why() {
    let issuer = Issuer::start(|_: &Request, _| Answer::error(400, "unauthorized_client"));
    let error = token(&credential_at(&issuer)).await.unwrap_err();
    assert!(
        error.to_string().contains("allow this kind of sign-in"),
        "{error}"
    );
    for missing in ["device_code", "user_code", "verification_uri"] {
        let mut started = device();
        started.as_object_mut().unwrap().remove(missing);
        let issuer = polled(started, |_| Answer::Json(200, tokens(0)));
        let error = token(&credential_at(&issuer)).await.unwrap_err();
        assert!(
            error.to_string().contains(&format!("no `{missing}`")),
            "{error}"
        );
    }
}
