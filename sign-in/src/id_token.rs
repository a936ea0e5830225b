//! ID tokens (OpenID Connect Core 1.0, section 3.1.3.7). In: a token that came from the token endpoint itself. Out: who
//! signed in, once issuer, audience, times and nonce are those of this sign-in.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::error::{Result, SignInError, one_line};
use crate::issuer::IssuerName;

/// How far clocks may differ.
const TOLERANCE: SignedDuration = SignedDuration::from_mins(5);

/// Who signed in, as the issuer tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct User {
    /// `sub`: the user's id at this issuer.
    pub subject: String,
    /// `name`, for people.
    pub name: Option<String>,
    /// `preferred_username`, else `email`: what the user signs in as.
    pub username: Option<String>,
    /// `tid`: the tenant's id, at Microsoft.
    pub tenant: Option<String>,
}

/// What an ID token has to match.
pub(crate) struct Expected<'a> {
    pub(crate) issuer: &'a IssuerName,
    pub(crate) client_id: &'a str,
    pub(crate) nonce: Option<&'a str>,
    pub(crate) now: Timestamp,
}

/// Reads the token. Its signature is not checked: it came over TLS from the issuer itself (section 3.1.3.7, item 6).
pub(crate) fn read(token: &str, expected: &Expected<'_>) -> Result<User> {
    let claims = payload(token).ok_or_else(|| refused("it is not a JSON Web Token"))?;
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    let issuer = text("iss").ok_or_else(|| refused("it has no `iss`"))?;
    if !expected.issuer.admits(issuer, text("tid")) {
        return Err(refused(&format!(
            "its issuer is `{}`, another than was asked",
            one_line(issuer)
        )));
    }
    check_audience(&claims, expected.client_id)?;
    check_times(&claims, expected.now)?;
    if let Some(nonce) = expected.nonce
        && text("nonce") != Some(nonce)
    {
        return Err(refused(
            "its nonce is another: it belongs to another sign-in",
        ));
    }
    let owned = |name: &str| text(name).map(str::to_owned);
    Ok(User {
        subject: owned("sub").ok_or_else(|| refused("it has no `sub`"))?,
        name: owned("name"),
        username: owned("preferred_username").or_else(|| owned("email")),
        tenant: owned("tid"),
    })
}

fn refused(why: &str) -> SignInError {
    SignInError::IdToken(why.to_owned())
}

fn payload(token: &str) -> Option<Map<String, Value>> {
    let mut parts = token.split('.');
    let (_, payload) = (parts.next()?, parts.next()?);
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?).ok()
}

fn check_audience(claims: &Map<String, Value>, client_id: &str) -> Result<()> {
    let among = match claims.get("aud") {
        Some(Value::String(audience)) => audience == client_id,
        Some(Value::Array(audiences)) => audiences.iter().any(|audience| audience == client_id),
        _ => false,
    };
    let party = claims.get("azp").and_then(Value::as_str);
    if among && party.is_none_or(|party| party == client_id) {
        Ok(())
    } else {
        Err(refused("it is for another client"))
    }
}

fn check_times(claims: &Map<String, Value>, now: Timestamp) -> Result<()> {
    let time = |name: &str| {
        let seconds = claims.get(name)?.as_f64()?;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "saturates: a number out of range is not a time"
        )]
        let seconds = seconds as i64;
        Timestamp::from_second(seconds).ok()
    };
    let expires = time("exp").ok_or_else(|| refused("it has no `exp`"))?;
    if now.duration_since(expires) > TOLERANCE {
        return Err(refused(&format!(
            "it expired at {expires}, and this machine's clock says {now}: is that right?"
        )));
    }
    match time("nbf") {
        Some(from) if from.duration_since(now) > TOLERANCE => Err(refused(&format!(
            "it is valid from {from} on, and this machine's clock says {now}: is that right?"
        ))),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn token(claims: &Value) -> String {
        format!("e30.{}.x", URL_SAFE_NO_PAD.encode(claims.to_string()))
    }

    fn good() -> Value {
        json!({"iss": "https://i", "aud": "c", "exp": 1_767_225_600 + 60, "nonce": "n", "sub": "s", "name": "N", "email": "e"})
    }

    fn checked(claims: &Value) -> Result<User> {
        let expected = Expected {
            issuer: &IssuerName::Exact("https://i".to_owned()),
            client_id: "c",
            nonce: Some("n"),
            now: Timestamp::constant(1_767_225_600, 0),
        };
        read(&token(claims), &expected)
    }

    #[test]
    fn a_token_of_this_sign_in_is_taken() {
        let user = checked(&good()).unwrap();
        assert_eq!(
            (
                user.subject.as_str(),
                user.name.as_deref(),
                user.username.as_deref()
            ),
            ("s", Some("N"), Some("e"))
        );
        let mut several = good();
        several["aud"] = json!(["d", "c"]);
        several["azp"] = json!("c");
        several["nbf"] = json!(1_767_225_600 + 299);
        several["exp"] = json!(1_767_225_600 - 299);
        assert!(checked(&several).is_ok());
    }

    #[test]
    fn any_other_is_refused() {
        for (name, value, said) in [
            ("iss", json!("https://i/"), "issuer"),
            ("iss", json!(null), "`iss`"),
            ("aud", json!("d"), "another client"),
            ("aud", json!(["d"]), "another client"),
            ("azp", json!("d"), "another client"),
            ("nonce", json!("m"), "nonce"),
            ("nonce", json!(null), "nonce"),
            ("exp", json!(1_767_225_600 - 301), "expired"),
            ("exp", json!("soon"), "`exp`"),
            ("nbf", json!(1_767_225_600 + 301), "valid from"),
            ("sub", json!(5), "`sub`"),
        ] {
            let mut claims = good();
            claims[name] = value;
            let error = checked(&claims).unwrap_err().to_string();
            assert!(error.contains(said), "{name}: {error}");
        }
        for text in ["", "a", "a.b.c", "..", "e30.e30.", "e30.bm8.x"] {
            let expected = Expected {
                issuer: &IssuerName::Unknown,
                client_id: "c",
                nonce: None,
                now: Timestamp::UNIX_EPOCH,
            };
            assert!(read(text, &expected).is_err(), "{text}");
        }
    }
}
