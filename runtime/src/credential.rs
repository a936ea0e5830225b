//! Credentials. In: scopes. Out: an access token for the `Authorization` header.

use std::fmt;

use crate::BoxFuture;
use crate::error::BoxError;

/// An access token (OAuth 2.0 bearer token). Its text is never printed.
///
/// ```
/// let token = odata_client::AccessToken::new("secret");
/// assert!(!format!("{token:?}").contains("secret"));
/// ```
#[derive(Clone)]
pub struct AccessToken(String);

impl AccessToken {
    /// A token, without the word `Bearer`.
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    /// The text of the token.
    pub fn secret(&self) -> &str {
        &self.0
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

/// Where tokens come from. Asked before every request, so it keeps a token until it expires.
pub trait Credential: Send + Sync + 'static {
    /// A token that is valid now, for the scopes of the client.
    fn token<'a>(
        &'a self,
        scopes: &'a [&'a str],
    ) -> BoxFuture<'a, Result<AccessToken, CredentialError>>;
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
        _scopes: &'a [&'a str],
    ) -> BoxFuture<'a, Result<AccessToken, CredentialError>> {
        Box::pin(std::future::ready(Ok(self.0.clone())))
    }
}

/// A credential that asks a closure: see [`token_fn`].
#[derive(Clone)]
pub struct TokenFn<F>(F);

/// A credential out of an async closure, which is called before every request.
///
/// ```
/// use odata_client::{AccessToken, token_fn};
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
        _scopes: &'a [&'a str],
    ) -> BoxFuture<'a, Result<AccessToken, CredentialError>> {
        Box::pin((self.0)())
    }
}

impl<F> fmt::Debug for TokenFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenFn(…)")
    }
}
