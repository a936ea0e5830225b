//! What must not be recorded. In: headers, URLs and JSON. Out: the same without tokens and passwords.

use crate::Json;

/// What stands in a recording for what was left out; in a case that is read, any text.
pub const REDACTED: &str = "REDACTED";

/// Headers that a recording keeps, in lower case; all others may hold what is nobody's business.
const KEPT: [&str; 17] = [
    "accept",
    "accept-language",
    "consistencylevel",
    "content-language",
    "content-location",
    "content-range",
    "content-type",
    "etag",
    "if-match",
    "if-none-match",
    "location",
    "odata-version",
    "operation-location",
    "prefer",
    "preference-applied",
    "range",
    "retry-after",
];

/// Properties and query options whose values are secret, in lower case and without `_` and `-`.
const SECRET: [&str; 15] = [
    "accesstoken",
    "apikey",
    "assertion",
    "clientassertion",
    "clientsecret",
    "clientstate",
    "code",
    "idtoken",
    "newpassword",
    "currentpassword",
    "password",
    "refreshtoken",
    "secrettext",
    "tempauth",
    "token",
];

/// Whether a recording keeps a header of its own accord.
pub(super) fn is_kept_header(name: &str) -> bool {
    KEPT.contains(&name.to_ascii_lowercase().as_str())
}

/// Whether a header's value must not be shown.
pub(super) fn is_secret_header(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.contains("authorization") || name.contains("cookie") || name.contains("token")
}

fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace(['_', '-'], "");
    // A code in JSON is an error's; in a query it is a grant.
    SECRET.contains(&name.as_str())
}

/// Leaves out the value of one name of a query.
pub(super) fn query(text: &str, secret: &str) -> String {
    let secret = crate::call::escape(secret, false);
    let pairs = text.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) if name == secret => format!("{name}={REDACTED}"),
        _ => pair.to_owned(),
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// Leaves out the values of secret query options; on another host than the base URL's, of all, since there
/// links carry their own permission.
pub(super) fn url(text: &str, base: &str) -> String {
    let Some((path, query)) = text.split_once('?') else {
        return text.to_owned();
    };
    let foreign = path.contains("://") && !path.starts_with(base);
    let pairs = query.split('&').map(|pair| {
        let (name, _) = pair.split_once('=').unwrap_or((pair, ""));
        if foreign || is_secret(name) {
            format!("{name}={REDACTED}")
        } else {
            pair.to_owned()
        }
    });
    let pairs: Vec<String> = pairs.collect();
    format!("{path}?{}", pairs.join("&"))
}

/// Leaves out the values of secret properties, and what is secret in links.
pub(super) fn json(value: &mut Json, base: &str) {
    match value {
        Json::Object(properties) => {
            for (name, value) in properties {
                let secret = is_secret(name) && !name.eq_ignore_ascii_case("code");
                match value {
                    Json::String(text) if secret => REDACTED.clone_into(text),
                    value => json(value, base),
                }
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|item| json(item, base)),
        Json::String(text) if text.starts_with("https://") || text.starts_with("http://") => {
            *text = url(text, base);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const BASE: &str = "https://graph.example.org/v1.0";

    #[test]
    fn links_keep_what_is_no_secret() {
        let own = "https://graph.example.org/v1.0/users?$skiptoken=2&access_token=x";
        assert_eq!(
            url(own, BASE),
            "https://graph.example.org/v1.0/users?$skiptoken=2&access_token=REDACTED"
        );
        let other = "https://up.example.org/s?guid=1&flag";
        assert_eq!(
            url(other, BASE),
            "https://up.example.org/s?guid=REDACTED&flag=REDACTED"
        );
        assert_eq!(url("/users", BASE), "/users");
    }

    #[test]
    fn secrets_in_json_are_left_out() {
        let mut value = json!({
            "passwordProfile": {"password": "p", "forceChange": true},
            "items": [{"client_secret": "s"}, {"uploadUrl": "https://up.example.org/?tempauth=t"}],
            "error": {"code": "itemNotFound"},
        });
        super::json(&mut value, BASE);
        assert_eq!(
            value,
            json!({
                "passwordProfile": {"password": REDACTED, "forceChange": true},
                "items": [{"client_secret": REDACTED}, {"uploadUrl": "https://up.example.org/?tempauth=REDACTED"}],
                "error": {"code": "itemNotFound"},
            })
        );
    }
}
