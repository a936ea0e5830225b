//! `Edm.Binary`. In: base64, standard or url-safe. Out: standard base64 with padding.

use std::fmt;

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::engine::{DecodePaddingMode, general_purpose};

use super::ParseError;
use super::parse::from_text;

const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);

/// `Edm.Binary`: bytes, base64 in JSON.
///
/// ```
/// use service_client::Binary;
/// let bytes = Binary::new([1, 2, 3]);
/// assert_eq!(bytes.to_base64(), "AQID");
/// assert_eq!(bytes, Binary::from_base64("AQID")?);
/// assert_eq!(bytes.len(), 3);
/// # Ok::<(), service_client::ParseError>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Binary(Vec<u8>);

impl Binary {
    /// The bytes themselves: a vector, an array, a slice or a text.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(bytes.into())
    }

    /// Reads base64, standard or url-safe, with padding or without; the same as `parse`.
    ///
    /// # Errors
    /// If it is neither.
    pub fn from_base64(text: &str) -> Result<Self, ParseError> {
        text.parse()
    }

    fn read(text: &str) -> Option<Self> {
        let alphabet = if text.contains(['-', '_']) {
            &URL_SAFE
        } else {
            &STANDARD
        };
        GeneralPurpose::new(alphabet, LENIENT)
            .decode(text)
            .ok()
            .map(Self)
    }

    /// Standard base64 with padding.
    pub fn to_base64(&self) -> String {
        encode(&self.0)
    }

    /// The bytes.
    pub fn into_vec(self) -> Vec<u8> {
        self.0
    }
}

from_text!(Binary, "base64 such as AQID");

/// Standard base64 with padding.
pub(super) fn encode(bytes: &[u8]) -> String {
    general_purpose::STANDARD.encode(bytes)
}

/// Url-safe base64 with padding, as bodies within JSON batches have it.
#[cfg(feature = "odata")]
pub(crate) fn encode_url_safe(bytes: &[u8]) -> String {
    general_purpose::URL_SAFE.encode(bytes)
}

/// Url-safe base64 without padding, as URLs have it: the standard lets it out (OData ABNF `binaryValue`), and some
/// services stumble over its `=`.
#[cfg(feature = "odata")]
pub(crate) fn encode_unpadded(bytes: &[u8]) -> String {
    general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

impl std::ops::Deref for Binary {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Binary {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<Binary> for Vec<u8> {
    fn from(binary: Binary) -> Self {
        binary.0
    }
}

impl AsRef<[u8]> for Binary {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl<const N: usize> From<[u8; N]> for Binary {
    fn from(bytes: [u8; N]) -> Self {
        Self(bytes.into())
    }
}

impl<const N: usize> From<&[u8; N]> for Binary {
    fn from(bytes: &[u8; N]) -> Self {
        Self(bytes.into())
    }
}

impl From<bytes::Bytes> for Binary {
    fn from(bytes: bytes::Bytes) -> Self {
        Self(bytes.into())
    }
}

impl From<&[u8]> for Binary {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

/// Says the length only.
impl fmt::Debug for Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Binary({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_alphabets_with_and_without_padding() {
        for text in ["+/8=", "+/8", "-_8=", "-_8"] {
            assert_eq!(
                Binary::from_base64(text).as_deref(),
                Ok([0xfb, 0xff].as_slice()),
                "{text}"
            );
        }
        assert!(Binary::from_base64("a").is_err());
        assert!("+_".parse::<Binary>().is_err());
        assert_eq!(Binary::from_base64(""), Ok(Binary::default()));
    }
}
