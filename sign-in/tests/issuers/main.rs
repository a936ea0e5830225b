//! Signing in at issuers of other people's making: oidc-provider, which replaces refresh tokens, ends a session when an old
//! one comes, and names itself in answers; and django-oauth-toolkit, which does none of that. They are in
//! `tests/servers/oidc-provider` and `tests/servers/django`. In: their addresses in `OIDC_PROVIDER_URL` and `DJANGO_URL`; `.ci/issuers`
//! starts them and sets that. Without, each test says so in one line and passes.

// `cfg(test)` tells Clippy that a fault may fail the test right there.
#[cfg(test)]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "it is also of another test, which uses the rest"
)]
#[path = "../../../tests/tests/browser/mod.rs"]
mod browser;
#[cfg(test)]
mod program;
#[cfg(test)]
mod renewal;
#[cfg(test)]
mod shared;
#[cfg(test)]
mod user;

use futures_util::TryStreamExt as _;
use odata_client::{Client, Credential, Json, Resource};
use service_sign_in::{Endpoints, SignIn};

/// An issuer, with the service that takes its tokens.
#[derive(Clone)]
struct Issuer {
    url: String,
    django: bool,
}

impl Issuer {
    /// The issuers that there are.
    fn all() -> Vec<Self> {
        [Self::provider(), Self::django()]
            .into_iter()
            .flatten()
            .collect()
    }

    fn provider() -> Option<Self> {
        Self::named("OIDC_PROVIDER_URL", false)
    }

    fn django() -> Option<Self> {
        Self::named("DJANGO_URL", true)
    }

    fn named(variable: &str, django: bool) -> Option<Self> {
        let Ok(url) = std::env::var(variable) else {
            println!("{variable} is not set: nobody signs in there; see .ci/issuers");
            return None;
        };
        Some(Self { url, django })
    }

    /// One has a discovery document, the other one's endpoints are known.
    fn sign_in(&self, client_id: &str) -> SignIn {
        let url = &self.url;
        let sign_in = if self.django {
            let endpoints = Endpoints::new(format!("{url}/o/token/"))
                .authorization(format!("{url}/o/authorize/"))
                .device_authorization(format!("{url}/o/device-authorization/"));
            SignIn::endpoints(endpoints)
        } else {
            SignIn::issuer(url)
        };
        sign_in.client_id(client_id).scopes(["things"])
    }

    /// For a user: one issuer has a client for each way to sign in.
    fn of_user(&self, way: &'static str) -> SignIn {
        self.sign_in(if self.django { way } else { "public" })
    }

    /// The three things of the service, page by page; with `expire`, the token of the first page is not that of the
    /// second.
    async fn things(
        &self,
        credential: impl Credential,
        expire: bool,
    ) -> Result<usize, odata_client::Error> {
        let client = Client::builder(format!("{}/api", self.url))
            .credential(credential)
            .build()?;
        let things = Resource::root(&client).segment("things").list::<Json>();
        let things = if expire {
            things.query("expire", "1")
        } else {
            things
        };
        let things: Vec<Json> = things.items().try_collect().await?;
        Ok(things.len())
    }
}
