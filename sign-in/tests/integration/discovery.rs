//! Discovery: asked once, and believed only as far as the standards allow.

use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use odata_client::testing::PausedClock;
use serde_json::{Value, json};
use service_sign_in::{Cloud, SignIn, SignInError};

use crate::issuer::{Answer, Issuer, Request, token, tokens};

/// An issuer whose document is what a closure makes of its address.
fn with_document(document: impl Fn(&str, &Request) -> Answer + Send + Sync + 'static) -> Issuer {
    let url = Arc::new(Mutex::new(String::new()));
    let own = Arc::clone(&url);
    let issuer = Issuer::start(move |request: &Request, number| match request.line() {
        "POST /token" => Answer::Json(200, tokens(number)),
        _ => document(&own.lock().unwrap().clone(), request),
    });
    issuer.url.clone_into(&mut url.lock().unwrap());
    issuer
}

fn program(url: &str) -> SignIn {
    SignIn::issuer(url)
        .client_id("c")
        .client_secret("secret")
        .clock(PausedClock::new())
}

async fn result(url: &str) -> Result<String, SignInError> {
    token(&program(url).client_credentials().unwrap()).await
}

#[tokio::test]
async fn a_document_is_asked_for_once_and_by_all_credentials_of_the_settings() {
    let issuer = with_document(|url, _| Answer::Json(200, Issuer::document(url)));
    let settings = program(&issuer.url);
    for _ in 0..3 {
        token(&settings.clone().client_credentials().unwrap())
            .await
            .unwrap();
    }
    assert_eq!(
        issuer
            .seen_at("GET /.well-known/openid-configuration")
            .len(),
        1
    );
    assert_eq!(issuer.seen_at("POST /token").len(), 3);
}

#[tokio::test]
async fn a_document_is_asked_for_once_in_a_process() {
    let issuer = with_document(|url, _| Answer::Json(200, Issuer::document(url)));
    let plain = || {
        let settings = SignIn::issuer(&issuer.url).client_id("c");
        settings.client_secret("secret")
    };
    let asked = || {
        issuer
            .seen_at("GET /.well-known/openid-configuration")
            .len()
    };
    for _ in 0..2 {
        token(&plain().client_credentials().unwrap()).await.unwrap();
    }
    assert_eq!(asked(), 1);
    // By a clock of its own, nothing that others were told is taken.
    token(&program(&issuer.url).client_credentials().unwrap())
        .await
        .unwrap();
    assert_eq!(asked(), 2);
}

#[tokio::test]
async fn the_place_of_oauth_is_the_second() {
    let issuer = with_document(|url, request| match request.line() {
        "GET /.well-known/oauth-authorization-server/tenant" => {
            let mut document = Issuer::document(url);
            document["issuer"] = json!(format!("{url}/tenant"));
            Answer::Json(200, document)
        }
        _ => Answer::Raw("404 X\r\n".to_owned(), Vec::new()),
    });
    result(&format!("{}/tenant", issuer.url)).await.unwrap();
    let error = result(&issuer.url).await.unwrap_err();
    assert!(error.to_string().contains("SignIn::endpoints"), "{error}");
}

#[tokio::test]
async fn an_issuer_is_the_one_that_was_asked_to_the_letter() {
    for change in [
        json!({"issuer": "https://login.example"}),
        json!({"issuer": null}),
        json!({"token_endpoint": null}),
        json!({"token_endpoint": "http://login.example/token"}),
        json!({"token_endpoint": "x"}),
    ] {
        let changed = change.clone();
        let issuer = with_document(move |url, _| {
            let mut document = Issuer::document(url);
            for (name, value) in changed.as_object().unwrap() {
                document[name] = value.clone();
            }
            Answer::Json(200, document)
        });
        let error = result(&issuer.url).await.unwrap_err();
        assert!(
            matches!(error, SignInError::Reply { .. } | SignInError::Settings(_)),
            "{change}: {error}"
        );
        assert!(issuer.seen_at("POST /token").is_empty());
    }
    let issuer = with_document(|url, _| Answer::Json(200, Issuer::document(&format!("{url}/"))));
    let error = result(&issuer.url).await.unwrap_err();
    assert!(error.to_string().contains("slashes included"), "{error}");
}

