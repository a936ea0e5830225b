//! Where a request goes. In: a URL, or a path below the base URL. Out: host, segments and query pairs,
//! decoded, so that two spellings of one target are equal.

use std::fmt;

use percent_encoding::percent_decode_str;

/// A URL taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// Scheme and host, where it is not below the base URL.
    pub(super) origin: Option<String>,
    /// As written, with a slash at the beginning.
    pub(super) path: String,
    /// Decoded.
    pub(super) segments: Vec<String>,
    /// Decoded, in the order in which they stand.
    pub(super) query: Vec<(String, String)>,
}

impl Target {
    /// Takes a URL, or a path below the base URL, apart; what stands behind a `?` is the query.
    pub(super) fn of(text: &str, base: &str) -> Self {
        let below = text.strip_prefix(base.trim_end_matches('/'));
        let below = below.filter(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
        let text = below.unwrap_or(text);
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let (origin, path) = split_origin(path);
        let segments = path.trim_matches('/').split('/');
        let segments = segments.filter(|segment| !segment.is_empty());
        Self {
            origin,
            path: format!("/{}", path.trim_matches('/')),
            segments: segments.map(decode).collect(),
            query: pairs(query),
        }
    }

    /// Whether it is what this target says, in which `*` and `{…}` are any segment.
    pub(super) fn path_difference(&self, sent: &Self) -> u32 {
        let other_host = self.origin != sent.origin;
        let longer = self.segments.len().abs_diff(sent.segments.len());
        let pairs = self.segments.iter().zip(&sent.segments);
        let others = pairs.filter(|(expected, sent)| !fits(expected, sent));
        let count = others.count() + longer + usize::from(other_host) * 4;
        u32::try_from(count).unwrap_or(u32::MAX)
    }
}

/// Without the query.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.origin.as_deref().unwrap_or_default())?;
        f.write_str(&self.path)
    }
}

fn fits(expected: &str, sent: &str) -> bool {
    let any = expected == "*" || expected.starts_with('{') && expected.ends_with('}');
    any || expected == sent
}

fn split_origin(path: &str) -> (Option<String>, &str) {
    let Some(begin) = path.find("://").map(|at| at + 3) else {
        return (None, path);
    };
    let host = path.get(begin..).unwrap_or_default();
    let end = begin + host.find('/').unwrap_or(host.len());
    let (origin, path) = path.split_at(end);
    (Some(origin.to_ascii_lowercase()), path)
}

/// A function's empty parentheses may be left out (OData URL Conventions 4.01, section 4.9), so they do not matter.
fn decode(segment: &str) -> String {
    let segment = segment.strip_suffix("()").unwrap_or(segment);
    percent_decode_str(segment).decode_utf8_lossy().into_owned()
}

fn pairs(query: &str) -> Vec<(String, String)> {
    let pairs = form_urlencoded::parse(query.as_bytes());
    pairs
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://graph.example.org/v1.0/";

    #[test]
    fn urls_below_the_base_are_paths() {
        let long = Target::of(
            "https://graph.example.org/v1.0/users/a%20b?%24top=5&x=1+2",
            BASE,
        );
        let short = Target::of("users/a b?$top=5&x=1%202", BASE);
        assert_eq!(long.segments, ["users", "a b"]);
        assert_eq!(long.segments, short.segments);
        assert_eq!(long.query, short.query);
        assert_eq!(long.origin, None);
        assert_eq!(short.path_difference(&long), 0);
    }

    #[test]
    fn other_hosts_and_paths_are_told_apart() {
        let upload = Target::of("https://UP.example.org/v1.0/x", BASE);
        assert_eq!(upload.origin.as_deref(), Some("https://up.example.org"));
        assert_eq!(upload.segments, ["v1.0", "x"]);
        let near = Target::of("https://graph.example.org/v1.00/x", BASE);
        assert_eq!(near.origin.as_deref(), Some("https://graph.example.org"));
        assert_eq!(upload.path_difference(&Target::of("/x", BASE)), 6);
    }

    #[test]
    fn stars_and_braces_are_any_segment() {
        let expected = Target::of("/users/{id}/messages/*", BASE);
        assert_eq!(
            expected.path_difference(&Target::of("/users/1/messages/2", BASE)),
            0
        );
        assert_eq!(
            expected.path_difference(&Target::of("/users/1/events/2", BASE)),
            1
        );
        assert_eq!(expected.path_difference(&Target::of("/users/1", BASE)), 2);
    }

    #[test]
    fn empty_parentheses_do_not_matter() {
        let call = Target::of("/users/delta()", BASE);
        assert_eq!(call.path_difference(&Target::of("/users/delta", BASE)), 0);
        assert_eq!(
            call.path_difference(&Target::of("/users/delta(x=1)", BASE)),
            1
        );
    }
}
