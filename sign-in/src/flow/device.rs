//! The device code (RFC 8628). In: what is wanted. Out: tokens, once the user has entered a code somewhere.

use std::fmt;
use std::time::Duration;

use serde_json::{Map, Value};

use super::Obtained;
use crate::engine::{Ask, Engine, Tried};
use crate::error::{IssuerError, Result, SignInError, one_line};
use crate::secret::Secret;
use crate::tokens::{Grant, Wanted};
use crate::wire::{Form, Reply, is_page, seconds};

const GRANT_TYPE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// Between polls, where the issuer does not say (section 3.2); and what `slow_down` adds (section 3.5).
const INTERVAL: Duration = Duration::from_secs(5);

/// The longest wait after a lost connection, unless the issuer's own interval is longer.
const BACK_OFF: Duration = Duration::from_secs(30);

/// The longest that a code is waited for, and how long where the issuer does not say.
const LONGEST: Duration = Duration::from_secs(3600);

/// What the user has to do. It prints as a sentence.
#[derive(Clone)]
#[non_exhaustive]
pub struct DevicePrompt {
    /// The code to enter.
    pub user_code: String,
    /// Where to enter it.
    pub verification_uri: String,
    /// The same with the code in it, for a QR code, where the issuer has that.
    pub verification_uri_complete: Option<String>,
    /// What to tell the user: the issuer's own words, perhaps in the user's language, else a sentence in English.
    pub message: String,
    /// How long the code is valid.
    pub expires_in: Duration,
}

impl fmt::Display for DevicePrompt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// Whoever has the code can have it entered by somebody else: it is for the callback alone.
impl fmt::Debug for DevicePrompt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DevicePrompt")
            .field("verification_uri", &self.verification_uri)
            .field("expires_in", &self.expires_in)
            .finish_non_exhaustive()
    }
}

/// What the issuer gave for the device.
struct Started {
    device_code: Secret,
    interval: Duration,
    prompt: DevicePrompt,
}

pub(super) async fn sign_in(
    engine: &Engine,
    wanted: &Wanted,
    show: &(dyn Fn(&DevicePrompt) + Send + Sync),
) -> Result<Obtained> {
    let metadata = engine.metadata().await?;
    let scopes = engine.scopes(wanted, &metadata);
    let started = start(engine, &scopes).await?;
    show(&started.prompt);
    let claims = engine.claims(wanted);
    let ask = Ask {
        grant_type: GRANT_TYPE,
        plain: Vec::new(),
        secrets: vec![("device_code", &started.device_code)],
        scopes: &[],
        claims: claims.as_deref(),
    };
    let grant = poll(engine, &ask, &started).await?;
    let user = engine.user(&grant, &metadata, None)?;
    Ok(Obtained {
        grant,
        user,
        scopes,
    })
}

async fn start(engine: &Engine, scopes: &[String]) -> Result<Started> {
    let metadata = engine.metadata().await?;
    let url = metadata.device_authorization.as_ref().ok_or_else(|| {
        SignInError::Settings(
            "the issuer has no device authorization endpoint; sign in by browser".to_owned(),
        )
    })?;
    let mut form = Form::new();
    if !scopes.is_empty() {
        form.add("scope", &scopes.join(" "));
    }
    for (name, value) in &engine.settings.parameters {
        form.add(name, value);
    }
    engine.prove(&mut form, &metadata, true).await?;
    let reply = engine.wire.post(url, &form).await?;
    let json = reply.object();
    let refuses = json.as_ref().is_some_and(|json| json.contains_key("error"));
    match json {
        Some(json) if reply.status.is_success() && !refuses => {
            read(&reply, &json, engine.settings.patience)
        }
        _ => Err(engine.refusal(&reply, &form).into()),
    }
}

