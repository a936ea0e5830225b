//! Words of names: where they begin and end, and how Rust writes them.

use heck::{ToSnakeCase, ToUpperCamelCase};
use unicode_normalization::UnicodeNormalization as _;
use unicode_security::GeneralSecurityProfile as _;

use super::MAX_NAME_LENGTH;
use crate::text::identifier::is_rust_identifier;

pub(super) fn camel(parts: &[&str]) -> String {
    let joined: String = parts
        .iter()
        .map(|part| words(part).to_upper_camel_case())
        .collect();
    start(&cut(&joined), 'N')
}

pub(super) fn snake(parts: &[&str]) -> String {
    let joined: Vec<String> = parts
        .iter()
        .map(|part| words(part).to_snake_case())
        // Of signs alone, such as what stands between two keys: two underscores in a row would be a warning.
        .filter(|part| !part.is_empty())
        .collect();
    start(&cut(&joined.join("_")), 'n')
}

/// In snake case with the underscore that it ends with, which tells some services' names apart.
pub(super) fn ended(name: &str) -> String {
    let mut snake = snake(&[name]);
    if name.len() > 1 && name.len() <= MAX_NAME_LENGTH && name.ends_with('_') {
        snake.push('_');
    }
    snake
}

/// The part of a name that is taken over, in the form in which the compiler and some file systems compare names
/// (Unicode's NFC): there are characters that can be written in several ways.
pub(super) fn cut(name: &str) -> String {
    if name.is_ascii() {
        return name.get(..MAX_NAME_LENGTH).unwrap_or(name).to_owned();
    }
    name.nfc()
        .scan(0, |length, c| {
            *length += c.len_utf8();
            (*length <= MAX_NAME_LENGTH).then_some(c)
        })
        .collect()
}

/// Characters that no Rust identifier takes, and those of which rustc warns (`uncommon_codepoints`: Unicode Technical Standard #39),
/// become word boundaries.
pub(super) fn words(name: &str) -> String {
    let taken = |c: char| {
        if c.is_ascii() {
            c.is_ascii_alphanumeric() || c == '_'
        } else {
            unicode_ident::is_xid_continue(c) && c.identifier_allowed()
        }
    };
    let mut words = cut(&plurals(name));
    if !words.chars().all(taken) {
        words = words.replace(|c| !taken(c), " ");
    }
    words
}

/// Plurals of acronyms become one word: `cloudPCs` is `cloudPcs`, not `cloud`, `P`, `Cs`.
fn plurals(name: &str) -> String {
    let ends = |pair: &[u8]| matches!(pair, [last, b's'] if last.is_ascii_uppercase());
    if !name.as_bytes().windows(2).any(ends) {
        return name.to_owned();
    }
    let characters: Vec<char> = name.chars().collect();
    let lower = |at: usize| characters.get(at).is_some_and(|c| c.is_lowercase());
    let mut out = String::with_capacity(name.len());
    let mut at = 0;
    while let Some(first) = characters.get(at) {
        let rest = characters.get(at..).unwrap_or_default().iter();
        let length = rest.take_while(|c| c.is_ascii_uppercase()).count();
        let end = at + length;
        out.push(*first);
        let plural = length > 1 && characters.get(end) == Some(&'s') && !lower(end + 1);
        let rest = characters.get(at + 1..end.max(at + 1)).unwrap_or_default();
        out.extend(
            rest.iter()
                .map(|c| if plural { c.to_ascii_lowercase() } else { *c }),
        );
        at = end.max(at + 1);
    }
    out
}

/// A name that is empty, or begins with a digit or another character that cannot begin an identifier,
/// gets a letter in front.
pub(super) fn start(name: &str, letter: char) -> String {
    match name.chars().next() {
        Some(first) if unicode_ident::is_xid_start(first) => name.to_owned(),
        _ => format!("{letter}{name}"),
    }
}

pub(super) fn reserve(mut name: String, taken: &[&str]) -> String {
    if taken.contains(&name.as_str()) || !is_rust_identifier(&name) {
        name.push('_');
    }
    name
}

/// A name that begins with a sign or has nothing but signs, in words: `+1` and `-1` would be one name otherwise. Others
/// stay as they are.
pub(super) fn symbols(name: &str) -> String {
    let signed = name.starts_with(|c: char| word_of(c).is_some())
        && name
            .trim_start_matches(|c: char| !c.is_alphanumeric())
            .chars()
            .next()
            .is_none_or(char::is_numeric);
    if name.is_empty() {
        return "empty".to_owned();
    }
    if !signed {
        return name.to_owned();
    }
    let mut words = String::new();
    for c in name.chars() {
        match word_of(c) {
            Some(word) => words.extend([" ", word, " "]),
            None => words.push(c),
        }
    }
    words
}

fn word_of(c: char) -> Option<&'static str> {
    Some(match c {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '/' => "slash",
        '.' => "dot",
        '#' => "hash",
        '@' => "at",
        '$' => "dollar",
        '^' => "caret",
        '~' => "tilde",
        '?' => "question",
        ':' => "colon",
        ',' => "comma",
        '_' => "underscore",
        _ => return None,
    })
}
