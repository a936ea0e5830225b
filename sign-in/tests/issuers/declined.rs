//! Users who decline, and clients that the issuers do not know.

use std::time::Duration;

use service_sign_in::SignInError;

use crate::Issuer;
use crate::user::{User, by_browser_of, by_code};

#[tokio::test]
async fn a_user_who_declines_in_the_browser_ends_the_sign_in() {
    for issuer in Issuer::all() {
        let Some(user) = User::start(true, &["Not signed in"]) else {
            return;
        };
        let credential = by_browser_of(user, issuer.of_user("asking"));
        let error = credential.sign_in().await.unwrap_err();
        assert!(matches!(error, SignInError::Declined { .. }), "{error:?}");
        assert_eq!(
            error.issuer().unwrap().error.as_deref(),
            Some("access_denied")
        );
    }
}

#[tokio::test]
async fn a_user_who_declines_on_another_device_ends_the_sign_in() {
    for issuer in Issuer::all() {
        let Some(user) = User::start(true, &["interrupted", "Device Denied"]) else {
            return;
        };
        let credential = by_code(user, issuer.of_user("device"));
        let error = credential.sign_in().await.unwrap_err();
        assert!(matches!(error, SignInError::Declined { .. }), "{error:?}");
    }
}

#[tokio::test]
async fn a_client_that_the_issuer_does_not_know_ends_before_the_user_is_asked() {
    for issuer in Issuer::all() {
        let sign_in = issuer.sign_in("nobody");
        let credential = sign_in.device_code(|prompt| panic!("{prompt}"));
        let error = credential.unwrap().sign_in().await.unwrap_err();
        let said = error.issuer().unwrap();
        assert!(said.status.is_client_error(), "{error:?}");
        assert!(error.to_string().contains("client"), "{error}");
    }
}

#[tokio::test]
async fn a_browser_that_does_not_come_back_ends_the_sign_in() {
    for issuer in Issuer::all() {
        // The issuers show a page and send nobody back, whoever the client is.
        let Some(user) = User::start(false, &["invalid_client", "invalid_request", "Error"]) else {
            return;
        };
        let sign_in = issuer.sign_in("nobody").patience(Duration::from_secs(3));
        let credential = by_browser_of(user, sign_in);
        let error = credential.sign_in().await.unwrap_err();
        assert!(matches!(error, SignInError::Expired { .. }), "{error:?}");
    }
}
