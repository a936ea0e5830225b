//! Sets of members of a flags enumeration. In and out: `"read,write"`, or `"0"` for the empty set.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use super::enumeration::{Enumeration, member_text, parse};
use super::{Field, Mismatch, Named, Slot, Token, View};

/// The value of the empty set.
const NO_MEMBERS: &str = "0";

/// A set of members of an enumeration whose members combine (CSDL `IsFlags`). Members that are not
/// known are kept. Sent as names with commas between; the empty set as `0`.
///
/// ```
/// # use service_client::{Enumeration, Flags};
/// # #[derive(Clone, PartialEq, Eq, Hash)]
/// # pub enum Access { Read, Write, Unrecognized(String) }
/// # impl Enumeration for Access {
/// #     const MEMBERS: &'static [Self] = &[Self::Read, Self::Write];
/// #     fn as_str(&self) -> &str {
/// #         match self { Self::Read => "read", Self::Write => "write", Self::Unrecognized(text) => text }
/// #     }
/// #     fn unrecognized(text: String) -> Self { Self::Unrecognized(text) }
/// # }
/// # service_client::codegen::enumeration!(Access, "sample.access");
/// let mut access = Flags::from(Access::Read);
/// access.insert(Access::Write);
/// assert_eq!(access.to_string(), "read,write");
/// assert!(access.contains(&Access::Write));
/// ```
#[derive(Clone)]
pub struct Flags<E>(Vec<E>);

impl<E: Enumeration> Flags<E> {
    /// The empty set.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Whether no member is set.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many members are set.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether a member is set.
    pub fn contains(&self, member: &E) -> bool {
        self.0.iter().any(|known| known.as_str() == member.as_str())
    }

    /// Sets a member; false if it was set already.
    pub fn insert(&mut self, member: E) -> bool {
        let new = !self.contains(&member);
        if new {
            self.0.push(member);
        }
        new
    }

    /// Unsets a member; false if it was not set.
    pub fn remove(&mut self, member: &E) -> bool {
        let before = self.0.len();
        self.0.retain(|known| known.as_str() != member.as_str());
        self.0.len() != before
    }

    /// The members, in the order of their insertion.
    pub fn iter(&self) -> impl Iterator<Item = &E> {
        self.0.iter()
    }

    /// The text that is sent: a value of an enumeration is never empty (OData ABNF `enumValue`).
    pub(super) fn wire(&self) -> Cow<'_, str> {
        if self.is_empty() {
            Cow::Borrowed(NO_MEMBERS)
        } else {
            self.text()
        }
    }

    fn text(&self) -> Cow<'_, str> {
        match self.0.as_slice() {
            [one] => Cow::Borrowed(one.as_str()),
            several => Cow::Owned(several.iter().map(E::as_str).collect::<Vec<_>>().join(",")),
        }
    }

    pub(super) fn read(text: &str) -> Self {
        text.split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty() && *name != NO_MEMBERS)
            .map(parse)
            .collect()
    }
}

impl<E: Enumeration> Default for Flags<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E: Enumeration> From<E> for Flags<E> {
    fn from(member: E) -> Self {
        Self(vec![member])
    }
}

impl<E: Enumeration> FromIterator<E> for Flags<E> {
    fn from_iter<I: IntoIterator<Item = E>>(members: I) -> Self {
        let mut flags = Self::new();
        flags.extend(members);
        flags
    }
}

impl<E: Enumeration> Extend<E> for Flags<E> {
    fn extend<I: IntoIterator<Item = E>>(&mut self, members: I) {
        for member in members {
            self.insert(member);
        }
    }
}

/// Equal as sets: the order does not count.
impl<E: Enumeration> PartialEq for Flags<E> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|member| other.contains(member))
    }
}

impl<E: Enumeration> Eq for Flags<E> {}

impl<E: Enumeration> fmt::Display for Flags<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl<E: Enumeration> fmt::Debug for Flags<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Flags({})", self.text().escape_debug())
    }
}

impl<E: Enumeration> FromStr for Flags<E> {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::read(text))
    }
}

impl<E: Enumeration + Named> Field for Flags<E> {
    fn empty() -> Self {
        Self::new()
    }

    fn put(&mut self, token: Token<'_>) -> Result<Slot<'_>, Mismatch> {
        *self = Self::read(&member_text(token)?);
        Ok(Slot::Done)
    }

    fn view(&self) -> View<'_> {
        View::Enum {
            type_name: E::TYPE_NAME,
            text: self.wire(),
        }
    }
}
