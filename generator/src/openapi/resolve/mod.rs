//! `$ref`: from where it stands to what it means (OpenAPI 3.1.1, section 4.8.23; RFC 6901).
//!
//! A reference leads to a value of the same document or of a file in a folder that the user names. Nothing is fetched, and
//! nothing outside of the folder is read.
//!
//! Inside: `pointer` (a JSON pointer → a value), `anchor` (the name of a schema → it), `folder` (files of the folder → texts).

mod anchor;
pub(crate) mod folder;
mod pointer;

use super::context::{Context, Spot};

/// More references than this, one to the next, lead in a circle.
const LONGEST: usize = 64;

impl<'t> Context<'t> {
    /// What a reference in a file means; `None` with a warning where it leads nowhere.
    pub(crate) fn referred(&self, from: Spot<'t>, reference: &'t str) -> Option<Spot<'t>> {
        let key = (from.file, reference);
        if let Some(known) = self.references.borrow().get(&key) {
            return *known;
        }
        let found = self.find(from, reference);
        self.references.borrow_mut().insert(key, found);
        found
    }

    fn find(&self, from: Spot<'t>, reference: &'t str) -> Option<Spot<'t>> {
        let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let file = if address.is_empty() {
            Some(from.file)
        } else {
            let own = self.files.get(from.file)?;
            let path = folder::joined(&own.path, address);
            path.and_then(|path| self.files.iter().position(|file| file.path == path))
        };
        let Some(file) = file else {
            let message = format!("the file of the reference `{reference}` is not known");
            let remedy = "nothing is fetched: put the file into a folder and name that with `references` or --references; \
                          what is referred to is taken for anything";
            self.warn(from, message, remedy);
            return None;
        };
        let root = Spot {
            file,
            node: &self.files.get(file)?.root,
        };
        let found = if fragment.is_empty() || fragment.starts_with('/') {
            pointer::find(root, fragment)
        } else {
            anchor::find(root, fragment)
        };
        if found.is_none() {
            let message = format!("the reference `{reference}` leads to nothing");
            self.warn(
                from,
                message,
                "what is referred to is taken for anything; correct the reference",
            );
        }
        found
    }

    /// A value, or what it refers to where it is a reference; `None` with a warning where that leads nowhere.
    pub(crate) fn followed(&self, spot: Spot<'t>) -> Option<Spot<'t>> {
        let mut at = spot;
        for _ in 0..LONGEST {
            match at.node.get("$ref").and_then(|node| node.text()) {
                Some(reference) => at = self.referred(at, reference)?,
                None => return Some(at),
            }
        }
        let message = "the reference leads in a circle";
        self.warn(
            spot,
            message,
            "what is referred to is passed over; correct the reference",
        );
        None
    }
}

/// The words of a JSON pointer, without its first `/` and without escapes.
#[cfg(feature = "cli")]
pub(crate) fn pointer_words(pointer: &str) -> Vec<String> {
    pointer.split('/').map(pointer::decoded).collect()
}

/// The last word of a reference: the name of what it leads to.
pub(crate) fn last_word(reference: &str) -> String {
    let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let last = fragment.rsplit('/').next().unwrap_or_default();
    if !last.is_empty() {
        return pointer::decoded(last);
    }
    let file = address.rsplit('/').next().unwrap_or_default();
    file.split('.').next().unwrap_or_default().to_owned()
}

/// The words of a reference that name what it leads to: behind the room of components, all of them.
pub(crate) fn words(reference: &str) -> String {
    let (_, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let parts: Vec<String> = fragment.split('/').skip(1).map(pointer::decoded).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let inner = match parts.as_slice() {
        ["components" | "$defs" | "definitions", _, inner @ ..] if !inner.is_empty() => inner,
        ["paths", inner @ ..] => inner,
        [] => return last_word(reference),
        all => all,
    };
    let technical = |word: &&&str| !matches!(**word, "properties" | "schema" | "content");
    let words: Vec<&str> = inner.iter().filter(technical).copied().collect();
    words.join(" ")
}
