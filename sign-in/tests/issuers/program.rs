//! Programs: by secret, by key, with what is wrong.

use odata_client::credential::TokenRequest;
use service_sign_in::{ClientKey, SecretPlace, SignIn, SigningAlgorithm};

use crate::{ALL, Issuer, Wrong};

/// With a space, a plus and what looks encoded.
pub(crate) const SECRET: &str = "s e+cret%41";

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
                ALL,
                "{place:?}"
            );
            // The next page gets 401, and the program signs in again.
            assert_eq!(
                issuer.things(credential, true).await.unwrap(),
                ALL,
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
    assert_eq!(issuer.things(credential, false).await.unwrap(), ALL);
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

#[tokio::test]
async fn a_wrong_clock_does_no_harm_where_nothing_is_signed() {
    for issuer in Issuer::all() {
        for seconds in [-86_400, -60, 60, 86_400] {
            let sign_in = issuer.sign_in("program").client_secret(SECRET);
            let credential = sign_in.clock(Wrong(seconds)).client_credentials().unwrap();
            assert_eq!(issuer.things(credential, true).await.unwrap(), ALL);
        }
    }
}

#[tokio::test]
async fn what_an_issuer_does_not_offer_is_refused_in_its_own_words() {
    for issuer in Issuer::all() {
        let sign_in = issuer.sign_in("program").client_secret(SECRET);
        let service = sign_in.on_behalf_of().unwrap();
        let error = service
            .caller("a caller's token")
            .sign_in()
            .await
            .unwrap_err();
        let said = error.issuer().unwrap();
        assert_eq!(
            said.error.as_deref(),
            Some("unsupported_grant_type"),
            "{error:?}"
        );
        assert!(
            !format!("{error} {error:?}").contains("caller's"),
            "{error:?}"
        );
    }
}
