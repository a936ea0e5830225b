//! The end of the settings. In: how to sign in. Out: a credential, once the settings are found to go together.

use std::sync::Arc;

use service_client::transport::Transport;

use super::SignIn;
use crate::credential::SignInCredential;
use crate::engine::{Engine, Flow};
use crate::error::{Result, SignInError};
use crate::flow::DevicePrompt;
use crate::on_behalf_of::OnBehalfOf;
use crate::secret::Secret;
use crate::wire::Wire;

/// Parameters that the library decides.
const OWN: [&str; 19] = [
    "assertion",
    "claims",
    "client_assertion",
    "client_assertion_type",
    "client_id",
    "client_secret",
    "code",
    "code_challenge",
    "code_challenge_method",
    "code_verifier",
    "device_code",
    "grant_type",
    "nonce",
    "redirect_uri",
    "refresh_token",
    "requested_token_use",
    "response_type",
    "scope",
    "state",
];

/// How the user, or the program itself, signs in.
impl SignIn {
    /// By a device code (RFC 8628): the user opens an address on any device and enters a code, which the callback shows
    /// (`prompt` prints as a sentence, and has its parts for a window).
    ///
    /// # Errors
    /// If settings are missing or do not go together, as of all these methods.
    pub fn device_code(
        self,
        prompt: impl Fn(&DevicePrompt) + Send + Sync + 'static,
    ) -> Result<SignInCredential, SignInError> {
        self.credential(Flow::Device(Arc::new(prompt)))
    }

    /// By a browser on this machine (authorization code with PKCE, RFC 8252): the callback opens the address that it is
    /// given, with [`system_browser`](crate::system_browser) or in a way of the program's own, and the answer comes back
    /// to a port of this machine.
    ///
    /// # Errors
    /// As [`device_code`](Self::device_code); and if the redirect address is not of this machine.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn browser(
        self,
        open: impl Fn(&str) -> std::io::Result<()> + Send + Sync + 'static,
    ) -> Result<SignInCredential, SignInError> {
        crate::flow::Redirect::read(&self.redirect_text())?;
        self.credential(Flow::Browser(Arc::new(open)))
    }

    /// As the program itself, without a user (client credentials): by its secret, key or assertion.
    ///
    /// # Errors
    /// As [`device_code`](Self::device_code); and if it has none of these.
    pub fn client_credentials(self) -> Result<SignInCredential, SignInError> {
        self.need_proof("signs in as itself")?;
        self.credential(Flow::Program)
    }

    /// By a refresh token that the program has from elsewhere. Where tokens are kept, those take its place: it may have
    /// been replaced since.
    ///
    /// # Errors
    /// As [`device_code`](Self::device_code).
    pub fn refresh_token(self, token: impl Into<String>) -> Result<SignInCredential, SignInError> {
        self.credential(Flow::Given(Secret::new(token)))
    }

    /// For a service that acts for those who call it: it exchanges their tokens for its own (Microsoft's on-behalf-of).
    ///
    /// # Errors
    /// As [`device_code`](Self::device_code); if the service has no secret, key or assertion; and if tokens are to be kept
    /// other than in memory.
    pub fn on_behalf_of(self) -> Result<OnBehalfOf, SignInError> {
        self.need_proof("acts on behalf of users")?;
        if !self.keep.is_memory() {
            return Err(invalid(
                "tokens on behalf of users are kept in memory only; leave `keep` out",
            ));
        }
        let wire = self.checked()?;
        Ok(OnBehalfOf::new(self, wire))
    }

    /// The redirect address, without port unless it is set with one.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn redirect_text(&self) -> String {
        let usual = if self.issuer.is_microsoft() {
            "http://localhost"
        } else {
            "http://127.0.0.1"
        };
        self.redirect.clone().unwrap_or_else(|| usual.to_owned())
    }

    fn credential(self, flow: Flow) -> Result<SignInCredential> {
        let wire = self.checked()?;
        Ok(SignInCredential::new(Engine::new(self, wire, flow)))
    }

    fn need_proof(&self, what: &str) -> Result<()> {
        if self.proof.is_public() {
            return Err(invalid(&format!(
                "a program that {what} needs `client_secret`, `client_key` or `client_assertion`"
            )));
        }
        Ok(())
    }

    fn checked(&self) -> Result<Wire> {
        self.issuer.check()?;
        if self.client_id.is_empty() {
            return Err(invalid(
                "`client_id` is missing: the id that the program has at the issuer",
            ));
        }
        if let Some((name, _)) = self
            .parameters
            .iter()
            .find(|(name, _)| OWN.contains(&name.as_str()))
        {
            return Err(invalid(&format!(
                "the parameter `{name}` is set by this library; leave it out"
            )));
        }
        let transport = match &self.transport {
            Some(transport) => Arc::clone(transport),
            None => default_transport()?,
        };
        Ok(Wire {
            transport,
            clock: Arc::clone(&self.clock),
        })
    }
}

fn invalid(what: &str) -> SignInError {
    SignInError::Settings(what.to_owned())
}

#[cfg(any(feature = "hyper-no-provider", feature = "reqwest-no-provider"))]
fn default_transport() -> Result<Arc<dyn Transport>> {
    #[cfg(all(feature = "hyper-no-provider", not(target_arch = "wasm32")))]
    use service_client::transport::HyperTransport as Default;
    #[cfg(any(not(feature = "hyper-no-provider"), target_arch = "wasm32"))]
    use service_client::transport::ReqwestTransport as Default;
    match Default::new() {
        Ok(transport) => Ok(Arc::new(transport)),
        Err(error) => Err(SignInError::Settings(error.to_string())),
    }
}

#[cfg(not(any(feature = "hyper-no-provider", feature = "reqwest-no-provider")))]
fn default_transport() -> Result<Arc<dyn Transport>> {
    Err(invalid(
        "`transport` is missing; set one, or turn on the feature `hyper`",
    ))
}
