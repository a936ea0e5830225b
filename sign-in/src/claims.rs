//! The claims parameter (OpenID Connect Core 1.0, section 5.5). In: what a service asks for. Out: the same, with what
//! this client can do.

use serde_json::{Map, Value, json};

/// Claims to ask for: those of a challenge, and that the client understands challenges (Microsoft's `xms_cc`). `None` if
/// there is nothing to ask for.
pub(crate) fn merged(challenge: Option<&str>, understands: bool) -> Option<String> {
    let challenge =
        challenge.and_then(|text| serde_json::from_str::<Map<String, Value>>(text).ok());
    if challenge.is_none() && !understands {
        return None;
    }
    let mut claims = challenge.unwrap_or_default();
    if understands {
        let access = claims.entry("access_token").or_insert_with(|| json!({}));
        if !access.is_object() {
            *access = json!({});
        }
        access["xms_cc"] = json!({"values": ["CP1"]});
    }
    Some(Value::Object(claims).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_and_the_capability_are_one_object() {
        assert_eq!(merged(None, false), None);
        let capable = r#"{"access_token":{"xms_cc":{"values":["CP1"]}}}"#;
        assert_eq!(merged(None, true).as_deref(), Some(capable));
        assert_eq!(merged(Some("no JSON"), true).as_deref(), Some(capable));
        let challenge = r#"{"access_token":{"nbf":{"essential":true,"value":"1"}},"id_token":{}}"#;
        assert_eq!(merged(Some(challenge), false).as_deref(), Some(challenge));
        let both: Value = serde_json::from_str(&merged(Some(challenge), true).unwrap()).unwrap();
        assert_eq!(both["access_token"]["nbf"]["value"], "1");
        assert_eq!(both["access_token"]["xms_cc"]["values"][0], "CP1");
        assert_eq!(both["id_token"], json!({}));
        assert_eq!(
            merged(Some(r#"{"access_token":null}"#), true).as_deref(),
            Some(capable)
        );
    }
}
