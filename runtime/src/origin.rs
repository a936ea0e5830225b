//! Where requests go. In: the base URL. Out: whether a token may be sent there.

use crate::error::{Error, Result};

/// Where requests go: what decides whether a token may go there too.
pub(crate) struct Origin {
    https: bool,
    loopback: bool,
    host: String,
}

impl Origin {
    /// Takes the base URL apart.
    pub(crate) fn of(base_url: &str) -> Result<(url::Url, Self)> {
        let settings = |what: &str| Error::Settings(format!("the base URL {what}"));
        let url = url::Url::parse(base_url)
            .map_err(|error| settings(&format!("cannot be read: {error}")))?;
        let https = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return Err(settings("must begin with https://")),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(settings(
                "must not contain a user or password; set a credential",
            ));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(settings("must end with its path; set queries on requests"));
        }
        let loopback = match url.host() {
            Some(url::Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
            Some(url::Host::Ipv4(address)) => address.is_loopback(),
            Some(url::Host::Ipv6(address)) => address.is_loopback(),
            None => return Err(settings("must have a host")),
        };
        let host = url.host_str().unwrap_or_default().to_owned();
        Ok((
            url,
            Self {
                https,
                loopback,
                host,
            },
        ))
    }

    #[cfg(feature = "reqwest")]
    pub(crate) fn is_https(&self) -> bool {
        self.https
    }

    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    /// Whether a token may be sent there.
    pub(crate) fn check_token(&self) -> Result<()> {
        if self.https || self.loopback {
            return Ok(());
        }
        Err(Error::Refused {
            host: format!("http://{}", self.host),
            reason: "anyone on the way could read it; use https",
        })
    }
}