fn read(reply: &Reply, json: &Map<String, Value>, patience: Option<Duration>) -> Result<Started> {
    let text = |name: &str| {
        json.get(name)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
    };
    let need = |name: &str| text(name).ok_or_else(|| reply.invalid(format!("it has no `{name}`")));
    let device_code = Secret::new(need("device_code")?);
    let user_code = one_line(need("user_code")?);
    // The name before RFC 8628 had its own.
    let verification_uri = match text("verification_uri").or_else(|| text("verification_url")) {
        Some(url) => web_address(reply, url)?,
        None => return Err(reply.invalid("it has no `verification_uri`")),
    };
    let complete = text("verification_uri_complete")
        .map(|url| web_address(reply, url))
        .transpose()?;
    let lasts = json
        .get("expires_in")
        .and_then(seconds)
        .filter(|seconds| *seconds > 0);
    let lasts = lasts.map_or(LONGEST, Duration::from_secs).min(LONGEST);
    let interval = json
        .get("interval")
        .and_then(seconds)
        .filter(|seconds| *seconds > 0);
    let message = text("message").map_or_else(
        || {
            format!(
                "To sign in, open {verification_uri} in a browser and enter the code {user_code}."
            )
        },
        one_line,
    );
    Ok(Started {
        device_code,
        interval: interval.map_or(INTERVAL, Duration::from_secs),
        prompt: DevicePrompt {
            user_code,
            verification_uri,
            verification_uri_complete: complete,
            message,
            expires_in: patience.map_or(lasts, |patience| lasts.min(patience)),
        },
    })
}

/// Programs open it: nothing but pages of the web. The text stays as it is.
fn web_address(reply: &Reply, text: &str) -> Result<String> {
    let line = one_line(text);
    let good = line == text && is_page(text);
    good.then_some(line)
        .ok_or_else(|| reply.invalid("the address for the user is not a page of the web"))
}

/// Waits first, then asks; ends at an answer that is one, and when the code does.
async fn poll(engine: &Engine, ask: &Ask<'_>, started: &Started) -> Result<Grant> {
    let clock = &engine.wire.clock;
    let waited = started.prompt.expires_in;
    let start = clock.now();
    let (mut interval, mut wait) = (started.interval, started.interval);
    loop {
        let passed = Duration::try_from(clock.now().duration_since(start)).unwrap_or_default();
        let left = waited.saturating_sub(passed);
        clock.sleep(wait.min(left)).await;
        if wait >= left {
            return Err(SignInError::Expired { waited });
        }
        let step = match engine.try_once(ask).await {
            Ok(Tried::Granted(grant)) => return Ok(*grant),
            Ok(Tried::Refused(error)) => judge(error, waited)?,
            Err(error) => judge_failure(error)?,
        };
        match step {
            Step::Pending(after) => wait = interval.max(after.unwrap_or_default()),
            Step::SlowDown => {
                interval = interval.saturating_add(INTERVAL);
                wait = interval;
            }
            // Never less than the interval, which `slow_down` may have raised.
            Step::Lost(after) => {
                let longer = wait.saturating_mul(2).min(BACK_OFF);
                wait = interval.max(after.unwrap_or(longer));
            }
        }
    }
}

enum Step {
    Pending(Option<Duration>),
    SlowDown,
    Lost(Option<Duration>),
}

/// By the code of the error, whatever the status; anything without such a code may pass.
fn judge(error: Box<IssuerError>, waited: Duration) -> Result<Step> {
    let Some(code) = error.error.as_deref() else {
        // Another client error will not get better: a wrong address, a body that is refused.
        let busy = error.is_transient() || matches!(error.status.as_u16(), 408 | 425);
        return if busy || error.status.is_success() {
            Ok(Step::Lost(error.retry_after))
        } else {
            Err(SignInError::Issuer(error))
        };
    };
    match code {
        "authorization_pending" => Ok(Step::Pending(error.retry_after)),
        "slow_down" => Ok(Step::SlowDown),
        "access_denied" | "authorization_declined" => {
            Err(SignInError::Declined { cause: Some(error) })
        }
        "expired_token" | "code_expired" => Err(SignInError::Expired { waited }),
        _ if error.is_transient() => Ok(Step::Lost(error.retry_after)),
        _ => Err(SignInError::Issuer(error)),
    }
}

/// A lost connection does not end what the user is typing.
fn judge_failure(error: SignInError) -> Result<Step> {
    match error {
        SignInError::Transport { .. } => Ok(Step::Lost(None)),
        error => Err(error),
    }
}
