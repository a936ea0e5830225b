//! Bytes as values, each a letter for its type and its text, with the byte 0x1f between them: what stands for them
//! in a URL is taken apart again by the rules of the standard, and gives the values back.
//!
//! | letter | type | | letter | type |
//! |---|---|---|---|---|
//! | `s` | string | | `d` | date |
//! | `i` | whole number | | `t` | time of day |
//! | `f` | double | | `m` | date and time with offset |
//! | `g` | single | | `p` | duration |
//! | `n` | decimal | | `b` | binary: the bytes |
//! | `u` | GUID | | `o` | `true` or `false` |

use std::fmt::Display;
use std::str::FromStr;

use odata_client::query::{Filter, kind};
use odata_client::{
    BoxFuture, Bytes, Client, Date, DateTimeOffset, Decimal, Duration, Field, Guid, Property,
    Resource, TimeOfDay, error::TransportError, from_json, http, returns, to_json,
    transport::Transport,
};
use percent_encoding::percent_decode_str;

const BASE: &str = "https://svc.example/v1";

/// Runs an input.
///
/// # Panics
/// If a promise is broken.
pub fn run(bytes: &[u8]) {
    let values: Vec<Value> = bytes
        .split(|byte| *byte == 0x1f)
        .filter_map(Value::read)
        .collect();
    let Some(first) = values.first() else { return };
    values.iter().for_each(Value::check_json);
    let root = Resource::root(&client()).segment("things");
    if let Value::Text(name) = first {
        segment(&root, name);
        by_path(&root, name);
        query(&root, name);
    }
    key_segments(&root, &values);
    key_parentheses(&root, &values);
    parameters(&root, &values);
    filter(first);
}

/// A value, and what its text must be in a URL.
#[derive(Debug)]
enum Value {
    Text(String),
    Int(i64),
    Double(f64),
    Single(f32),
    Decimal(Decimal),
    Guid(Guid),
    Date(Date),
    Time(TimeOfDay),
    Moment(DateTimeOffset),
    Duration(Duration),
    Binary(odata_client::Binary),
    Bool(bool),
}

/// Reads a text, and asks of the value that its own text gives it again.
fn parse<T: FromStr + Display + PartialEq>(text: &str) -> Option<T> {
    let value: T = text.parse().ok()?;
    let shown = value.to_string();
    assert!(
        shown.parse::<T>().is_ok_and(|again| again == value),
        "{text:?} {shown:?}"
    );
    Some(value)
}

impl Value {
    fn read(part: &[u8]) -> Option<Self> {
        let (letter, rest) = part.split_first()?;
        if *letter == b'b' {
            return Some(Self::Binary(rest.into()));
        }
        let text = std::str::from_utf8(rest).ok()?;
        Some(match letter {
            b's' => Self::Text(text.to_owned()),
            b'i' => Self::Int(parse(text)?),
            b'f' => Self::Double(text.parse().ok()?),
            b'g' => Self::Single(text.parse().ok()?),
            b'n' => Self::Decimal(parse(text)?),
            b'u' => Self::Guid(parse(text)?),
            b'd' => Self::Date(parse(text)?),
            b't' => Self::Time(parse(text)?),
            b'm' => Self::Moment(parse(text)?),
            b'p' => Self::Duration(parse(text)?),
            b'o' => Self::Bool(parse(text)?),
            _ => return None,
        })
    }

    fn field(&self) -> &dyn Field {
        match self {
            Self::Text(value) => value,
            Self::Int(value) => value,
            Self::Double(value) => value,
            Self::Single(value) => value,
            Self::Decimal(value) => value,
            Self::Guid(value) => value,
            Self::Date(value) => value,
            Self::Time(value) => value,
            Self::Moment(value) => value,
            Self::Duration(value) => value,
            Self::Binary(value) => value,
            Self::Bool(value) => value,
        }
    }

    /// Its JSON is read as the same value.
    fn check_json(&self) {
        fn check<T: Field + PartialEq>(value: &T) {
            let json = to_json(value);
            let again = from_json::<T>(&json).unwrap_or_else(|error| panic!("{error}"));
            // A number that is none is no equal of itself.
            assert!(again == *value || to_json(&again) == json);
        }
        match self {
            Self::Text(value) => check(value),
            Self::Int(value) => check(value),
            Self::Double(value) => check(value),
            Self::Single(value) => check(value),
            // Exponents beyond those of floats are refused.
            Self::Decimal(value) if value.to_f64().is_infinite() => {}
            Self::Decimal(value) => check(value),
            Self::Guid(value) => check(value),
            Self::Date(value) => check(value),
            Self::Time(value) => check(value),
            Self::Moment(value) => check(value),
            Self::Duration(value) => check(value),
            Self::Binary(value) => check(value),
            Self::Bool(value) => check(value),
        }
    }

