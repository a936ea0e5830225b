//! The credential. In: requests for tokens, of any number of tasks. Out: a token; one renewal and one sign-in at a time.

use std::fmt;
use std::sync::Arc;

use futures_util::lock::{Mutex, MutexGuard};
use jiff::Timestamp;
use service_client::{
    AccessToken, BoxFuture, Credential,
    credential::{CredentialError, TokenRequest},
};

use crate::engine::{Engine, Flow};
use crate::error::{Result, SignInError};
use crate::flow;
use crate::notice::{Notice, SignedIn};
use crate::renew::{self, Outcome, Renewed};
use crate::scopes::OFFLINE;
use crate::secret::Secret;
use crate::tokens::{Account, Wanted};

/// Tokens of one account, for the clients of [`service_client`].
///
/// Clones share the account. Tokens are renewed some minutes before they end, once however many tasks and processes need
/// them. Where the user has to sign in, the callback of the sign-in asks.
#[derive(Clone)]
pub struct SignInCredential {
    engine: Arc<Engine>,
    /// Locked while tokens are got: the others wait, and take what came.
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    account: Account,
    /// A renewal that has begun. Whoever waited for it may be gone; it goes on with the next who comes.
    renewal: Option<BoxFuture<'static, Renewed>>,
}

impl SignInCredential {
    pub(crate) fn new(engine: Engine) -> Self {
        let mut state = State::default();
        if let Flow::Given(token) = &engine.flow {
            state.account.refresh_token = Some(token.clone());
        }
        Self {
            engine: Arc::new(engine),
            state: Arc::new(Mutex::new(state)),
        }
    }

    /// Signs in now, for the scopes of [`SignIn::scopes`](crate::SignIn::scopes), unless tokens are there or can be
    /// renewed; so that the user is asked when the program begins, and not at its first request.
    ///
    /// # Errors
    /// If the user declines or does not come, the issuer refuses or cannot be reached, or tokens cannot be kept.
    pub async fn sign_in(&self) -> Result<SignedIn, SignInError> {
        let wanted = self.engine.wanted(&[])?;
        let mut state = self.state.lock().await;
        let notices = self.ensure(&mut state, &wanted, true).await?;
        let access = state.account.alive(&wanted, self.engine.now());
        let expires = access.and_then(|access| access.expires);
        Ok(SignedIn {
            user: state.account.user.clone(),
            expires_at: expires.and_then(|expires| Timestamp::from_second(expires).ok()),
            renewable: state.account.refresh_token.is_some() || !self.engine.flow.is_of_user(),
            notices,
        })
    }

    /// Forgets all tokens, also where they are kept. The session at the issuer, in the browser, is not ended.
    ///
    /// # Errors
    /// If tokens that are kept cannot be removed.
    pub async fn sign_out(&self) -> Result<(), SignInError> {
        let mut state = self.state.lock().await;
        self.finish(&mut state).await;
        let _lock = self.engine.store.lock().await?;
        self.engine.store.forget().await?;
        *state = State::default();
        Ok(())
    }

    /// A token that is good now, for what is not a client of [`service_client`]; ask again for each request. The scopes of
    /// [`SignIn::scopes`](crate::SignIn::scopes), if any, take the place of those of the request.
    ///
    /// # Errors
    /// As [`sign_in`](Self::sign_in); and if the user is needed and may not be asked now.
    pub async fn access_token(
        &self,
        request: TokenRequest<'_>,
    ) -> Result<AccessToken, SignInError> {
        let mut wanted = self.engine.wanted(request.scopes)?;
        wanted.claims = request.claims.map(str::to_owned);
        wanted.refused = request.refused.map(|token| Secret::new(token.secret()));
        let mut state = self.state.lock().await;
        let ask = self.engine.settings.asks_on_demand;
        self.ensure(&mut state, &wanted, ask).await?;
        // A short life may be over before the answer is there, and an issuer may give what was refused once more: that is
        // for the service to say.
        let access = state.account.last(&wanted);
        access
            .map(crate::tokens::Access::to_token)
            .ok_or(SignInError::UserNeeded {
                cause: None,
                claims: wanted.claims,
            })
    }

    /// Sees to it that the account has a token.
    async fn ensure(
        &self,
        state: &mut MutexGuard<'_, State>,
        wanted: &Wanted,
        ask: bool,
    ) -> Result<Vec<Notice>> {
        self.finish(state).await;
        if state.account.fresh(wanted, self.engine.now()).is_some() && !state.account.unsaved {
            return Ok(Vec::new());
        }
        let account = state.account.clone();
        let renewal = renew::renew(Arc::clone(&self.engine), account, wanted.clone());
        state.renewal = Some(Box::pin(renewal));
        let cause = match self.finish(state).await.transpose()? {
            Some(Outcome::UserNeeded(cause)) => cause,
            Some(Outcome::Token) | None => return Ok(Vec::new()),
        };
        if !ask || !self.engine.flow.asks() {
            let claims = cause.as_ref().and_then(|cause| cause.claims.clone());
            return Err(SignInError::UserNeeded {
                claims: claims.or_else(|| wanted.claims.clone()),
                cause,
            });
        }
        // The claims of a refusal are those that the user's sign-in has to bring.
        let claims = cause.and_then(|cause| cause.claims.clone());
        let wanted = Wanted {
            claims: claims.or_else(|| wanted.claims.clone()),
            ..wanted.clone()
        };
        self.ask_user(state, &wanted).await
    }

    /// Waits for a renewal that has begun, and takes what it leaves.
    async fn finish(&self, state: &mut MutexGuard<'_, State>) -> Option<Result<Outcome>> {
        let renewal = state.renewal.as_mut()?;
        let renewed = renewal.await;
        state.renewal = None;
        state.account = renewed.account;
        Some(renewed.outcome)
    }

    async fn ask_user(
        &self,
        state: &mut MutexGuard<'_, State>,
        wanted: &Wanted,
    ) -> Result<Vec<Notice>> {
        self.engine.store.try_out().await?;
        let obtained = flow::obtain(&self.engine, wanted).await?;
        let mut notices = Vec::new();
        let asked_offline = obtained.scopes.iter().any(|scope| scope == OFFLINE);
        if asked_offline && obtained.grant.refresh_token.is_none() {
            notices.push(Notice::NoRefreshToken);
        }
        // First in memory: what cannot be stored is stored at the next try.
        let lock = self.engine.store.lock().await;
        renew::take(&self.engine, &mut state.account, wanted, obtained).await?;
        drop(lock?);
        let missing = state.account.missing(wanted);
        if !missing.is_empty() {
            notices.push(Notice::ScopesNotGranted(missing.to_vec()));
        }
        for notice in &notices {
            if let Some(told) = &self.engine.settings.notice {
                told(notice);
            } else {
                tracing::warn!("{notice}");
            }
        }
        Ok(notices)
    }
}

impl Credential for SignInCredential {
    fn token<'a>(
        &'a self,
        request: TokenRequest<'a>,
    ) -> BoxFuture<'a, Result<AccessToken, CredentialError>> {
        Box::pin(async move { Ok(self.access_token(request).await?) })
    }
}

/// Shows neither tokens nor who signed in.
impl fmt::Debug for SignInCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignInCredential")
            .field("settings", &self.engine.settings)
            .finish_non_exhaustive()
    }
}
