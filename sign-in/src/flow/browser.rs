//! The browser (authorization code with PKCE: RFC 6749, section 4.1; RFC 7636; RFC 8252). In: what is wanted. Out:
//! tokens, once the user's browser has come back with a code.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::{Either, select};

use super::Obtained;
use super::loopback::Listener;
use super::redirect::Redirect;
use crate::engine::{Ask, Engine};
use crate::error::{IssuerError, Result, SignInError};
use crate::issuer::{IssuerName, Metadata};
use crate::scopes::{OFFLINE, OPEN_ID};
use crate::secret::Secret;
use crate::tokens::Wanted;
use crate::wire::{encoded, host_of};

/// How long the user has, unless set.
const PATIENCE: Duration = Duration::from_secs(15 * 60);

/// What makes this sign-in different from all others.
struct Secrets {
    state: Secret,
    nonce: Secret,
    verifier: Secret,
}

/// Opens it in the system's browser; the program's environment may name another one in `BROWSER`.
///
/// # Errors
/// If there is none.
#[cfg(feature = "browser")]
pub fn system_browser(url: &str) -> io::Result<()> {
    match std::env::var("BROWSER") {
        Ok(program) if !program.is_empty() => open::with_detached(url, program),
        _ => open::that_detached(url),
    }
}

pub(super) async fn sign_in(
    engine: &Engine,
    wanted: &Wanted,
    open: &(dyn Fn(&str) -> io::Result<()> + Send + Sync),
) -> Result<Obtained> {
    let metadata = engine.metadata().await?;
    let scopes = engine.scopes(wanted, &metadata);
    let secrets = Secrets {
        state: Secret::random()?,
        nonce: Secret::random()?,
        verifier: Secret::random()?,
    };
    let redirect = Redirect::read(&engine.settings.redirect_text())?;
    let check = Check::new(&metadata, &secrets);
    let judge = Arc::new(move |query: &str| check.code(query).map(|code| code.reveal().to_owned()));
    let mut listener = Listener::start(&redirect, judge).map_err(|source| SignInError::Browser {
        reason: "no port of this machine is free for the answer, or the redirect address names one that is in use".to_owned(),
        source,
    })?;
    let url = address(
        engine,
        wanted,
        &metadata,
        &scopes,
        &secrets,
        &listener.address,
    )?;
    open(&url).map_err(|source| SignInError::Browser {
        reason: "no browser was opened; give `SignIn::browser` a callback that shows the address to the user".to_owned(),
        source,
    })?;
    let code = wait(engine, &mut listener).await?;
    let claims = engine.claims(wanted);
    let ask = Ask {
        grant_type: "authorization_code",
        plain: vec![("redirect_uri", &listener.address)],
        secrets: vec![("code", &code), ("code_verifier", &secrets.verifier)],
        scopes: &[],
        claims: claims.as_deref(),
    };
    // A code is good once: an answer that was lost is not asked for again.
    let grant = engine.ask(&ask, 0).await?;
    let user = engine.user(&grant, &metadata, Some(&secrets.nonce))?;
    let granted = grant
        .scope
        .as_deref()
        .map(|scope| scope.split_whitespace().any(|scope| scope == OPEN_ID));
    if user.is_none() && scopes.iter().any(|scope| scope == OPEN_ID) && granted.unwrap_or(true) {
        return Err(SignInError::IdToken(
            "it was asked for with `openid`, and did not come".to_owned(),
        ));
    }
    Ok(Obtained {
        grant,
        user,
        scopes,
    })
}

async fn wait(engine: &Engine, listener: &mut Listener) -> Result<Secret> {
    let waited = engine.settings.patience.unwrap_or(PATIENCE);
    let limit = engine.wire.clock.time_limit(waited);
    match select(&mut listener.answer, limit).await {
        Either::Left((Ok(answer), _)) => answer.map(Secret::new),
        Either::Left((Err(_), _)) | Either::Right(_) => Err(SignInError::Expired { waited }),
    }
}

/// The address for the browser.
fn address(
    engine: &Engine,
    wanted: &Wanted,
    metadata: &Metadata,
    scopes: &[String],
    secrets: &Secrets,
    redirect: &str,
) -> Result<String> {
    let endpoint = metadata.authorization.as_ref().ok_or_else(|| {
        SignInError::Settings(
            "the issuer has no authorization endpoint; sign in by device code".to_owned(),
        )
    })?;
    let challenge = secrets.verifier.digest();
    let scope = scopes.join(" ");
    let claims = engine.claims(wanted);
    let settings = &engine.settings;
    let own_prompt = settings.parameters.iter().any(|(name, _)| name == "prompt");
    // OpenID Connect Core 1.0, section 11; Microsoft gives refresh tokens without.
    let consent = scopes.iter().any(|scope| scope == OFFLINE) && !settings.issuer.is_microsoft();
    let has = |scope: &str| scopes.iter().any(|known| known == scope);
    let mut parameters = vec![
        ("response_type", "code"),
        ("client_id", settings.client_id.as_str()),
        ("redirect_uri", redirect),
        ("state", secrets.state.reveal()),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
    ];
    if !scope.is_empty() {
        parameters.push(("scope", &scope));
    }
    if has(OPEN_ID) {
        parameters.push(("nonce", secrets.nonce.reveal()));
    }
    if consent && !own_prompt {
        parameters.push(("prompt", "consent"));
    }
    if let Some(claims) = &claims {
        parameters.push(("claims", claims));
    }
    let own = settings
        .parameters
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let query: Vec<String> = parameters
        .into_iter()
        .chain(own)
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect();
    // The endpoint may have a query of its own (RFC 6749, section 3.1).
    let joint = if endpoint.contains('?') { '&' } else { '?' };
    Ok(format!("{endpoint}{joint}{}", query.join("&")))
}