    /// Whether a literal (OData ABNF, `primitiveLiteral`), decoded, stands for this value.
    fn is_literal(&self, text: &str) -> bool {
        match self {
            Self::Text(value) => quoted(text, "").as_deref() == Some(value),
            Self::Duration(_) => quoted(text, "duration").is_some_and(|inner| self.is_bare(&inner)),
            Self::Binary(_) => quoted(text, "binary").is_some_and(|inner| self.is_bare(&inner)),
            _ => self.is_bare(text),
        }
    }

    /// Whether a text stands for this value where its type is known, as in a segment.
    fn is_bare(&self, text: &str) -> bool {
        match self {
            Self::Text(value) => text == value,
            Self::Int(value) => text.parse() == Ok(*value),
            Self::Double(value) => float(text).is_some_and(|read| same(read, *value)),
            // A single's text is the shortest that gives it again as a single.
            Self::Single(value) => {
                single(text).is_some_and(|read| same(read.into(), (*value).into()))
            }
            Self::Decimal(value) => text.parse().as_ref() == Ok(value),
            Self::Guid(value) => text.parse().as_ref() == Ok(value),
            Self::Date(value) => text.parse().is_ok_and(|read: Date| read == *value),
            Self::Time(value) => text.parse().is_ok_and(|read: TimeOfDay| read == *value),
            Self::Moment(value) => text.parse().as_ref() == Ok(value),
            Self::Duration(value) => text.parse().as_ref() == Ok(value),
            Self::Binary(value) => odata_client::Binary::from_base64(text).as_ref() == Ok(value),
            Self::Bool(value) => text.parse() == Ok(*value),
        }
    }
}

fn same(left: f64, right: f64) -> bool {
    left.to_bits() == right.to_bits() || left.is_nan() && right.is_nan()
}

/// As the ABNF has it: digits, or one of three names.
fn float(text: &str) -> Option<f64> {
    match text {
        "NaN" => Some(f64::NAN),
        "INF" => Some(f64::INFINITY),
        "-INF" => Some(f64::NEG_INFINITY),
        digits if digits.ends_with(|c: char| c.is_ascii_digit()) => digits.parse().ok(),
        _ => None,
    }
}

fn single(text: &str) -> Option<f32> {
    match float(text)? {
        number if number.is_finite() => text.parse().ok(),
        #[expect(clippy::cast_possible_truncation, reason = "infinite or no number")]
        number => Some(number as f32),
    }
}

/// What is between the quotes after a prefix, with doubled quotes made single; `None` where one ends it early.
fn quoted(text: &str, prefix: &str) -> Option<String> {
    let inner = text
        .strip_prefix(prefix)?
        .strip_prefix('\'')?
        .strip_suffix('\'')?;
    let single = inner.replace("''", "\0");
    (!single.contains('\'') || inner.contains('\0')).then(|| inner.replace("''", "'"))
}

/// A path as a server sees it: its segments, decoded after they have been told apart.
fn segments(path: &str) -> Vec<String> {
    let url = url::Url::parse(&format!("{BASE}{path}"));
    let url = url.unwrap_or_else(|error| panic!("{error}: {path}"));
    assert_eq!((url.query(), url.fragment()), (None, None), "{path}");
    let uri: http::Uri = format!("{BASE}{path}")
        .parse()
        .unwrap_or_else(|error| panic!("{error}: {path}"));
    assert_eq!(uri.path(), url.path(), "two readings differ");
    assert!(path.bytes().all(|byte| byte.is_ascii_graphic()), "{path}");
    let mut segments = url
        .path_segments()
        .map(|all| all.map(decoded).collect())
        .unwrap_or_default();
    let base: Vec<String> = std::mem::take(&mut segments);
    assert_eq!(base.first().map(String::as_str), Some("v1"), "{path}");
    base.into_iter().skip(1).collect()
}

fn decoded(text: &str) -> String {
    let text = percent_decode_str(text).decode_utf8();
    text.map_or_else(|error| panic!("{error}"), String::from)
}

fn is_dot(text: &str) -> bool {
    matches!(text, "" | "." | "..")
}

/// What a key in a segment of its own cannot be, since it reads as something else.
fn is_reserved(text: &str) -> bool {
    let name = text.split('(').next().unwrap_or_default();
    matches!(
        name,
        "$all"
            | "$batch"
            | "$count"
            | "$crossjoin"
            | "$each"
            | "$entity"
            | "$filter"
            | "$metadata"
            | "$query"
            | "$ref"
            | "$value"
    )
}

fn segment(root: &Resource, name: &str) {
    let resource = root.segment(name);
    if is_dot(name) {
        assert_eq!(resource.path(), root.path());
    } else {
        assert_eq!(segments(resource.path()), ["things", name]);
    }
}

