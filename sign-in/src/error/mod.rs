//! Errors. In: what went wrong while signing in. Out: one type that says where, why and what to do, and never shows
//! a secret.

mod issuer;

use std::time::Duration;

use service_client::error::TransportError;

pub use self::issuer::IssuerError;

pub(crate) type Result<T, E = SignInError> = std::result::Result<T, E>;

/// Why there is no token.
///
/// Where a request of a client failed because of it, `service_client::Error::credential_as` gives it back.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignInError {
    /// A setting is missing or invalid, or does not go with another.
    #[error("the settings of the sign-in are invalid: {0}")]
    Settings(String),

    /// No reply came, or not all of it.
    #[error("the exchange with {host} failed")]
    Transport {
        /// The host and port that were asked.
        host: String,
        /// Why.
        source: TransportError,
    },

    /// The issuer answered with an error.
    #[error(transparent)]
    Issuer(Box<IssuerError>),

    /// The reply is not what the standard asks for.
    #[error("{host} gave an invalid reply: {reason}")]
    Reply {
        /// The host and port that answered.
        host: String,
        /// What is wrong with it, without its text.
        reason: String,
    },

    /// The issuer answers with a redirect, where none may be: secrets would go on to another address.
    #[error(
        "{host} redirects to {target}, and secrets are not sent on; set the issuer's final address"
    )]
    Redirected {
        /// The host and port that answered.
        host: String,
        /// Scheme, host and port that it names.
        target: String,
    },

    /// The user, or an administrator, declined.
    #[error("the sign-in was declined{}", issuer::described(cause.as_deref()))]
    Declined {
        /// What the issuer says.
        cause: Option<Box<IssuerError>>,
    },

    /// The user did not sign in in time.
    #[error("nobody signed in within {} s; start the sign-in again", waited.as_secs())]
    Expired {
        /// How long it was waited for.
        waited: Duration,
    },

    /// The user must sign in (again), and the settings do not allow to ask now.
    #[error(
        "the user must sign in{}; call `SignInCredential::sign_in`, or hand `claims` on to whoever can ask the user",
        issuer::described(cause.as_deref())
    )]
    UserNeeded {
        /// What the issuer says; `None` if there were no tokens to begin with.
        cause: Option<Box<IssuerError>>,
        /// The claims that the sign-in has to ask for, as JSON.
        claims: Option<String>,
    },

    /// What the browser brought back is not the answer to this sign-in.
    #[error("the browser's answer is refused: {0}")]
    Answer(String),

    /// The ID token is not for this sign-in.
    #[error("the ID token is refused: {0}")]
    IdToken(String),

    /// No browser was opened, or there is no port to wait at for its answer.
    #[error("the sign-in by browser cannot begin: {reason}")]
    Browser {
        /// What failed, and what to do.
        reason: String,
        /// Why.
        source: std::io::Error,
    },

    /// Tokens cannot be kept where they should be, or not be read from there.
    #[error("tokens cannot be kept in {place}: {reason}")]
    Keep {
        /// The file or the keyring.
        place: String,
        /// What failed, and what to do.
        reason: String,
    },
}

impl SignInError {
    /// What the issuer says, if it answered with an error.
    pub fn issuer(&self) -> Option<&IssuerError> {
        match self {
            Self::Issuer(error) => Some(error),
            Self::Declined { cause } | Self::UserNeeded { cause, .. } => cause.as_deref(),
            _ => None,
        }
    }

    /// The claims that a new sign-in has to ask for. A service that acts on behalf of its callers answers 401 and hands
    /// them on: see [`OnBehalfOf`](crate::OnBehalfOf).
    pub fn claims(&self) -> Option<&str> {
        match self {
            Self::UserNeeded {
                claims: Some(claims),
                ..
            } => Some(claims),
            _ => self.issuer()?.claims.as_deref(),
        }
    }

    /// Whether only the user can help: by signing in, by another factor, by consent.
    pub fn needs_user(&self) -> bool {
        match self {
            Self::UserNeeded { .. } => true,
            _ => self.issuer().is_some_and(IssuerError::needs_user),
        }
    }

    /// Whether the same may succeed later, with nothing changed: the issuer was not reached, or was busy.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Transport { .. } => true,
            Self::Issuer(error) => error.is_transient(),
            _ => false,
        }
    }
}

impl From<IssuerError> for SignInError {
    fn from(error: IssuerError) -> Self {
        Self::Issuer(Box::new(error))
    }
}

/// A text of others on one line: what a terminal would act upon is spelled out, and so is what turns letters around.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for letter in text.chars() {
        let hidden = matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        if letter.is_control() || hidden {
            line.extend(letter.escape_default());
        } else {
            line.push(letter);
        }
    }
    line
}
