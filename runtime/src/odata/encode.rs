//! Percent-encoding of paths. In: names and keys. Out: text that may stand in a path of OData, or in a header.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::encode::KEY;

/// In a segment that a name stands in: also `$` as in `$value`, and the parentheses of a key.
const SEGMENT: &AsciiSet = &KEY
    .remove(b'$')
    .remove(b'&')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b';')
    .remove(b'=');

/// In an address by path: as in a key, but a colon would end it.
const STEP: &AsciiSet = &KEY.add(b':');

/// In the header `Slug` (RFC 5023, section 9.7.1): readable, but ASCII without control characters.
const SLUG: &AsciiSet = &CONTROLS.add(b'%');

/// A text as the header `Slug`.
pub(crate) fn encode_slug(text: &str) -> String {
    utf8_percent_encode(text, SLUG).to_string()
}

/// A text as a key or a literal in a path.
pub(crate) fn encode_key(text: &str) -> String {
    utf8_percent_encode(text, KEY).to_string()
}

/// A text as one step of an address by path, in which a colon ends the path.
pub(crate) fn encode_step(text: &str) -> String {
    utf8_percent_encode(text, STEP).to_string()
}

/// A text as a path segment.
pub(crate) fn encode_segment(text: &str) -> String {
    utf8_percent_encode(text, SEGMENT).to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn encodes_what_would_end_a_part() {
        assert_eq!(
            encode_key("a/b=c (ä) 100%+#?&"),
            "a%2Fb%3Dc%20%28%C3%A4%29%20100%25%2B%23%3F%26"
        );
        assert_eq!(encode_segment("$value"), "$value");
    }

    proptest! {
        #[test]
        fn encoding_round_trips(text in any::<String>()) {
            for encoded in [encode_key(&text), encode_segment(&text)] {
                prop_assert!(encoded.is_ascii() && !encoded.contains(['#', ' ', '+', '"', '\n']));
                let back: Vec<u8> = percent_encoding::percent_decode_str(&encoded).collect();
                prop_assert_eq!(back.as_slice(), text.as_bytes());
            }
            prop_assert!(!encode_key(&text).contains(['/', '?', '#', '=', '&', '(', ')', '+', ' ']));
        }
    }
}
