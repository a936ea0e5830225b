//! Requests of a client that are given tokens: in the middle of pages, after challenges.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::TryStreamExt as _;
use odata_client::{Client, Json, Resource};
use serde_json::json;
use service_sign_in::{SignIn, SignInError};

use crate::issuer::{Answer, Issuer, Request, tokens};

/// A service of three pages and the issuer in one; the tokens of the issuer are good for so many requests.
fn service(good_for: usize, challenge: &'static str) -> Issuer {
    let used = AtomicUsize::new(0);
    let current = AtomicUsize::new(0);
    Issuer::start(move |request: &Request, _| {
        if request.line() == "POST /token" {
            used.store(0, Ordering::SeqCst);
            let number = current.fetch_add(1, Ordering::SeqCst) + 1;
            return Answer::Json(200, tokens(number));
        }
        let valid = format!("Bearer access-{}", current.load(Ordering::SeqCst));
        let known = request.header("authorization") == Some(&valid);
        if !known || used.fetch_add(1, Ordering::SeqCst) >= good_for {
            return Answer::Raw(
                format!("401 X\r\nWWW-Authenticate: {challenge}\r\n"),
                Vec::new(),
            );
        }
        let page: usize = request
            .line()
            .rsplit('=')
            .next()
            .and_then(|page| page.parse().ok())
            .unwrap_or(0);
        let mut answer = json!({"value": [{"id": page}]});
        if page < 3 {
            answer["@odata.nextLink"] = json!(format!("things?page={}", page + 1));
        }
        Answer::Json(200, answer)
    })
}

fn client(issuer: &Issuer) -> Client {
    let sign_in = SignIn::endpoints(issuer.endpoints()).client_id("c");
    let credential = sign_in.refresh_token("refresh-0").unwrap();
    Client::builder(&issuer.url)
        .credential(credential)
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_token_that_ends_between_two_pages_is_renewed() {
    let issuer = service(2, "Bearer error=\"invalid_token\"");
    let things = Resource::root(&client(&issuer))
        .segment("things")
        .list::<Json>();
    let ids: Vec<Json> = things.items().try_collect().await.unwrap();
    assert_eq!(ids.len(), 4);
    let asked = issuer.seen_at("POST /token");
    assert_eq!(asked.len(), 2);
    assert_eq!(asked[1].get("refresh_token").as_deref(), Some("refresh-1"));
    assert_eq!(asked[1].get("claims"), None);
}

#[tokio::test]
async fn a_challenge_in_the_middle_is_answered_with_its_claims() {
    // {"access_token":{"acrs":{"value":"c1"}}}
    let issuer = service(
        2,
        "Bearer error=\"insufficient_claims\", claims=\"eyJhY2Nlc3NfdG9rZW4iOnsiYWNycyI6eyJ2YWx1ZSI6ImMxIn19fQ\"",
    );
    let things = Resource::root(&client(&issuer))
        .segment("things")
        .list::<Json>();
    let ids: Vec<Json> = things.items().try_collect().await.unwrap();
    assert_eq!(ids.len(), 4);
    let claims = issuer.seen_at("POST /token")[1].get("claims");
    assert_eq!(
        claims.as_deref(),
        Some(r#"{"access_token":{"acrs":{"value":"c1"}}}"#)
    );
}

#[tokio::test]
async fn the_error_of_a_request_has_that_of_the_sign_in() {
    let issuer = Issuer::start(|_: &Request, _| Answer::error(400, "invalid_grant"));
    let asked = Arc::new(client(&issuer));
    let error = Resource::root(&asked)
        .segment("things")
        .list::<Json>()
        .await
        .unwrap_err();
    let cause = error.credential_as::<SignInError>().unwrap();
    assert!(cause.needs_user(), "{cause:?}");
    assert_eq!(
        cause.issuer().unwrap().error.as_deref(),
        Some("invalid_grant")
    );
}
