//! Enumerations. In: text of a member. Out: the member, or the unknown one with its text.

use super::{Mismatch, Slot, Token};

/// An enumeration with a variant for members that this crate does not know.
pub trait Enumeration: Sized + Clone + 'static {
    /// Every declared member.
    const MEMBERS: &'static [Self];
    /// The member as it is sent.
    fn as_str(&self) -> &str;
    /// A member that is not declared.
    fn unrecognized(text: String) -> Self;
}

/// Finds a name: exactly, or else ignoring ASCII case.
fn position(
    text: &str,
    count: usize,
    name: &dyn Fn(usize) -> Option<&'static str>,
) -> Option<usize> {
    (0..count)
        .find(|&index| name(index) == Some(text))
        .or_else(|| {
            (0..count)
                .find(|&index| name(index).is_some_and(|name| name.eq_ignore_ascii_case(text)))
        })
}

/// The member with a text, or the unknown one.
pub(crate) fn parse<E: Enumeration>(text: &str) -> E {
    let members = E::MEMBERS;
    position(text, members.len(), &|index| {
        members.get(index).map(E::as_str)
    })
    .and_then(|index| members.get(index))
    .cloned()
    .unwrap_or_else(|| E::unrecognized(text.to_owned()))
}

/// [`Field::put`](super::Field::put) of every enumeration. Numbers are kept as unknown text.
pub(crate) fn put_enumeration<'a>(
    token: Token<'_>,
    set: &mut dyn FnMut(&str),
) -> Result<Slot<'a>, Mismatch> {
    match token {
        Token::Str(text) => set(text),
        Token::Int(number) => set(&number.to_string()),
        Token::UInt(number) => set(&number.to_string()),
        _ => {
            return Err(Mismatch {
                expected: "a member of an enumeration",
            });
        }
    }
    Ok(Slot::Done)
}
