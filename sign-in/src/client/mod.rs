//! How a client proves who it is (RFC 6749, section 2.3; RFC 7523). In: a form for an endpoint. Out: the form with the
//! proof.

#[cfg(all(feature = "certificate", not(target_arch = "wasm32")))]
mod key;
#[cfg(all(feature = "certificate", not(target_arch = "wasm32")))]
mod pem;

use std::fmt;
use std::sync::Arc;

use service_client::{BoxFuture, credential::CredentialError};

#[cfg(all(feature = "certificate", not(target_arch = "wasm32")))]
pub use self::key::{ClientKey, SigningAlgorithm};
use crate::error::{Result, SignInError};
use crate::issuer::Metadata;
use crate::secret::Secret;
use crate::wire::Form;

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Where the client secret is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SecretPlace {
    /// As the issuer says, else in the header; at Microsoft in the body.
    #[default]
    Automatic,
    /// In the `Authorization` header (`client_secret_basic`).
    Header,
    /// In the form (`client_secret_post`).
    Body,
}

type Assertions =
    Arc<dyn Fn() -> BoxFuture<'static, Result<String, CredentialError>> + Send + Sync>;

/// A client's proof.
#[derive(Clone)]
pub(crate) enum Proof {
    /// None: programs on users' machines can keep no secret.
    Public,
    Secret(Secret, SecretPlace),
    #[cfg(all(feature = "certificate", not(target_arch = "wasm32")))]
    Key(Arc<ClientKey>),
    /// Assertions that somebody else signs.
    Assertions(Assertions),
}

impl Proof {
    pub(crate) fn is_public(&self) -> bool {
        matches!(self, Self::Public)
    }

    /// Whether it is valid at some times only, so that a wrong clock makes it invalid.
    pub(crate) fn has_times(&self) -> bool {
        !matches!(self, Self::Public | Self::Secret(..))
    }

    /// Adds the proof, made anew for each request, and the client's id.
    pub(crate) async fn add(&self, form: &mut Form, to: &Recipient<'_>) -> Result<()> {
        let assertion = match self {
            Self::Public => {
                form.add("client_id", to.client_id);
                return Ok(());
            }
            Self::Secret(secret, place) => {
                add_secret(form, secret, *place, to);
                return Ok(());
            }
            #[cfg(all(feature = "certificate", not(target_arch = "wasm32")))]
            Self::Key(key) => key.assertion(to)?,
            Self::Assertions(source) => {
                let assertion = source().await.map_err(|error| {
                    SignInError::Settings(format!("the client's assertion cannot be had: {error}"))
                })?;
                Secret::new(assertion)
            }
        };
        form.add("client_id", to.client_id)
            .add("client_assertion_type", ASSERTION_TYPE)
            .add_secret("client_assertion", &assertion);
        Ok(())
    }
}

fn add_secret(form: &mut Form, secret: &Secret, place: SecretPlace, to: &Recipient<'_>) {
    let in_body = match place {
        SecretPlace::Automatic => to.metadata.secret_in_body,
        SecretPlace::Header => false,
        SecretPlace::Body => true,
    };
    // Never both: some issuers take that for an attack. Device endpoints want the id in any case.
    if in_body {
        form.add("client_id", to.client_id)
            .add_secret("client_secret", secret);
    } else {
        form.authorize(to.client_id, secret);
        if to.wants_id {
            form.add("client_id", to.client_id);
        }
    }
}

/// Whom the client proves itself to.
#[cfg_attr(
    not(all(feature = "certificate", not(target_arch = "wasm32"))),
    allow(dead_code, reason = "keys alone look at all of it")
)]
pub(crate) struct Recipient<'a> {
    pub(crate) client_id: &'a str,
    pub(crate) metadata: &'a Metadata,
    pub(crate) microsoft: bool,
    /// Whether the endpoint wants `client_id` whatever the proof.
    pub(crate) wants_id: bool,
    pub(crate) now: jiff::Timestamp,
}

impl fmt::Debug for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Public => "Public",
            Self::Secret(..) => "Secret(…)",
            #[cfg(all(feature = "certificate", not(target_arch = "wasm32")))]
            Self::Key(_) => "Key(…)",
            Self::Assertions(_) => "Assertions(…)",
        })
    }
}
