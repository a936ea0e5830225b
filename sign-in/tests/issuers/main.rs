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
mod declined;
#[cfg(test)]
mod keyring;
#[cfg(test)]
mod paging;
#[cfg(test)]
mod place;
#[cfg(test)]
mod program;
#[cfg(test)]
mod renewal;
#[cfg(test)]
mod shared;
#[cfg(test)]
mod user;

use std::time::Duration;

use futures_util::stream::BoxStream;
use futures_util::{StreamExt as _, TryStreamExt as _};
use odata_client::clock::{Clock, SystemClock};
use odata_client::{BoxFuture, Client, Credential, Json, Resource, reqwest};
use service_sign_in::{Endpoints, SignIn};

/// What the service has: three pages of two.
const ALL: [u64; 6] = [1, 2, 3, 4, 5, 6];

/// How long the issuers' tokens last.
const LIFE: Duration = Duration::from_secs(5);

type Things = BoxStream<'static, Result<u64, odata_client::Error>>;

/// A clock that is off by this many seconds.
struct Wrong(i64);

impl Clock for Wrong {
    fn now(&self) -> jiff::Timestamp {
        SystemClock.now() + jiff::SignedDuration::from_secs(self.0)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        SystemClock.sleep(duration)
    }
}

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

    /// The things of the service, page by page; with `expire`, the token of the first page is not that of the second.
    async fn things(
        &self,
        credential: impl Credential,
        expire: bool,
    ) -> Result<Vec<u64>, odata_client::Error> {
        let expire = expire.then_some(("expire", "1"));
        self.stream(credential, expire)?.try_collect().await
    }

    /// The same, one by one.
    fn stream(
        &self,
        credential: impl Credential,
        query: Option<(&str, &str)>,
    ) -> Result<Things, odata_client::Error> {
        let client = Client::builder(format!("{}/api", self.url))
            .credential(credential)
            .build()?;
        let things = Resource::root(&client).segment("things").list::<Json>();
        let things = match query {
            Some((name, value)) => things.query(name, value),
            None => things,
        };
        let things = things
            .items()
            .map_ok(|thing| thing["id"].as_u64().unwrap_or_default());
        Ok(things.boxed())
    }

    /// Takes a token back (RFC 7009), as a public client.
    async fn revoke(&self, client_id: &str, token: &str) -> Result<(), reqwest::Error> {
        let path = if self.django {
            "/o/revoke_token/"
        } else {
            "/token/revocation"
        };
        let request = reqwest::Client::new().post(format!("{}{path}", self.url));
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let form = format!("client_id={client_id}&token={token}");
        request.body(form).send().await?.error_for_status()?;
        Ok(())
    }
}
