//! Credentials. In: scopes, and claims that the service asked for. Out: an access token for the
//! `Authorization` header.

#[cfg(feature = "azure")]
mod azure;
mod cache;
mod challenge;
mod secrets;

use std::fmt;

use crate::BoxFuture;
use crate::error::BoxError;

#[cfg(feature = "azure")]
pub use azure::AzureCredential;
pub(crate) use cache::{Shared, TokenCache};
pub(crate) use challenge::claims_of;
pub(crate) use secrets::{Secret, Secrets, basic_header, secret_header};

/// An access token (OAuth 2.0 bearer token). Its text is never printed.
///
/// ```
/// let token = service_client::AccessToken::new("secret");
/// assert!(!format!("{token:?}").contains("secret"));
/// ```
#[derive(Clone)]
pub struct AccessToken {
    secret: String,
    expires_at: Option<jiff::Timestamp>,
}

impl AccessToken {
    /// A token, without the word `Bearer`.
    pub fn new(secret: impl Into<String>) -> Self {
        Self {
            secret: secret.into(),
            expires_at: None,
        }
    }

    /// When the token ends to be valid. The client then keeps it until shortly before; a token that
    /// does not say so is asked for before every request.
    #[must_use]
    pub fn expires_at(mut self, at: jiff::Timestamp) -> Self {
        self.expires_at = Some(at);
        self
    }

    /// The text of the token.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// When the token ends to be valid, if it says so.
    pub fn expiry(&self) -> Option<jiff::Timestamp> {
        self.expires_at
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(…)")
    }
}

/// Why a credential gave no token. Any error turns into it with `?`.
pub struct CredentialError(pub(crate) BoxError);

impl CredentialError {
    /// A cause in words.
    pub fn new(what: impl Into<String>) -> Self {
        Self(what.into().into())
    }
}

impl<E: std::error::Error + Send + Sync + 'static> From<E> for CredentialError {
    fn from(error: E) -> Self {
        Self(Box::new(error))
    }
}

impl fmt::Debug for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a token is asked for.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct TokenRequest<'a> {
    /// The scopes of the client, such as `https://graph.microsoft.com/.default`.
    pub scopes: &'a [&'a str],
    /// Claims that the service asked for when it refused the last token: JSON, as `OpenID` Connect's
    /// `claims` parameter has it. A token that was kept from before is not accepted.
    pub claims: Option<&'a str>,
    /// The token that the service answered with 401, if it is asked for because of that. A credential that keeps
    /// tokens gives another one; the same token once more makes the 401 the answer.
    pub refused: Option<&'a AccessToken>,
}

/// Where tokens come from. The client keeps a token that has an
/// [`expires_at`](AccessToken::expires_at) until shortly before, and asks for one at a time.
pub trait Credential: Send + Sync + 'static {
    /// A token that is valid now.
    fn token<'a>(
        &'a self,
        request: TokenRequest<'a>,
    ) -> BoxFuture<'a, Result<AccessToken, CredentialError>>;
}

/// So that a credential can be shared.
impl<C: Credential + ?Sized> Credential for std::sync::Arc<C> {
    fn token<'a>(
        &'a self,
        request: TokenRequest<'a>,
    ) -> BoxFuture<'a, Result<AccessToken, CredentialError>> {
        (**self).token(request)
    }
}

/// One token, used as long as the service takes it.
#[derive(Clone, Debug)]
pub struct StaticToken(AccessToken);

impl StaticToken {
    /// A token, without the word `Bearer`.
    pub fn new(secret: impl Into<String>) -> Self {
        Self(AccessToken::new(secret))
    }
}

impl Credential for StaticToken {
    fn token<'a>(
        &'a self,
        _request: TokenRequest<'a>,
    ) -> BoxFuture<'a, Result<AccessToken, CredentialError>> {
        Box::pin(std::future::ready(Ok(self.0.clone())))
    }
}

/// A credential that asks a closure: see [`token_fn`].
#[derive(Clone)]
pub struct TokenFn<F>(F);

/// A credential out of an async closure, which is called before every request unless its tokens say
/// when they expire.
///
/// ```
/// use service_client::{AccessToken, credential::token_fn};
/// let credential = token_fn(async || {
///     let secret = std::env::var("TOKEN")?;
///     Ok(AccessToken::new(secret))
/// });
/// ```
pub fn token_fn<F, R>(closure: F) -> TokenFn<F>
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<AccessToken, CredentialError>> + Send + 'static,
{
    TokenFn(closure)
}

impl<F, R> Credential for TokenFn<F>
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<AccessToken, CredentialError>> + Send + 'static,
{
    fn token<'a>(
        &'a self,
        _request: TokenRequest<'a>,
    ) -> BoxFuture<'a, Result<AccessToken, CredentialError>> {
        Box::pin((self.0)())
    }
}

impl<F> fmt::Debug for TokenFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenFn(…)")
    }
}
