//! Issuers that mean harm, or are not what answers: refused with a clear error, and no secret leaves.

use std::time::Duration;

use odata_client::testing::PausedClock;
use serde_json::json;
use service_sign_in::{SignIn, SignInError};

use crate::issuer::{Answer, Issuer, Request, token, tokens};

fn redirect(to: &str, status: u16) -> Answer {
    Answer::Raw(format!("{status} X\r\nLocation: {to}\r\n"), Vec::new())
}

/// How asking an issuer ends that is not done before all waiting is over.
async fn given_up(url: &str, clock: &PausedClock) -> SignInError {
    let sign_in = SignIn::endpoints(service_sign_in::Endpoints::new(url))
        .client_id("c")
        .client_secret("s");
    let credential = sign_in.clock(clock.clone()).client_credentials().unwrap();
    let waiting = tokio::spawn(async move { token(&credential).await });
    while !waiting.is_finished() {
        if clock.waiting() > 0 {
            clock.advance(Duration::from_secs(30));
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    waiting.await.unwrap().unwrap_err()
}

#[tokio::test]
async fn no_redirect_is_followed() {
    let other = Issuer::start(|_: &Request, number| Answer::Json(200, tokens(number)));
    for status in [301, 302, 303, 307, 308] {
        let to = format!("{}/token?secret", other.url);
        let issuer = Issuer::start(move |_: &Request, _| redirect(&to, status));
        let sign_in = || {
            SignIn::endpoints(issuer.endpoints())
                .client_id("c")
                .client_secret("secret")
                .clock(PausedClock::new())
        };
        for credential in [
            sign_in().client_credentials(),
            sign_in().refresh_token("secret"),
            sign_in().device_code(|_| {}),
            SignIn::issuer(&issuer.url)
                .client_id("c")
                .client_secret("secret")
                .client_credentials(),
        ] {
            let error = token(&credential.unwrap()).await.unwrap_err();
            let target =
                matches!(&error, SignInError::Redirected { target, .. } if *target == other.url);
            assert!(target && !error.to_string().contains("secret?"), "{error}");
        }
    }
    assert!(other.seen().is_empty());
}

#[tokio::test]
async fn a_redirect_while_polling_ends_the_sign_in() {
    let issuer = Issuer::start(|request: &Request, _| match request.line() {
        "POST /device" => Answer::Json(
            200,
            json!({"device_code": "d", "user_code": "u", "verification_uri": "https://login.example"}),
        ),
        _ => redirect("https://evil.example/", 307),
    });
    let sign_in = SignIn::endpoints(issuer.endpoints())
        .client_id("c")
        .clock(PausedClock::new());
    let error = token(&sign_in.device_code(|_| {}).unwrap())
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("redirects to https://evil.example"),
        "{error}"
    );
}

#[tokio::test]
async fn huge_replies_are_not_read() {
    for announced in [true, false] {
        let issuer = Issuer::start(move |_: &Request, _| {
            let head = if announced {
                "200 X\r\n"
            } else {
                "200 X\r\nX-Test: 1\r\n"
            };
            Answer::Raw(head.to_owned(), vec![b' '; (1 << 20) + 1])
        });
        let sign_in = SignIn::endpoints(issuer.endpoints())
            .client_id("c")
            .client_secret("s")
            .clock(PausedClock::new());
        let error = token(&sign_in.client_credentials().unwrap())
            .await
            .unwrap_err();
        assert!(
            error.to_string().contains("larger than 1048576 bytes"),
            "{error}"
        );
        assert_eq!(issuer.seen().len(), 1);
    }
}

#[tokio::test]
async fn endless_polling_ends() {
    for (expires, waited) in [
        (json!(1e18), 3600),
        (json!("99999999999999999999999"), 3600),
        (json!(-5), 3600),
        (json!(60), 60),
    ] {
        let told = expires.clone();
        let issuer = Issuer::start(move |request: &Request, _| match request.line() {
            "POST /device" => Answer::Json(
                200,
                json!({"device_code": "d", "user_code": "u", "verification_uri": "https://login.example", "expires_in": told, "interval": 40}),
            ),
            _ => Answer::error(400, "authorization_pending"),
        });
        let clock = PausedClock::new();
        let sign_in = SignIn::endpoints(issuer.endpoints())
            .client_id("c")
            .clock(clock.clone());
        let error = token(&sign_in.device_code(|_| {}).unwrap())
            .await
            .unwrap_err();
        assert!(matches!(error, SignInError::Expired { .. }), "{error:?}");
        assert_eq!(clock.elapsed(), Duration::from_secs(waited), "{expires}");
    }
}

#[tokio::test]
async fn waits_that_never_end_are_not_waited() {
    let issuer = Issuer::start(|_: &Request, _| {
        Answer::Raw(
            "503 X\r\nRetry-After: 99999999999\r\n".to_owned(),
            Vec::new(),
        )
    });
    let clock = PausedClock::new();
    let sign_in = SignIn::endpoints(issuer.endpoints())
        .client_id("c")
        .client_secret("s")
        .clock(clock.clone());
    let error = token(&sign_in.client_credentials().unwrap())
        .await
        .unwrap_err();
    assert!(
        error.is_transient() && clock.sleeps().is_empty(),
        "{error:?}"
    );
    // An issuer that takes the connection and says nothing.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/token", silent.local_addr().unwrap());
    let error = given_up(&url, &clock).await;
    assert!(matches!(error, SignInError::Transport { .. }), "{error:?}");
}

#[tokio::test]
async fn no_secret_is_in_what_is_printed() {
    let issuer = Issuer::start(|request: &Request, _| {
        // It gives back all that it got.
        let said = format!(
            "{} {}",
            request.body,
            request.header("authorization").unwrap_or_default()
        );
        Answer::Json(
            400,
            json!({"error": "invalid_request", "error_description": said, "error_uri": said, "suberror": said}),
        )
    });
    let settings = SignIn::endpoints(issuer.endpoints())
        .client_id("c")
        .client_secret("client-secret+");
    let credential = settings.clone().refresh_token("refresh-secret+").unwrap();
    let error = token(&credential).await.unwrap_err();
    for text in [
        format!("{error} {error:?}"),
        format!("{settings:?} {credential:?}"),
    ] {
        for secret in [
            "client-secret",
            "refresh-secret",
            "Y2xpZW50LXNl",
            "YzpjbGllbnQ",
        ] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
    }
    assert!(error.to_string().contains("[secret]"));
}

#[tokio::test]
async fn a_reply_that_never_ends_is_not_waited_for() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/token", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let head =
            "HTTP/1.1 200 X\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n";
        let mut bytes = head.as_bytes();
        while std::io::Write::write_all(&mut stream, bytes).is_ok() {
            bytes = b" ";
            std::thread::sleep(Duration::from_millis(5));
        }
    });
    let error = given_up(&url, &PausedClock::new()).await;
    assert!(
        matches!(error, SignInError::Transport { .. }) && error.is_transient(),
        "{error:?}"
    );
}

