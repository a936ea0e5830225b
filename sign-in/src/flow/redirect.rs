//! The redirect address of this machine (RFC 8252, section 7.3). In: an address as it is registered. Out: the same with a
//! port, and where to listen.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

use crate::error::{Result, SignInError, one_line};

/// An address of this machine, as text: a URL type would add a slash, and issuers compare letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Redirect {
    host: String,
    port: Option<u16>,
    /// What comes after host and port: empty, or from the slash on.
    path: String,
}

impl Redirect {
    pub(crate) fn read(text: &str) -> Result<Self> {
        let invalid = |why: &str| {
            let text = one_line(text);
            SignInError::Settings(format!("the redirect address `{text}` {why}"))
        };
        let rest = text
            .strip_prefix("http://")
            .ok_or_else(|| invalid("must begin with http://: it is of this machine"))?;
        let end = rest.find('/').unwrap_or(rest.len());
        let (place, path) = rest.split_at(end);
        // The colons of IPv6 are in brackets.
        let (host, port) = match place.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, Some(port)),
            _ => (place, None),
        };
        if !matches!(host, "127.0.0.1" | "[::1]" | "localhost") {
            return Err(invalid("must be at 127.0.0.1, [::1] or localhost"));
        }
        let visible = |letter: char| letter.is_ascii_graphic() && !"?#".contains(letter);
        if !path.chars().all(visible) {
            return Err(invalid("may have a path, and nothing after it"));
        }
        let port = port.map(str::parse).transpose();
        Ok(Self {
            host: host.to_owned(),
            port: port
                .map_err(|_| invalid("has an invalid port"))?
                .filter(|port| *port != 0),
            path: path.to_owned(),
        })
    }

    pub(super) fn with_port(&self, port: u16) -> String {
        format!("http://{}:{port}{}", self.host, self.path)
    }

    /// The path that a browser asks for.
    pub(super) fn path(&self) -> String {
        if self.path.is_empty() {
            "/".to_owned()
        } else {
            self.path.clone()
        }
    }

    /// Where to listen: `localhost` is one address or the other, as the browser has it.
    fn addresses(&self) -> &'static [IpAddr] {
        match self.host.as_str() {
            "127.0.0.1" => &[IpAddr::V4(Ipv4Addr::LOCALHOST)],
            "[::1]" => &[IpAddr::V6(Ipv6Addr::LOCALHOST)],
            _ => &[
                IpAddr::V4(Ipv4Addr::LOCALHOST),
                IpAddr::V6(Ipv6Addr::LOCALHOST),
            ],
        }
    }

    /// Listens at its port or at a free one; at all of its addresses, but for those that the system lacks.
    pub(super) fn bind(&self) -> io::Result<Vec<TcpListener>> {
        let addresses = self.addresses();
        let mut failure = None;
        for _ in 0..8 {
            let first = TcpListener::bind((addresses[0], self.port.unwrap_or(0)))?;
            let port = first.local_addr()?.port();
            let mut listeners = vec![first];
            for address in &addresses[1..] {
                match TcpListener::bind(SocketAddr::new(*address, port)) {
                    Ok(listener) => listeners.push(listener),
                    Err(error) if error.kind() == io::ErrorKind::AddrInUse => failure = Some(error),
                    Err(_) => {}
                }
            }
            match failure.take() {
                None => return Ok(listeners),
                Some(error) if self.port.is_some() => return Err(error),
                Some(_) => {}
            }
        }
        Err(io::ErrorKind::AddrInUse.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_stays_as_it_is_but_for_the_port() {
        for (text, with_port) in [
            ("http://127.0.0.1", "http://127.0.0.1:7"),
            ("http://127.0.0.1/", "http://127.0.0.1:7/"),
            ("http://localhost/cb", "http://localhost:7/cb"),
            ("http://[::1]/a/", "http://[::1]:7/a/"),
            ("http://[::1]", "http://[::1]:7"),
        ] {
            let redirect = Redirect::read(text).unwrap();
            assert_eq!(
                (redirect.port, redirect.with_port(7).as_str()),
                (None, with_port)
            );
        }
        assert_eq!(
            Redirect::read("http://localhost:80/cb").unwrap().port,
            Some(80)
        );
    }

    #[test]
    fn other_addresses_are_refused() {
        for text in [
            "https://127.0.0.1/cb",
            "http://example.org/cb",
            "http://LOCALHOST/cb",
            "http://127.0.0.1.example.org",
            "http://user@127.0.0.1",
            "http://127.0.0.1:99999/",
            "http://127.0.0.1/cb?x=1",
            "http://127.0.0.1/c b",
            "127.0.0.1",
            "",
        ] {
            assert!(
                matches!(Redirect::read(text), Err(SignInError::Settings(_))),
                "{text}"
            );
        }
    }
}
