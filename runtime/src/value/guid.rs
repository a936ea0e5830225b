//! `Edm.Guid`. In and out: text such as `00aa00bb-1c2d-3e4f-5a6b-7c8d9e0f1a2b`, bytes, and uuid's type.

use std::fmt;

use uuid::Uuid;

use super::ParseError;
use super::parse::from_text;

/// `Edm.Guid`: a UUID of 128 bits.
///
/// ```
/// use service_client::Guid;
/// let id: Guid = "00aa00bb-1c2d-3e4f-5a6b-7c8d9e0f1a2b".parse()?;
/// assert_eq!(id, Guid::from_u128(0x00aa00bb_1c2d_3e4f_5a6b_7c8d9e0f1a2b));
/// assert_ne!(Guid::random(), Guid::random());
/// # Ok::<(), service_client::ParseError>(())
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Guid(Uuid);

impl Guid {
    /// All bits 0.
    pub const fn nil() -> Self {
        Self(Uuid::nil())
    }

    /// A new one of random bits (version 4).
    pub fn random() -> Self {
        Self(Uuid::new_v4())
    }

    /// By its number: its digits in the order in which they are written.
    pub const fn from_u128(number: u128) -> Self {
        Self(Uuid::from_u128(number))
    }

    /// By its bytes, in the order in which they are written.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Uuid::from_bytes(bytes))
    }

    /// Its number.
    pub const fn as_u128(self) -> u128 {
        self.0.as_u128()
    }

    /// Its bytes, in the order in which they are written.
    pub const fn into_bytes(self) -> [u8; 16] {
        self.0.into_bytes()
    }

    fn read(text: &str) -> Option<Self> {
        Uuid::parse_str(text).ok().map(Self)
    }

    /// The text, in a buffer of its size.
    pub(super) fn encode(self, buffer: &mut [u8]) -> &str {
        self.0.hyphenated().encode_lower(buffer)
    }
}

from_text!(Guid, "a GUID such as 00aa00bb-1c2d-3e4f-5a6b-7c8d9e0f1a2b");

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<Uuid> for Guid {
    fn from(value: Uuid) -> Self {
        Self(value)
    }
}

impl From<Guid> for Uuid {
    fn from(value: Guid) -> Self {
        value.0
    }
}
