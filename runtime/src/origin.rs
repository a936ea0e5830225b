//! Where requests go. In: the base URL, hosts that the user trusts, links. Out: whether a request,
//! and a token with it, may be sent there.

use http::Uri;

use crate::error::{Error, InvalidRequest, Result};
use crate::url;

/// The base URL's host and those that the user added: what decides where a token may go.
#[derive(Debug)]
pub(crate) struct Hosts {
    base: Place,
    allowed: Vec<Place>,
    /// Whether http links to these hosts are followed by https.
    upgrades: bool,
}

/// Scheme, host and port.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    https: bool,
    host: String,
    port: u16,
}

impl Hosts {
    /// The base URL in its normal form, without a slash at its end, and where it is.
    pub(crate) fn of(base_url: &str) -> Result<(String, Self)> {
        let settings = |what: &str| Error::Settings(format!("the base URL {what}"));
        if !has_http_scheme(base_url) {
            return Err(settings(&missing_scheme(base_url)));
        }
        let uri = url::parse(base_url).map_err(settings)?;
        if uri
            .authority()
            .is_some_and(|host| host.as_str().contains('@'))
        {
            return Err(settings(
                "must not contain a user or password; set a credential",
            ));
        }
        if base_url.contains(['?', '#']) {
            return Err(settings("must end with its path; set queries on requests"));
        }
        if let Some(document) = own_document(uri.path()) {
            return Err(settings(&format!(
                "ends in `/{document}`, which is below the service's root; leave that out"
            )));
        }
        let base = Place::of(&uri).ok_or_else(|| settings("must have a host"))?;
        let url = format!("{}{}", base.origin(), uri.path());
        let url = url::join(&url, &url).unwrap_or(url);
        let url = url.trim_end_matches('/').to_owned();
        let hosts = Self {
            base,
            allowed: Vec::new(),
            upgrades: false,
        };
        Ok((url, hosts))
    }

    /// Has http links to the service's host, and to hosts that the user added, followed by https.
    pub(crate) fn upgrade_links(&mut self, upgrades: bool) {
        self.upgrades = upgrades;
    }

    /// The link by https, where it is an http link to a host that is asked over https and the user wants
    /// that: a service behind a proxy that ends TLS writes links of the scheme that it sees itself.
    pub(crate) fn upgraded(&self, uri: Uri) -> Uri {
        let Some(place) = Place::of(&uri).filter(|place| self.upgrades && !place.https) else {
            return uri;
        };
        let mut known = std::iter::once(&self.base).chain(&self.allowed);
        let Some(secure) = known.find(|known| known.is_secure_form_of(&place)) else {
            return uri;
        };
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        let upgraded = Uri::try_from(format!("https://{}:{}{path}", secure.host, secure.port));
        // Without the port where it says nothing, as links have it.
        let plain = Uri::try_from(format!("https://{}{path}", secure.host));
        let upgraded = if secure.port == 443 { plain } else { upgraded };
        upgraded.unwrap_or(uri)
    }

    /// Trusts another host, `name` or `name:port`, with tokens.
    pub(crate) fn allow(&mut self, host: &str) -> Result<()> {
        let uri = Uri::try_from(format!("https://{host}/")).ok();
        let plain = uri.filter(|uri| uri.authority().is_some_and(|known| known == host));
        let place = plain.as_ref().and_then(Place::of).ok_or_else(|| {
            Error::Settings(format!(
                "invalid host {host:?}; give a name such as graph.example.org"
            ))
        })?;
        let https = !place.is_loopback();
        self.allowed.push(Place { https, ..place });
        Ok(())
    }

    /// The service's host and port.
    pub(crate) fn host(&self) -> String {
        format!("{}:{}", self.base.host, self.base.port)
    }

    #[cfg(any(feature = "hyper-no-provider", feature = "reqwest-no-provider"))]
    pub(crate) fn is_https(&self) -> bool {
        self.base.https
    }

    /// Whether a token may be sent to the base URL.
    pub(crate) fn check_base(&self) -> Result<()> {
        self.base.check_token_scheme()
    }

    /// Whether a request without a token may be sent there: over https, to the same machine, or to
    /// where the base URL is.
    pub(crate) fn check_secure(&self, uri: &Uri) -> Result<()> {
        let place = Place::required(uri)?;
        if place.https || place.is_loopback() && self.base.is_loopback() || place == self.base {
            return Ok(());
        }
        Err(place.refuse("anyone on the way could read it; use https"))
    }

    /// Whether a token may be sent there.
    pub(crate) fn check_token(&self, uri: &Uri) -> Result<()> {
        Place::required(uri)?.check_token_scheme()?;
        self.check_known(uri)
    }

    /// Whether it is the service's host, or one that the user added.
    pub(crate) fn check_known(&self, uri: &Uri) -> Result<()> {
        let place = Place::required(uri)?;
        if place == self.base || self.allowed.contains(&place) {
            return Ok(());
        }
        Err(place.refuse(self.why_unknown(&place)))
    }

