//! Percent-encoding. In: any text. Out: text that may stand in a part of a URL.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but unreserved characters and the delimiters that neither paths nor queries give a meaning.
pub(crate) const KEY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'\'')
    .remove(b',')
    .remove(b':')
    .remove(b'@');

/// In a query option's name: readable, but nothing that ends it.
const NAME: &AsciiSet = &KEY
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b';')
    .remove(b'/')
    .remove(b'?');

/// In a query option's value: also `=`, since only the first ends the name (OData URL Conventions 4.01,
/// section 2.2). A plus would mean a space to many services.
const VALUE: &AsciiSet = &NAME.remove(b'=');

/// Between the quotes of a literal in such a value: no slash and question mark (OData ABNF
/// `pchar-no-SQUOTE`).
const QUOTED: &AsciiSet = &VALUE.add(b'/').add(b'?');

/// The name of a query option.
pub(crate) fn encode_query_name(text: &str) -> String {
    utf8_percent_encode(text, NAME).to_string()
}

/// The value of a query option. A quote that is doubled within a literal ends it and begins it again; in phrases to
/// search for and in JSON, which stand in double quotes, it is a character like others.
pub(crate) fn encode_query(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() + 16);
    let mut within = None;
    for part in text.split_inclusive(['\'', '"']) {
        let set = match within {
            Some('\'') => QUOTED,
            _ => VALUE,
        };
        encoded.extend(utf8_percent_encode(part, set));
        let quote = part.chars().next_back();
        within = match within {
            None => quote,
            Some(open) if quote == Some(open) => None,
            open => open,
        };
    }
    encoded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn encodes_what_would_end_a_part() {
        assert_eq!(
            encode_query("a eq 'b c' and d+e=f&g#"),
            "a%20eq%20'b%20c'%20and%20d%2Be=f%26g%23"
        );
        assert_eq!(encode_query_name("a=b"), "a%3Db");
    }

    #[test]
    fn what_has_a_meaning_in_queries_stays_readable() {
        assert_eq!(
            encode_query("friends($select=a,b;$filter=a/b eq 'c/d?''e/f' and g/$count gt 1)"),
            "friends($select=a,b;$filter=a/b%20eq%20'c%2Fd%3F''e%2Ff'%20and%20g/$count%20gt%201)"
        );
        assert_eq!(
            encode_query("a($search=\"it's\";$filter=b/c eq 'd\"/e')"),
            "a($search=%22it's%22;$filter=b/c%20eq%20'd%22%2Fe')"
        );
        assert_eq!(encode_query("https://e.org/a?b"), "https://e.org/a?b");
    }

    proptest! {
        #[test]
        fn encoding_round_trips(text in any::<String>()) {
            for encoded in [encode_query(&text), encode_query_name(&text)] {
                prop_assert!(encoded.is_ascii() && !encoded.contains(['#', ' ', '+', '"', '\n']));
                let back: Vec<u8> = percent_encoding::percent_decode_str(&encoded).collect();
                prop_assert_eq!(back.as_slice(), text.as_bytes());
            }
            prop_assert!(!encode_query(&text).contains(['&', '#', '+', ' ']));
            prop_assert!(!encode_query_name(&text).contains(['=', '&', '#', '+', ' ']));
        }
    }
}
