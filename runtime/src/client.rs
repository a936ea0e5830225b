//! The client. In: a base URL, a credential, a transport, limits. Out: what every request shares.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{AUTHORIZATION, USER_AGENT};
use http::{HeaderMap, HeaderValue};

use crate::credential::Credential;
use crate::error::{Error, Result};
use crate::origin::Origin;
use crate::request::insert_header;
use crate::transport::Transport;

/// The size above which a reply is refused, unless set: 256 MiB.
const REPLY_LIMIT: usize = 256 << 20;

/// A client of one service. Cheap to clone; clones share connections.
///
/// ```
/// use odata_client::{Client, StaticToken};
/// let client = Client::builder("https://graph.microsoft.com/v1.0")
///     .credential(StaticToken::new("secret"))
///     .default_header("Prefer", "odata.maxpagesize=50")
///     .build()?;
/// assert_eq!(client.base_url(), "https://graph.microsoft.com/v1.0");
/// # Ok::<(), odata_client::Error>(())
/// ```
#[derive(Clone)]
pub struct Client(Arc<Inner>);

pub(crate) struct Inner {
    /// Without a slash at the end.
    pub(crate) base: String,
    pub(crate) origin: Origin,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) headers: HeaderMap,
    pub(crate) reply_limit: usize,
    credential: Option<Arc<dyn Credential>>,
    scopes: Vec<String>,
}

impl Client {
    /// Begins a client of the service at a base URL, such as `https://graph.microsoft.com/v1.0`.
    pub fn builder(base_url: impl Into<String>) -> ClientBuilder {
        ClientBuilder {
            base_url: base_url.into(),
            credential: None,
            scopes: Vec::new(),
            transport: None,
            headers: Vec::new(),
            user_agent: concat!("odata-client/", env!("CARGO_PKG_VERSION")).to_owned(),
            connect_timeout: Duration::from_secs(30),
            timeout: Duration::from_secs(100),
            reply_limit: REPLY_LIMIT,
        }
    }

    /// The base URL, without a slash at its end.
    pub fn base_url(&self) -> &str {
        &self.0.base
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }
}

/// Shows the base URL only.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Client({})", self.0.base)
    }
}

impl Inner {
    /// Adds the token, unless the request has an `Authorization` of its own; both go only where a
    /// token may go.
    pub(crate) async fn authorize(&self, headers: &mut HeaderMap) -> Result<()> {
        if headers.contains_key(AUTHORIZATION) {
            return self.origin.check_token();
        }
        let Some(credential) = &self.credential else {
            return Ok(());
        };
        self.origin.check_token()?;
        let scopes: Vec<&str> = self.scopes.iter().map(String::as_str).collect();
        let token = credential.token(&scopes).await;
        let token = token.map_err(|error| Error::Credential { source: error.0 })?;
        let value = HeaderValue::from_str(&format!("Bearer {}", token.secret()));
        let mut value = value.map_err(|_| Error::Credential {
            source: "the token has characters that no header may have, such as a line break".into(),
        })?;
        value.set_sensitive(true);
        headers.insert(AUTHORIZATION, value);
        Ok(())
    }
}

/// Settings of a [`Client`].
#[must_use = "the settings do nothing until `build`"]
pub struct ClientBuilder {
    base_url: String,
    credential: Option<Arc<dyn Credential>>,
    scopes: Vec<String>,
    transport: Option<Arc<dyn Transport>>,
    headers: Vec<(String, String)>,
    user_agent: String,
    connect_timeout: Duration,
    timeout: Duration,
    reply_limit: usize,
}

impl ClientBuilder {
    /// Where tokens come from. They are sent over https only, loopback excepted, and only to the
    /// host of the base URL.
    pub fn credential(mut self, credential: impl Credential) -> Self {
        self.credential = Some(Arc::new(credential));
        self
    }

