//! Tokens that end while a list is read page by page.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use futures_util::{StreamExt as _, TryStreamExt as _};
use odata_client::clock::{Clock, SystemClock};
use odata_client::credential::{CredentialError, TokenRequest};
use odata_client::{AccessToken, BoxFuture, Credential};
use service_sign_in::{SignInCredential, SignInError};

use crate::place::Place;
use crate::program::SECRET;
use crate::renewal::signed_in;
use crate::user::by_browser;
use crate::{ALL, Issuer, LIFE};

/// A clock that does not go on: to it, no token ends, and only the service's 401 tells.
struct Stopped(jiff::Timestamp);

impl Stopped {
    fn now() -> Self {
        Self(SystemClock.now())
    }
}

impl Clock for Stopped {
    fn now(&self) -> jiff::Timestamp {
        self.0
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        SystemClock.sleep(duration)
    }
}

/// Counts the tokens that the service has refused.
#[derive(Clone)]
struct Counting(SignInCredential, Arc<AtomicUsize>);

impl Credential for Counting {
    fn token<'a>(
        &'a self,
        request: TokenRequest<'a>,
    ) -> BoxFuture<'a, Result<AccessToken, CredentialError>> {
        if request.refused.is_some() {
            self.1.fetch_add(1, Ordering::Relaxed);
        }
        self.0.token(request)
    }
}

/// Reads the first page, waits until its token has ended at the issuer, and reads on.
async fn slowly(issuer: Issuer, credential: SignInCredential) {
    let counted = Counting(credential, Arc::default());
    let refused = || counted.1.load(Ordering::Relaxed);
    let mut things = issuer.stream(counted.clone(), None).unwrap();
    let mut read = Vec::new();
    for _ in 0..2 {
        read.push(things.next().await.unwrap().unwrap());
    }
    let before = refused();
    tokio::time::sleep(LIFE + Duration::from_secs(2)).await;
    let rest: Vec<u64> = things.try_collect().await.unwrap();
    read.extend(rest);
    assert_eq!(read, ALL, "nothing is lost, and nothing comes twice");
    assert!(refused() > before, "{}", issuer.url);
}

#[tokio::test]
async fn a_token_that_ends_at_the_issuer_between_two_pages_is_renewed() {
    let mut reading = Vec::new();
    for issuer in Issuer::all() {
        let program = issuer.sign_in("program").client_secret(SECRET);
        let program = program.clock(Stopped::now()).client_credentials().unwrap();
        reading.push(slowly(issuer.clone(), program));
        if let Some(user) = by_browser(issuer.of_user("browser").clock(Stopped::now())) {
            user.sign_in().await.unwrap();
            reading.push(slowly(issuer, user));
        }
    }
    join_all(reading).await;
}

#[tokio::test]
async fn a_session_that_ends_between_two_pages_is_an_error_and_not_the_end() {
    for issuer in Issuer::all() {
        for place in Place::all("paging") {
            let Some(()) = signed_in(&issuer, &place).await else {
                return;
            };
            let client = if issuer.django { "browser" } else { "public" };
            let sign_in = issuer.sign_in(client).keep(place.keep());
            let credential = sign_in.refresh_token("none").unwrap();
            let mut things = issuer.stream(credential.clone(), None).unwrap();
            let mut read = vec![things.next().await.unwrap().unwrap()];
            read.push(things.next().await.unwrap().unwrap());
            // What was renewed for the first page is taken back, and its access token with it.
            let token = place.refresh_token().unwrap();
            issuer.revoke(client, &token).await.unwrap();
            let error = things.next().await.unwrap().unwrap_err();
            let error = error.credential_as::<SignInError>().unwrap();
            assert!(matches!(error, SignInError::UserNeeded { .. }), "{error:?}");
            assert_eq!(read, ALL[..2]);
            // The user signs in again, and the list is there.
            let Some(()) = signed_in(&issuer, &place).await else {
                return;
            };
            assert_eq!(issuer.things(credential.clone(), false).await.unwrap(), ALL);
            credential.sign_out().await.unwrap();
        }
    }
}
