//! JSON pointers in the fragment of an address (RFC 6901, section 6).

use crate::openapi::context::Spot;
use crate::openapi::read::Kind;

/// The value that a pointer leads to.
pub(super) fn find<'t>(root: Spot<'t>, fragment: &str) -> Option<Spot<'t>> {
    let mut at = root;
    if fragment.is_empty() {
        return Some(at);
    }
    for word in fragment.strip_prefix('/')?.split('/') {
        let word = decoded(word);
        at = match &at.node.kind {
            Kind::Object(_) => at.get(&word)?,
            Kind::List(items) => {
                let digits = word.bytes().all(|byte| byte.is_ascii_digit());
                let number: usize = digits.then(|| word.parse().ok())??;
                at.with(items.get(number)?)
            }
            _ => return None,
        };
    }
    Some(at)
}

/// A word of a pointer without its escapes: those of addresses, then those of pointers.
pub(super) fn decoded(word: &str) -> String {
    let bytes = percent_encoding::percent_decode_str(word);
    let text = bytes.decode_utf8_lossy();
    text.replace("~1", "/").replace("~0", "~")
}
