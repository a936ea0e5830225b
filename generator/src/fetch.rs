//! A service's address → the bytes of its description. Nothing is written to disk here.

mod conditional;

use std::io::Read;
use std::time::Duration;

use ureq::Agent;
use ureq::http::{Response, header};
use ureq::tls::{RootCerts, TlsConfig};

pub use conditional::{Answer, Conditional};

use crate::GENERATOR_VERSION;
use crate::csdl;

const ACCEPT: &str = "application/xml, text/xml;q=0.9, */*;q=0.1";

/// What a download may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The description's size in bytes, unpacked.
    pub bytes: u64,
    /// Redirects that are followed.
    pub redirects: u32,
    /// Time to connect, and to wait between two pieces of a reply.
    pub pause: Duration,
    /// Time for all of it.
    pub total: Duration,
}

impl Limits {
    /// Those of a description that may have so much of everything.
    pub fn of(description: &csdl::Limits) -> Self {
        let bytes = description.get(csdl::Limit::Document);
        Self {
            bytes: u64::try_from(bytes).unwrap_or(u64::MAX),
            ..Self::default()
        }
    }
}

impl Default for Limits {
    /// As many bytes as a description may usually have, 5 redirects, 30 s and 10 minutes.
    fn default() -> Self {
        let bytes = csdl::Limit::Document.usual();
        Self {
            bytes: u64::try_from(bytes).unwrap_or(u64::MAX),
            redirects: 5,
            pause: Duration::from_secs(30),
            total: Duration::from_secs(600),
        }
    }
}

/// Why there is no description.
#[derive(Debug, thiserror::Error)]
#[error("cannot fetch {url}: {fault}; nothing was changed\n  help: {}", fault.remedy())]
pub struct FetchError {
    /// The address.
    pub url: String,
    /// What went wrong.
    pub fault: Fault,
}

/// What went wrong with a download.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// No whole reply: no connection, no trust, too slow, broken off.
    #[error("{0}")]
    Transport(ureq::Error),
    /// A reply that is not 200.
    #[error("the server answered {0}")]
    Status(ureq::http::StatusCode),
    /// From `https` to `http`.
    #[error("the server redirects from https to http")]
    Downgrade,
    /// Where an update does not go.
    #[error("the server redirects to {0}, which is another host")]
    OtherHost(String),
    /// More redirects than allowed.
    #[error("the server redirects more than {0} times")]
    Redirects(u32),
    /// A page for people.
    #[error("the reply is an HTML page, not a service description")]
    Html,
    /// Nothing in it.
    #[error("the reply is empty")]
    Empty,
    /// More bytes than allowed.
    #[error("the reply is larger than {0} bytes")]
    Size(u64),
}

impl Fault {
    fn remedy(&self) -> &'static str {
        match self {
            Self::Transport(_) => {
                "check the address, the network and the proxy settings, or \
                 download the description by other means and name the file"
            }
            Self::Status(status) if status.as_u16() == 401 || status.as_u16() == 403 => {
                "the service wants a sign-in: download the description by other means and name \
                 the file"
            }
            Self::Status(_) => "the description is usually at the service's root with `/$metadata`",
            Self::Downgrade => "name the https address of the description itself",
            Self::OtherHost(_) => "if it is to be trusted, name that address",
            Self::Redirects(_) => "name the address that the redirects lead to",
            Self::Html | Self::Empty => {
                "open the address in a browser; it may want a sign-in, or `/$metadata` at its end"
            }
            Self::Size(_) => {
                "no service description is known that is so large; if this one is to be trusted, raise the limit \
                 with `--max document=NUMBER` or `limits.document` in csdlgen.toml"
            }
        }
    }
}

/// Downloads a service description; `progress` hears of the bytes so far and, where known, of all.
///
/// # Errors
/// There is no whole reply within the limits, or it cannot be a description.
pub fn fetch(
    url: &str,
    limits: Limits,
    progress: &dyn Fn(u64, Option<u64>),
) -> Result<Vec<u8>, FetchError> {
    download(url, limits, progress).map_err(|fault| FetchError {
        url: url.to_owned(),
        fault,
    })
}

