//! Percent-encoding (RFC 3986, section 2). In: any text. Out: text that may stand in a part of a URL, or in a cookie.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but unreserved characters. A blank is `%20`: a plus means a blank to some readers only.
const STRICT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What `allowReserved` leaves as it is: `&`, `+`, `#`, `=` and brackets would be read as something else (OpenAPI 3.1.1,
/// section 4.8.12.2).
const RESERVED: &AsciiSet = &STRICT
    .remove(b'/')
    .remove(b'?')
    .remove(b':')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';');

/// In the text of a path's template: what no path may hold.
const TEMPLATE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'[')
    .add(b']');

/// What a cookie's value cannot hold (RFC 6265, section 4.1.1).
const COOKIE: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b',').add(b';').add(b'\\');

pub(crate) fn escape(text: &str, reserved: bool) -> String {
    if reserved {
        return keep_triples(text, RESERVED);
    }
    utf8_percent_encode(text, STRICT).to_string()
}

pub(super) fn escape_template(text: &str) -> String {
    keep_triples(text, TEMPLATE)
}

/// A cookie is not decoded by all readers, so as little as possible is escaped; a `%` only where decoding would take it for an
/// escape.
pub(super) fn escape_cookie(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (index, part) in text.split('%').enumerate() {
        if index > 0 {
            escaped.push_str(if is_triple(part) { "%25" } else { "%" });
        }
        let _ = write!(escaped, "{}", utf8_percent_encode(part, COOKIE));
    }
    escaped
}

/// A name: brackets stay where the service wants them so.
pub(in crate::call) fn escape_name(name: &str, raw_brackets: bool) -> String {
    let escaped = escape(name, false);
    if raw_brackets {
        return escaped.replace("%5B", "[").replace("%5D", "]");
    }
    escaped
}

/// Escapes, but for what is escaped already.
fn keep_triples(text: &str, set: &'static AsciiSet) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (index, part) in text.split('%').enumerate() {
        if index > 0 {
            escaped.push_str(if is_triple(part) { "%" } else { "%25" });
        }
        let _ = write!(escaped, "{}", utf8_percent_encode(part, set));
    }
    escaped
}

/// Whether what follows a `%` makes an escape of it.
fn is_triple(rest: &str) -> bool {
    let digits = rest.as_bytes().get(..2);
    digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}
