//! Renewing at issuers that differ: one replaces refresh tokens of public clients alone, and both may take them back.

use odata_client::credential::TokenRequest;
use service_sign_in::SignInError;

use crate::place::Place;
use crate::program::SECRET;
use crate::user::by_browser;
use crate::{ALL, Issuer};

/// Keeps the tokens of a user who signs in now.
pub(crate) async fn signed_in(issuer: &Issuer, place: &Place) -> Option<()> {
    let sign_in = issuer.of_user("browser").keep(place.keep());
    by_browser(sign_in)?.sign_in().await.unwrap();
    Some(())
}

#[tokio::test]
async fn a_refresh_token_is_replaced_and_one_that_was_taken_back_asks_the_user() {
    for issuer in Issuer::all() {
        for place in Place::all("renewal") {
            let Some(()) = signed_in(&issuer, &place).await else {
                return;
            };
            let first = place.refresh_token();
            let client = if issuer.django { "browser" } else { "public" };
            let sign_in = issuer.sign_in(client).keep(place.keep());
            // Only by what is kept.
            let credential = sign_in.refresh_token("none").unwrap();
            let before = credential
                .access_token(TokenRequest::default())
                .await
                .unwrap();
            let mut refused = TokenRequest::default();
            refused.refused = Some(&before);
            let after = credential.access_token(refused).await.unwrap();
            assert_ne!(before.secret(), after.secret());
            let second = place.refresh_token().unwrap();
            assert_ne!(
                first.as_ref(),
                Some(&second),
                "both replace the tokens of public clients"
            );

            issuer.revoke(client, &second).await.unwrap();
            let mut refused = TokenRequest::default();
            refused.refused = Some(&after);
            let error = credential.access_token(refused).await.unwrap_err();
            assert!(matches!(error, SignInError::UserNeeded { .. }), "{error:?}");
            assert_eq!(
                error.issuer().unwrap().error.as_deref(),
                Some("invalid_grant")
            );
            assert!(!format!("{error} {error:?}").contains(&second));
            // It is not sent again.
            assert_eq!(place.refresh_token(), None);
            credential.sign_out().await.unwrap();
            assert_eq!(place.text(), None);
        }
    }
}

#[tokio::test]
async fn a_program_with_a_secret_signs_users_in_and_one_issuer_leaves_its_refresh_token() {
    for issuer in Issuer::all() {
        for place in Place::all("desk") {
            let sign_in = issuer.sign_in("desk").client_secret(SECRET);
            let Some(credential) = by_browser(sign_in.keep(place.keep())) else {
                return;
            };
            assert!(credential.sign_in().await.unwrap().renewable);
            let first = place.refresh_token();
            assert!(first.is_some());
            for _ in 0..2 {
                assert_eq!(issuer.things(credential.clone(), true).await.unwrap(), ALL);
            }
            let replaced = place.refresh_token() != first;
            assert_eq!(replaced, issuer.django, "{}", issuer.url);
            assert!(place.refresh_token().is_some());
            credential.sign_out().await.unwrap();
        }
    }
}