/// What an answer has to be.
struct Check {
    host: String,
    state: Secret,
    issuer: IssuerName,
    names_itself: bool,
}

impl Check {
    fn new(metadata: &Metadata, secrets: &Secrets) -> Self {
        let host = host_of(metadata.authorization.as_deref().unwrap_or(&metadata.token));
        Self {
            host,
            state: secrets.state.clone(),
            issuer: metadata.name.clone(),
            names_itself: metadata.names_itself,
        }
    }

    /// The code of an answer: state before anything else, then who answers, then errors.
    fn code(&self, query: &str) -> Result<Secret> {
        let refused = |why: &str| SignInError::Answer(why.to_owned());
        let parameters: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        let get = |name: &str| {
            let mut values = parameters.iter().filter(|(known, _)| known == name);
            let value = values.next().map(|(_, value)| value.as_str());
            // Whoever writes it twice wants it to be read twice.
            value.filter(|_| values.next().is_none())
        };
        if get("state") != Some(self.state.reveal()) {
            return Err(refused(
                "its state is of another sign-in; start the sign-in again, in one window",
            ));
        }
        self.check_issuer(get("iss"))?;
        if let Some(error) = get("error") {
            let text =
                |name: &str| get(name).map(|text| text.replace(self.state.reveal(), "[secret]"));
            let cause = IssuerError::of_browser(
                self.host.clone(),
                error,
                text("error_description").as_deref(),
                text("error_uri").as_deref(),
            );
            return Err(match error {
                "access_denied" => SignInError::Declined {
                    cause: Some(Box::new(cause)),
                },
                _ => cause.into(),
            });
        }
        let code = get("code").filter(|code| !code.is_empty());
        code.map(Secret::new)
            .ok_or_else(|| refused("it has neither a code nor an error"))
    }

    /// RFC 9207: who says that it names itself, must; and a name that is given must be right. With a template the tenant
    /// is not known yet.
    fn check_issuer(&self, named: Option<&str>) -> Result<()> {
        let refused = |why: &str| Err(SignInError::Answer(why.to_owned()));
        match (named, &self.issuer) {
            (None, _) if self.names_itself => {
                refused("it does not say which issuer it is from, as this one promises to")
            }
            (Some(named), IssuerName::Exact(name)) if named != name => {
                refused("it is from another issuer than was asked")
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, names_itself: bool) -> Result<String> {
        let check = Check {
            host: "login.example".to_owned(),
            state: Secret::new("s"),
            issuer: IssuerName::Exact("https://i".to_owned()),
            names_itself,
        };
        check.code(query).map(|code| code.reveal().to_owned())
    }

    #[test]
    fn a_code_of_this_sign_in_is_taken() {
        assert_eq!(check("code=a%2Bb&state=s", false).unwrap(), "a+b");
        assert_eq!(
            check("state=s&code=c&iss=https%3A%2F%2Fi&session_state=x", true).unwrap(),
            "c"
        );
        assert_eq!(check("state=s&code=c&iss=https://i", false).unwrap(), "c");
    }

    #[test]
    fn anything_else_is_refused() {
        for (query, names_itself, said) in [
            ("code=c", false, "state"),
            ("code=c&state=t", false, "state"),
            ("code=c&state=s&state=t", false, "state"),
            ("error=access_denied&state=t", false, "state"),
            ("code=c&state=s", true, "does not say which issuer"),
            (
                "error=access_denied&state=s",
                true,
                "does not say which issuer",
            ),
            ("code=c&state=s&iss=https://j", true, "another issuer"),
            ("code=c&state=s&iss=https://j", false, "another issuer"),
            (
                "error=access_denied&error_description=no%0A&state=s",
                false,
                "declined: login.example refuses: access_denied: no",
            ),
            ("error=server_error&state=s", false, "server_error"),
            ("state=s", false, "neither"),
            ("state=s&code=", false, "neither"),
            ("state=s&code=a&code=b", false, "neither"),
        ] {
            let error = check(query, names_itself).unwrap_err().to_string();
            assert!(error.contains(said), "{query}: {error}");
        }
    }
}
