//! The token endpoint. In: what is wanted, and a proof of the right to it. Out: tokens, or what the issuer says.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use crate::builder::{OfflineAccess, SignIn};
use crate::claims::merged;
use crate::client::Recipient;
use crate::error::{IssuerError, Result, SignInError};
use crate::flow::DevicePrompt;
use crate::id_token::{self, Expected, User};
use crate::issuer::Metadata;
use crate::keep::Store;
use crate::scopes::{self, OFFLINE, OPEN_ID};
use crate::secret::Secret;
use crate::tokens::{Grant, Wanted};
use crate::wire::{Form, Reply, Wire};

/// How often a request is sent in all, where nothing is lost by sending it again.
const TRIES: u32 = 3;

/// The longest that is waited because the issuer asks for it.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// Shows an address to the user.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) type Opener = Arc<dyn Fn(&str) -> std::io::Result<()> + Send + Sync>;

/// How tokens are got where there is no refresh token.
#[derive(Clone)]
pub(crate) enum Flow {
    Device(Arc<dyn Fn(&DevicePrompt) + Send + Sync>),
    #[cfg(not(target_arch = "wasm32"))]
    Browser(Opener),
    Program,
    /// By a refresh token from elsewhere, and no other way.
    Given(Secret),
    /// For whom this token is.
    OnBehalfOf(Secret),
}

impl Flow {
    pub(crate) fn is_of_user(&self) -> bool {
        !matches!(self, Self::Program | Self::OnBehalfOf(_))
    }

    /// Whether it can ask the user.
    pub(crate) fn asks(&self) -> bool {
        self.is_of_user() && !matches!(self, Self::Given(_))
    }
}

/// Settings, and what they are used with.
pub(crate) struct Engine {
    pub(crate) settings: SignIn,
    pub(crate) wire: Wire,
    pub(crate) flow: Flow,
    pub(crate) store: Store,
}

/// A request to the token endpoint: its form but for the client's proof.
pub(crate) struct Ask<'a> {
    pub(crate) grant_type: &'a str,
    pub(crate) plain: Vec<(&'a str, &'a str)>,
    pub(crate) secrets: Vec<(&'a str, &'a Secret)>,
    pub(crate) scopes: &'a [String],
    pub(crate) claims: Option<&'a str>,
}

/// A try at the token endpoint.
pub(crate) enum Tried {
    Granted(Box<Grant>),
    Refused(Box<IssuerError>),
}