#[tokio::test]
async fn secrets_go_where_the_issuer_takes_them() {
    for (methods, in_body) in [
        (json!(["client_secret_post", "private_key_jwt"]), true),
        (json!(["client_secret_basic", "client_secret_post"]), false),
        (json!(null), false),
    ] {
        let methods_too = methods.clone();
        let issuer = with_document(move |url, _| {
            let mut document = Issuer::document(url);
            document["token_endpoint_auth_methods_supported"] = methods_too.clone();
            Answer::Json(200, document)
        });
        result(&issuer.url).await.unwrap();
        let sent = issuer.seen_at("POST /token").remove(0);
        assert_eq!(
            (
                sent.get("client_secret").is_some(),
                sent.header("authorization").is_none()
            ),
            (in_body, in_body),
            "{methods}"
        );
    }
}

fn id_token(claims: &Value) -> String {
    format!(
        "e30.{}.signature",
        URL_SAFE_NO_PAD.encode(claims.to_string())
    )
}

/// An issuer of many tenants, with a device flow.
fn of_tenants(tenant: &'static str) -> Issuer {
    let url = Arc::new(Mutex::new(String::new()));
    let own = Arc::clone(&url);
    let issuer = Issuer::start(move |request: &Request, number| {
        let own = own.lock().unwrap().clone();
        let mut document = Issuer::document(&own);
        document["issuer"] = json!(format!("{own}/{{tenantid}}/v2.0"));
        match request.line() {
            "GET /common/.well-known/openid-configuration" => Answer::Json(200, document),
            "POST /device" => Answer::Json(
                200,
                json!({"device_code": "d", "user_code": "u", "verification_uri": "https://login.example"}),
            ),
            _ => {
                let claims = json!({"iss": format!("{own}/{tenant}/v2.0"), "tid": "t1", "aud": "c", "sub": "s", "exp": 4e9});
                let mut answer = tokens(number);
                answer["id_token"] = json!(id_token(&claims));
                Answer::Json(200, answer)
            }
        }
    });
    issuer.url.clone_into(&mut url.lock().unwrap());
    issuer
}

#[tokio::test]
async fn an_issuer_of_many_tenants_is_taken_where_that_is_wanted() {
    let device = |issuer: &Issuer| {
        let sign_in = SignIn::issuer(format!("{}/common", issuer.url)).client_id("c");
        sign_in.clock(PausedClock::new())
    };
    let good = of_tenants("t1");
    let error = token(&device(&good).device_code(|_| {}).unwrap())
        .await
        .unwrap_err();
    assert!(error.to_string().contains("tenant_template"), "{error}");
    let credential = device(&good)
        .tenant_template(true)
        .device_code(|_| {})
        .unwrap();
    assert_eq!(
        credential
            .sign_in()
            .await
            .unwrap()
            .user
            .unwrap()
            .tenant
            .as_deref(),
        Some("t1")
    );
    let other = of_tenants("t2");
    let error = token(
        &device(&other)
            .tenant_template(true)
            .device_code(|_| {})
            .unwrap(),
    )
    .await
    .unwrap_err();
    assert!(matches!(error, SignInError::IdToken(_)), "{error}");
}

