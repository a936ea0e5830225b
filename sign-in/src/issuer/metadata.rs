//! What is known of an issuer. In: its discovery document (OpenID Connect Discovery 1.0, RFC 8414), or addresses by
//! hand. Out: its endpoints, and the rules that its answers have to keep.

use serde_json::{Map, Value};

use crate::error::{Result, SignInError, one_line};
use crate::wire::{Reply, check_address, is_same_origin};

/// The endpoints of an issuer that has no discovery document.
///
/// ```
/// use service_sign_in::Endpoints;
/// let endpoints = Endpoints::new("https://github.com/login/oauth/access_token")
///     .authorization("https://github.com/login/oauth/authorize")
///     .device_authorization("https://github.com/login/device/code");
/// ```
#[derive(Clone, Debug)]
pub struct Endpoints {
    pub(super) token: String,
    pub(super) authorization: Option<String>,
    pub(super) device_authorization: Option<String>,
    pub(super) issuer: Option<String>,
}

impl Endpoints {
    /// The token endpoint, which every sign-in needs.
    pub fn new(token: impl Into<String>) -> Self {
        Self {
            token: token.into(),
            authorization: None,
            device_authorization: None,
            issuer: None,
        }
    }

    /// The authorization endpoint, for signing in by browser.
    #[must_use]
    pub fn authorization(mut self, url: impl Into<String>) -> Self {
        self.authorization = Some(url.into());
        self
    }

    /// The device authorization endpoint (RFC 8628).
    #[must_use]
    pub fn device_authorization(mut self, url: impl Into<String>) -> Self {
        self.device_authorization = Some(url.into());
        self
    }

    /// What the issuer calls itself in ID tokens and answers; these are compared with it then.
    #[must_use]
    pub fn issuer(mut self, issuer: impl Into<String>) -> Self {
        self.issuer = Some(issuer.into());
        self
    }
}

/// What an issuer has to be called in its ID tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum IssuerName {
    /// This, to the letter.
    Exact(String),
    /// This, with `{tenantid}` for the token's `tid`.
    Template(String),
    /// It has told no name.
    Unknown,
}

impl IssuerName {
    /// Whether an ID token with these claims may be of this issuer.
    pub(crate) fn admits(&self, issuer: &str, tenant: Option<&str>) -> bool {
        match self {
            Self::Exact(name) => name == issuer,
            Self::Template(name) => tenant.is_some_and(|tenant| {
                let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
                !tenant.is_empty()
                    && tenant.chars().all(plain)
                    && name.replace("{tenantid}", tenant) == issuer
            }),
            Self::Unknown => true,
        }
    }
}

/// Endpoints and rules.
#[derive(Clone, Debug)]
pub(crate) struct Metadata {
    pub(crate) name: IssuerName,
    pub(crate) token: String,
    pub(crate) authorization: Option<String>,
    pub(crate) device_authorization: Option<String>,
    /// Whether answers by browser carry `iss` (RFC 9207).
    pub(crate) names_itself: bool,
    /// Whether it has the scope `offline_access`.
    pub(crate) offers_offline: bool,
    /// Whether it takes secrets in the body only.
    pub(crate) secret_in_body: bool,
}

impl Metadata {
    pub(super) fn fixed(endpoints: &Endpoints) -> Result<Self> {
        let name = endpoints.issuer.clone();
        let metadata = Self {
            name: name.map_or(IssuerName::Unknown, IssuerName::Exact),
            token: endpoints.token.clone(),
            authorization: endpoints.authorization.clone(),
            device_authorization: endpoints.device_authorization.clone(),
            names_itself: false,
            offers_offline: false,
            secret_in_body: false,
        };
        metadata.check(None)?;
        Ok(metadata)
    }

