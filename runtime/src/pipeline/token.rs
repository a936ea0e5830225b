//! Tokens. In: a request without one. Out: the request with one, where it may go.

use std::sync::Arc;

use http::header::{AUTHORIZATION, COOKIE, WWW_AUTHENTICATE};
use http::{HeaderName, StatusCode, Uri};

use super::{HttpRequest, HttpResponse, Middleware, Next, Options, again};
use crate::BoxFuture;
use crate::call::{In, Scheme, SchemeKind};
use crate::credential::{AccessToken, Secrets, TokenCache, claims_of, secret_header};
use crate::error::{InvalidRequest, Result};
use crate::origin::Hosts;

/// Adds the token, unless the request has an `Authorization` of its own; both go only where a token
/// may go. After 401 the credential is asked once more, with the claims of the challenge.
pub(crate) struct Authorize {
    pub(crate) secrets: Secrets,
    pub(crate) hosts: Arc<Hosts>,
}

impl Middleware for Authorize {
    fn handle<'a>(
        &'a self,
        request: HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse>> {
        let Options {
            anonymous,
            security,
            ..
        } = Options::of(&request);
        if request.headers().contains_key(AUTHORIZATION) {
            return match self.hosts.check_token(request.uri()) {
                Ok(()) => next.run(request),
                Err(error) => Box::pin(std::future::ready(Err(error))),
            };
        }
        if anonymous || self.secrets.is_empty() {
            return next.run(request);
        }
        match (security, &self.secrets.default) {
            (Some(alternatives), _) => {
                let schemes = self.secrets.choose(alternatives);
                Box::pin(self.present(schemes, request, next))
            }
            (None, Some(cache)) => Box::pin(self.authorize(cache, request, next)),
            (None, None) => next.run(request),
        }
    }
}

/// An extension of requests: names of parameters of the query whose values must not be shown.
#[derive(Clone)]
pub(crate) struct SecretNames(pub(crate) Vec<&'static str>);

impl Authorize {
    /// Sends a request with what all of these schemes ask for.
    async fn present(
        &self,
        schemes: &'static [&'static Scheme],
        mut request: HttpRequest,
        next: Next<'_>,
    ) -> Result<HttpResponse> {
        if schemes.is_empty() {
            return next.run(request).await;
        }
        self.hosts.check_token(request.uri())?;
        let mut cache = None;
        for scheme in schemes {
            let key = self.secrets.key(scheme).unwrap_or_default();
            match scheme.kind {
                SchemeKind::Basic => {
                    let headers = request.headers_mut();
                    headers.extend(
                        self.secrets
                            .basic
                            .clone()
                            .map(|value| (AUTHORIZATION, value)),
                    );
                }
                SchemeKind::Http(name) => {
                    let value = secret_header(&format!("{name} {key}"))?;
                    request.headers_mut().insert(AUTHORIZATION, value);
                }
                SchemeKind::ApiKey(place, name) => add_key(&mut request, place, name, key)?,
                SchemeKind::Bearer | SchemeKind::OAuth2 | SchemeKind::OpenIdConnect => {
                    cache = self.secrets.token(scheme);
                }
            }
        }
        match cache {
            Some(cache) => self.authorize(cache, request, next).await,
            None => next.run(request).await,
        }
    }

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
    let value = secret_header(&format!("Bearer {}", token.secret()))?;
    request.headers_mut().insert(AUTHORIZATION, value);
    Ok(())
}

/// Adds a key in its place.
fn add_key(request: &mut HttpRequest, place: In, name: &'static str, key: &str) -> Result<()> {
    match place {
        In::Header => {
            let header = HeaderName::from_bytes(name.as_bytes())
                .map_err(|_| InvalidRequest::HeaderName(name.to_owned()))?;
            request.headers_mut().insert(header, secret_header(key)?);
        }
        In::Cookie => {
            let headers = request.headers_mut();
            let earlier = headers.get(COOKIE).and_then(|value| value.to_str().ok());
            let earlier = earlier.map(|text| format!("{text}; ")).unwrap_or_default();
            let value = secret_header(&format!("{earlier}{name}={key}"))?;
            headers.insert(COOKIE, value);
        }
        In::Query | In::Path => add_to_query(request, name, key)?,
    }
    Ok(())
}

/// Adds a key to the query, unless a link that is followed has it already.
fn add_to_query(request: &mut HttpRequest, name: &'static str, key: &str) -> Result<()> {
    let uri = request.uri();
    let name_in_url = crate::call::escape(name, false);
    let query = uri.query().unwrap_or_default();
    let is_it = |pair: &str| pair.split('=').next() == Some(&name_in_url);
    if !query.split('&').any(is_it) {
        let separator = if uri.query().is_some() { '&' } else { '?' };
        let key = crate::call::escape(key, false);
        // The error of a URL would show it, so it is not told.
        let uri = Uri::try_from(format!("{uri}{separator}{name_in_url}={key}"));
        *request.uri_mut() = uri.map_err(|_| {
            InvalidRequest::Url("the URL is too long with the key in its query".to_owned())
        })?;
    }
    let names = request.extensions_mut().remove::<SecretNames>();
    let mut names = names.map_or_else(Vec::new, |names| names.0);
    names.push(name);
    request.extensions_mut().insert(SecretNames(names));
    Ok(())
}
