//! Texts from outside: what is hidden in them, how they stand in documentation and messages, which of them are names,
//! addresses and paths, sums of them, and what was probably meant by an unknown one. Imports nothing else of the generator.

pub(crate) mod check;
pub(crate) mod hidden;
pub(crate) mod identifier;
pub(crate) mod markdown;
pub(crate) mod path;
mod suggest;
pub(crate) mod sum;

pub(crate) use path::slashed;
pub(crate) use suggest::nearest;
#[cfg(feature = "cli")]
pub(crate) use suggest::short_name;

/// A name of the service as code in a sentence of our own.
pub(crate) fn code(name: &str) -> String {
    if name.contains('`') {
        return code(&name.replace('`', ""));
    }
    format!("`{}`", one_line(name))
}

/// A text of the service as one line without control characters and marks that turn its direction.
pub(crate) fn one_line(text: &str) -> String {
    // Most are names: nothing is to be done.
    if text.bytes().all(|b| b.is_ascii_graphic()) {
        return text.to_owned();
    }
    let clean: String = text.chars().map(markdown::plain).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}