    /// Reads the document of the issuer with this address.
    pub(super) fn read(reply: &Reply, url: &str, template: bool) -> Result<Self> {
        let document = reply.object().filter(|_| reply.status.is_success());
        let document = document.ok_or_else(|| {
            reply.invalid(format!(
                "its discovery document is not a JSON object (status {})",
                reply.status
            ))
        })?;
        let text = |name: &str| {
            document
                .get(name)
                .and_then(Value::as_str)
                .map(str::to_owned)
        };
        let issuer = text("issuer")
            .ok_or_else(|| reply.invalid("its discovery document has no `issuer`"))?;
        let metadata = Self {
            name: name_of(reply, issuer, url, template)?,
            token: text("token_endpoint")
                .ok_or_else(|| reply.invalid("its discovery document has no `token_endpoint`"))?,
            authorization: text("authorization_endpoint"),
            device_authorization: text("device_authorization_endpoint"),
            names_itself: document.get("authorization_response_iss_parameter_supported")
                == Some(&Value::Bool(true)),
            offers_offline: lists(&document, "scopes_supported", "offline_access"),
            secret_in_body: takes_secret_in_body_only(&document),
        };
        metadata.check(Some(url))?;
        Ok(metadata)
    }

    /// Endpoints are where secrets may go; an issuer that is asked over https may not lead to http.
    fn check(&self, issuer: Option<&str>) -> Result<()> {
        let endpoints = [
            (Some(&self.token), "the token endpoint"),
            (self.authorization.as_ref(), "the authorization endpoint"),
            (
                self.device_authorization.as_ref(),
                "the device authorization endpoint",
            ),
        ];
        let secure = issuer.is_some_and(|issuer| issuer.starts_with("https:"));
        for (url, what) in endpoints {
            let Some(url) = url else { continue };
            if !check_address(url, what)?.is_https() && secure {
                return Err(SignInError::Settings(format!(
                    "{what} ({}) is not https, although the issuer is",
                    one_line(url)
                )));
            }
        }
        Ok(())
    }
}

/// The document's name is the address that it was asked at, to the letter; with a template, but for the tenant.
fn name_of(reply: &Reply, issuer: String, url: &str, template: bool) -> Result<IssuerName> {
    if template && issuer.contains("{tenantid}") {
        if is_same_origin(&issuer.replace("{tenantid}", "t"), url) {
            return Ok(IssuerName::Template(issuer));
        }
    } else if issuer == url {
        return Ok(IssuerName::Exact(issuer));
    }
    let issuer = one_line(&issuer);
    let hint = if issuer.contains("{tenantid}") {
        "; for an issuer of many tenants set `tenant_template(true)`"
    } else {
        "; set the issuer exactly so, slashes included, if that is the one you mean"
    };
    Err(reply.invalid(format!(
        "it calls itself `{issuer}`, and was asked as `{url}`{hint}"
    )))
}

fn lists(document: &Map<String, Value>, name: &str, wanted: &str) -> bool {
    let values = document.get(name).and_then(Value::as_array);
    values.is_some_and(|values| values.iter().any(|value| value == wanted))
}

fn takes_secret_in_body_only(document: &Map<String, Value>) -> bool {
    let methods = "token_endpoint_auth_methods_supported";
    lists(document, methods, "client_secret_post")
        && !lists(document, methods, "client_secret_basic")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_admits_the_tokens_own_tenant_alone() {
        let name = IssuerName::Template("https://login.example/{tenantid}/v2.0".to_owned());
        assert!(name.admits("https://login.example/abc-1/v2.0", Some("abc-1")));
        for (issuer, tenant) in [
            ("https://login.example/abc/v2.0", Some("abd")),
            ("https://login.example/abc/v2.0", None),
            ("https://login.example//v2.0", Some("")),
            ("https://login.example/a/../b/v2.0", Some("a/../b")),
            ("https://login.evil/abc/v2.0", Some("abc")),
        ] {
            assert!(!name.admits(issuer, tenant), "{issuer}");
        }
    }

    #[test]
    fn endpoints_by_hand_are_checked() {
        let endpoints = Endpoints::new("http://login.example/token");
        let error = Metadata::fixed(&endpoints).unwrap_err().to_string();
        assert!(error.contains("the token endpoint"), "{error}");
    }
}
