//! Sums of contents: SHA-256, as `sha256sum` prints it.

use std::borrow::Cow;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The SHA-256 of bytes, in hexadecimal digits.
pub(crate) fn sum(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Bytes in hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// The SHA-256 of a text file, whatever line ends a checkout gives it.
pub(crate) fn sum_of_lines(bytes: &[u8]) -> String {
    sum(&unix_lines(bytes))
}

/// Bytes with `\n` for every `\r\n`, as a checkout with converted line ends had them before.
pub(crate) fn unix_lines(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !bytes.contains(&b'\r') {
        return Cow::Borrowed(bytes);
    }
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        if byte != b'\r' || rest.peek() != Some(&b'\n') {
            plain.push(byte);
        }
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::unix_lines;

    #[test]
    fn knows_converted_line_ends() {
        assert_eq!(*unix_lines(b"a\r\nb\rc\n\r"), *b"a\nb\rc\n\r");
    }
}
