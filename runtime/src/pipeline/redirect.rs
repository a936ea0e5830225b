//! Redirects (RFC 9110, section 15.4). In: a reply that says where to look. Out: the reply from there.

use std::sync::Arc;

use http::header::{
    ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_ENCODING, CONTENT_LENGTH,
    CONTENT_TYPE, COOKIE, IF_RANGE, LOCATION, RANGE, USER_AGENT,
};
use http::{HeaderMap, HeaderName, Method, StatusCode, Uri};

use super::{HttpRequest, HttpResponse, Middleware, Next, Options, Redirects, again};
use crate::error::{Error, Result};
use crate::origin::{Hosts, same_origin};
use crate::url;
use crate::{Body, BoxFuture};

/// An extension of replies: where a redirect has led, if one was followed.
#[derive(Clone)]
pub(crate) struct Moved(pub(crate) Uri);

/// Follows 301, 302, 303, 307 and 308.
pub(crate) struct Redirect {
    pub(crate) most: u32,
    pub(crate) hosts: Arc<Hosts>,
}

impl Middleware for Redirect {
    fn handle<'a>(
        &'a self,
        request: HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse>> {
        if self.most == 0 || Options::of(&request).redirects == Redirects::Keep {
            return next.run(request);
        }
        Box::pin(self.follow(request, next))
    }
}

impl Redirect {
    async fn follow(&self, mut request: HttpRequest, next: Next<'_>) -> Result<HttpResponse> {
        for followed in 0..=self.most {
            let kept = kept(&request);
            let at = (followed > 0).then(|| Moved(request.uri().clone()));
            let mut reply = next.run(request).await?;
            if let Some(following) = self.following(kept, &reply)? {
                request = following;
                continue;
            }
            if let Some(at) = at {
                reply.extensions_mut().insert(at);
            }
            return Ok(reply);
        }
        Err(Error::Redirect {
            reason: "there were too many; see `ClientBuilder::max_redirects`",
        })
    }

    /// The request that the reply asks for, if it does and that can be sent.
    fn following(
        &self,
        (mut request, whole): (HttpRequest, bool),
        reply: &HttpResponse,
    ) -> Result<Option<HttpRequest>> {
        let Some(to) = target(request.uri(), reply) else {
            return Ok(None);
        };
        let drops_body = drops_body(reply.status(), request.method());
        if !drops_body && !whole {
            return Ok(None);
        }
        if drops_body {
            *request.body_mut() = Body::empty();
            *request.method_mut() = Method::GET;
            for name in [CONTENT_TYPE, CONTENT_LENGTH, CONTENT_ENCODING] {
                request.headers_mut().remove(name);
            }
        }
        let to = to.map_err(|()| Error::Redirect {
            reason: "it leads to an invalid URL",
        })?;
        let to = self.hosts.upgraded(to);
        self.hosts.check_secure(&to).map_err(|_| Error::Redirect {
            reason: "it leads to another host or scheme that is not https",
        })?;
        if !same_origin(request.uri(), &to) {
            // What may hold secrets is for the hosts that the user trusts.
            let leaves = self.hosts.check_known(&to).is_err();
            if leaves && !request.body().is_empty() && self.hosts.check_known(request.uri()).is_ok()
            {
                return Err(Error::Redirect {
                    reason: "it would send the body to another host; if you trust it, add it with `ClientBuilder::allow_host`",
                });
            }
            drop_secrets(request.headers_mut(), leaves);
            Options::change(&mut request, |options| options.anonymous = true);
        }
        *request.uri_mut() = to;
        Ok(Some(request))
    }
}

/// The request to be sent again, and whether with its body: without it if that cannot be sent again, since a
/// GET may follow all the same.
fn kept(request: &HttpRequest) -> (HttpRequest, bool) {
    if let Some(whole) = again(request) {
        return (whole, true);
    }
    let mut kept = http::Request::new(Body::empty());
    *kept.method_mut() = request.method().clone();
    *kept.uri_mut() = request.uri().clone();
    *kept.headers_mut() = request.headers().clone();
    *kept.extensions_mut() = request.extensions().clone();
    (kept, false)
}

/// Where a redirect leads, if it is one and says so.
fn target(from: &Uri, reply: &HttpResponse) -> Option<Result<Uri, ()>> {
    use StatusCode as Status;
    let redirects = [
        Status::MOVED_PERMANENTLY,
        Status::FOUND,
        Status::SEE_OTHER,
        Status::TEMPORARY_REDIRECT,
        Status::PERMANENT_REDIRECT,
    ];
    if !redirects.contains(&reply.status()) {
        return None;
    }
    let location = reply.headers().get(LOCATION)?;
    Some(resolve(from, location.as_bytes()).ok_or(()))
}

fn resolve(from: &Uri, location: &[u8]) -> Option<Uri> {
    let location = std::str::from_utf8(location).ok()?;
    url::parse(&url::join(&from.to_string(), location)?).ok()
}

/// A 303 makes any method a GET; 301 and 302 do so to POST, as all clients have it.
fn drops_body(status: StatusCode, method: &Method) -> bool {
    match status {
        StatusCode::SEE_OTHER => method != Method::GET && method != Method::HEAD,
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND => method == Method::POST,
        _ => false,
    }
}

/// What says how to reply, and nothing about who asks.
const HARMLESS: [HeaderName; 9] = [
    ACCEPT,
    ACCEPT_ENCODING,
    ACCEPT_LANGUAGE,
    CONTENT_ENCODING,
    CONTENT_LENGTH,
    CONTENT_TYPE,
    IF_RANGE,
    RANGE,
    USER_AGENT,
];

/// Takes away what another origin must not see; `leaves`: and what a host must not that is not the service's, such
/// as keys in headers of the client's or the user's own.
fn drop_secrets(headers: &mut HeaderMap, leaves: bool) {
    headers.remove(AUTHORIZATION);
    headers.remove(COOKIE);
    let secret = |(name, value): (&HeaderName, &http::HeaderValue)| {
        let stays = !value.is_sensitive() && (!leaves || HARMLESS.contains(name));
        (!stays).then(|| name.clone())
    };
    for name in headers.iter().filter_map(secret).collect::<Vec<_>>() {
        headers.remove(name);
    }
}
