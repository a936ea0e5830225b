//! Queries: a documented query and one that was sent go in, the pairs that are in one alone come out.

/// Query options whose `$` may be left out (OData Protocol 4.01, section 11.2.1).
const SYSTEM: &[&str] = &[
    "apply",
    "compute",
    "count",
    "deltatoken",
    "expand",
    "filter",
    "format",
    "index",
    "levels",
    "orderby",
    "schemaversion",
    "search",
    "select",
    "skip",
    "skiptoken",
    "top",
];

/// How two queries differ: as pairs, whatever their order.
pub(super) fn difference(documented: &str, sent: &str) -> Option<String> {
    let (ours, mut theirs) = (pairs(documented), pairs(sent));
    let mut missing = Vec::new();
    for pair in ours {
        match theirs.iter().position(|other| *other == pair) {
            Some(at) => drop(theirs.remove(at)),
            None => missing.push(pair),
        }
    }
    if missing.is_empty() && theirs.is_empty() {
        return None;
    }
    let text = |pairs: &[(String, String)]| {
        let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("&")
    };
    Some(format!(
        "query: {:?} is sent as {:?}",
        text(&missing),
        text(&theirs)
    ))
}

/// Decoded pairs; a plus is a space.
fn pairs(query: &str) -> Vec<(String, String)> {
    let options = query.split('&').filter(|option| !option.is_empty());
    options
        .map(|option| {
            let (name, value) = option.split_once('=').unwrap_or((option, ""));
            (plain(&decoded(name)), decoded(value))
        })
        .collect()
}

fn decoded(text: &str) -> String {
    let text = text.replace('+', " ");
    percent_encoding::percent_decode_str(&text)
        .decode_utf8_lossy()
        .into_owned()
}

/// The name without `$` where it is a system query option's.
fn plain(name: &str) -> String {
    match name.strip_prefix('$') {
        Some(plain) if SYSTEM.contains(&plain.to_ascii_lowercase().as_str()) => plain.to_owned(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same() {
        for (documented, sent) in [
            ("", ""),
            ("$top=1&$skip=2", "skip=2&$top=1"),
            ("$filter=a eq 'b'", "%24filter=a%20eq%20%27b%27"),
            ("$filter=a+eq+1", "$filter=a%20eq%201"),
            ("flag", "flag="),
            ("a=1&a=2", "a=2&a=1"),
        ] {
            assert_eq!(difference(documented, sent), None);
        }
    }

    #[test]
    fn different() {
        for (documented, sent, expected) in [
            ("$top=1", "", r#"query: "top=1" is sent as """#),
            ("", "$top=1", r#"query: "" is sent as "top=1""#),
            ("$top=1", "$top=2", r#"query: "top=1" is sent as "top=2""#),
            (
                "$other=1",
                "other=1",
                r#"query: "$other=1" is sent as "other=1""#,
            ),
            ("a=1&a=1", "a=1", r#"query: "a=1" is sent as """#),
            (
                "$orderBy=a",
                "$orderby=a",
                r#"query: "orderBy=a" is sent as "orderby=a""#,
            ),
            (
                "$filter=a eq 1",
                "$filter=aeq1",
                r#"query: "filter=a eq 1" is sent as "filter=aeq1""#,
            ),
        ] {
            assert_eq!(difference(documented, sent).as_deref(), Some(expected));
        }
    }
}