impl Engine {
    pub(crate) fn new(settings: SignIn, wire: Wire, flow: Flow) -> Self {
        let issuer = settings.issuer.label();
        let store = Store::new(settings.keep.clone(), issuer, settings.client_id.clone());
        Self {
            settings,
            wire,
            flow,
            store,
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.wire.clock.now()
    }

    pub(crate) async fn metadata(&self) -> Result<Arc<Metadata>> {
        self.settings.issuer.metadata(&self.wire).await
    }

    /// What is wanted by these scopes of a client, unless the settings have some.
    pub(crate) fn wanted(&self, of_client: &[&str]) -> Result<Wanted> {
        let settings = &self.settings;
        let mut scopes = match settings.scopes.as_slice() {
            [] => scopes::distinct(of_client.iter().copied()),
            own => own.to_vec(),
        };
        if let Some(graph) = settings.issuer.graph_url() {
            for scope in &mut scopes {
                *scope = scopes::qualified(scope, graph);
            }
            if scopes.is_empty() {
                return Err(SignInError::Settings(
                    "scopes are missing: set `SignIn::scopes`, or those of the client".to_owned(),
                ));
            }
            scopes::check_microsoft(&scopes, matches!(self.flow, Flow::Program), graph)?;
        }
        Ok(Wanted {
            scopes,
            claims: None,
            refused: None,
        })
    }

    /// All scopes to ask for: those that make it a user's sign-in, and one that lasts, are added.
    pub(crate) fn scopes(&self, wanted: &Wanted, metadata: &Metadata) -> Vec<String> {
        let microsoft = self.settings.issuer.is_microsoft();
        let mut scopes = wanted.scopes.clone();
        if !self.flow.is_of_user() {
            return scopes;
        }
        let offline = match self.settings.offline {
            OfflineAccess::Automatic => metadata.offers_offline,
            OfflineAccess::Ask => true,
            OfflineAccess::Never => false,
        };
        let mut added = Vec::new();
        if microsoft || offline {
            added.push(OPEN_ID);
        }
        if microsoft {
            added.push("profile");
        }
        if offline {
            added.push(OFFLINE);
        }
        scopes.extend(added.into_iter().map(str::to_owned));
        scopes::distinct(scopes.iter().map(String::as_str))
    }

    /// The claims to ask for.
    pub(crate) fn claims(&self, wanted: &Wanted) -> Option<String> {
        let usual = self.settings.issuer.is_microsoft();
        let understands = self.settings.understands_challenges.unwrap_or(usual);
        merged(wanted.claims.as_deref(), understands)
    }

    /// Adds the client's proof, which is made anew for each request.
    pub(crate) async fn prove(
        &self,
        form: &mut Form,
        metadata: &Metadata,
        wants_id: bool,
    ) -> Result<()> {
        let recipient = Recipient {
            client_id: &self.settings.client_id,
            metadata,
            microsoft: self.settings.issuer.is_microsoft(),
            wants_id,
            now: self.now(),
        };
        self.settings.proof.add(form, &recipient).await
    }

    /// Asks the token endpoint once.
    pub(crate) async fn try_once(&self, ask: &Ask<'_>) -> Result<Tried> {
        let metadata = self.metadata().await?;
        let mut form = Form::new();
        form.add("grant_type", ask.grant_type);
        for (name, value) in &ask.plain {
            form.add(name, value);
        }
        for (name, secret) in &ask.secrets {
            form.add_secret(name, secret);
        }
        if !ask.scopes.is_empty() {
            form.add("scope", &ask.scopes.join(" "));
        }
        form.add_if("claims", ask.claims);
        for (name, value) in &self.settings.parameters {
            form.add(name, value);
        }
        self.prove(&mut form, &metadata, false).await?;
        let sent = self.now();
        let reply = self.wire.post(&metadata.token, &form).await?;
        self.judge(&reply, &form, sent)
    }

    fn judge(&self, reply: &Reply, form: &Form, sent: Timestamp) -> Result<Tried> {
        let json = reply.object();
        let refuses = json
            .as_ref()
            .is_some_and(|json| json.get("error").is_some_and(|error| !error.is_null()));
        // Errors come with any status, 200 included; and gateways answer in the issuer's place.
        match json.filter(|_| reply.status.is_success() && !refuses) {
            Some(json) => Ok(Tried::Granted(Box::new(Grant::read(reply, &json, sent)?))),
            None => Ok(Tried::Refused(Box::new(self.refusal(reply, form)))),
        }
    }

    pub(crate) fn refusal(&self, reply: &Reply, form: &Form) -> IssuerError {
        let mut error = IssuerError::read(reply, |text| form.redact(text));
        if error.is("invalid_client") && self.settings.proof.has_times() {
            error.compare_clocks(self.now(), reply.date);
        }
        error
    }

    /// Asks the token endpoint, and again where that does no harm: if nothing was sent, if the issuer is busy, and
    /// `repeats` times if the answer was lost, since the request may have been carried out.
    pub(crate) async fn ask(&self, ask: &Ask<'_>, repeats: u32) -> Result<Grant> {
        let (mut tries, mut lost) = (0, 0);
        loop {
            tries += 1;
            let (failure, wait, was_lost): (SignInError, _, _) = match self.try_once(ask).await {
                Ok(Tried::Granted(grant)) => return Ok(*grant),
                Ok(Tried::Refused(error)) => {
                    let (wait, was_lost) = (error.retry_after, error.may_have_been_done());
                    (SignInError::Issuer(error), wait, was_lost)
                }
                Err(error) => {
                    let sent = matches!(&error, SignInError::Transport { source, .. } if !source.is_connect());
                    (error, None, sent)
                }
            };
            lost += u32::from(was_lost);
            let wait = wait.unwrap_or(Duration::from_secs(u64::from(tries)));
            if !failure.is_transient() || tries == TRIES || lost > repeats || wait > LONGEST_WAIT {
                return Err(failure);
            }
            tracing::debug!(%failure, "asks the issuer again");
            self.wire.clock.sleep(wait).await;
        }
    }

    /// Reads the ID token of an answer, if there is one.
    pub(crate) fn user(
        &self,
        grant: &Grant,
        metadata: &Metadata,
        nonce: Option<&Secret>,
    ) -> Result<Option<User>> {
        let Some(token) = &grant.id_token else {
            return Ok(None);
        };
        let expected = Expected {
            issuer: &metadata.name,
            client_id: &self.settings.client_id,
            nonce: nonce.map(Secret::reveal),
            now: self.now(),
        };
        id_token::read(token.reveal(), &expected).map(Some)
    }
}
