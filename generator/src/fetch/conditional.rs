//! A source that may not have changed → its answer (HTTP Semantics, RFC 9110, sections 13.1.2 and 15.4.5).
//!
//! A redirect is followed on the same host only: what is configured is asked, and nobody else.

use ureq::http::{Uri, header};

use super::{Fault, FetchError, Limits, agent, content, fault};

/// A question.
#[derive(Clone, Copy, Debug)]
pub struct Conditional<'a> {
    /// The address.
    pub url: &'a str,
    /// What the source called the version that is known.
    pub etag: Option<&'a str>,
}

/// What a source says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The known version is the newest.
    Unchanged,
    /// Another one.
    New {
        /// The description.
        bytes: Vec<u8>,
        /// Its `ETag`.
        etag: Option<String>,
        /// Its `Last-Modified`, or else the `Date` of the reply.
        date: Option<String>,
    },
}

impl Conditional<'_> {
    /// Asks.
    ///
    /// # Errors
    /// There is no whole reply within the limits, it cannot be a description, or it is on another host.
    pub fn fetch(
        &self,
        limits: Limits,
        progress: &dyn Fn(u64, Option<u64>),
    ) -> Result<Answer, FetchError> {
        self.ask(limits, progress).map_err(|fault| FetchError {
            url: self.url.to_owned(),
            fault,
        })
    }

    fn ask(&self, limits: Limits, progress: &dyn Fn(u64, Option<u64>)) -> Result<Answer, Fault> {
        let agent = agent(
            self.url,
            Limits {
                redirects: 0,
                ..limits
            },
        );
        let mut url = self.url.to_owned();
        for _ in 0..=limits.redirects {
            let mut request = agent.get(&url).header(header::ACCEPT, super::ACCEPT);
            if let Some(etag) = self.etag {
                request = request.header(header::IF_NONE_MATCH, etag);
            }
            let reply = request.call().map_err(|error| fault(error, limits))?;
            let text = |name| {
                let value = reply.headers().get(name)?.to_str().ok()?;
                Some(value.to_owned())
            };
            match reply.status().as_u16() {
                304 if self.etag.is_some() => return Ok(Answer::Unchanged),
                301 | 302 | 303 | 307 | 308 => {
                    let to = text(header::LOCATION).unwrap_or_default();
                    url = same_host(&url, &to)?;
                }
                _ => {
                    let etag = text(header::ETAG);
                    let date = text(header::LAST_MODIFIED).or_else(|| text(header::DATE));
                    let bytes = content(reply, limits, progress)?;
                    return Ok(Answer::New { bytes, etag, date });
                }
            }
        }
        Err(Fault::Redirects(limits.redirects))
    }
}

/// Where a redirect leads, if that is on the same host: an address, or a path on it.
fn same_host(from: &str, to: &str) -> Result<String, Fault> {
    let elsewhere = || Fault::OtherHost(crate::text::one_line(to));
    let here: Uri = from.parse().map_err(|_| elsewhere())?;
    let there: Uri = to.parse().map_err(|_| elsewhere())?;
    match (there.scheme_str(), there.authority()) {
        (Some("http"), _) if here.scheme_str() == Some("https") => Err(Fault::Downgrade),
        (Some(scheme), Some(authority)) => {
            let same = here.scheme_str() == Some(scheme) && here.authority() == Some(authority);
            if same {
                Ok(to.to_owned())
            } else {
                Err(elsewhere())
            }
        }
        (None, None) if to.starts_with('/') && !to.starts_with("//") => {
            let (scheme, authority) = here
                .scheme_str()
                .zip(here.authority())
                .ok_or_else(elsewhere)?;
            Ok(format!("{scheme}://{authority}{to}"))
        }
        _ => Err(elsewhere()),
    }
}

#[cfg(test)]
mod tests {
    use super::same_host;
    use crate::fetch::Fault;

    #[test]
    fn redirects_stay_on_their_host() {
        let from = "https://a.example/v1.0/$metadata";
        for to in ["/v2.0/$metadata", "https://a.example/x?y=z"] {
            assert!(
                same_host(from, to)
                    .unwrap()
                    .starts_with("https://a.example/"),
                "{to}"
            );
        }
        let others = [
            "https://b.example/",
            "//b.example/",
            "https://a.example:444/",
            "https://a.example.b.example/",
            "",
            "https://x@a.example/",
            "x/y",
            "file:///etc/passwd",
        ];
        for to in others {
            assert!(
                matches!(same_host(from, to), Err(Fault::OtherHost(_))),
                "{to}"
            );
        }
        assert!(matches!(
            same_host(from, "http://a.example/"),
            Err(Fault::Downgrade)
        ));
    }
}