fn download(
    url: &str,
    limits: Limits,
    progress: &dyn Fn(u64, Option<u64>),
) -> Result<Vec<u8>, Fault> {
    let reply = agent(url, limits)
        .get(url)
        .header(header::ACCEPT, ACCEPT)
        .call()
        .map_err(|error| fault(error, limits))?;
    content(reply, limits, progress)
}

/// The description in a reply, if it can be one.
fn content(
    reply: Response<ureq::Body>,
    limits: Limits,
    progress: &dyn Fn(u64, Option<u64>),
) -> Result<Vec<u8>, Fault> {
    if reply.status() != 200 {
        return Err(Fault::Status(reply.status()));
    }
    if names_html(&reply) {
        return Err(Fault::Html);
    }
    let total = length(&reply);
    if total.is_some_and(|total| total > limits.bytes) {
        return Err(Fault::Size(limits.bytes));
    }
    let bytes = body(reply, limits, &|done| progress(done, total))?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Fault::Empty);
    }
    if is_html(&bytes) {
        Err(Fault::Html)
    } else {
        Ok(bytes)
    }
}

fn agent(url: &str, limits: Limits) -> Agent {
    // The system's own certificates: where a company's proxy stands between, only they know it.
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::PlatformVerifier)
        .build();
    Agent::config_builder()
        .tls_config(tls)
        .https_only(url.starts_with("https:"))
        .http_status_as_error(false)
        .max_redirects(limits.redirects)
        .max_redirects_will_error(true)
        .timeout_connect(Some(limits.pause))
        .timeout_recv_response(Some(limits.pause))
        .timeout_per_read(Some(limits.pause))
        .timeout_global(Some(limits.total))
        .user_agent(format!("csdlgen/{GENERATOR_VERSION}"))
        .build()
        .new_agent()
}

fn fault(error: ureq::Error, limits: Limits) -> Fault {
    match error {
        ureq::Error::TooManyRedirects => Fault::Redirects(limits.redirects),
        ureq::Error::RequireHttpsOnly(_) => Fault::Downgrade,
        other => Fault::Transport(other),
    }
}

/// The length of the body as it is unpacked; a packed one does not tell.
fn length(reply: &Response<ureq::Body>) -> Option<u64> {
    if reply.headers().contains_key(header::CONTENT_ENCODING) {
        return None;
    }
    reply
        .headers()
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

fn body(
    reply: Response<ureq::Body>,
    limits: Limits,
    progress: &dyn Fn(u64),
) -> Result<Vec<u8>, Fault> {
    // One byte more than allowed tells a body that is too long from one that just fits.
    let mut reader = reply
        .into_body()
        .into_reader()
        .take(limits.bytes.saturating_add(1));
    let mut bytes = Vec::new();
    loop {
        let before = bytes.len();
        (&mut reader)
            .take(64 << 10)
            .read_to_end(&mut bytes)
            .map_err(|error| Fault::Transport(error.into()))?;
        let done = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if done > limits.bytes {
            return Err(Fault::Size(limits.bytes));
        }
        if bytes.len() == before {
            return Ok(bytes);
        }
        progress(done);
    }
}

fn names_html(reply: &Response<ureq::Body>) -> bool {
    let kind = reply
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| {
        kind.trim_start()
            .to_ascii_lowercase()
            .starts_with("text/html")
    })
}

/// Some servers send a sign-in page as plain text, or as nothing in particular.
fn is_html(bytes: &[u8]) -> bool {
    let text = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start();
    [b"<!doctype html".as_slice(), b"<html"]
        .iter()
        .any(|start| {
            text.get(..start.len())
                .is_some_and(|t| t.eq_ignore_ascii_case(start))
        })
}

#[cfg(test)]
mod tests;
