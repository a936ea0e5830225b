//! Credentials of the Azure SDK. In: what `azure_identity` gives. Out: a [`Credential`].

use std::fmt;
use std::sync::Arc;

use azure_core::credentials::TokenCredential;

use super::{AccessToken, Credential, CredentialError, TokenRequest};
use crate::BoxFuture;

/// Any credential of `azure_identity`, or other `TokenCredential` of `azure_core`.
#[derive(Clone)]
pub struct AzureCredential(Arc<dyn TokenCredential>);

impl AzureCredential {
    /// Wraps it.
    pub fn new(credential: Arc<dyn TokenCredential>) -> Self {
        Self(credential)
    }
}

impl Credential for AzureCredential {
    /// `azure_core` 1.1 has no way to pass claims: after a challenge the credential is asked once
    /// more, and if it gives the token that was refused, the 401 is the answer.
    fn token<'a>(
        &'a self,
        request: TokenRequest<'a>,
    ) -> BoxFuture<'a, Result<AccessToken, CredentialError>> {
        Box::pin(async move {
            let token = self.0.get_token(request.scopes, None).await?;
            let expires = jiff::Timestamp::from_second(token.expires_on.unix_timestamp())?;
            Ok(AccessToken::new(token.token.secret().to_owned()).expires_at(expires))
        })
    }
}

impl fmt::Debug for AzureCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AzureCredential(…)")
    }
}
