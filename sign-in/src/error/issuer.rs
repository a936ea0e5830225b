//! What an issuer says when it refuses (RFC 6749, section 5.2). In: an error reply. Out: all of its fields, with the
//! remedy.

use std::fmt;
use std::time::Duration;

use http::StatusCode;
use jiff::SignedDuration;
use serde_json::{Map, Value};

use super::one_line;
use crate::wire::{Reply, seconds};

/// How much of a text of the issuer's is kept.
const KEPT: usize = 1024;

/// A clock that differs by more makes assertions invalid at strict issuers.
const SKEW: SignedDuration = SignedDuration::from_secs(10);

/// An error reply of the issuer.
///
/// Branch on [`error`](Self::error) and [`suberror`](Self::suberror) only: numbers and texts change. Secrets that were
/// sent are cut out of all of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct IssuerError {
    /// The host and port that answered.
    pub host: String,
    /// The status of the reply; some issuers answer errors with 200.
    pub status: StatusCode,
    /// The code, such as `invalid_grant`; `None` if the reply has none.
    pub error: Option<String>,
    /// `error_description`: a text for developers.
    pub description: Option<String>,
    /// `error_uri`: where more about it is to be read.
    pub uri: Option<String>,
    /// Microsoft's `suberror`, such as `consent_required`.
    pub suberror: Option<String>,
    /// Microsoft's numbers, such as 65001.
    pub error_codes: Vec<i64>,
    /// The claims that a sign-in has to ask for, as JSON.
    pub claims: Option<String>,
    /// Microsoft's `trace_id`, for its support.
    pub trace_id: Option<String>,
    /// Microsoft's `correlation_id`, for its support.
    pub correlation_id: Option<String>,
    /// `Retry-After`.
    pub retry_after: Option<Duration>,
    /// How far this machine's clock is ahead of the issuer's, if a signed assertion was refused and that may be why.
    pub clock_ahead: Option<SignedDuration>,
    /// The first kilobyte of a reply that has no `error`.
    pub body: Option<String>,
}

impl IssuerError {
    /// Reads a reply; `redact` cuts secrets out of texts.
    pub(crate) fn read(reply: &Reply, redact: impl Fn(&str) -> String) -> Self {
        let json = reply.object().unwrap_or_default();
        let text = |name: &str| {
            let text = json.get(name)?.as_str()?;
            Some(shortened(&redact(text)))
        };
        let error = text("error");
        // What was meant as a success may have tokens in it.
        let kept = error.is_none() && !reply.status.is_success();
        let body = kept.then(|| {
            let body = String::from_utf8_lossy(&reply.body);
            shortened(&redact(&body))
        });
        Self {
            host: reply.host.clone(),
            status: reply.status,
            error,
            description: text("error_description"),
            uri: text("error_uri"),
            suberror: text("suberror"),
            error_codes: numbers(&json),
            claims: claims(&json).map(|claims| redact(&claims)),
            trace_id: text("trace_id"),
            correlation_id: text("correlation_id"),
            retry_after: reply.retry_after,
            clock_ahead: None,
            body: body.filter(|body| !body.is_empty()),
        }
    }

    /// An error that came by the browser (RFC 6749, section 4.1.2.1).
    pub(crate) fn of_browser(
        host: String,
        error: &str,
        description: Option<&str>,
        uri: Option<&str>,
    ) -> Self {
        Self {
            host,
            status: StatusCode::OK,
            error: Some(shortened(error)),
            description: description.map(shortened),
            uri: uri.map(shortened),
            suberror: None,
            error_codes: Vec::new(),
            claims: None,
            trace_id: None,
            correlation_id: None,
            retry_after: None,
            clock_ahead: None,
            body: None,
        }
    }

    /// Notes that an assertion may have been refused because of the clock: the issuer does not say so.
    pub(crate) fn compare_clocks(&mut self, here: jiff::Timestamp, there: Option<jiff::Timestamp>) {
        let ahead = there.map(|there| here.duration_since(there));
        self.clock_ahead = ahead.filter(|ahead| ahead.abs() > SKEW);
    }

    /// Whether the code is this one.
    pub(crate) fn is(&self, error: &str) -> bool {
        self.error.as_deref() == Some(error)
    }