#[tokio::test]
async fn replies_that_nest_or_say_things_twice_are_read_or_refused() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for (body, given) in [
        (deep.clone(), None),
        (
            format!("{{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"x\":{deep}}}"),
            None,
        ),
        (
            "[{\"access_token\":\"t\",\"token_type\":\"Bearer\"}]".to_owned(),
            None,
        ),
        (
            "{\"access_token\":\"t\",\"token_type\":\"Bearer\"} {}".to_owned(),
            None,
        ),
        (
            "{\"access_token\":\"a\\nb\",\"token_type\":\"Bearer\"}".to_owned(),
            None,
        ),
        (
            "{\"access_token\":\"\",\"token_type\":\"Bearer\"}".to_owned(),
            None,
        ),
        (
            "{\"access_token\":\"t\",\"token_type\":\"bEARER\"}".to_owned(),
            Some("t"),
        ),
    ] {
        let reply = body.clone();
        let issuer = Issuer::start(move |_: &Request, _| {
            let head = "200 X\r\nContent-Type: application/json\r\n";
            Answer::Raw(head.to_owned(), reply.clone().into_bytes())
        });
        let sign_in = SignIn::endpoints(issuer.endpoints())
            .client_id("c")
            .client_secret("s")
            .clock(PausedClock::new());
        let result = token(&sign_in.client_credentials().unwrap()).await;
        let begin: String = body.chars().take(60).collect();
        assert_eq!(result.as_deref().ok(), given, "{begin}: {result:?}");
    }
}
