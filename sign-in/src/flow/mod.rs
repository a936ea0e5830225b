//! Ways to sign in. In: what is wanted. Out: tokens, and who signed in.

#[cfg(not(target_arch = "wasm32"))]
mod browser;
mod device;
#[cfg(not(target_arch = "wasm32"))]
mod loopback;
#[cfg(not(target_arch = "wasm32"))]
mod page;
#[cfg(not(target_arch = "wasm32"))]
mod redirect;

use crate::engine::{Ask, Engine, Flow};
use crate::error::{Result, SignInError};
use crate::id_token::User;
use crate::tokens::{Grant, Wanted};

#[cfg(all(feature = "browser", not(target_arch = "wasm32")))]
pub use self::browser::system_browser;
pub use self::device::DevicePrompt;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use self::redirect::Redirect;

/// Microsoft's on-behalf-of is this grant (RFC 7523, section 2.1) with a parameter of its own.
const JWT_BEARER: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/// What a sign-in gave.
pub(crate) struct Obtained {
    pub(crate) grant: Grant,
    pub(crate) user: Option<User>,
    /// All that was asked for.
    pub(crate) scopes: Vec<String>,
}

/// Signs in, by the user where the flow is a user's.
pub(crate) async fn obtain(engine: &Engine, wanted: &Wanted) -> Result<Obtained> {
    match &engine.flow {
        Flow::Device(prompt) => device::sign_in(engine, wanted, &**prompt).await,
        #[cfg(not(target_arch = "wasm32"))]
        Flow::Browser(open) => browser::sign_in(engine, wanted, &**open).await,
        Flow::Program => without_user(engine, wanted, "client_credentials", None).await,
        Flow::OnBehalfOf(token) => without_user(engine, wanted, JWT_BEARER, Some(token)).await,
        Flow::Given(_) => Err(SignInError::UserNeeded {
            cause: None,
            claims: wanted.claims.clone(),
        }),
    }
}

/// Nothing is lost where the answer is: these requests may be repeated.
async fn without_user(
    engine: &Engine,
    wanted: &Wanted,
    grant_type: &str,
    assertion: Option<&crate::secret::Secret>,
) -> Result<Obtained> {
    let claims = engine.claims(wanted);
    let ask = Ask {
        grant_type,
        plain: assertion
            .map(|_| ("requested_token_use", "on_behalf_of"))
            .into_iter()
            .collect(),
        secrets: assertion
            .map(|token| ("assertion", token))
            .into_iter()
            .collect(),
        scopes: &wanted.scopes,
        claims: claims.as_deref(),
    };
    let grant = engine.ask(&ask, 2).await?;
    Ok(Obtained {
        grant,
        user: None,
        scopes: wanted.scopes.clone(),
    })
}