    /// Whether only the user can help.
    pub(crate) fn needs_user(&self) -> bool {
        let codes = [self.error.as_deref(), self.suberror.as_deref()];
        codes.into_iter().flatten().any(|code| {
            matches!(
                code,
                "interaction_required" | "consent_required" | "login_required" | "invalid_grant"
            )
        })
    }

    /// Whether the issuer was busy or broken: what it says does not judge the request.
    pub(crate) fn is_transient(&self) -> bool {
        match self.error.as_deref() {
            None => self.status.is_server_error() || self.status == StatusCode::TOO_MANY_REQUESTS,
            Some(error) => matches!(error, "temporarily_unavailable" | "server_error"),
        }
    }

    /// Whether the request may have been carried out all the same: a gateway lost the reply.
    pub(crate) fn may_have_been_done(&self) -> bool {
        self.is_transient() && !matches!(self.status.as_u16(), 429 | 503)
    }

    fn remedy(&self) -> Option<&'static str> {
        Some(match (self.error.as_deref()?, self.suberror.as_deref()) {
            (_, Some("consent_required")) | ("consent_required", _) => {
                "the user or an administrator has to consent to the scopes"
            }
            ("invalid_client", _) => {
                "check the client id, and its secret or key, at the issuer's registration"
            }
            ("unauthorized_client", _) => {
                "allow this kind of sign-in (public client, device code) at the issuer's registration"
            }
            ("invalid_scope", _) => {
                "check the scopes: the issuer does not know one, or does not allow it"
            }
            ("unsupported_grant_type", _) => "the issuer does not offer this kind of sign-in",
            ("redirect_uri_mismatch", _) => {
                "register the redirect address exactly as `SignIn::redirect` has it"
            }
            ("invalid_grant" | "interaction_required" | "login_required", _) => {
                "the user has to sign in again"
            }
            ("bad_verification_code" | "device_not_found", _) => "start the sign-in again",
            _ => return None,
        })
    }
}

impl fmt::Display for IssuerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} refuses: ", self.host)?;
        match &self.error {
            Some(error) => f.write_str(error)?,
            None => write!(f, "status {}, without an OAuth error", self.status)?,
        }
        if let Some(suberror) = &self.suberror {
            write!(f, " ({suberror})")?;
        }
        if let Some(description) = &self.description {
            write!(f, ": {description}")?;
        }
        if let Some(ahead) = self.clock_ahead {
            let (seconds, side) = (
                ahead.abs().as_secs(),
                if ahead.is_negative() {
                    "behind"
                } else {
                    "ahead of"
                },
            );
            write!(
                f,
                "; this machine's clock is {seconds} s {side} the issuer's: set it"
            )?;
        }
        match self.remedy() {
            Some(remedy) => write!(f, "; {remedy}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for IssuerError {}

/// What the issuer says, as the end of a sentence.
pub(super) fn described(cause: Option<&IssuerError>) -> String {
    cause.map(|cause| format!(": {cause}")).unwrap_or_default()
}

/// On one line, and no longer than is kept.
fn shortened(text: &str) -> String {
    let mut line = one_line(text.trim());
    if line.len() > KEPT {
        let end = (0..=KEPT).rev().find(|end| line.is_char_boundary(*end));
        line.truncate(end.unwrap_or_default());
        line.push('…');
    }
    line
}

fn numbers(json: &Map<String, Value>) -> Vec<i64> {
    let codes = json.get("error_codes").and_then(Value::as_array);
    let codes = codes.into_iter().flatten().take(16);
    codes
        .filter_map(|code| code.as_i64().or_else(|| seconds(code)?.try_into().ok()))
        .collect()
}

/// Claims as JSON, whether they are written as text or as an object; unlike other texts they are data, and stay whole.
fn claims(json: &Map<String, Value>) -> Option<String> {
    let text = match json.get("claims")? {
        Value::String(text) => text.clone(),
        object @ Value::Object(_) => object.to_string(),
        _ => return None,
    };
    let valid =
        text.len() <= 16 * KEPT && serde_json::from_str::<Map<String, Value>>(&text).is_ok();
    valid.then_some(text)
}
