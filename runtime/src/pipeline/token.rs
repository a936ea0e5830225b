//! Tokens. In: a request without one. Out: the request with one, where it may go.

use std::sync::Arc;

use http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};

use super::{HttpRequest, HttpResponse, Middleware, Next, Options, again};
use crate::BoxFuture;
use crate::credential::{AccessToken, TokenCache, claims_of};
use crate::error::{Error, Result};
use crate::origin::Hosts;

/// Adds the token, unless the request has an `Authorization` of its own; both go only where a token
/// may go. After 401 the credential is asked once more, with the claims of the challenge.
pub(crate) struct Authorize {
    pub(crate) cache: Option<TokenCache>,
    pub(crate) hosts: Arc<Hosts>,
}

impl Middleware for Authorize {
    fn handle<'a>(
        &'a self,
        request: HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse>> {
        let anonymous = Options::of(&request).anonymous;
        if request.headers().contains_key(AUTHORIZATION) {
            return match self.hosts.check_token(request.uri()) {
                Ok(()) => next.run(request),
                Err(error) => Box::pin(std::future::ready(Err(error))),
            };
        }
        match &self.cache {
            Some(cache) if !anonymous => Box::pin(self.authorize(cache, request, next)),
            _ => next.run(request),
        }
    }
}

impl Authorize {
    async fn authorize(
        &self,
        cache: &TokenCache,
        mut request: HttpRequest,
        next: Next<'_>,
    ) -> Result<HttpResponse> {
        self.hosts.check_token(request.uri())?;
        let repeat = again(&request);
        let token = cache.token(None, None).await?;
        insert(&mut request, &token)?;
        let reply = next.run(request).await?;
        let Some(mut request) = repeat.filter(|_| reply.status() == StatusCode::UNAUTHORIZED)
        else {
            return Ok(reply);
        };
        let challenges = reply.headers().get_all(WWW_AUTHENTICATE);
        let claims = challenges
            .iter()
            .find_map(|value| claims_of(value.as_bytes()));
        let fresh = cache.token(Some(&token), claims.as_deref()).await?;
        if fresh.secret() == token.secret() {
            return Ok(reply);
        }
        insert(&mut request, &fresh)?;
        next.run(request).await
    }
}

fn insert(request: &mut HttpRequest, token: &AccessToken) -> Result<()> {
    let value = HeaderValue::from_str(&format!("Bearer {}", token.secret()));
    let mut value = value.map_err(|_| Error::Credential {
        source: "the token has characters that no header may have, such as a line break".into(),
    })?;
    value.set_sensitive(true);
    request.headers_mut().insert(AUTHORIZATION, value);
    Ok(())
}