    /// Adds a scope to ask tokens for, such as `https://graph.microsoft.com/.default`.
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scopes.push(scope.into());
        self
    }

    /// Another way to send requests than reqwest.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Adds a header to every request. A request's own header of that name wins.
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The `User-Agent` header, in place of `odata-client/` and its version.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// How long connecting may take; 30 s unless set. A transport of your own has its own rules.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long a request may take, from connecting to the last byte of the reply; 100 s unless
    /// set. A transport of your own has its own rules.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The size in bytes above which a reply is an error; 256 MiB unless set.
    pub fn reply_limit(mut self, bytes: usize) -> Self {
        self.reply_limit = bytes;
        self
    }

    /// The client.
    ///
    /// # Errors
    /// If the base URL is not one, a header is invalid, a credential is set and the base URL is
    /// neither https nor loopback, or TLS cannot be set up.
    pub fn build(self) -> Result<Client> {
        let (url, origin) = Origin::of(&self.base_url)?;
        let mut headers = HeaderMap::new();
        insert_header(&mut headers, USER_AGENT.as_str(), &self.user_agent)?;
        for (name, value) in &self.headers {
            insert_header(&mut headers, name, value)?;
        }
        if self.credential.is_some() || headers.contains_key(AUTHORIZATION) {
            origin.check_token()?;
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(&origin, &self)?,
        };
        Ok(Client(Arc::new(Inner {
            base: url.as_str().trim_end_matches('/').to_owned(),
            origin,
            transport,
            headers,
            reply_limit: self.reply_limit,
            credential: self.credential,
            scopes: self.scopes,
        })))
    }
}

#[cfg(feature = "reqwest")]
fn default_transport(origin: &Origin, builder: &ClientBuilder) -> Result<Arc<dyn Transport>> {
    Ok(Arc::new(crate::transport::ReqwestTransport::with_settings(
        origin.is_https(),
        builder.connect_timeout,
        builder.timeout,
        builder.reply_limit,
    )?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_: &Origin, _: &ClientBuilder) -> Result<Arc<dyn Transport>> {
    Err(Error::Settings(
        "no transport; set one, or turn on the feature `reqwest`".to_owned(),
    ))
}

/// Shows neither credential nor headers.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::StaticToken;
    use crate::transport::tests::Echo;

    fn build(url: &str, token: bool) -> Result<Client> {
        let builder = Client::builder(url).transport(Echo);
        if token {
            builder.credential(StaticToken::new("secret")).build()
        } else {
            builder.build()
        }
    }

    #[test]
    fn tokens_need_https_or_loopback() {
        for url in [
            "https://example.org/v1/",
            "http://localhost:1",
            "http://127.0.0.1",
            "http://[::1]/x",
        ] {
            assert!(build(url, true).is_ok(), "{url}");
        }
        for url in [
            "http://example.org",
            "http://localhost.example.org",
            "http://10.0.0.1",
            "http://[::2]",
        ] {
            assert!(
                matches!(build(url, true), Err(Error::Refused { .. })),
                "{url}"
            );
            assert!(build(url, false).is_ok(), "{url}");
        }
        let header =
            Client::builder("http://example.org").default_header("Authorization", "Basic x");
        assert!(matches!(
            header.transport(Echo).build(),
            Err(Error::Refused { .. })
        ));
    }

    #[test]
    fn refuses_base_urls_that_are_none() {
        for url in [
            "",
            "graph",
            "ftp://example.org",
            "https://a:b@example.org",
            "https://e.org/?a=b",
            "https://e.org/#a",
        ] {
            assert!(
                matches!(build(url, false), Err(Error::Settings(_))),
                "{url}"
            );
        }
    }

    #[test]
    fn debug_hides_token_and_headers() {
        let builder = Client::builder("https://example.org/v1/")
            .credential(StaticToken::new("secret"))
            .default_header("x-key", "secret")
            .transport(Echo);
        assert!(!format!("{builder:?}").contains("secret"));
        assert_eq!(
            format!("{:?}", builder.build().unwrap()),
            "Client(https://example.org/v1)"
        );
    }

    #[test]
    fn refuses_headers_with_line_breaks_without_showing_them() {
        let error = Client::builder("https://example.org")
            .default_header("x-key", "secret\r\nx-other: 1")
            .transport(Echo)
            .build()
            .unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)));
        assert!(!format!("{error} {error:?}").contains("secret"));
    }
}