fn by_path(root: &Resource, path: &str) {
    let resource = root.by_path(":/", path, ":");
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() || parts.iter().any(|part| is_dot(part)) {
        assert_eq!(resource.path(), root.path());
        return;
    }
    let path = resource.segment("content");
    let mut found = segments(path.path());
    assert_eq!(found.pop().as_deref(), Some("content"));
    assert_eq!(found.remove(0), "things:");
    assert!(found.last_mut().is_some_and(|last| last.pop() == Some(':')));
    assert_eq!(found, parts);
    let raw = resource.path().strip_prefix("/things:/");
    assert!(
        raw.is_some_and(|raw| !raw.contains(':')),
        "a colon ends the path: {raw:?}"
    );
}

fn query(root: &Resource, text: &str) {
    // A system query option takes the place of an earlier one.
    if text == "$search" {
        return;
    }
    let request = root
        .list::<odata_client::Json>()
        .query(text, text)
        .search(text);
    let sent = sent(request.send_raw());
    let Some(sent) = sent else { return };
    let query = sent.query().unwrap_or_default();
    let pairs: Vec<(String, String)> = query
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or_else(|| panic!("{query}")))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect();
    let text = text.to_owned();
    let mut expected = vec![(text.clone(), text.clone())];
    if !text.is_empty() {
        expected.push(("$search".to_owned(), text));
    }
    assert_eq!(pairs, expected);
}

fn key_segments(root: &Resource, values: &[Value]) {
    let fields: Vec<&dyn Field> = values.iter().map(Value::field).collect();
    let resource = root.key_segment(&fields);
    let found = segments(resource.path());
    let found = found.get(1..).unwrap_or_default();
    let mut values = values.iter().filter(|value| match value {
        Value::Text(text) => !is_dot(text) && !is_reserved(text),
        Value::Binary(bytes) => !bytes.is_empty(),
        _ => true,
    });
    for text in found {
        let value = values.next();
        assert!(
            value.is_some_and(|value| value.is_bare(text)),
            "{text:?} {value:?}"
        );
    }
    assert!(values.next().is_none(), "a key is left out");
}

fn key_parentheses(root: &Resource, values: &[Value]) {
    let names: Vec<String> = (0..values.len()).map(|index| format!("k{index}")).collect();
    let fields = names.iter().zip(values);
    let fields: Vec<(&str, &dyn Field)> = fields
        .map(|(name, value)| (name.as_str(), value.field()))
        .collect();
    named(root.key_parentheses(&fields).path(), "things", "k", values);
    named(root.alternate_key(&fields).path(), "things", "k", values);
}

fn parameters(root: &Resource, values: &[Value]) {
    const NAMES: [&str; 4] = ["p0", "p1", "p2", "p3"];
    let mut function = root.function::<returns::Raw>("ns.f");
    let values = values
        .get(..values.len().min(NAMES.len()))
        .unwrap_or_default();
    for (name, value) in NAMES.iter().zip(values) {
        function = function.parameter(name, value.field());
    }
    named(function.into_resource().path(), "ns.f", "p", values);
}

/// A last segment such as `things(k0=1,k1='a')`, or `things(1)` for one value.
fn named(path: &str, start: &str, prefix: &str, values: &[Value]) {
    let last = segments(path).pop().unwrap_or_default();
    let inner = last
        .strip_prefix(start)
        .and_then(|rest| rest.strip_prefix('('));
    let inner = inner.and_then(|rest| rest.strip_suffix(')'));
    let parts = split(inner.unwrap_or_else(|| panic!("{last}")));
    assert_eq!(parts.len(), values.len(), "{last}");
    for (index, (part, value)) in parts.iter().zip(values).enumerate() {
        let name = format!("{prefix}{index}=");
        let text = part.strip_prefix(&name).unwrap_or(part);
        assert!(text.len() < part.len() || values.len() == 1, "{last}");
        assert!(value.is_literal(text), "{last}: {text:?} is not {value:?}");
    }
}

/// At commas outside of quotes.
fn split(text: &str) -> Vec<&str> {
    let mut inside = false;
    let at = |c: char| {
        inside ^= c == '\'';
        c == ',' && !inside
    };
    text.split(at).collect()
}

fn filter(value: &Value) {
    let Value::Text(text) = value else { return };
    let filter: Filter<()> = Property::<(), kind::Text>::named("name").eq(text.as_str());
    let condition = filter.text();
    let literal = condition.strip_prefix("name eq ");
    assert!(
        literal.is_some_and(|literal| value.is_literal(literal)),
        "{condition}"
    );
}

struct Nothing;

impl Transport for Nothing {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let reply = http::Response::builder().header("x-sent", request.uri().to_string());
        Box::pin(async move { reply.body(Bytes::new()).map_err(TransportError::other) })
    }
}

fn client() -> Client {
    let client = Client::builder(BASE).transport(Nothing).build();
    client.unwrap_or_else(|error| panic!("{error}"))
}

/// Where a request goes; `None` if it is refused.
fn sent(
    request: odata_client::request::ResponseFuture<odata_client::RawResponse>,
) -> Option<http::Uri> {
    let reply = super::support::now(request).ok()?;
    reply.header("x-sent")?.parse().ok()
}
