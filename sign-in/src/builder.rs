//! Settings of a sign-in. In: an issuer, a client, scopes, and how to sign in. Out: a credential.

mod finish;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use service_client::{
    clock::{Clock, SystemClock},
    credential::CredentialError,
    transport::Transport,
};

#[cfg(all(feature = "certificate", not(target_arch = "wasm32")))]
use crate::client::ClientKey;
use crate::client::{Proof, SecretPlace};
use crate::issuer::{Cloud, Endpoints, Issuer, Source};
use crate::keep::Keep;
use crate::notice::Notice;
use crate::scopes::distinct;
use crate::secret::Secret;

/// What is called with notices.
pub(crate) type Told = Arc<dyn Fn(&Notice) + Send + Sync>;

/// Whether a refresh token is asked for with the scope `offline_access` (OpenID Connect Core 1.0, section 11).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum OfflineAccess {
    /// Where the issuer says that it has the scope; others give refresh tokens without being asked, or never.
    #[default]
    Automatic,
    /// Always.
    Ask,
    /// Never: the user signs in again when the token ends.
    Never,
}

/// How to sign in: settings, and methods that make a [`SignInCredential`](crate::SignInCredential) of them.
///
/// ```no_run
/// use service_sign_in::SignIn;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let credential = SignIn::microsoft("contoso.example")
///     .client_id("11111111-2222-3333-4444-555555555555")
///     .scopes(["User.Read"])
///     .device_code(|prompt| println!("{prompt}"))?;
/// let client = odata_client::Client::builder("https://graph.microsoft.com/v1.0").credential(credential).build()?;
/// # Ok(()) }
/// ```
#[derive(Clone)]
#[must_use = "the settings do nothing until a method such as `device_code` makes a credential of them"]
pub struct SignIn {
    pub(crate) issuer: Issuer,
    pub(crate) client_id: String,
    pub(crate) proof: Proof,
    pub(crate) scopes: Vec<String>,
    pub(crate) offline: OfflineAccess,
    pub(crate) understands_challenges: Option<bool>,
    pub(crate) parameters: Vec<(String, String)>,
    pub(crate) keep: Keep,
    pub(crate) asks_on_demand: bool,
    pub(crate) notice: Option<Told>,
    #[cfg_attr(
        target_arch = "wasm32",
        allow(dead_code, reason = "only signing in by browser looks at it")
    )]
    pub(crate) redirect: Option<String>,
    pub(crate) patience: Option<Duration>,
    pub(crate) transport: Option<Arc<dyn Transport>>,
    pub(crate) clock: Arc<dyn Clock>,
}

impl SignIn {
    /// At Microsoft Entra, in the tenant with this GUID or domain; `common`, `organizations` and `consumers` let the
    /// user's account decide.
    pub fn microsoft(tenant: impl Into<String>) -> Self {
        Self::new(Source::Microsoft {
            tenant: tenant.into(),
            cloud: Cloud::default(),
            authority: None,
        })
    }

    /// At an issuer with a discovery document (OpenID Connect Discovery 1.0, RFC 8414). The address is exactly what the
    /// issuer calls itself, slashes included.
    pub fn issuer(url: impl Into<String>) -> Self {
        Self::new(Source::Discovery {
            url: url.into(),
            template: false,
        })
    }

    /// At an issuer without a discovery document.
    pub fn endpoints(endpoints: Endpoints) -> Self {
        Self::new(Source::Fixed(endpoints))
    }

    fn new(source: Source) -> Self {
        Self {
            issuer: Issuer::new(source),
            client_id: String::new(),
            proof: Proof::Public,
            scopes: Vec::new(),
            offline: OfflineAccess::default(),
            understands_challenges: None,
            parameters: Vec::new(),
            keep: Keep::memory(),
            asks_on_demand: true,
            notice: None,
            redirect: None,
            patience: None,
            transport: None,
            clock: Arc::new(SystemClock),
        }
    }

    /// Microsoft's cloud; the global one unless set. Short scopes such as `User.Read` then mean that cloud's Graph. No
    /// effect on other issuers.
    pub fn cloud(mut self, new: Cloud) -> Self {
        if let Source::Microsoft { cloud, .. } = &mut self.issuer.source {
            *cloud = new;
        }
        self.issuer = self.issuer.anew();
        self
    }

    /// Another host with Microsoft's endpoints than that of the cloud, such as a test's. No effect on other issuers.
    pub fn authority(mut self, url: impl Into<String>) -> Self {
        if let Source::Microsoft { authority, .. } = &mut self.issuer.source {
            *authority = Some(url.into());
        }
        self.issuer = self.issuer.anew();
        self
    }

