//! Links. In: a URL that the service gave: `nextLink`, `Location`, an upload URL. Out: that URL, if a request
//! may be sent there, and whether the token goes along.

use http::{Method, Uri};

use super::follow::{resolve, verbatim};
use super::reply::decode_raw;
use super::{RawResponse, Request, ResponseFuture, common, send};
use crate::client::Client;
use crate::error::{InvalidRequest, Result};
use crate::pipeline::HttpResponse;
use crate::{Body, BoxFuture};

/// A URL and what may be done with it. A relative one is resolved against the service's root, which is where context
/// URLs are (OData Protocol 4.01, section 10).
#[derive(Clone)]
pub(crate) struct Link {
    pub(crate) url: String,
    pub(crate) policy: LinkPolicy,
}

/// Where a link may lead, and whether the token goes there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LinkPolicy {
    /// To the service's host and hosts that the user allowed, with the token; refused elsewhere.
    AllowedHosts,
    /// Anywhere over https; with the token to allowed hosts only.
    TokenIfAllowed,
    /// Anywhere over https; the URL itself is the permission, and the token never goes along.
    NoToken,
}

impl Link {
    /// The URL to send to, and whether without the token.
    pub(crate) fn check(&self, client: &Client) -> Result<(Uri, bool)> {
        let invalid = || InvalidRequest::Url("the link is empty, or not a URL".to_owned());
        let link = self.url.trim();
        if link.is_empty() {
            return Err(invalid().into());
        }
        let root = format!("{}/", client.base_url());
        let uri = verbatim(&resolve(link, client, &root)).ok_or_else(invalid)?;
        let hosts = &client.inner().hosts;
        let uri = hosts.upgraded(uri);
        hosts.check_secure(&uri)?;
        let anonymous = match self.policy {
            LinkPolicy::AllowedHosts => {
                hosts.check_known(&uri)?;
                false
            }
            LinkPolicy::TokenIfAllowed => hosts.check_token(&uri).is_err(),
            LinkPolicy::NoToken => true,
        };
        Ok((uri, anonymous))
    }

    /// Scheme and host only: paths and queries of links hold secrets.
    pub(crate) fn host(&self) -> String {
        let origin = crate::url::parse(&self.url).ok();
        let origin = origin.and_then(|uri| crate::origin::shown(&uri));
        origin.unwrap_or_else(|| "link".to_owned())
    }
}

/// A request to a URL that the service gave. Answers the raw reply.
///
/// ```
/// # let client = service_client::Client::builder("https://example.org/v1.0").build()?;
/// use service_client::{LinkPolicy, http::Method};
/// let monitor = "https://elsewhere.example.org/operations/7";
/// let request = client.link(Method::GET, monitor, LinkPolicy::TokenIfAllowed);
/// # Ok::<(), service_client::Error>(())
/// ```
#[derive(Clone)]
#[must_use = "a request does nothing until it is sent or awaited"]
pub struct LinkRequest {
    request: Request,
}

impl Client {
    /// A request to a URL that the service gave, such as a `Location`, used as it is; a relative one is resolved
    /// against the service's root. The policy says where it may lead; https is needed, loopback excepted.
    pub fn link(&self, method: Method, url: &str, policy: LinkPolicy) -> LinkRequest {
        LinkRequest {
            request: Request::to_link(self, method, url, policy),
        }
    }
}

impl LinkRequest {
    /// Sets a body of this media type.
    pub fn body(mut self, body: impl Into<Body>, content_type: &str) -> Self {
        self.request.body = Some((content_type.to_owned(), body.into()));
        self
    }

    /// Sends the request and gives the reply with its body as a stream, whose size has no limit, and
    /// whose parts must each come within the time limit.
    pub fn open(self) -> BoxFuture<'static, Result<HttpResponse>> {
        send::open(self.request)
    }

    fn into_request(self) -> Request {
        self.request
    }
}

common!(impl[] LinkRequest, RawResponse, decode_raw);
