//! What is held for an account. In: what the token endpoint gave. Out: a token that is good now, and what renews it.

mod grant;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use service_client::AccessToken;

pub(crate) use self::grant::Grant;
use crate::id_token::User;
use crate::secret::Secret;

/// How many sets of scopes have tokens held; for one more, the one that ends first goes.
const MOST: usize = 32;

/// An access token, with its times in seconds of Unix time.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Access {
    pub(crate) token: Secret,
    /// `None` if the issuer did not say: it is used until it is refused.
    pub(crate) expires: Option<i64>,
    /// When to ask for another one.
    pub(crate) renew: Option<i64>,
    /// Scopes that were asked for and not granted: to ask for them again in a renewal is an error at some issuers.
    #[serde(default)]
    pub(crate) missing: Vec<String>,
}

/// The tokens of one account: one user of one client, or the client itself.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(crate) struct Account {
    pub(crate) refresh_token: Option<Secret>,
    /// By the scopes that were wanted.
    #[serde(default)]
    pub(crate) access: BTreeMap<String, Access>,
    #[serde(default)]
    pub(crate) user: Option<User>,
    /// Whether it is newer than what is stored, since that failed.
    #[serde(skip)]
    pub(crate) unsaved: bool,
}

/// What a token is wanted for.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// Without those that every sign-in of a user adds.
    pub(crate) scopes: Vec<String>,
    /// From a service's challenge.
    pub(crate) claims: Option<String>,
    /// The token that a service refused.
    pub(crate) refused: Option<Secret>,
}

impl Wanted {
    fn key(&self) -> String {
        self.scopes.join(" ")
    }
}

impl Account {
    /// The token for this, if it need not be renewed yet.
    pub(crate) fn fresh(&self, wanted: &Wanted, now: Timestamp) -> Option<&Access> {
        let access = self.alive(wanted, now)?;
        let due = access.renew.is_some_and(|renew| renew <= now.as_second());
        (!due).then_some(access)
    }

    /// The token for this, if it is still good. After a challenge none is that was there before.
    pub(crate) fn alive(&self, wanted: &Wanted, now: Timestamp) -> Option<&Access> {
        let access = self.access.get(&wanted.key())?;
        let ended = access
            .expires
            .is_some_and(|expires| expires <= now.as_second());
        let usable = match &wanted.refused {
            Some(refused) => *refused != access.token,
            None => wanted.claims.is_none(),
        };
        (usable && !ended).then_some(access)
    }

    /// Notes that a service has refused a token, which then is none: whoever asks next is not to get it. After a challenge it
    /// is good for what needs no such claims. Whether that is news.
    pub(crate) fn end_refused(&mut self, wanted: &Wanted) -> bool {
        let Some(access) = self.access.get_mut(&wanted.key()) else {
            return false;
        };
        let is_it = wanted.refused.as_ref() == Some(&access.token) && wanted.claims.is_none();
        is_it && access.expires.replace(0) != Some(0)
    }

    /// The token that came last for this, good or not.
    pub(crate) fn last(&self, wanted: &Wanted) -> Option<&Access> {
        self.access.get(&wanted.key())
    }

    /// Scopes that this account does not get.
    pub(crate) fn missing(&self, wanted: &Wanted) -> &[String] {
        let access = self.access.get(&wanted.key());
        access.map_or(&[], |access| &access.missing)
    }

    /// Takes what the issuer gave; without a new refresh token, the old one stays.
    pub(crate) fn take(&mut self, wanted: &Wanted, grant: Grant, missing: Vec<String>) {
        if grant.refresh_token.is_some() {
            self.refresh_token = grant.refresh_token;
        }
        let access = Access {
            missing,
            ..grant.access
        };
        self.access.insert(wanted.key(), access);
        while self.access.len() > MOST {
            let first = self.access.iter().min_by_key(|(_, access)| access.expires);
            let Some(first) = first.map(|(key, _)| key.clone()) else {
                break;
            };
            self.access.remove(&first);
        }
    }

    /// Takes what is stored, which another process may have renewed.
    pub(crate) fn replace_by(&mut self, stored: Self) {
        // A keyring has no access tokens: those of the same user stay.
        if stored.access.is_empty() && stored.user == self.user {
            self.refresh_token = stored.refresh_token;
        } else {
            *self = stored;
        }
    }
}

impl Access {
    /// As a client takes it. It does not say when it ends: so the client asks each time, and hears of a renewal or of
    /// signing out at once.
    pub(crate) fn to_token(&self) -> AccessToken {
        AccessToken::new(self.token.reveal())
    }
}

#[cfg(test)]
mod tests;
