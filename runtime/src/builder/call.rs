//! Settings of calls that a description tells: credentials by scheme, and how values are written.

use std::sync::Arc;

use super::ClientBuilder;
use crate::ListForm;
use crate::credential::{Credential, Secret};

impl ClientBuilder {
    /// Where the tokens of one security scheme come from, by the scheme's name in the service's description. Unless set, they
    /// come from [`credential`](Self::credential), for each scheme of bearer tokens, OAuth 2.0 and `OpenID` Connect.
    pub fn scheme_credential(
        mut self,
        scheme: impl Into<String>,
        credential: impl Credential,
    ) -> Self {
        let secret = Secret::Token(Arc::new(credential));
        self.secrets.push((scheme.into(), secret));
        self
    }

    /// User and password, for operations with a security scheme of HTTP's Basic authentication (RFC 7617).
    pub fn basic(mut self, user: impl Into<String>, password: impl Into<String>) -> Self {
        self.basic = Some((user.into(), password.into()));
        self
    }

    /// The key of a security scheme, by the scheme's name in the service's description. As all credentials, it goes to the
    /// service's host and allowed ones only, with operations that use the scheme, and is never shown.
    pub fn api_key(mut self, scheme: impl Into<String>, key: impl Into<String>) -> Self {
        self.secrets.push((scheme.into(), Secret::Key(key.into())));
        self
    }

    /// Whether brackets in the names of parameters and of members of forms stay as they are, which servers of some frameworks
    /// need; `%5B` and `%5D` unless set.
    pub fn raw_brackets(mut self, raw: bool) -> Self {
        self.call.raw_brackets = raw;
        self
    }

    /// How lists within parameters and forms of style `deepObject` are written; with numbers (`a[0]=x`) unless set.
    pub fn list_form(mut self, form: ListForm) -> Self {
        self.call.list_form = form;
        self
    }
}
