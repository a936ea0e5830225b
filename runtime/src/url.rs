//! URLs by RFC 3986, taken as services and users write them. In: texts. Out: what HTTP can ask for, references resolved.
//! Hosts beyond ASCII need the feature `idn`, and nothing else of them the tables of Unicode.

use std::borrow::Cow;

use http::Uri;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What neither a URL nor a request line may have (RFC 3986, section 2), and servers still write into links.
const NEVER: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'`')
    .add(b'{')
    .add(b'}');

/// The parts of a reference (RFC 3986, appendix B).
#[derive(Clone, Copy)]
struct Parts<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
    fragment: Option<&'a str>,
}

/// A URL as it stands but for what a request line may not have, which is escaped; without its fragment.
///
/// # Errors
/// If it is relative, has no host, or one that is not a host; the sentence goes on after "the URL".
pub(crate) fn parse(text: &str) -> Result<Uri, &'static str> {
    let parts = Parts::of(text.trim());
    let scheme = parts.scheme.ok_or("has no scheme")?;
    let authority = parts.authority.ok_or("has no host")?;
    let authority = ascii(authority)?;
    let mut url = format!("{scheme}://{authority}{}", escaped(parts.path));
    if let Some(query) = parts.query {
        url.push('?');
        url.push_str(&escaped(query));
    }
    let uri = Uri::try_from(url).map_err(|_| "has an invalid host, or is too long")?;
    match uri.host() {
        Some(host) if !host.is_empty() => {}
        _ => return Err("has no host"),
    }
    if uri.port_u16().is_none() && has_port(&uri) {
        return Err("has an invalid port");
    }
    Ok(uri)
}

fn has_port(uri: &Uri) -> bool {
    let authority = uri.authority().map_or("", http::uri::Authority::as_str);
    let host = authority.rsplit('@').next().unwrap_or_default();
    !host.ends_with(']') && host.contains(':')
}

/// Whether a reference begins with a scheme.
pub(crate) fn is_absolute(reference: &str) -> bool {
    Parts::of(reference).scheme.is_some()
}

/// What a reference means in a document at `base`, as an absolute URL (RFC 3986, section 5.2); nothing if `base` is not
/// one.
pub(crate) fn join(base: &str, reference: &str) -> Option<String> {
    let base = Parts::of(base.trim());
    let reference = Parts::of(reference.trim());
    let scheme = reference.scheme.or(base.scheme)?;
    let target = if reference.scheme.is_some() || reference.authority.is_some() {
        let path = without_dots(reference.path);
        (reference.authority, path, reference.query)
    } else if reference.path.is_empty() {
        let query = reference.query.or(base.query);
        (base.authority, base.path.to_owned(), query)
    } else {
        let path = without_dots(&beside(&base, reference.path));
        (base.authority, path, reference.query)
    };
    let (authority, path, query) = target;
    let mut url = format!("{scheme}://{}{}", authority?, escaped(&path));
    for (mark, part) in [('?', query), ('#', reference.fragment)] {
        if let Some(part) = part {
            url.push(mark);
            url.push_str(&escaped(part));
        }
    }
    Some(url)
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Self {
        let (text, fragment) = cut(text, '#');
        let (text, query) = cut(text, '?');
        let scheme = text.split_once(':').filter(|(name, _)| is_scheme(name));
        let (scheme, text) = scheme.map_or((None, text), |(name, rest)| (Some(name), rest));
        let (authority, path) = match text.strip_prefix("//") {
            Some(rest) => {
                let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
                (Some(authority), path)
            }
            None => (None, text),
        };
        Self {
            scheme,
            authority,
            path,
            query,
            fragment,
        }
    }
}

fn cut(text: &str, mark: char) -> (&str, Option<&str>) {
    match text.split_once(mark) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

fn is_scheme(name: &str) -> bool {
    let rest = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(rest)
}

fn escaped(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, NEVER).into()
}

/// The path of a reference that has no slash first stands in place of the base's last segment (section 5.2.3).
fn beside(base: &Parts<'_>, path: &str) -> String {
    if path.starts_with('/') {
        return path.to_owned();
    }
    let folder = base.path.rfind('/').map_or("/", |at| &base.path[..=at]);
    format!("{folder}{path}")
}

/// Without the segments `.` and `..` (section 5.2.4), also where their dots are escaped.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        let name = segment.replace("%2e", ".").replace("%2E", ".");
        if name != "." && name != ".." {
            kept.push(segment);
            continue;
        }
        // What is before the first slash is not a segment.
        if name == ".." && kept.len() > 1 {
            kept.pop();
        }
        if is_last {
            kept.push("");
        }
    }
    kept.join("/")
}

/// Host and port as connections are made: a host beyond ASCII by its `xn--` form.
#[cfg(feature = "idn")]
fn ascii(authority: &str) -> Result<Cow<'_, str>, &'static str> {
    if authority.is_ascii() {
        return Ok(Cow::Borrowed(authority));
    }
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) => (host, format!(":{port}")),
        None => (authority, String::new()),
    };
    let host = idna::domain_to_ascii(host).map_err(|_| "has an invalid host")?;
    Ok(Cow::Owned(host + &port))
}

#[cfg(not(feature = "idn"))]
fn ascii(authority: &str) -> Result<&str, &'static str> {
    if authority.is_ascii() {
        return Ok(authority);
    }
    Err(
        "has a host beyond ASCII; write it in the form that begins with `xn--`, or turn on the feature `idn`",
    )
}

#[cfg(test)]
mod tests;