    /// Whether the issuer's name in its discovery document may have `{tenantid}` in it, for which the ID token's `tid`
    /// stands, as issuers of many tenants write it; they are refused unless set. No effect on
    /// [`microsoft`](Self::microsoft), which knows.
    pub fn tenant_template(mut self, allow: bool) -> Self {
        if let Source::Discovery { template, .. } = &mut self.issuer.source {
            *template = allow;
        }
        self.issuer = self.issuer.anew();
        self
    }

    /// The id that the program has at the issuer.
    pub fn client_id(mut self, id: impl Into<String>) -> Self {
        self.client_id = id.into();
        self
    }

    /// The program's secret, for programs that can keep one: not those on users' machines.
    pub fn client_secret(self, secret: impl Into<String>) -> Self {
        self.client_secret_in(SecretPlace::Automatic, secret)
    }

    /// The program's secret, and where it is sent.
    pub fn client_secret_in(mut self, place: SecretPlace, secret: impl Into<String>) -> Self {
        self.proof = Proof::Secret(Secret::new(secret), place);
        self
    }

    /// The key by which the program proves who it is, in place of a secret.
    #[cfg(all(feature = "certificate", not(target_arch = "wasm32")))]
    pub fn client_key(mut self, key: ClientKey) -> Self {
        self.proof = Proof::Key(Arc::new(key));
        self
    }

    /// Assertions that prove who the program is and that something else signs: a platform's workload identity, a key
    /// vault. Asked for once per request.
    pub fn client_assertion<F, R>(mut self, assertion: F) -> Self
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Result<String, CredentialError>> + Send + 'static,
    {
        self.proof = Proof::Assertions(Arc::new(move || Box::pin(assertion())));
        self
    }

    /// What the tokens are for. Unless set, the client says so: generated ones have the scopes of their service.
    pub fn scopes<S: AsRef<str>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        let scopes: Vec<S> = scopes.into_iter().collect();
        self.scopes = distinct(scopes.iter().map(AsRef::as_ref));
        self
    }

    /// Whether a refresh token is asked for with `offline_access`.
    pub fn offline_access(mut self, offline: OfflineAccess) -> Self {
        self.offline = offline;
        self
    }

    /// Whether the issuer hears that the program understands claims challenges (Microsoft's `xms_cc` with `CP1`), without
    /// which services of Microsoft send none; at Microsoft it does unless set, elsewhere it does not. The runtime's
    /// clients understand them.
    pub fn claims_challenges(mut self, understands: bool) -> Self {
        self.understands_challenges = Some(understands);
        self
    }

    /// Adds a parameter to what is sent to the issuer, such as `login_hint`, `domain_hint`, `prompt`, or `audience` and
    /// `resource` where issuers want them.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Where tokens are kept; in memory unless set.
    pub fn keep(mut self, keep: Keep) -> Self {
        self.keep = keep;
        self
    }

    /// Whether the user is asked as soon as a request needs a token; so unless set. With `false`, only
    /// [`SignInCredential::sign_in`](crate::SignInCredential::sign_in) asks, and requests fail with
    /// [`SignInError::UserNeeded`](crate::SignInError::UserNeeded) before that and once the session has ended.
    pub fn ask_on_demand(mut self, ask: bool) -> Self {
        self.asks_on_demand = ask;
        self
    }

    /// What is called with what the user should know of a sign-in that succeeded: see [`Notice`]. Unless set, notices are
    /// warnings of `tracing`.
    pub fn on_notice(mut self, notice: impl Fn(&Notice) + Send + Sync + 'static) -> Self {
        self.notice = Some(Arc::new(notice));
        self
    }

    /// The redirect address for signing in by browser, as it is registered: `http://127.0.0.1`, `http://localhost` or
    /// `http://[::1]`, with a path if the registration has one. A free port is put in unless it names one, and the text
    /// stays as it is otherwise: issuers compare it by letters. Unless set it is `http://localhost` at Microsoft, which
    /// takes nothing else, and `http://127.0.0.1` elsewhere (RFC 8252, section 7.3).
    pub fn redirect(mut self, url: impl Into<String>) -> Self {
        self.redirect = Some(url.into());
        self
    }

    /// How long the user has to sign in. Unless set, 15 minutes in a browser; for a device code what the issuer says, up
    /// to an hour.
    pub fn patience(mut self, time: Duration) -> Self {
        self.patience = Some(time);
        self
    }

    /// Another way to send requests than the default one.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self.issuer = self.issuer.alone();
        self
    }

    /// What tells the time and waits; the system's clock unless set.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self.issuer = self.issuer.alone();
        self
    }
}

/// Shows neither secrets nor parameters.
impl fmt::Debug for SignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignIn")
            .field("issuer", &self.issuer.label())
            .field("client_id", &self.client_id)
            .field("proof", &self.proof)
            .field("scopes", &self.scopes)
            .field("keep", &self.keep)
            .finish_non_exhaustive()
    }
}
