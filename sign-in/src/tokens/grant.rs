//! Answers of the token endpoint (RFC 6749, section 5.1). In: a reply. Out: tokens and their times.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::Access;
use crate::error::Result;
use crate::secret::Secret;
use crate::wire::{Reply, seconds};

/// How many seconds before its end a token is renewed, or after nine tenths of its life if that is later.
const MARGIN: u64 = 300;

/// What the token endpoint gave.
#[derive(Debug)]
pub(crate) struct Grant {
    pub(crate) access: Access,
    pub(crate) refresh_token: Option<Secret>,
    pub(crate) id_token: Option<Secret>,
    /// The scopes that were granted; `None` is all that were asked for.
    pub(crate) scope: Option<String>,
}

impl Grant {
    /// Reads an answer to a request that was sent at `sent`.
    pub(crate) fn read(reply: &Reply, json: &Map<String, Value>, sent: Timestamp) -> Result<Self> {
        let secret = |name: &str| {
            let text = json.get(name)?.as_str()?;
            (!text.is_empty()).then(|| Secret::new(text))
        };
        let token =
            secret("access_token").ok_or_else(|| reply.invalid("it has no `access_token`"))?;
        if !token.reveal().bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(reply.invalid("its access token has characters that no header may have"));
        }
        // Some leave it out.
        if let Some(kind) = json.get("token_type").and_then(Value::as_str)
            && !kind.eq_ignore_ascii_case("bearer")
        {
            return Err(reply.invalid(
                "its access token is not a bearer token; register the client without DPoP or others",
            ));
        }
        let life = json.get("expires_in").and_then(seconds);
        let renew = json.get("refresh_in").and_then(seconds);
        let at = |seconds: u64| sent.as_second().saturating_add_unsigned(seconds);
        let before_end = life.map(|life| life.saturating_sub(MARGIN).max(life * 9 / 10));
        Ok(Self {
            access: Access {
                token,
                expires: life.map(at),
                renew: before_end.into_iter().chain(renew).min().map(at),
                missing: Vec::new(),
            },
            refresh_token: secret("refresh_token"),
            id_token: secret("id_token"),
            scope: scope_of(json),
        })
    }
}

/// As text, and as the list that some make of it.
fn scope_of(json: &Map<String, Value>) -> Option<String> {
    match json.get("scope")? {
        Value::String(text) => Some(text.clone()),
        Value::Array(scopes) => {
            let scopes: Vec<&str> = scopes.iter().filter_map(Value::as_str).collect();
            Some(scopes.join(" "))
        }
        _ => None,
    }
}
