//! Tokens that are kept. In: a credential. Out: its token, asked for once however many need it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use futures_util::lock::Mutex;
use jiff::SignedDuration;

use super::{AccessToken, Credential, TokenRequest};
use crate::clock::Clock;
use crate::error::{Error, Result};

/// A token is renewed so long before it expires: a request that takes its time still gets there.
const MARGIN: SignedDuration = SignedDuration::from_mins(5);

pub(crate) struct TokenCache {
    credential: Arc<dyn Credential>,
    scopes: Vec<String>,
    clock: Arc<dyn Clock>,
    /// Locked while the credential is asked: the others wait, and take what it said.
    state: Mutex<State>,
    /// How many times the credential has answered.
    answers: AtomicU64,
}

#[derive(Default)]
struct State {
    token: Option<AccessToken>,
    /// The last answer, if that was no token.
    failure: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl TokenCache {
    pub(crate) fn new(
        credential: Arc<dyn Credential>,
        scopes: Vec<String>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self {
            credential,
            scopes,
            clock,
            state: Mutex::default(),
            answers: AtomicU64::new(0),
        }
    }

    /// A token that is valid now, and is not `refused`, if the credential has another one.
    pub(crate) async fn token(
        &self,
        refused: Option<&AccessToken>,
        claims: Option<&str>,
    ) -> Result<AccessToken> {
        let seen = self.answers.load(Ordering::Acquire);
        let mut state = self.state.lock().await;
        let usable = |token: &&AccessToken| {
            self.lasts(token, MARGIN)
                && refused.is_none_or(|refused| refused.secret() != token.secret())
        };
        if let Some(token) = state.token.as_ref().filter(usable) {
            return Ok(token.clone());
        }
        // Whoever waited while the credential failed does not ask it all over again.
        if let Some(failure) = &state.failure
            && self.answers.load(Ordering::Acquire) != seen
        {
            return Err(failed(failure));
        }
        let scopes: Vec<&str> = self.scopes.iter().map(String::as_str).collect();
        let request = TokenRequest {
            scopes: &scopes,
            claims,
            refused,
        };
        let answer = self.credential.token(request).await;
        self.answers.fetch_add(1, Ordering::AcqRel);
        match answer {
            Ok(token) => {
                state.failure = None;
                state.token = Some(token.clone());
                Ok(token)
            }
            Err(error) => self.spare(&mut state, error.0.into(), refused),
        }
    }

    /// The old token while it lasts, if it was not refused; else the failure.
    fn spare(
        &self,
        state: &mut State,
        failure: Arc<dyn std::error::Error + Send + Sync>,
        refused: Option<&AccessToken>,
    ) -> Result<AccessToken> {
        let old = state.token.as_ref().filter(|_| refused.is_none());
        if let Some(token) = old.filter(|token| self.lasts(token, SignedDuration::ZERO)) {
            return Ok(token.clone());
        }
        let error = failed(&failure);
        state.failure = Some(failure);
        Err(error)
    }

    /// Whether the token says that it lasts so much longer.
    fn lasts(&self, token: &AccessToken, margin: SignedDuration) -> bool {
        token
            .expiry()
            .is_some_and(|expiry| expiry.duration_since(self.clock.now()) > margin)
    }
}

fn failed(failure: &Arc<dyn std::error::Error + Send + Sync>) -> Error {
    Error::Credential {
        source: Box::new(Shared(Arc::clone(failure))),
    }
}

/// One failure, told to all who waited.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Shared(pub(crate) Arc<dyn std::error::Error + Send + Sync>);
