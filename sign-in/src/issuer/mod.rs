//! Issuers. In: Microsoft's tenant, the address of an issuer, or endpoints by hand. Out: what is known of it, asked for
//! once.

mod cloud;
mod metadata;
mod shared;

use std::sync::Arc;

use futures_util::lock::Mutex;
use http::StatusCode;
use jiff::SignedDuration;

pub use self::cloud::Cloud;
pub use self::metadata::Endpoints;
pub(crate) use self::metadata::{IssuerName, Metadata};
use crate::error::{Result, SignInError};
use crate::wire::{Wire, check_address, encoded};
use shared::Known;

/// How long a discovery document is used.
const KEPT: SignedDuration = SignedDuration::from_hours(1);

/// Where an issuer's endpoints come from.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// Microsoft Entra: known without asking.
    Microsoft {
        tenant: String,
        cloud: Cloud,
        authority: Option<String>,
    },
    /// By discovery.
    Discovery { url: String, template: bool },
    /// By hand.
    Fixed(Endpoints),
}

/// An issuer, with its metadata once they are known; clones share them, and wait for each other.
#[derive(Clone)]
pub(crate) struct Issuer {
    pub(crate) source: Source,
    known: Arc<Mutex<Option<Known>>>,
    /// Whether what others in the process learnt is taken, and the other way round.
    shares: bool,
}

impl Issuer {
    pub(crate) fn new(source: Source) -> Self {
        Self {
            source,
            known: Arc::default(),
            shares: true,
        }
    }

    /// The same after a change of its source.
    pub(crate) fn anew(self) -> Self {
        Self {
            known: Arc::default(),
            ..self
        }
    }

    /// What it learns is for the clones of this one alone: what another transport was told, or another clock dates, is not
    /// for others.
    pub(crate) fn alone(self) -> Self {
        Self {
            shares: false,
            ..self
        }
    }

    pub(crate) fn is_microsoft(&self) -> bool {
        matches!(self.source, Source::Microsoft { .. })
    }

    /// The resource that short scopes mean, where the issuer's own default may be another cloud's.
    pub(crate) fn graph_url(&self) -> Option<&'static str> {
        match self.source {
            Source::Microsoft { cloud, .. } => Some(cloud.graph_url()),
            _ => None,
        }
    }

    /// What distinguishes it from other issuers, for what is kept.
    pub(crate) fn label(&self) -> String {
        match &self.source {
            Source::Microsoft { tenant, .. } => format!("{}/{tenant}", self.authority()),
            Source::Discovery { url, .. } => url.clone(),
            Source::Fixed(endpoints) => endpoints.token.clone(),
        }
    }

    /// Finds mistakes that need no issuer to be found.
    pub(crate) fn check(&self) -> Result<()> {
        match &self.source {
            Source::Microsoft { tenant, .. } => {
                let plain = |letter: char| letter.is_ascii_alphanumeric() || ".-_".contains(letter);
                if tenant.is_empty() || !tenant.chars().all(plain) || tenant.starts_with('.') {
                    return Err(SignInError::Settings(
                        "the tenant must be a GUID, a domain, `common`, `organizations` or `consumers`".to_owned(),
                    ));
                }
                check_address(self.authority(), "the authority").map(drop)
            }
            Source::Discovery { url, .. } => check_address(url, "the issuer").map(drop),
            Source::Fixed(endpoints) => Metadata::fixed(endpoints).map(drop),
        }
    }

    /// What is known of it; asks it if need be.
    pub(crate) async fn metadata(&self, wire: &Wire) -> Result<Arc<Metadata>> {
        let mut known = self.known.lock().await;
        let now = wire.clock.now();
        let is_new = |(_, since): &Known| now.duration_since(*since) < KEPT;
        if !known.as_ref().is_some_and(is_new) {
            *known = self.recalled().filter(is_new);
        }
        if let Some((metadata, _)) = &*known {
            return Ok(Arc::clone(metadata));
        }
        let metadata = match &self.source {
            Source::Microsoft { tenant, .. } => self.microsoft(tenant),
            Source::Discovery { url, template } => discover(wire, url, *template).await?,
            Source::Fixed(endpoints) => Metadata::fixed(endpoints)?,
        };
        let metadata = Arc::new(metadata);
        *known = Some((Arc::clone(&metadata), now));
        if let (true, Source::Discovery { url, template }) = (self.shares, &self.source) {
            shared::remember(url, *template, (Arc::clone(&metadata), now));
        }
        Ok(metadata)
    }

    /// What another credential of the process learnt.
    fn recalled(&self) -> Option<Known> {
        match &self.source {
            Source::Discovery { url, template } if self.shares => shared::recall(url, *template),
            _ => None,
        }
    }

    fn authority(&self) -> &str {
        match &self.source {
            Source::Microsoft {
                authority: Some(authority),
                ..
            } => authority.trim_end_matches('/'),
            Source::Microsoft { cloud, .. } => cloud.login_url(),
            _ => "",
        }
    }

    /// As Microsoft documents its endpoints; the tenant in ID tokens is a GUID, whatever it is called here.
    fn microsoft(&self, tenant: &str) -> Metadata {
        let authority = self.authority();
        let endpoint = |name: &str| format!("{authority}/{}/oauth2/v2.0/{name}", encoded(tenant));
        Metadata {
            name: IssuerName::Template(format!("{authority}/{{tenantid}}/v2.0")),
            token: endpoint("token"),
            authorization: Some(endpoint("authorize")),
            device_authorization: Some(endpoint("devicecode")),
            names_itself: false,
            offers_offline: true,
            secret_in_body: true,
        }
    }
}

/// At OpenID Connect's place, else at OAuth's own.
async fn discover(wire: &Wire, url: &str, template: bool) -> Result<Metadata> {
    let openid = format!(
        "{}/.well-known/openid-configuration",
        url.trim_end_matches('/')
    );
    let reply = wire.get(&openid).await?;
    if reply.status != StatusCode::NOT_FOUND {
        return Metadata::read(&reply, url, template);
    }
    let oauth = check_address(url, "the issuer")?.well_known("oauth-authorization-server");
    let reply = wire.get(&oauth).await?;
    if reply.status == StatusCode::NOT_FOUND {
        return Err(reply
            .invalid("it has no discovery document; name its endpoints with `SignIn::endpoints`"));
    }
    Metadata::read(&reply, url, template)
}
