//! Addresses of issuers. In: texts. Out: where they lead, as the transport reads them: what is checked is what is asked.

use std::net::{Ipv4Addr, Ipv6Addr};

use http::Uri;
use http::uri::Authority;

use crate::error::{Result, SignInError, one_line};

/// An address that secrets may go to.
#[derive(Debug)]
pub(crate) struct Address(Uri);

impl Address {
    pub(crate) fn is_https(&self) -> bool {
        self.0.scheme_str() == Some("https")
    }

    /// Where an issuer of OAuth 2.0 has its discovery document: before its own path (RFC 8414, section 3.1).
    pub(crate) fn well_known(&self, name: &str) -> String {
        let path = self.0.path().trim_end_matches('/');
        format!("{}/.well-known/{name}{path}", origin(&self.0))
    }
}

/// Whether secrets may go to this address: https, or http to this machine; without user and password.
pub(crate) fn check_address(url: &str, what: &str) -> Result<Address> {
    let invalid = |why: &str| {
        let url = one_line(url);
        SignInError::Settings(format!("{what} ({url}) {why}"))
    };
    // Before all else: what is said of others shows the address.
    if url
        .split(['/', '?', '#'])
        .nth(2)
        .is_some_and(|authority| authority.contains('@'))
    {
        let what = format!("{what} has a user or a password in its URL; leave that out");
        return Err(SignInError::Settings(what));
    }
    let uri = absolute(url).ok_or_else(|| invalid("is not a URL with scheme and host"))?;
    match uri.scheme_str() {
        Some("https") => Ok(Address(uri)),
        Some("http") if is_loopback(&uri) => Ok(Address(uri)),
        _ => Err(invalid(
            "must begin with https://; http is for this machine alone",
        )),
    }
}

/// Whether it is the address of a page: http or https, and a host, which may have letters beyond ASCII.
pub(crate) fn is_page(url: &str) -> bool {
    let ascii = url.replace(|letter: char| !letter.is_ascii(), "x");
    absolute(&ascii).is_some_and(|uri| matches!(uri.scheme_str(), Some("http" | "https")))
}

/// Host and port of an address, for messages.
pub(crate) fn host_of(url: &str) -> String {
    let uri = absolute(url);
    let host = uri.as_ref().and_then(Uri::authority).map(host_and_port);
    host.unwrap_or_else(|| one_line(url))
}

/// Whether two addresses have scheme, host and port in common.
pub(crate) fn is_same_origin(one: &str, other: &str) -> bool {
    let (one, other) = (absolute(one), absolute(other));
    one.is_some_and(|one| other.is_some_and(|other| origin(&one) == origin(&other)))
}

/// Scheme, host and port that a reference leads to from an address, for messages; no path, which may have secrets.
pub(crate) fn origin_of_target(url: &str, reference: &str) -> Option<String> {
    let base = absolute(url)?;
    if let Some(rest) = reference.strip_prefix("//") {
        let target = absolute(&format!("{}://{rest}", base.scheme_str()?))?;
        return Some(origin(&target));
    }
    match absolute(reference) {
        Some(target) => Some(origin(&target)),
        // Of another scheme, which has no origin.
        None if reference.split(['/', '?', '#']).next()?.contains(':') => None,
        None => Some(origin(&base)),
    }
}

/// A URL with scheme and host.
fn absolute(url: &str) -> Option<Uri> {
    let url: Uri = url.split('#').next()?.parse().ok()?;
    let has_host = url.host().is_some_and(|host| !host.is_empty());
    let fits = has_host && url.authority().is_some_and(has_valid_port);
    (url.scheme().is_some() && fits).then_some(url)
}

/// Whether the port, if any, is valid: `http` reads an invalid one as none.
fn has_valid_port(authority: &Authority) -> bool {
    let place = authority.as_str().rsplit('@').next().unwrap_or_default();
    place.len() == authority.host().len() || authority.port_u16().is_some()
}

/// The usual port of a scheme is left out.
fn origin(url: &Uri) -> String {
    let scheme = url.scheme_str().unwrap_or_default();
    let host = url.authority().map(host_and_port).unwrap_or_default();
    let usual = match scheme {
        "http" => ":80",
        "https" => ":443",
        _ => "",
    };
    let host = host.strip_suffix(usual).unwrap_or(&host);
    format!("{scheme}://{host}")
}

