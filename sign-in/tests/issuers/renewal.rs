//! Renewing at issuers that differ: one replaces refresh tokens, and both may take them back.

use std::path::Path;

use odata_client::{credential::TokenRequest, reqwest};
use serde_json::Value;
use service_sign_in::{Keep, SignInError};

use crate::Issuer;
use crate::user::by_browser;

pub(crate) fn refresh_token(path: &Path) -> String {
    let kept: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    kept["account"]["refresh_token"]
        .as_str()
        .unwrap()
        .to_owned()
}

/// A program's file of tokens, of a user who has signed in.
pub(crate) async fn signed_in(issuer: &Issuer, path: &Path) -> Option<()> {
    let credential = by_browser(issuer, Keep::file(path))?;
    credential.sign_in().await.unwrap();
    Some(())
}

#[tokio::test]
async fn a_refresh_token_is_replaced_and_one_that_was_taken_back_asks_the_user() {
    for issuer in Issuer::all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tokens.json");
        let Some(()) = signed_in(&issuer, &path).await else {
            return;
        };
        let first = refresh_token(&path);
        let client = if issuer.django { "browser" } else { "public" };
        let sign_in = issuer.sign_in(client).keep(Keep::file(&path));
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
        let second = refresh_token(&path);
        assert_ne!(first, second, "both replace the tokens of public clients");

        let revocation = format!(
            "{}{}",
            issuer.url,
            if issuer.django {
                "/o/revoke_token/"
            } else {
                "/token/revocation"
            }
        );
        let request = reqwest::Client::new().post(revocation);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let reply = request
            .body(format!("client_id={client}&token={second}"))
            .send()
            .await
            .unwrap();
        assert!(reply.status().is_success(), "{reply:?}");
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
        let kept = std::fs::read_to_string(&path).unwrap();
        assert!(!kept.contains(&second), "{kept}");
    }
}
