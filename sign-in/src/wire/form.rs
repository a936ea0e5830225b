//! Forms. In: parameters, of which some are secret. Out: the body, and a way to cut the secrets out of what comes back.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::secret::Secret;

/// All but `A-Z a-z 0-9 - . _ ~`: with `%20` for a space, and not `+`, the one writing that servers which decode forms,
/// percent signs or nothing at all take alike.
const ESCAPED: AsciiSet = NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A text as a parameter's value.
pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, &ESCAPED).to_string()
}

/// The parameters of one request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Form {
    body: String,
    authorization: Option<Secret>,
    secrets: Vec<Secret>,
}

impl Form {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn add(&mut self, name: &str, value: &str) -> &mut Self {
        if !self.body.is_empty() {
            self.body.push('&');
        }
        self.body.push_str(&encoded(name));
        self.body.push('=');
        self.body.push_str(&encoded(value));
        self
    }

    pub(crate) fn add_if(&mut self, name: &str, value: Option<&str>) -> &mut Self {
        match value {
            Some(value) => self.add(name, value),
            None => self,
        }
    }

    pub(crate) fn add_secret(&mut self, name: &str, secret: &Secret) -> &mut Self {
        self.secrets.push(secret.clone());
        self.add(name, secret.reveal())
    }

    /// HTTP Basic (RFC 6749, section 2.3.1).
    pub(crate) fn authorize(&mut self, id: &str, secret: &Secret) -> &mut Self {
        let pair = format!("{}:{}", encoded(id), encoded(secret.reveal()));
        let pair = Secret::new(STANDARD.encode(pair));
        self.authorization = Some(Secret::new(format!("Basic {}", pair.reveal())));
        self.secrets.extend([secret.clone(), pair]);
        self
    }

    pub(crate) fn body(&self) -> Bytes {
        Bytes::copy_from_slice(self.body.as_bytes())
    }

    pub(crate) fn authorization(&self) -> Option<&Secret> {
        self.authorization.as_ref()
    }

    /// The text without the secrets that were sent, as they are and as they are encoded.
    pub(crate) fn redact(&self, text: &str) -> String {
        let secrets = self.secrets.iter().map(Secret::reveal);
        let mut text = text.to_owned();
        for secret in secrets.filter(|secret| secret.len() >= 4) {
            for written in [
                secret.to_owned(),
                encoded(secret),
                encoded(secret).replace("%20", "+"),
            ] {
                text = text.replace(&written, "[secret]");
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_all_servers_read_them() {
        let mut form = Form::new();
        form.add("scope", "a b")
            .add("x", "-._~+%&=ä")
            .add_if("no", None);
        assert_eq!(form.body(), "scope=a%20b&x=-._~%2B%25%26%3D%C3%A4");
        form.authorize("my-app", &Secret::new("p w+%41:"));
        let pair = STANDARD.encode("my-app:p%20w%2B%2541%3A");
        let header = form.authorization().unwrap().reveal();
        assert_eq!(header, format!("Basic {pair}"));
    }

    #[test]
    fn what_comes_back_has_no_secret() {
        let mut form = Form::new();
        form.add_secret("refresh_token", &Secret::new("to ken+"));
        form.authorize("id", &Secret::new("password"));
        let basic = form.authorization().unwrap().reveal().to_owned();
        let said = format!("to ken+ to%20ken%2B to+ken%2B password {basic} rest");
        assert_eq!(
            form.redact(&said),
            "[secret] [secret] [secret] [secret] Basic [secret] rest"
        );
        assert!(!format!("{form:?}").contains("password"));
    }
}
