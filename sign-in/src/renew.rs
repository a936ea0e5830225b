//! Renewing. In: an account, and what is wanted. Out: the account with a token for it, under the lock that all processes
//! with the same tokens share; or that the user is needed.

use std::sync::Arc;

use jiff::Timestamp;

use crate::engine::{Ask, Engine, Flow};
use crate::error::{IssuerError, Result, SignInError};
use crate::flow::{self, Obtained};
use crate::scopes::missing;
use crate::secret::Secret;
use crate::tokens::{Account, Wanted};

/// How a renewal ended.
pub(crate) enum Outcome {
    /// The account has a token.
    Token,
    /// The user has to sign in.
    UserNeeded(Option<Box<IssuerError>>),
}

/// The account after a renewal, which may have changed it whatever the outcome.
pub(crate) struct Renewed {
    pub(crate) account: Account,
    pub(crate) outcome: Result<Outcome>,
}

/// Renews. It has all that it needs, so that it can go on when whoever began it is gone: a refresh token that was sent may
/// be good no more, and its successor must not be lost.
pub(crate) async fn renew(engine: Arc<Engine>, mut account: Account, wanted: Wanted) -> Renewed {
    let outcome = renew_locked(&engine, &mut account, &wanted).await;
    Renewed { account, outcome }
}

async fn renew_locked(engine: &Engine, account: &mut Account, wanted: &Wanted) -> Result<Outcome> {
    let _lock = engine.store.lock().await?;
    synchronize(engine, account).await?;
    if account.fresh(wanted, engine.now()).is_some() {
        return Ok(Outcome::Token);
    }
    let ended = account.end_refused(wanted);
    let mut cause = None;
    while let Some(token) = account.refresh_token.clone() {
        match refresh(engine, account, wanted, &token).await {
            Ok(()) => return Ok(Outcome::Token),
            Err(SignInError::Issuer(error)) if error.needs_user() => {
                // Programs without the lock may have renewed it.
                let newer = error.is("invalid_grant") && reload(engine, account, &token).await?;
                if newer {
                    continue;
                }
                if error.is("invalid_grant") && error.suberror.is_none() {
                    forget(engine, account, &token).await?;
                }
                cause = Some(error);
                break;
            }
            Err(error) => return spare(account, wanted, engine.now(), error),
        }
    }
    if engine.flow.is_of_user() {
        if ended {
            save(engine, account).await?;
        }
        return Ok(Outcome::UserNeeded(cause));
    }
    match flow::obtain(engine, wanted).await {
        Ok(obtained) => {
            take(engine, account, wanted, obtained).await?;
            Ok(Outcome::Token)
        }
        Err(error) => spare(account, wanted, engine.now(), error),
    }
}

/// Takes what is stored; or stores what could not be stored before.
async fn synchronize(engine: &Engine, account: &mut Account) -> Result<()> {
    if engine.store.is_memory() {
        return Ok(());
    }
    if account.unsaved {
        return save(engine, account).await;
    }
    if let Some(stored) = engine.store.load().await? {
        account.replace_by(stored);
        return Ok(());
    }
    // Somebody has signed out. A token from elsewhere is there to begin with.
    *account = Account::default();
    if let Flow::Given(token) = &engine.flow {
        account.refresh_token = Some(token.clone());
    }
    Ok(())
}

/// Whether there is another refresh token stored by now than the one that was refused.
async fn reload(engine: &Engine, account: &mut Account, refused: &Secret) -> Result<bool> {
    match engine.store.load().await? {
        Some(stored)
            if stored
                .refresh_token
                .as_ref()
                .is_some_and(|token| token != refused) =>
        {
            account.replace_by(stored);
            Ok(true)
        }
        _ => Ok(false),
    }
}

/// A refresh token that is good no more is not sent again. Access tokens stay: they may last.
async fn forget(engine: &Engine, account: &mut Account, token: &Secret) -> Result<()> {
    if account.refresh_token.as_ref() == Some(token) {
        account.refresh_token = None;
        save(engine, account).await?;
    }
    Ok(())
}

async fn refresh(
    engine: &Engine,
    account: &mut Account,
    wanted: &Wanted,
    token: &Secret,
) -> Result<()> {
    let metadata = engine.metadata().await?;
    // All of them each time: some issuers never widen again what was once narrowed, and some refuse what they did not
    // grant before.
    let mut scopes = engine.scopes(wanted, &metadata);
    scopes.retain(|scope| !account.missing(wanted).contains(scope));
    let claims = engine.claims(wanted);
    let ask = Ask {
        grant_type: "refresh_token",
        plain: Vec::new(),
        secrets: vec![("refresh_token", token)],
        scopes: &scopes,
        claims: claims.as_deref(),
    };
    let grant = engine.ask(&ask, 1).await?;
    let user = engine.user(&grant, &metadata, None)?;
    if let (Some(before), Some(now)) = (&account.user, &user)
        && before.subject != now.subject
    {
        return Err(SignInError::IdToken(
            "the renewed token is of another user".to_owned(),
        ));
    }
    let missing = account.missing(wanted).to_vec();
    account.take(wanted, grant, missing);
    account.user = user.or_else(|| account.user.take());
    // Before the token is handed out: what was sent may be good no more.
    save(engine, account).await
}

/// Takes what a sign-in gave, and stores it. To be called under the lock.
pub(crate) async fn take(
    engine: &Engine,
    account: &mut Account,
    wanted: &Wanted,
    obtained: Obtained,
) -> Result<()> {
    let microsoft = engine.settings.issuer.is_microsoft();
    let missing = missing(&obtained.scopes, obtained.grant.scope.as_deref(), microsoft);
    let other = obtained.user.as_ref().map(|user| &user.subject)
        != account.user.as_ref().map(|user| &user.subject);
    if engine.flow.is_of_user() && other {
        *account = Account::default();
    }
    let mut grant = obtained.grant;
    // A program needs none: its own proof is all it needs (RFC 6749, section 4.4.3).
    if matches!(engine.flow, Flow::Program) {
        grant.refresh_token = None;
    }
    account.take(wanted, grant, missing);
    account.user = obtained.user;
    save(engine, account).await
}

async fn save(engine: &Engine, account: &mut Account) -> Result<()> {
    account.unsaved = true;
    engine.store.save(account).await?;
    account.unsaved = false;
    Ok(())
}

/// The old token while it lasts, if nothing speaks against it; else the failure.
fn spare(
    account: &Account,
    wanted: &Wanted,
    now: Timestamp,
    error: SignInError,
) -> Result<Outcome> {
    // What could not be stored has to be, before its token is handed out.
    let unsaved = matches!(error, SignInError::Keep { .. });
    if unsaved || account.alive(wanted, now).is_none() {
        return Err(error);
    }
    tracing::warn!(%error, "the access token cannot be renewed, and is used until it ends");
    Ok(Outcome::Token)
}
