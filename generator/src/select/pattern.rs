//! Patterns: a text such as `/users/*/messages/**#GET` goes in, its segments and methods come out.

use std::fmt;

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::api::{Verb, Verbs};
use crate::diagnostic::Position;
use crate::text::check::Invalid;

/// More segments than any path of use has.
const MAX_SEGMENTS: usize = 64;

/// Which paths, or which type. See [`Pattern::parse`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    position: Option<Position>,
    pub(super) kind: Kind,
}

/// What a pattern selects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Paths, and the methods that are sent there.
    Paths(Vec<Segment>, Verbs),
    /// A type, by its full name.
    Type(String),
}

/// A segment of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Segment {
    /// `**`.
    Any,
    /// `*`.
    One,
    /// `{id}`.
    Key,
    /// A name.
    Name(String),
}

impl Pattern {
    /// Reads a pattern: segments of a path, each a name, `*` for any one name or key, `**` for any number of
    /// them, or `{id}` for a key; other signs in names as `%23`; after `#`, if not all of them, the methods. An operation is the last
    /// segment of its path. `/**` alone is everything; elsewhere `**` follows what is contained, ends with what
    /// is referred to, and follows casts only where they are named. A full name without a slash, such as `microsoft.graph.user`, is a type.
    ///
    /// # Errors
    /// The text is not a pattern.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let kind = if text.starts_with('/') || text.starts_with('*') {
            paths(text)
        } else {
            type_name(text)
        };
        Ok(Self {
            text: text.to_owned(),
            position: None,
            kind: kind.map_err(|(message, remedy)| {
                Invalid::new(format!("invalid path pattern {text:?}: {message}"), remedy)
            })?,
        })
    }

    /// What stands for all paths: `/**`.
    pub(super) fn everything() -> Self {
        Self {
            text: "/**".to_owned(),
            position: None,
            kind: Kind::Paths(vec![Segment::Any], Verbs::ALL),
        }
    }

    /// The same, said to stand in a file.
    #[must_use]
    pub fn at(self, position: Position) -> Self {
        Self {
            position: Some(position),
            ..self
        }
    }

    /// The pattern as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The full name of the type that it names, if it does.
    pub(super) fn type_name(&self) -> Option<&str> {
        match &self.kind {
            Kind::Type(name) => Some(name),
            Kind::Paths(..) => None,
        }
    }

    /// Where it stands, if in a file.
    pub fn position(&self) -> Option<&Position> {
        self.position.as_ref()
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("**"),
            Self::One => f.write_str("*"),
            Self::Key => f.write_str("{key}"),
            Self::Name(name) => f.write_str(&written(name)),
        }
    }
}

fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | '-' | ':' | '@' | '~')
}

/// The name of a segment as a pattern has it: what means something there is `%` and two hexadecimal digits for each byte.
pub(super) fn written(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    for c in name.chars() {
        if is_plain(c) {
            text.push(c);
        } else {
            text.extend(utf8_percent_encode(
                c.encode_utf8(&mut [0; 4]),
                NON_ALPHANUMERIC,
            ));
        }
    }
    text
}

type Fault = (String, &'static str);

const EXAMPLES: &str = "write paths as in \"/users/*/messages/**\", \"/me#GET\" or \"**/sendMail\"";

fn type_name(text: &str) -> Result<Kind, Fault> {
    let part = |part: &str| {
        part.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_alphanumeric() || c == '_')
    };
    if text.contains('.') && text.split('.').all(part) {
        return Ok(Kind::Type(text.to_owned()));
    }
    let message = "it starts neither with `/` nor with `**`, and is not the full name of a type";
    Err((message.to_owned(), EXAMPLES))
}

fn paths(text: &str) -> Result<Kind, Fault> {
    let (path, methods) = text
        .split_once('#')
        .map_or((text, None), |(path, methods)| (path, Some(methods)));
    let verbs = methods.map_or(Ok(Verbs::ALL), verbs)?;
    let path = path.strip_prefix('/').unwrap_or(path);
    let mut segments: Vec<Segment> = Vec::new();
    for text in path.split('/') {
        let segment = segment(text)?;
        // Any number twice is any number.
        if segment != Segment::Any || segments.last() != Some(&Segment::Any) {
            segments.push(segment);
        }
    }
    of_references(&mut segments);
    if segments.len() > MAX_SEGMENTS {
        return Err((
            format!("it has more than {MAX_SEGMENTS} segments"),
            EXAMPLES,
        ));
    }
    Ok(Kind::Paths(segments, verbs))
}

/// A reference by its key (`members/*/$ref`) is one of the references (`members/$ref`).
fn of_references(segments: &mut Vec<Segment>) {
    let is_reference = match segments.as_slice() {
        [
            ..,
            Segment::Name(_),
            Segment::One | Segment::Key,
            Segment::Name(last),
        ] => last == "$ref",
        _ => false,
    };
    if is_reference {
        segments.remove(segments.len() - 2);
    }
}

fn verbs(text: &str) -> Result<Verbs, Fault> {
    text.split(',').try_fold(Verbs::NONE, |set, name| {
        let verb = Verb::by_name(name).ok_or_else(|| {
            let message = format!("{name:?} is not a method");
            let remedy = "the methods are GET, POST, PATCH, PUT, DELETE, HEAD, OPTIONS, TRACE, QUERY and others that are registered, as in \"/me#GET,PATCH\"; an \
                          operation is the last segment of its path, as in \"/me/sendMail\"";
            (message, remedy)
        })?;
        Ok(set.or(Verbs::of(&[verb])))
    })
}

fn segment(text: &str) -> Result<Segment, Fault> {
    let inner = text
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    match (text, inner) {
        ("**", _) => Ok(Segment::Any),
        ("*", _) => Ok(Segment::One),
        ("", _) => Err(("a segment is empty".to_owned(), EXAMPLES)),
        (_, Some(name)) if name.chars().all(is_plain) => Ok(Segment::Key),
        _ if text.contains(['(', ')']) => Err((
            format!("the segment {text:?} has parentheses"),
            "a key is a segment of its own, as in \"/users/*/messages\"; parameters are left out",
        )),
        _ if text.contains('*') => Err((
            format!("the segment {text:?} is more than a `*`"),
            "`*` is one whole segment, `**` any number of them",
        )),
        _ if text.chars().all(|c| is_plain(c) || c == '%') => {
            let name = percent_decode_str(text).decode_utf8();
            // What is cut off, or need not be escaped, is written otherwise.
            match name
                .ok()
                .filter(|name| written(name).eq_ignore_ascii_case(text))
            {
                Some(name) => Ok(Segment::Name(name.into_owned())),
                None => Err((
                    format!("the segment {text:?} has an invalid escape"),
                    "write `%` and two hexadecimal digits for each byte of a character that patterns do not take, as in \
                     \"/a%23b\" for `a#b`; others as they are",
                )),
            }
        }
        _ => Err((
            format!(
                "the segment {text:?} holds more than letters, digits, `_`, `.`, `$`, `-`, `:`, `@`, `~` and escapes as `%23`"
            ),
            EXAMPLES,
        )),
    }
}
