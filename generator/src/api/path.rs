//! Paths: the text of a path goes in, percent-decoded segments with their parentheses come out (OData URL
//! Conventions 4.01, section 3).

/// One segment of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The whole segment, decoded.
    pub text: String,
    /// What stands before the parentheses.
    pub name: String,
    /// What stands in them; `None` without parentheses.
    pub parentheses: Option<String>,
}

/// What stands below the service's root.
pub(crate) fn below_root<'t>(target: &'t str, root: Option<&str>) -> &'t str {
    let root = root.unwrap_or_default().trim_end_matches('/');
    if !root.is_empty()
        && let Some(below) = target.strip_prefix(root)
    {
        return below;
    }
    let path = match target.split_once("://") {
        // A query may hold addresses of its own.
        Some((scheme, rest)) if !scheme.contains(['/', '?']) => rest
            .find(['/', '?'])
            .and_then(|at| rest.get(at..))
            .unwrap_or_default(),
        _ => target,
    };
    let root_path = root
        .split_once("://")
        .and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..)));
    root_path
        .and_then(|root| path.strip_prefix(root))
        .unwrap_or(path)
}

/// The segments of a path: split at slashes outside quotes.
pub(crate) fn segments(path: &str) -> Result<Vec<Segment>, String> {
    let mut segments = Vec::new();
    let mut start = 0;
    let mut quoted = false;
    let path = path.trim_matches('/');
    for (at, c) in path.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            '/' if !quoted => {
                segments.extend(segment(path.get(start..at).unwrap_or_default())?);
                start = at + 1;
            }
            _ => {}
        }
    }
    segments.extend(segment(path.get(start..).unwrap_or_default())?);
    Ok(segments)
}

fn segment(encoded: &str) -> Result<Option<Segment>, String> {
    if encoded.is_empty() {
        return Ok(None);
    }
    let decode = |text: &str| {
        let bytes = percent_decode(text);
        String::from_utf8(bytes).map_err(|_| format!("{encoded:?} is not percent-encoded UTF-8"))
    };
    let text = decode(encoded)?;
    let open = encoded.find('(').filter(|_| encoded.ends_with(')'));
    let (name, parentheses) = match open {
        Some(at) => {
            let inside = encoded.get(at + 1..encoded.len() - 1).unwrap_or_default();
            (
                decode(encoded.get(..at).unwrap_or_default())?,
                Some(decode(inside)?),
            )
        }
        None => (text.clone(), None),
    };
    Ok(Some(Segment {
        text,
        name,
        parentheses,
    }))
}

/// Query options, decoded; `+` is a space.
pub(crate) fn query(query: &str) -> Vec<(String, String)> {
    let options = query.split('&').filter(|option| !option.is_empty());
    options
        .map(|option| {
            let (name, value) = option.split_once('=').unwrap_or((option, ""));
            (decoded(name), decoded(value))
        })
        .collect()
}

fn decoded(text: &str) -> String {
    String::from_utf8_lossy(&percent_decode(&text.replace('+', " "))).into_owned()
}

fn percent_decode(text: &str) -> Vec<u8> {
    percent_encoding::percent_decode_str(text).collect()
}

/// The parts of a key predicate or of a function's arguments: `a=1,b='x'`, or one value without a name.
pub(crate) fn parts(text: &str) -> Vec<(Option<String>, String)> {
    let mut parts = Vec::new();
    let (mut quoted, mut depth, mut start) = (false, 0_usize, 0);
    let mut cuts = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted => depth = depth.saturating_sub(1),
            ',' if !quoted && depth == 0 => cuts.push(at),
            _ => {}
        }
    }
    cuts.push(text.len());
    for cut in cuts {
        let part = text.get(start..cut).unwrap_or_default().trim();
        start = cut + 1;
        if part.is_empty() {
            continue;
        }
        let named = part.split_once('=').filter(|(name, value)| {
            // `=` at the end is the padding of a key without quotes.
            !name.is_empty()
                && !value.trim_matches('=').is_empty()
                && name
                    .chars()
                    .all(|c| c.is_alphanumeric() || c == '_' || c == '-')
        });
        parts.push(match named {
            Some((name, value)) => (Some(name.to_owned()), value.to_owned()),
            None => (None, part.to_owned()),
        });
    }
    parts
}

/// The text that a literal stands for, without quotes and without the type before them: `demo.Zone'Iana'`,
/// `duration'PT1H'` (OData ABNF 4.01, section 7).
pub(crate) fn literal_text(literal: &str) -> String {
    let typed = literal.find('\'').filter(|at| {
        let name = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_');
        *at > 0
            && literal
                .get(..*at)
                .is_some_and(|before| before.chars().all(name))
    });
    unquoted(typed.and_then(|at| literal.get(at..)).unwrap_or(literal))
}

/// The value of a literal as JSON: a number or a Boolean where it is written as one, else its text.
pub(crate) fn literal_value(literal: &str) -> serde_json::Value {
    let plain = literal.starts_with(|c: char| c.is_ascii_alphanumeric() || "-[{\"".contains(c));
    let json = plain.then(|| serde_json::from_str(literal).ok()).flatten();
    json.unwrap_or_else(|| serde_json::Value::String(literal_text(literal)))
}

/// The value of a literal as text: quotes removed, doubled quotes made one.
pub(crate) fn unquoted(literal: &str) -> String {
    let inner = literal
        .strip_prefix('\'')
        .and_then(|rest| rest.strip_suffix('\''));
    inner.map_or_else(|| literal.to_owned(), |inner| inner.replace("''", "'"))
}
