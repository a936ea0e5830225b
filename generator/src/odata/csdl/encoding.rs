//! From bytes to text.
//!
//! What comes in: the bytes of a document. What goes out: its text without byte order mark, or an error
//! with the place of the first byte that is wrong (XML 1.0, section 4.3.3 and appendix F).

use std::borrow::Cow;
use std::sync::Arc;

use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::place::Locator;
use crate::diagnostic::Diagnostic;

/// How many bytes are searched for the encoding in the XML declaration.
const MAX_DECLARATION: usize = 1024;

/// How the bytes are encoded.
enum Charset {
    /// Known to the decoder.
    Known(&'static Encoding),
    /// US-ASCII, which the decoder would take for windows-1252.
    Ascii,
    /// ISO-8859-1, likewise.
    Latin1,
}

/// The text of a document.
pub(super) fn decode<'b>(file: &Arc<str>, bytes: &'b [u8]) -> Result<Cow<'b, str>, Diagnostic> {
    let (charset, start) = detect(file, bytes)?;
    let body = bytes.get(start..).unwrap_or_default();
    match charset {
        Charset::Known(encoding) if encoding == UTF_8 => utf8(file, body),
        Charset::Known(encoding) => other(file, encoding, body).map(Cow::Owned),
        Charset::Latin1 => Ok(encoding_rs::mem::decode_latin1(body)),
        Charset::Ascii => match body.iter().position(|byte| !byte.is_ascii()) {
            None => utf8(file, body),
            Some(at) => {
                let before = String::from_utf8_lossy(body.get(..at).unwrap_or_default());
                Err(invalid(file, "US-ASCII", &before))
            }
        },
    }
}

/// The encoding, and where the text begins after a byte order mark.
fn detect(file: &Arc<str>, bytes: &[u8]) -> Result<(Charset, usize), Diagnostic> {
    if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) || bytes.starts_with(&[0, 0, 0xFE, 0xFF]) {
        return Err(unknown(file, "UTF-32"));
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Ok((Charset::Known(encoding), length));
    }
    // Without a mark, `<` or `{` or white space tells the width of a character.
    match bytes {
        [b'<' | b'{' | b'[' | b' ' | b'\t' | b'\r' | b'\n', 0, ..] => {
            return Ok((Charset::Known(UTF_16LE), 0));
        }
        [0, b'<' | b'{' | b'[' | b' ' | b'\t' | b'\r' | b'\n', ..] => {
            return Ok((Charset::Known(UTF_16BE), 0));
        }
        _ => {}
    }
    let Some(label) = declared(bytes) else {
        return Ok((Charset::Known(UTF_8), 0));
    };
    let charset = match label.to_ascii_lowercase().as_str() {
        "us-ascii" | "ascii" => Charset::Ascii,
        "iso-8859-1" | "iso8859-1" | "iso_8859-1" | "latin1" => Charset::Latin1,
        lower if lower.starts_with("utf-16") => {
            return Err(Diagnostic::error(
                Locator::new("").at(0).in_file(file),
                format!("the XML declaration says `{label}`, but the bytes are not UTF-16"),
            )
            .with_remedy("correct the encoding in the XML declaration"));
        }
        _ => Charset::Known(
            Encoding::for_label_no_replacement(label.as_bytes())
                .ok_or_else(|| unknown(file, &label))?,
        ),
    };
    Ok((charset, 0))
}

/// The `encoding` of the XML declaration of text whose first characters are ASCII.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes
        .get(..bytes.len().min(MAX_DECLARATION))?
        .strip_prefix(b"<?xml")?;
    let head = String::from_utf8_lossy(head);
    let declaration = head.split("?>").next()?;
    let (_, after) = declaration.split_once("encoding")?;
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value
        .split(quote)
        .nth(1)
        .map(|label| label.trim().to_owned())
}

fn utf8<'b>(file: &Arc<str>, bytes: &'b [u8]) -> Result<Cow<'b, str>, Diagnostic> {
    std::str::from_utf8(bytes)
        .map(Cow::Borrowed)
        .map_err(|error| {
            let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
            invalid(file, "UTF-8", &String::from_utf8_lossy(valid))
        })
}

fn other(file: &Arc<str>, encoding: &'static Encoding, bytes: &[u8]) -> Result<String, Diagnostic> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    let mut text = String::with_capacity(room.unwrap_or(bytes.len()));
    let mut rest = bytes;
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = rest.get(read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => return Ok(text),
            DecoderResult::OutputFull => text.reserve(rest.len().max(16)),
            DecoderResult::Malformed(..) => return Err(invalid(file, encoding.name(), &text)),
        }
    }
}

fn invalid(file: &Arc<str>, encoding: &str, before: &str) -> Diagnostic {
    Diagnostic::error(
        Locator::new(before).at(before.len()).in_file(file),
        format!("these bytes are not valid {encoding}"),
    )
    .with_remedy("state the document's real encoding in its XML declaration, or save it as UTF-8")
}

fn unknown(file: &Arc<str>, label: &str) -> Diagnostic {
    Diagnostic::error(
        Locator::new("").at(0).in_file(file),
        format!("the encoding `{label}` is not supported"),
    )
    .with_remedy("save the document as UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Result<String, String> {
        decode(&"t.xml".into(), bytes)
            .map(Cow::into_owned)
            .map_err(|error| error.to_string())
    }

    fn utf16(text: &str, to: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to).collect()
    }

    #[test]
    fn reads_every_encoding() {
        assert_eq!(text("<é/>".as_bytes()).unwrap(), "<é/>");
        assert_eq!(text(b"\xEF\xBB\xBF<a/>").unwrap(), "<a/>");
        let wide = "<?xml version='1.0' encoding='utf-16'?><é/>";
        for to in [u16::to_le_bytes, u16::to_be_bytes] {
            assert_eq!(text(&utf16(wide, to)).unwrap(), wide);
            assert_eq!(text(&utf16(&format!("\u{FEFF}{wide}"), to)).unwrap(), wide);
        }
        let declared = |encoding: &str, tail: &[u8]| {
            let mut bytes =
                format!("<?xml version=\"1.0\" encoding = \"{encoding}\"?>").into_bytes();
            bytes.extend_from_slice(tail);
            text(&bytes).map(|text| text.split("?>").nth(1).unwrap_or_default().to_owned())
        };
        assert_eq!(declared("ISO-8859-1", b"\xE9\x80").unwrap(), "é\u{80}");
        assert_eq!(declared("windows-1252", b"\xE9\x80").unwrap(), "é€");
        assert_eq!(declared("Shift_JIS", b"\x83\x65").unwrap(), "テ");
        assert_eq!(declared("US-ASCII", b"abc").unwrap(), "abc");
    }

    #[test]
    fn refuses_what_is_not_in_the_encoding() {
        let wrong: [&[u8]; 6] = [
            b"<a>\n\xC3\xA9\xFF</a>",
            b"<?xml version='1.0' encoding='us-ascii'?>\n \xE9",
            b"<?xml version='1.0' encoding='klingon'?><a/>",
            b"<?xml version='1.0' encoding='UTF-16'?><a/>",
            b"\xFF\xFE<\0a\0\0\xD8>\0",
            b"\xFF\xFE\0\0<\0\0\0",
        ];
        let errors: Vec<String> = wrong.iter().map(|bytes| text(bytes).unwrap_err()).collect();
        insta::assert_snapshot!(errors.join("\n"));
    }
}