/// Microsoft's endpoints at another host, where devices sign in.
fn microsoft() -> Issuer {
    let url = Arc::new(Mutex::new(String::new()));
    let own = Arc::clone(&url);
    let issuer = Issuer::start(move |request: &Request, number| match request.line() {
        "POST /contoso.example/oauth2/v2.0/devicecode" => {
            let answer = json!({"device_code": "d", "user_code": "u", "verification_uri": "https://login.example", "expires_in": 900, "message": "Öffnen"});
            Answer::Json(200, answer)
        }
        "POST /contoso.example/oauth2/v2.0/token" => {
            let own = own.lock().unwrap().clone();
            let claims = json!({"iss": format!("{own}/t1/v2.0"), "tid": "t1", "aud": "c", "sub": "s", "exp": 4e9});
            let mut answer = tokens(number);
            answer["id_token"] = json!(id_token(&claims));
            answer["scope"] = json!("User.Read profile openid email");
            Answer::Json(200, answer)
        }
        _ => Answer::error(404, "no such endpoint"),
    });
    issuer.url.clone_into(&mut url.lock().unwrap());
    issuer
}

#[tokio::test]
async fn microsofts_endpoints_are_known_and_its_scopes_are_of_the_cloud() {
    let issuer = microsoft();
    let scopes = |cloud: Cloud| {
        let sign_in = SignIn::microsoft("contoso.example")
            .cloud(cloud)
            .authority(&issuer.url);
        sign_in
            .client_id("c")
            .scopes(["User.Read"])
            .clock(PausedClock::new())
    };
    let signed_in = scopes(Cloud::UsGovL4)
        .device_code(|_| {})
        .unwrap()
        .sign_in()
        .await
        .unwrap();
    assert!(
        signed_in.notices.is_empty() && signed_in.renewable,
        "{signed_in:?}"
    );
    let seen = issuer.seen();
    assert_eq!(seen.len(), 2);
    let asked = "https://graph.microsoft.us/User.Read openid profile offline_access";
    assert_eq!(seen[0].get("scope").as_deref(), Some(asked));
    let claims = r#"{"access_token":{"xms_cc":{"values":["CP1"]}}}"#;
    assert_eq!(seen[1].get("claims").as_deref(), Some(claims));
    let without = scopes(Cloud::Global)
        .claims_challenges(false)
        .device_code(|_| {})
        .unwrap();
    token(&without).await.unwrap();
    assert_eq!(issuer.seen().last().unwrap().get("claims"), None);
}

#[tokio::test]
async fn mistakes_are_found_before_anything_is_sent() {
    let issuer = microsoft();
    let sign_in = || {
        SignIn::microsoft("contoso.example")
            .authority(&issuer.url)
            .client_id("c")
    };
    let device = |sign_in: SignIn| {
        sign_in
            .clock(PausedClock::new())
            .device_code(|_| {})
            .unwrap()
    };
    for (credential, said) in [
        (device(sign_in()), "scopes are missing"),
        (
            device(sign_in().scopes(["https://graph.microsoft.com/.default", "User.Read"])),
            "`.default` stands for all",
        ),
        (
            sign_in()
                .client_secret("s")
                .scopes(["User.Read"])
                .client_credentials()
                .unwrap(),
            "RESOURCE/.default",
        ),
    ] {
        let error = token(&credential).await.unwrap_err();
        assert!(error.to_string().contains(said), "{error}");
    }
    for (made, said) in [
        (
            SignIn::microsoft("a/b").client_id("c").device_code(|_| {}),
            "tenant",
        ),
        (
            SignIn::microsoft("").client_id("c").device_code(|_| {}),
            "tenant",
        ),
        (
            SignIn::microsoft("common").device_code(|_| {}),
            "`client_id` is missing",
        ),
        (
            SignIn::issuer("http://login.example")
                .client_id("c")
                .device_code(|_| {}),
            "https://",
        ),
        (sign_in().client_credentials(), "`client_secret`"),
        (
            sign_in().parameter("state", "x").device_code(|_| {}),
            "`state`",
        ),
    ] {
        let error = made.unwrap_err();
        assert!(error.to_string().contains(said), "{error}");
    }
    assert!(issuer.seen().is_empty());
}
