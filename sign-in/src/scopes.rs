//! Scopes. In: what a program wants. Out: what is asked for, once Microsoft's rules are kept, and what was not granted.

use crate::error::{Result, SignInError};

/// The scopes of OpenID Connect itself, which belong to no resource.
const OPENID: [&str; 6] = [
    "openid",
    "profile",
    "email",
    "address",
    "phone",
    "offline_access",
];

/// The scope that asks for a refresh token (OpenID Connect Core 1.0, section 11).
pub(crate) const OFFLINE: &str = "offline_access";

/// The scope that asks for an ID token.
pub(crate) const OPEN_ID: &str = "openid";

const DEFAULT: &str = ".default";

/// Scopes without repetitions, in order.
pub(crate) fn distinct<'a>(scopes: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut distinct: Vec<String> = Vec::new();
    for scope in scopes.into_iter().flat_map(str::split_whitespace) {
        if !distinct.iter().any(|known| known == scope) {
            distinct.push(scope.to_owned());
        }
    }
    distinct
}

/// A short scope with the resource before it.
pub(crate) fn qualified(scope: &str, resource: &str) -> String {
    if is_openid(scope) || scope.contains('/') {
        scope.to_owned()
    } else {
        format!("{}/{scope}", resource.trim_end_matches('/'))
    }
}

fn is_openid(scope: &str) -> bool {
    OPENID.contains(&scope)
}

/// What the scope belongs to: all before its last segment.
fn resource(scope: &str) -> &str {
    scope
        .rsplit_once('/')
        .map_or("", |(resource, _)| resource.trim_end_matches('/'))
}

fn is_default(scope: &str) -> bool {
    scope == DEFAULT || scope.ends_with("/.default")
}

/// Microsoft's rules: one resource per request, and its `.default` alone; for programs, `.default` only.
pub(crate) fn check_microsoft(scopes: &[String], of_program: bool, graph: &str) -> Result<()> {
    let scopes: Vec<&str> = scopes
        .iter()
        .map(String::as_str)
        .filter(|scope| !is_openid(scope))
        .collect();
    let settings = |text: String| Err(SignInError::Settings(text));
    if of_program {
        return match scopes.as_slice() {
            [scope] if scope.ends_with("/.default") => Ok(()),
            _ => settings(format!(
                "a program that signs in as itself asks for one scope, `RESOURCE/.default` such as `{graph}/.default`; \
                 what it may do is set at its registration"
            )),
        };
    }
    let full = |scope: &str| match resource(scope) {
        "" => graph.to_owned(),
        resource => resource.to_owned(),
    };
    let mut resources: Vec<String> = scopes.iter().map(|scope| full(scope)).collect();
    resources.dedup();
    resources.sort();
    resources.dedup();
    if let [first, second, ..] = resources.as_slice() {
        return settings(format!(
            "scopes of two resources are asked for, {first} and {second}; Microsoft gives a token for one: make a client for \
             each, with the same credential, and leave `SignIn::scopes` to the clients"
        ));
    }
    if scopes.len() > 1 && scopes.iter().any(|scope| is_default(scope)) {
        return settings(
            "`.default` stands for all scopes that were consented to, and Microsoft refuses others beside it; leave one or \
             the other out"
                .to_owned(),
        );
    }
    Ok(())
}

/// What was asked for and not granted; an answer without scopes grants all (RFC 6749, section 5.1).
pub(crate) fn missing(asked: &[String], granted: Option<&str>, microsoft: bool) -> Vec<String> {
    let Some(granted) = granted else {
        return Vec::new();
    };
    let granted: Vec<&str> = granted
        .split(|at: char| at.is_whitespace() || at == ',')
        .collect();
    let has = |scope: &str| {
        granted.iter().any(|granted| {
            // Microsoft names scopes of Graph with and without the resource.
            let last = |scope: &str| {
                scope
                    .rsplit('/')
                    .next()
                    .unwrap_or_default()
                    .to_ascii_lowercase()
            };
            *granted == scope || (microsoft && last(granted) == last(scope))
        })
    };
    let told = |scope: &&String| {
        scope.as_str() != OFFLINE && !(microsoft && (is_openid(scope) || is_default(scope)))
    };
    asked
        .iter()
        .filter(told)
        .filter(|scope| !has(scope))
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRAPH: &str = "https://graph.microsoft.com";

    fn scopes(text: &str) -> Vec<String> {
        distinct([text])
    }

    #[test]
    fn default_stands_alone_and_for_one_resource() {
        for good in [
            "",
            "User.Read Mail.Read openid offline_access",
            "User.Read https://graph.microsoft.com/Mail.Read",
            "https://graph.microsoft.com/.default openid profile",
            "https://contoso.crm.dynamics.com//.default",
            "api://1/a api://1/b",
        ] {
            assert!(
                check_microsoft(&scopes(good), false, GRAPH).is_ok(),
                "{good}"
            );
        }
        for (bad, said) in [
            (
                "https://graph.microsoft.com/.default User.Read",
                "`.default` stands for all",
            ),
            (".default Mail.Read", "`.default` stands for all"),
            (
                "https://graph.microsoft.com/.default https://vault.azure.net/.default",
                "two resources",
            ),
            ("User.Read api://1/a", "two resources"),
        ] {
            let error = check_microsoft(&scopes(bad), false, GRAPH)
                .unwrap_err()
                .to_string();
            assert!(error.contains(said), "{bad}: {error}");
        }
    }

    #[test]
    fn a_program_asks_for_default_alone() {
        assert!(check_microsoft(&scopes("api://1/.default"), true, GRAPH).is_ok());
        for bad in [
            "",
            ".default",
            "User.Read",
            "api://1/.default api://2/.default",
        ] {
            assert!(check_microsoft(&scopes(bad), true, GRAPH).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_was_not_granted_is_told() {
        let asked = scopes("openid a b offline_access");
        assert!(missing(&asked, None, false).is_empty());
        assert_eq!(missing(&asked, Some("openid b"), false), ["a"]);
        // GitHub separates by commas.
        assert!(missing(&asked, Some("b,a,openid"), false).is_empty());
        let asked = scopes("User.Read https://graph.microsoft.com/Mail.Read openid");
        let granted = "https://graph.microsoft.com/User.Read mail.read";
        assert!(missing(&asked, Some(granted), true).is_empty());
        assert!(missing(&scopes("x/.default"), Some("User.Read"), true).is_empty());
    }

    #[test]
    fn short_scopes_get_the_clouds_resource() {
        assert_eq!(
            qualified("User.Read", "https://graph.microsoft.us/"),
            "https://graph.microsoft.us/User.Read"
        );
        assert_eq!(qualified("api://1/a", "x"), "api://1/a");
        assert_eq!(qualified("openid", "x"), "openid");
    }
}
