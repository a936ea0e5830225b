//! From bytes to text: UTF-8, or UTF-16 that says so by a byte order mark (YAML 1.2.2, section 5.2; RFC 8259, section
//! 8.1).

use std::borrow::Cow;
use std::sync::Arc;

use encoding_rs::Encoding;

use crate::diagnostic::Diagnostic;
use crate::place::Locator;

/// The text, without byte order mark.
pub(super) fn decode<'b>(file: &Arc<str>, bytes: &'b [u8]) -> Result<Cow<'b, str>, Diagnostic> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((encoding_rs::UTF_8, 0));
    let body = bytes.get(mark..).unwrap_or_default();
    if encoding != encoding_rs::UTF_8 {
        let text = encoding.decode_without_bom_handling_and_without_replacement(body);
        return text.ok_or_else(|| {
            let message = format!("the document is not valid {}", encoding.name());
            Diagnostic::error(None, message).with_remedy("save it as UTF-8")
        });
    }
    std::str::from_utf8(body)
        .map(Cow::Borrowed)
        .map_err(|error| {
            let valid = body.get(..error.valid_up_to()).unwrap_or_default();
            let before = String::from_utf8_lossy(valid);
            let place = Locator::new(&before).at(before.len());
            Diagnostic::error(place.in_file(file), "the document is not valid UTF-8")
                .with_remedy("save it as UTF-8")
        })
}
