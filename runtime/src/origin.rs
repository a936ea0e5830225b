//! Where requests go. In: the base URL, hosts that the user trusts, links. Out: whether a request,
//! and a token with it, may be sent there.

use http::Uri;

use crate::error::{Error, InvalidRequest, Result};

/// The base URL's host and those that the user added: what decides where a token may go.
#[derive(Debug)]
pub(crate) struct Hosts {
    base: Place,
    allowed: Vec<Place>,
}

/// Scheme, host and port.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    https: bool,
    host: String,
    port: u16,
}

impl Hosts {
    /// Takes the base URL apart.
    pub(crate) fn of(base_url: &str) -> Result<(url::Url, Self)> {
        let settings = |what: &str| Error::Settings(format!("the base URL {what}"));
        let url = url::Url::parse(base_url)
            .map_err(|error| settings(&format!("cannot be read: {error}")))?;
        if !matches!(url.scheme(), "https" | "http") {
            return Err(settings("must begin with https://"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(settings(
                "must not contain a user or password; set a credential",
            ));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(settings("must end with its path; set queries on requests"));
        }
        let base = Uri::try_from(url.as_str()).ok();
        let base = base.and_then(|uri| Place::of(&uri));
        let base = base.ok_or_else(|| settings("must have a host"))?;
        let allowed = Vec::new();
        Ok((url, Self { base, allowed }))
    }

    /// Trusts another host, `name` or `name:port`, with tokens.
    pub(crate) fn allow(&mut self, host: &str) -> Result<()> {
        let uri = Uri::try_from(format!("https://{host}/")).ok();
        let plain = uri.filter(|uri| uri.authority().is_some_and(|known| known == host));
        let place = plain.as_ref().and_then(Place::of).ok_or_else(|| {
            Error::Settings(format!(
                "{host:?} is no host; give a name such as graph.example.org"
            ))
        })?;
        let https = !place.is_loopback();
        self.allowed.push(Place { https, ..place });
        Ok(())
    }

    /// The service's host.
    pub(crate) fn host(&self) -> &str {
        &self.base.host
    }

    #[cfg(feature = "reqwest")]
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
        Err(place.refuse(
            "it is not the service's host; if you trust it, add it with `ClientBuilder::allow_host`",
        ))
    }
}

impl Place {
    fn of(uri: &Uri) -> Option<Self> {
        let https = match uri.scheme_str()? {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let host = uri.host()?.to_ascii_lowercase();
        // No user and password, which would go there as well; and no port that is none.
        let rest = uri.authority()?.as_str().get(host.len()..)?;
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

    fn check_token_scheme(&self) -> Result<()> {
        if self.https || self.is_loopback() {
            return Ok(());
        }
        Err(self.refuse("anyone on the way could read it; use https"))
    }

    fn refuse(&self, reason: &'static str) -> Error {
        let scheme = if self.https { "https" } else { "http" };
        Error::Refused {
            host: format!("{scheme}://{}", self.host),
            reason,
        }
    }
}

/// Whether two URLs have one scheme, host and port.
pub(crate) fn same_origin(one: &Uri, other: &Uri) -> bool {
    Place::of(one).is_some_and(|one| Place::of(other) == Some(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(base: &str) -> Hosts {
        Hosts::of(base).unwrap().1
    }

    #[test]
    fn a_token_goes_to_the_base_and_to_allowed_hosts_only() {
        let mut hosts = hosts("https://graph.example.org/v1.0");
        hosts.allow("Other.example.org").unwrap();
        hosts.allow("third.example.org:8443").unwrap();
        let check = |url: &str| hosts.check_token(&url.parse().unwrap()).is_ok();
        for url in [
            "https://graph.example.org/x",
            "https://GRAPH.example.org:443/x",
            "https://other.example.org/",
            "https://third.example.org:8443/",
        ] {
            assert!(check(url), "{url}");
        }
        for url in [
            "http://graph.example.org/x",
            "https://graph.example.org:444/x",
            "https://graph.example.org.evil.org/",
            "https://evil.org/graph.example.org",
            "https://graph.example.org@evil.org/",
            "https://user@graph.example.org/",
            "https://third.example.org/",
            "http://localhost/",
        ] {
            assert!(!check(url), "{url}");
        }
    }

    #[test]
    fn links_need_https_unless_all_is_loopback() {
        let remote = hosts("https://graph.example.org");
        let local = hosts("http://127.0.0.1:9");
        let check = |hosts: &Hosts, url: &str| hosts.check_secure(&url.parse().unwrap()).is_ok();
        assert!(check(&remote, "https://elsewhere.org/x"));
        assert!(!check(&remote, "http://elsewhere.org/x"));
        assert!(!check(&remote, "http://127.0.0.1/x"));
        assert!(check(&local, "http://127.0.0.1:10/x"));
        assert!(check(&local, "http://[::1]:10/x"));
        assert!(!check(&local, "http://elsewhere.org/x"));
        assert!(check(&hosts("http://plain.org/v1"), "http://plain.org/x"));
    }

    #[test]
    fn what_is_no_host_is_not_allowed() {
        for host in [
            "",
            "https://a.org",
            "a.org/x",
            "user@a.org",
            "a b",
            "a.org:x",
        ] {
            let result = hosts("https://graph.example.org").allow(host);
            assert!(matches!(result, Err(Error::Settings(_))), "{host}");
        }
    }
}