    /// What tells a refused place from the service's own, and what to do.
    fn why_unknown(&self, place: &Place) -> &'static str {
        if self.base.is_secure_form_of(place) {
            "the service is asked over https; if it stands behind a proxy that ends TLS, set \
             `ClientBuilder::upgrade_links`"
        } else if self.base.host == place.host {
            "it is the service's host, but another port or scheme; if you trust it, add host and port with \
             `ClientBuilder::allow_host`"
        } else {
            "it is not the service's host; if you trust it, add it with `ClientBuilder::allow_host`"
        }
    }
}

fn has_http_scheme(url: &str) -> bool {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.trim());
    scheme.is_some_and(|scheme| {
        ["https", "http"]
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known))
    })
}

/// What to write in place of a base URL that is neither https nor http.
fn missing_scheme(base_url: &str) -> String {
    if base_url.contains("://") {
        return "must begin with https:// or http://".to_owned();
    }
    let rest = base_url.trim_start_matches('/');
    if rest.is_empty() {
        return "is empty; give the service's root, such as https://example.org/odata".to_owned();
    }
    // The user's own text, on one line.
    format!("has no scheme; write `https://{}`", rest.escape_debug())
}

/// The last segment, where it is a document of the service and not its root.
fn own_document(path: &str) -> Option<&'static str> {
    let last = path.rsplit('/').find(|segment| !segment.is_empty())?;
    let last = percent_encoding::percent_decode_str(last).decode_utf8_lossy();
    ["$metadata", "$batch"]
        .into_iter()
        .find(|document| *document == last)
}

impl Place {
    fn of(uri: &Uri) -> Option<Self> {
        let https = match uri.scheme_str()? {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let host = uri.host()?;
        // No user and password, which would go there as well; and no port that is not a number.
        let rest = uri.authority()?.as_str().get(host.len()..)?;
        let host = one_form(host)?;
        let port = match rest.strip_prefix(':') {
            Some(port) => port.parse().ok()?,
            None if rest.is_empty() => {
                if https {
                    443
                } else {
                    80
                }
            }
            None => return None,
        };
        Some(Self { https, host, port }).filter(|place| !place.host.is_empty())
    }

    fn required(uri: &Uri) -> Result<Self> {
        Self::of(uri).ok_or_else(|| {
            InvalidRequest::Url("it must be http or https, with a host and no user".to_owned())
                .into()
        })
    }

    fn is_loopback(&self) -> bool {
        let address = self.host.trim_start_matches('[').trim_end_matches(']');
        let address = address.parse::<std::net::IpAddr>();
        self.host == "localhost" || address.is_ok_and(|address| address.is_loopback())
    }

    /// Without the port where the scheme says it.
    fn origin(&self) -> String {
        let (scheme, usual) = if self.https {
            ("https", 443)
        } else {
            ("http", 80)
        };
        if self.port == usual {
            format!("{scheme}://{}", self.host)
        } else {
            format!("{scheme}://{}:{}", self.host, self.port)
        }
    }

    /// Whether this is what an http place is by https.
    fn is_secure_form_of(&self, plain: &Self) -> bool {
        let same_port = plain.port == 80 || plain.port == self.port;
        self.https && !plain.https && self.host == plain.host && same_port
    }

    fn check_token_scheme(&self) -> Result<()> {
        if self.https || self.is_loopback() {
            return Ok(());
        }
        Err(self.refuse("anyone on the way could read it; use https"))
    }

    fn refuse(&self, reason: &'static str) -> Error {
        let scheme = if self.https { "https" } else { "http" };
        Error::Refused {
            host: format!("{scheme}://{}:{}", self.host, self.port),
            reason,
        }
    }
}

/// One way to write a host: in lower case, an address of IPv6 in its shortest form.
fn one_form(host: &str) -> Option<String> {
    let Some(address) = host.strip_prefix('[') else {
        return Some(host.to_ascii_lowercase());
    };
    let address: std::net::Ipv6Addr = address.strip_suffix(']')?.parse().ok()?;
    Some(format!("[{address}]"))
}

/// Scheme and host, and the port unless the scheme says it.
pub(crate) fn shown(uri: &Uri) -> Option<String> {
    Place::of(uri).map(|place| place.origin())
}

/// Host and port that a request goes to, the port also where the URL leaves it out.
pub(crate) fn host_and_port(uri: &Uri) -> String {
    match Place::of(uri) {
        Some(place) => format!("{}:{}", place.host, place.port),
        None => uri.host().unwrap_or_default().to_owned(),
    }
}

/// Whether two URLs have one scheme, host and port.
pub(crate) fn same_origin(one: &Uri, other: &Uri) -> bool {
    Place::of(one).is_some_and(|one| Place::of(other) == Some(one))
}

#[cfg(test)]
mod tests;
