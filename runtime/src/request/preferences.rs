//! Preferences (RFC 7240). In: values of `Prefer`. Out: one value that has them all.

use std::borrow::Cow;

use http::HeaderName;

pub(crate) const PREFER: HeaderName = HeaderName::from_static("prefer");

/// The preferences of both; of those with the same name, the later one.
pub(super) fn merge(earlier: &str, later: &str) -> String {
    let replaced: Vec<_> = split(later).map(name).collect();
    let kept = split(earlier).filter(|preference| !replaced.contains(&name(preference)));
    let all: Vec<&str> = kept.chain(split(later)).collect();
    all.join(", ")
}

/// What stands between commas that are not in a quoted string.
pub(crate) fn split(preferences: &str) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    let parts = preferences.split(move |c: char| {
        if std::mem::take(&mut escaped) {
            return false;
        }
        match c {
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ => {}
        }
        c == ',' && !quoted
    });
    parts.map(str::trim).filter(|part| !part.is_empty())
}

/// The name in small letters: `odata.maxpagesize` and `maxpagesize` are the same preference.
pub(crate) fn name(preference: &str) -> Cow<'_, str> {
    let end = preference.find(['=', ';']).unwrap_or(preference.len());
    let name = preference.get(..end).unwrap_or(preference).trim();
    let name = match name.get(..6) {
        Some(prefix) if prefix.eq_ignore_ascii_case("odata.") => name.get(6..).unwrap_or(name),
        _ => name,
    };
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return name.to_ascii_lowercase().into();
    }
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_later_of_a_name_wins_and_the_others_stay() {
        for (earlier, later, both) in [
            ("a", "b", "a, b"),
            ("a=1, b", "A=2", "b, A=2"),
            (
                "odata.maxpagesize=5, x",
                "maxpagesize=7",
                "x, maxpagesize=7",
            ),
            (
                "return=minimal;foo=1",
                "return=representation",
                "return=representation",
            ),
            (
                r#"outlook.timezone="a, \", return=minimal", IdType="ImmutableId""#,
                "return=representation",
                r#"outlook.timezone="a, \", return=minimal", IdType="ImmutableId", return=representation"#,
            ),
            ("", "a", "a"),
            ("a", " , ", "a"),
            ("\"a, b", "\"a", "\"a, b, \"a"),
        ] {
            assert_eq!(merge(earlier, later), both);
        }
    }
}
