//! Programs: by secret, by key, with what is wrong.

use std::time::Duration;

use odata_client::{
    BoxFuture,
    clock::{Clock, SystemClock},
    credential::TokenRequest,
};
use service_sign_in::{ClientKey, SecretPlace, SignIn, SigningAlgorithm};

use crate::Issuer;

/// With a space, a plus and what looks encoded.
const SECRET: &str = "s e+cret%41";

#[tokio::test]
async fn a_secret_is_taken_in_both_places() {
    for issuer in Issuer::all() {
        for place in [
            SecretPlace::Automatic,
            SecretPlace::Header,
            SecretPlace::Body,
        ] {
            let sign_in = issuer.sign_in("program").client_secret_in(place, SECRET);
            let credential = sign_in.client_credentials().unwrap();
            assert_eq!(
                issuer.things(credential.clone(), false).await.unwrap(),
                3,
                "{place:?}"
            );
            // The next page gets 401, and the program signs in again.
            assert_eq!(
                issuer.things(credential, true).await.unwrap(),
                3,
                "{place:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_wrong_client_is_told_and_the_secret_is_not() {
    for issuer in Issuer::all() {
        for (id, secret) in [("program", "wrong secret"), ("nobody", SECRET)] {
            let sign_in = issuer.sign_in(id).client_secret(secret);
            let error = sign_in
                .client_credentials()
                .unwrap()
                .sign_in()
                .await
                .unwrap_err();
            assert_eq!(
                error.issuer().unwrap().error.as_deref(),
                Some("invalid_client"),
                "{error:?}"
            );
            assert!(!format!("{error} {error:?}").contains(secret), "{error:?}");
        }
    }
}

fn key() -> ClientKey {
    let pem = std::fs::read_to_string(std::env::var("OIDC_PROVIDER_KEY").unwrap()).unwrap();
    ClientKey::from_pem(&pem).unwrap()
}

#[tokio::test]
async fn a_signed_assertion_is_taken() {
    let Some(issuer) = Issuer::provider() else {
        return;
    };
    let signed = key().algorithm(SigningAlgorithm::Ps256).unwrap();
    let credential = issuer
        .sign_in("signed")
        .client_key(signed)
        .client_credentials()
        .unwrap();
    assert_eq!(issuer.things(credential, false).await.unwrap(), 3);
    // RS256 is not what is registered.
    let error = issuer
        .sign_in("signed")
        .client_key(key())
        .client_credentials()
        .unwrap()
        .sign_in()
        .await
        .unwrap_err();
    assert_eq!(
        error.issuer().unwrap().error.as_deref(),
        Some("invalid_client"),
        "{error:?}"
    );
    assert_eq!(error.issuer().unwrap().clock_ahead, None);
}

/// A clock that is wrong.
struct Wrong(i64);

impl Clock for Wrong {
    fn now(&self) -> jiff::Timestamp {
        SystemClock.now() + jiff::SignedDuration::from_secs(self.0)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        SystemClock.sleep(duration)
    }
}

#[tokio::test]
async fn a_wrong_clock_is_named_since_the_issuer_does_not() {
    let Some(issuer) = Issuer::provider() else {
        return;
    };
    let with = |seconds| {
        let signed = key().algorithm(SigningAlgorithm::Ps256).unwrap();
        let sign_in: SignIn = issuer
            .sign_in("signed")
            .client_key(signed)
            .clock(Wrong(seconds));
        sign_in.client_credentials().unwrap()
    };
    for seconds in [-60, -8, 0, 8, 15] {
        with(seconds)
            .access_token(TokenRequest::default())
            .await
            .unwrap();
    }
    for (seconds, side) in [(60, "ahead of"), (-600, "behind")] {
        let error = with(seconds).sign_in().await.unwrap_err();
        assert!(
            error.to_string().contains(side) && error.to_string().contains("set it"),
            "{error}"
        );
        assert_eq!(
            error.issuer().unwrap().clock_ahead.unwrap().is_positive(),
            seconds > 0
        );
    }
}
