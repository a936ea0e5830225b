//! What a user should know of a sign-in that succeeded. In: what was asked for and what came. Out: a sentence.

use std::fmt;

use jiff::Timestamp;

use crate::id_token::User;

/// Something that the issuer left out in silence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notice {
    /// A refresh token was asked for and none came: when the token ends, the user has to sign in again.
    NoRefreshToken,
    /// These scopes were asked for and not granted: requests that need them will be refused.
    ScopesNotGranted(Vec<String>),
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRefreshToken => f.write_str(
                "the issuer gave no refresh token although `offline_access` was asked for: when the access token ends, \
                 the user has to sign in again; allow offline access at the client's registration",
            ),
            Self::ScopesNotGranted(scopes) => {
                let scopes = crate::error::one_line(&scopes.join(" "));
                write!(f, "the issuer did not grant {scopes}: requests that need it will be refused")
            }
        }
    }
}

/// How things stand after signing in.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SignedIn {
    /// Who signed in; `None` if the issuer gave no ID token, and for programs.
    pub user: Option<User>,
    /// When the access token ends, if the issuer said so.
    pub expires_at: Option<Timestamp>,
    /// Whether it is renewed without the user.
    pub renewable: bool,
    /// What was asked for and left out, if the user signed in just now.
    pub notices: Vec<Notice>,
}
