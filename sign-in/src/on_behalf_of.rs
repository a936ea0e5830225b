//! Acting for users who call (Microsoft's on-behalf-of). In: a caller's token. Out: a credential for that caller.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::builder::SignIn;
use crate::credential::SignInCredential;
use crate::engine::{Engine, Flow};
use crate::secret::Secret;
use crate::wire::Wire;

/// How many callers' tokens are held; the oldest goes for one more.
const MOST: usize = 4096;

/// A service that acts for its callers, at Microsoft Entra.
///
/// For each caller's token it gives a credential, the same for the same token. The token must be one of a user's, for
/// this service, and checked by it before. Where the user has to do something first, requests fail with an error whose
/// [`claims`](crate::SignInError::claims) the service hands on: it answers 401 with
/// `WWW-Authenticate: Bearer error="insufficient_claims", claims="…"` (the claims in base64), and the caller signs in with
/// them.
///
/// ```no_run
/// # async fn run(caller: &str) -> Result<(), Box<dyn std::error::Error>> {
/// use service_sign_in::{SignIn, SignInError};
///
/// let service = SignIn::microsoft("contoso.example")
///     .client_id("11111111-2222-3333-4444-555555555555")
///     .client_secret(std::env::var("CLIENT_SECRET")?)
///     .on_behalf_of()?;
///
/// // For each request that comes in:
/// let client = odata_client::Client::builder("https://graph.microsoft.com/v1.0")
///     .scope("https://graph.microsoft.com/.default")
///     .credential(service.caller(caller))
///     .build()?;
/// let me = odata_client::Resource::root(&client).segment("me").media().get().await;
/// if let Err(error) = me
///     && let Some(SignInError::UserNeeded { claims, .. }) = error.credential_as::<SignInError>()
/// {
///     println!("401, with the claims {claims:?}");
/// }
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct OnBehalfOf {
    settings: SignIn,
    wire: Wire,
    callers: Arc<Mutex<Callers>>,
}

/// By the hash of the caller's token, and in the order in which they came.
#[derive(Default)]
struct Callers {
    known: BTreeMap<String, SignInCredential>,
    order: VecDeque<String>,
}

impl OnBehalfOf {
    pub(crate) fn new(settings: SignIn, wire: Wire) -> Self {
        Self {
            settings,
            wire,
            callers: Arc::default(),
        }
    }

    /// The credential for the caller with this token, without the word `Bearer`.
    pub fn caller(&self, token: &str) -> SignInCredential {
        let token = Secret::new(token);
        let key = token.digest();
        let mut callers = self.callers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(credential) = callers.known.get(&key) {
            return credential.clone();
        }
        let engine = Engine::new(
            self.settings.clone(),
            self.wire.clone(),
            Flow::OnBehalfOf(token),
        );
        let credential = SignInCredential::new(engine);
        callers.known.insert(key.clone(), credential.clone());
        callers.order.push_back(key);
        while callers.order.len() > MOST {
            if let Some(oldest) = callers.order.pop_front() {
                callers.known.remove(&oldest);
            }
        }
        credential
    }
}

/// Shows nothing of the callers.
impl fmt::Debug for OnBehalfOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnBehalfOf")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
