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
    format!("`{}`", one_line(&name.replace('`', "")))
}

/// A text of the service as one line without control characters and marks that turn its direction.
pub(crate) fn one_line(text: &str) -> String {
    let clean: String = text.chars().map(markdown::plain).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}
