//! Challenges of a 401 (RFC 9110, section 11.6.1). In: `WWW-Authenticate`. Out: the claims that the
//! service wants (`OpenID` Connect Core, section 5.5).

use base64::Engine as _;

/// The claims in a challenge such as `Bearer error="insufficient_claims", claims="eyJ…"`: base64 of
/// JSON. `None` if there are none, or they are not that.
pub(crate) fn claims_of(challenge: &[u8]) -> Option<String> {
    let challenge = std::str::from_utf8(challenge).ok()?;
    let encoded = parameter(challenge, "claims")?;
    let alphabet = base64::alphabet::STANDARD;
    let config = base64::engine::GeneralPurposeConfig::new()
        .with_decode_padding_mode(base64::engine::DecodePaddingMode::Indifferent);
    let engine = base64::engine::GeneralPurpose::new(&alphabet, config);
    let standard = encoded.replace('-', "+").replace('_', "/");
    let claims = String::from_utf8(engine.decode(standard).ok()?).ok()?;
    let json: serde_json::Value = serde_json::from_str(&claims).ok()?;
    json.is_object().then_some(claims)
}

/// The value of a parameter; quoted strings are not searched for names.
fn parameter(challenge: &str, wanted: &str) -> Option<String> {
    let mut rest = challenge;
    while let Some((name, after)) = rest.split_once('=') {
        let name = name.rsplit([',', ' ']).next().unwrap_or_default();
        let (value, after) = value(after.trim_start());
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        rest = after;
    }
    None
}

/// A value, quoted or not, and what comes after it.
fn value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([',', ' ']).unwrap_or(text.len());
        let (value, after) = text.split_at(end);
        return (value.to_owned(), after);
    };
    let mut value = String::new();
    let mut letters = quoted.char_indices();
    while let Some((index, letter)) = letters.next() {
        match letter {
            '"' => return (value, quoted.get(index + 1..).unwrap_or_default()),
            '\\' => value.extend(letters.next().map(|(_, letter)| letter)),
            letter => value.push(letter),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_claims_whatever_is_around() {
        let claims = r#"{"access_token":{"nbf":{"essential":true,"value":"1"}}}"#;
        let encoded = base64::engine::general_purpose::STANDARD.encode(claims);
        for challenge in [
            format!(r#"Bearer realm="", error="insufficient_claims", claims="{encoded}""#),
            format!(r#"Bearer claims="{}""#, encoded.trim_end_matches('=')),
            format!(r#"Bearer error="a \" claims=\"x", CLAIMS={encoded}"#),
        ] {
            assert_eq!(
                claims_of(challenge.as_bytes()).as_deref(),
                Some(claims),
                "{challenge}"
            );
        }
    }

    #[test]
    fn anything_else_has_no_claims() {
        for challenge in [
            "",
            "Bearer",
            "Bearer claims",
            "Bearer claims=\"",
            "Bearer claims=\"###\"",
            "Bearer claims=\"bm8=\"",
            "Bearer realm=\"claims=eyJ9\"",
            "Bearer x=\"\\",
        ] {
            assert_eq!(claims_of(challenge.as_bytes()), None, "{challenge}");
        }
        assert_eq!(claims_of(&[0xff]), None);
    }
}
