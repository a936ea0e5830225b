//! Enumerations. In: text of a member. Out: the member, or the unknown one with its text.

use std::borrow::Cow;

use super::{Mismatch, Slot, Token, View};

/// An enumeration with a variant for members that this crate does not know.
pub trait Enumeration: Sized + Clone + 'static {
    /// Every declared member.
    const MEMBERS: &'static [Self];
    /// The member as it is sent.
    fn as_str(&self) -> &str;
    /// A member that is not declared.
    fn unrecognized(text: String) -> Self;
}

/// Finds a name, exactly or else ignoring ASCII case; `name` gives the names by position. Where there is none, beyond
/// all.
fn position(text: &str, name: fn(usize) -> Option<&'static str>) -> usize {
    let find = |fits: &dyn Fn(&str) -> bool| {
        let names = (0..).map_while(name);
        names
            .enumerate()
            .find(|(_, name)| fits(name))
            .map(|(index, _)| index)
    };
    find(&|name| name == text)
        .or_else(|| find(&|name| name.eq_ignore_ascii_case(text)))
        .unwrap_or(usize::MAX)
}

fn name<E: Enumeration>(index: usize) -> Option<&'static str> {
    match E::MEMBERS.get(index) {
        Some(member) => Some(member.as_str()),
        None => None,
    }
}

/// The member with a text, or the unknown one. Little else is generic, since this is instantiated
/// for every enumeration.
pub(crate) fn parse<E: Enumeration>(text: &str) -> E {
    match E::MEMBERS.get(position(text, name::<E>)) {
        Some(member) => member.clone(),
        None => E::unrecognized(text.to_owned()),
    }
}

/// What gives the text of a member out of a token.
type MemberText = fn(Token<'_>) -> Result<Cow<'_, str>, Mismatch>;

/// [`Field::put`](super::Field::put) of every enumeration.
pub(crate) fn put_member<'a, E: Enumeration>(
    member: &mut E,
    token: Token<'_>,
    text: MemberText,
) -> Result<Slot<'a>, Mismatch> {
    put_text(token, text, &mut |text| *member = parse(text))
}

fn put_text<'a>(
    token: Token<'_>,
    text: MemberText,
    take: &mut dyn FnMut(&str),
) -> Result<Slot<'a>, Mismatch> {
    take(&text(token)?);
    Ok(Slot::Done)
}

/// The text of a member out of a token. Numbers are kept as text.
pub(crate) fn member_text(token: Token<'_>) -> Result<Cow<'_, str>, Mismatch> {
    match token {
        Token::Str(text) => Ok(Cow::Borrowed(text)),
        Token::Int(number) => Ok(Cow::Owned(number.to_string())),
        Token::UInt(number) => Ok(Cow::Owned(number.to_string())),
        _ => Err(Mismatch {
            expected: "a member of an enumeration",
        }),
    }
}

/// The JSON of a member out of a token: of enumerations whose members are not all strings.
pub(crate) fn member_json(token: Token<'_>) -> Result<Cow<'_, str>, Mismatch> {
    Ok(Cow::Owned(match token {
        Token::Bool(value) => value.to_string(),
        Token::Int(number) => number.to_string(),
        Token::UInt(number) => number.to_string(),
        // `1.0` is the integer that it is.
        Token::Float(number) => number.to_string(),
        Token::Str(text) => super::Json::from(text).to_string(),
        _ => {
            return Err(Mismatch {
                expected: "a member of an enumeration",
            });
        }
    }))
}

/// What a member is, by its JSON.
pub(crate) fn view_member_json<'a>(type_name: &'static str, json: &'a str) -> View<'a> {
    let text = match json {
        "" => return View::Null,
        "true" => return View::Bool(true),
        "false" => return View::Bool(false),
        _ => json
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"')),
    };
    match text {
        Some(text) if !text.contains('\\') => View::Enum {
            type_name,
            text: text.into(),
        },
        Some(_) => View::Enum {
            type_name,
            text: serde_json::from_str::<String>(json).map_or(json.into(), Cow::Owned),
        },
        None => match (json.parse(), json.parse()) {
            (Ok(number), _) => View::Int64(number),
            (_, Ok(number)) => json.parse().map_or(View::Double(number), View::UInt64),
            _ => View::Enum {
                type_name,
                text: json.into(),
            },
        },
    }
}
