//! Paths: a documented path and one that was sent go in, the first segments that differ come out.

use super::super::names::Names;

/// How two paths differ.
pub(super) fn difference(documented: &str, sent: &str, names: &Names) -> Option<String> {
    let (ours, theirs) = (segments(documented), segments(sent));
    let differ = |message: String| Some(format!("path: {message}"));
    for (documented, sent) in ours.iter().zip(&theirs) {
        if !same_segment(documented, sent, names) {
            return differ(format!("{documented:?} is sent as {sent:?}"));
        }
    }
    match (ours.get(theirs.len()), theirs.get(ours.len())) {
        (Some(missing), _) => differ(format!("{missing:?} is not sent")),
        (_, Some(more)) => differ(format!("{more:?} is sent besides")),
        (None, None) => None,
    }
}

/// Decoded segments: what stands between slashes outside quotes.
fn segments(path: &str) -> Vec<String> {
    let path = path.trim_matches('/');
    // A single quote may stand in a key of its own.
    let balanced = path.matches('\'').count().is_multiple_of(2);
    let mut quoted = false;
    let segments = path.split(|c: char| {
        quoted ^= c == '\'' && balanced;
        c == '/' && !quoted
    });
    let decode = |segment: &str| {
        percent_encoding::percent_decode_str(segment)
            .decode_utf8_lossy()
            .into_owned()
    };
    segments
        .filter(|segment| !segment.is_empty())
        .map(decode)
        .collect()
}

fn same_segment(documented: &str, sent: &str, names: &Names) -> bool {
    if documented == sent || is_placeholder(documented) {
        return true;
    }
    let (documented, ours) = split(documented);
    let (sent, theirs) = split(sent);
    let ((one, documented), (other, sent)) =
        (names.unqualified(documented), names.unqualified(sent));
    let qualified = one.is_none() || other.is_none() || one == other;
    qualified && names.same(documented, sent) && same_arguments(ours, theirs, names)
}

/// A name, and what stands in the parentheses after it.
fn split(segment: &str) -> (&str, &str) {
    let inside = |(name, rest): (_, &'_ str)| Some((name, rest.len()));
    let open = segment
        .strip_suffix(')')
        .and_then(|rest| rest.split_once('('))
        .and_then(inside);
    match open {
        Some((name, length)) => {
            let start = segment.len() - 1 - length;
            (
                name,
                segment.get(start..segment.len() - 1).unwrap_or_default(),
            )
        }
        None => (segment, ""),
    }
}

fn same_arguments(documented: &str, sent: &str, names: &Names) -> bool {
    let (ours, theirs) = (arguments(documented), arguments(sent));
    ours.len() == theirs.len()
        && ours
            .iter()
            .zip(&theirs)
            .all(|((name, value), (other, sent))| {
                names.same(name, other)
                    && (value == sent || is_placeholder(value.trim_matches('\'')))
            })
}

/// Arguments, at the commas outside quotes; a key has no name.
fn arguments(text: &str) -> Vec<(&str, &str)> {
    let mut quoted = false;
    let parts = text.split(|c: char| {
        quoted ^= c == '\'';
        c == ',' && !quoted
    });
    let parts = parts.filter(|part| !part.trim().is_empty());
    parts
        .map(|part| match part.split_once('=') {
            Some((name, value)) if !name.contains('\'') => (name.trim(), value.trim()),
            _ => ("", part.trim()),
        })
        .collect()
}

/// `{id}`: what a reader puts a key in the place of.
fn is_placeholder(text: &str) -> bool {
    text.len() > 2 && text.starts_with('{') && text.ends_with('}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(documented: &str, sent: &str) -> Option<String> {
        let names = Names::of(
            &["users", "delta", "range", "address", "column", "user"],
            &[("g", "ns.g"), ("ns.g", "ns.g"), ("ns.h", "ns.h")],
        );
        difference(documented, sent, &names)
    }

    #[test]
    fn same() {
        for (documented, sent) in [
            ("/users", "users/"),
            ("/users/a%2Fb", "/users/a%2fb"),
            ("/users/o'neil/x", "/users/o%27neil/x"),
            ("/users/delta()", "/users/g.delta"),
            ("/users/ns.g.delta", "/users/g.delta()"),
            ("/Users/{user-id}/x", "/users/4/x"),
            ("/range(address='a/b')", "/range(address='a%2Fb')"),
            (
                "/range(Address='A1', column={n})",
                "/range(address='A1',column=1)",
            ),
            ("/range(address='{id}')", "/range(address='x')"),
            ("/users('a')", "/users(%27a%27)"),
            ("/users/g.user", "/users/ns.g.user"),
        ] {
            assert_eq!(compared(documented, sent), None);
        }
    }

    #[test]
    fn different() {
        for (documented, sent, expected) in [
            ("/users/a", "/users/b", r#"path: "a" is sent as "b""#),
            ("/users/a", "/users/A", r#"path: "a" is sent as "A""#),
            ("/users/a", "/users", r#"path: "a" is not sent"#),
            ("/users", "/users/a", r#"path: "a" is sent besides"#),
            (
                "/users/a/b",
                "/users/a%2Fb",
                r#"path: "a" is sent as "a/b""#,
            ),
            (
                "/users/x.delta",
                "/users/delta",
                r#"path: "x.delta" is sent as "delta""#,
            ),
            (
                "/users/ns.h.user",
                "/users/ns.g.user",
                r#"path: "ns.h.user" is sent as "ns.g.user""#,
            ),
            (
                "/range(address='A')",
                "/range(address='a')",
                r#"path: "range(address='A')" is sent as "range(address='a')""#,
            ),
            (
                "/range(address='A')",
                "/range",
                r#"path: "range(address='A')" is sent as "range""#,
            ),
            (
                "/range(column=1)",
                "/range(address=1)",
                r#"path: "range(column=1)" is sent as "range(address=1)""#,
            ),
            (
                "/users('a')",
                "/users('b')",
                r#"path: "users('a')" is sent as "users('b')""#,
            ),
        ] {
            assert_eq!(compared(documented, sent).as_deref(), Some(expected));
        }
    }
}