/// Without user and password.
fn host_and_port(authority: &Authority) -> String {
    let host = authority.host().to_ascii_lowercase();
    match authority.port() {
        Some(port) => format!("{host}:{port}"),
        None => host,
    }
}

/// Whether it is this machine.
fn is_loopback(url: &Uri) -> bool {
    let host = url.host().unwrap_or_default().to_ascii_lowercase();
    let v6 = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    if let Some(address) = v6 {
        return address.parse().is_ok_and(|it: Ipv6Addr| it.is_loopback());
    }
    host == "localhost"
        || host.ends_with(".localhost")
        || host.parse().is_ok_and(|it: Ipv4Addr| it.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_go_over_https_or_to_this_machine() {
        for good in [
            "https://login.example",
            "HTTPS://LOGIN.example:8443/a?b=c",
            "http://127.0.0.1:5000/a",
            "http://127.8.9.1/a",
            "http://[::1]/",
            "http://localhost:1/",
            "http://id.localhost",
        ] {
            assert!(check_address(good, "the issuer").is_ok(), "{good}");
        }
        for bad in [
            "http://login.example",
            "ftp://127.0.0.1/",
            "login.example",
            "/token",
            "",
            "https://",
            "https:///token",
            "https://me:secret@login.example",
            "https://me:secret@",
            "http://127.0.0.1@login.example",
            "http://127.0.0.1:5000@login.example",
            "http://127.0.0.1\\@login.example",
            "http://127.0.0.1.example/",
            "http://127.1/",
            "http://0x7f000001/",
            "http://[::2]/",
            "http://notlocalhost/",
            "https://login.example:99999/",
            "https://login.example:/",
            "https://login. example/",
            "https://login.example/a b",
            "https://login.example\n.evil/",
        ] {
            let error = check_address(bad, "the issuer").unwrap_err().to_string();
            assert!(
                error.contains("the issuer") && !error.contains("secret@"),
                "{bad}: {error}"
            );
        }
    }

    #[test]
    fn a_document_of_oauth_is_before_the_path_of_the_issuer() {
        for (issuer, place) in [
            ("https://a.example", "https://a.example/.well-known/x"),
            ("https://a.example/", "https://a.example/.well-known/x"),
            (
                "https://a.example:8443/t/1/",
                "https://a.example:8443/.well-known/x/t/1",
            ),
        ] {
            assert_eq!(check_address(issuer, "it").unwrap().well_known("x"), place);
        }
    }

    #[test]
    fn targets_are_told_without_their_paths() {
        let from = "https://a.example:8443/token";
        for (reference, target) in [
            ("/login?secret", Some("https://a.example:8443")),
            ("login", Some("https://a.example:8443")),
            ("", Some("https://a.example:8443")),
            ("?secret", Some("https://a.example:8443")),
            ("//B.example/secret", Some("https://b.example")),
            ("http://b.example:80/secret#x", Some("http://b.example")),
            ("https://u:secret@b.example/", Some("https://b.example")),
            ("mailto:secret", None),
            ("javascript:secret", None),
        ] {
            assert_eq!(
                origin_of_target(from, reference).as_deref(),
                target,
                "{reference}"
            );
        }
        assert!(is_same_origin(
            "https://A.example/x",
            "https://a.example:443/y"
        ));
        assert!(!is_same_origin("https://a.example/", "http://a.example/"));
        assert!(!is_same_origin(
            "https://a.example/",
            "https://a.example:444/"
        ));
    }

    #[test]
    fn pages_are_of_the_web() {
        for good in [
            "https://login.example/device",
            "http://münchen.example/ä?b#c",
        ] {
            assert!(is_page(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "login.example",
            "https://",
        ] {
            assert!(!is_page(bad), "{bad}");
        }
    }

    #[test]
    fn messages_have_host_and_port_alone() {
        assert_eq!(host_of("https://u:p@A.example:1/secret"), "a.example:1");
        assert_eq!(host_of("https://[::1]/"), "[::1]");
        assert_eq!(host_of("nothing\n"), "nothing\\n");
    }
}
