//! Credentials by security scheme. In: what the client was given, and what an operation may be sent with. Out: what it is
//! sent with.

use std::sync::Arc;

use base64::Engine as _;
use http::HeaderValue;

use super::{Credential, TokenCache};
use crate::call::{Scheme, SchemeKind};
use crate::error::{Error, Result};

/// What a client was given for one scheme.
pub(crate) enum Secret {
    Token(Arc<dyn Credential>),
    Key(String),
}

/// What a client has.
#[derive(Default)]
pub(crate) struct Secrets {
    /// For all schemes of tokens.
    pub(crate) default: Option<TokenCache>,
    pub(crate) basic: Option<HeaderValue>,
    /// By the scheme's name; a later one takes the place of an earlier one.
    pub(crate) tokens: Vec<(String, TokenCache)>,
    pub(crate) keys: Vec<(String, String)>,
}

impl Secrets {
    /// Of alternatives, the first of which all is there; nothing if there is none.
    pub(crate) fn choose(
        &self,
        alternatives: &'static [&'static [&'static Scheme]],
    ) -> &'static [&'static Scheme] {
        let mut alternatives = alternatives.iter();
        let chosen = alternatives.find(|schemes| schemes.iter().all(|scheme| self.has(scheme)));
        chosen.copied().unwrap_or_default()
    }

    fn has(&self, scheme: &Scheme) -> bool {
        match scheme.kind {
            SchemeKind::Basic => self.basic.is_some(),
            SchemeKind::ApiKey(..) | SchemeKind::Http(_) => self.key(scheme).is_some(),
            SchemeKind::Bearer | SchemeKind::OAuth2 | SchemeKind::OpenIdConnect => {
                self.token(scheme).is_some()
            }
        }
    }

    pub(crate) fn key(&self, scheme: &Scheme) -> Option<&str> {
        let mut keys = self.keys.iter().rev();
        let (_, key) = keys.find(|(name, _)| name == scheme.name)?;
        Some(key)
    }

    pub(crate) fn token(&self, scheme: &Scheme) -> Option<&TokenCache> {
        let mut tokens = self.tokens.iter().rev();
        let own = tokens.find(|(name, _)| name == scheme.name);
        own.map(|(_, cache)| cache).or(self.default.as_ref())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.default.is_none()
            && self.basic.is_none()
            && self.tokens.is_empty()
            && self.keys.is_empty()
    }
}

/// The header of HTTP's Basic authentication.
pub(crate) fn basic_header(user: &str, password: &str) -> Result<HeaderValue> {
    if user.contains(':') {
        return Err(Error::Settings(
            "the user of Basic authentication has a colon, which would end it".to_owned(),
        ));
    }
    let pair = format!("{user}:{password}");
    let encoded = base64::engine::general_purpose::STANDARD.encode(pair);
    secret_header(&format!("Basic {encoded}"))
}

/// A header that is not shown.
pub(crate) fn secret_header(text: &str) -> Result<HeaderValue> {
    let mut value = HeaderValue::from_str(text).map_err(|_| Error::Credential {
        source: "the key or token has characters that no header may have, such as a line break"
            .into(),
    })?;
    value.set_sensitive(true);
    Ok(value)
}
