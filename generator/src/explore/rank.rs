//! How well a name, a path or a description fits what is looked for.
//!
//! Words are compared by their stems (Snowball's for English), so that `groups` finds `group`. What is done at a
//! path counts as words of it: what takes `POST` has `add` and `create`.

use rust_stemmers::{Algorithm, Stemmer};
use serde::Serialize;

use super::candidates::Sent;
use super::words::words;

/// How something was found, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Match {
    /// The name is what was looked for.
    Name,
    /// The name begins with it.
    Prefix,
    /// Words of the name are what was looked for.
    Words,
    /// Words of the name, of the path to it and of what is done there are.
    Path,
    /// Words of the name have the stems of what was looked for.
    Stems,
    /// Words of the name begin with it.
    WordPrefix,
    /// It is somewhere in the name.
    Inside,
    /// The description has these words.
    Description,
    /// Words of the description begin with it.
    DescriptionPrefix,
    /// Nothing has all words: name and path have some.
    Partial,
}

/// Words that tell nothing beside others.
const SMALL: &[&str] = &[
    "a", "all", "an", "and", "as", "at", "by", "for", "from", "in", "into", "my", "of", "on", "or",
    "the", "to", "with",
];

/// A word that is looked for.
struct Word {
    text: String,
    stem: String,
}

/// What is looked for.
pub(super) struct Query {
    whole: String,
    words: Vec<Word>,
    /// Whether they stand apart, rather than in one name.
    apart: bool,
    stemmer: Stemmer,
}

impl Query {
    /// `None` where there is nothing to look for.
    pub(super) fn new(text: &str) -> Option<Self> {
        let stemmer = Stemmer::create(Algorithm::English);
        let whole: String = text.split_whitespace().collect::<String>().to_lowercase();
        let mut words: Vec<String> = text.split_whitespace().flat_map(words).collect();
        if words.iter().any(|word| !SMALL.contains(&word.as_str())) {
            words.retain(|word| !SMALL.contains(&word.as_str()));
        }
        if words.is_empty() {
            words.push(whole.clone());
        }
        let words = words.into_iter().map(|text| Word {
            stem: stemmer.stem(&text).into_owned(),
            text,
        });
        let words = words.collect();
        (!whole.is_empty()).then_some(Self {
            whole,
            words,
            apart: text.split_whitespace().nth(1).is_some(),
            stemmer,
        })
    }

    /// How a name fits.
    pub(super) fn name(&self, name: &str, full: &str) -> Option<Match> {
        let lower = name.to_lowercase();
        if lower == self.whole || full.to_lowercase() == self.whole {
            return Some(Match::Name);
        }
        if lower.starts_with(&self.whole) {
            return Some(Match::Prefix);
        }
        let own = words(name);
        if self.words.iter().all(|word| own.contains(&word.text)) {
            return Some(Match::Words);
        }
        if self.words.iter().all(|word| self.is_in(word, &own)) {
            return Some(Match::Stems);
        }
        let begins = |word: &Word| own.iter().any(|own| own.starts_with(word.text.as_str()));
        if self.words.iter().all(begins) {
            return Some(Match::WordPrefix);
        }
        lower.contains(&self.whole).then_some(Match::Inside)
    }

    /// Whether a path can be what several words are looked for: its last name, or what is there, has one of them.
    pub(super) fn may_be_path(&self, name: &str, is_stream: bool) -> bool {
        if self.apart && is_stream {
            return true;
        }
        let own = words(name);
        self.apart && self.words.iter().any(|word| self.is_in(word, &own))
    }

    /// How a path fits by its names and by what is done there; `only_done` where something must be done.
    pub(super) fn path(
        &self,
        name: &str,
        path: &str,
        verbs: &[Sent],
        only_done: bool,
    ) -> Option<Match> {
        let mut own = words(name);
        own.extend(words(path));
        let done: Vec<&str> = verbs.iter().flat_map(|sent| done(*sent)).copied().collect();
        let is_done = |word: &Word| done.iter().any(|done| self.is_same(word, done));
        let fits = |word: &Word| self.is_in(word, &own) || is_done(word);
        let needed = !only_done || self.words.iter().any(is_done);
        (needed && self.words.iter().all(fits)).then_some(Match::Path)
    }

    /// How many words a name has beside those that are looked for, where several are.
    pub(super) fn beside(&self, name: &str) -> usize {
        let own = words(name.trim_end_matches("/$ref"));
        let is_known = |own: &&String| !self.words.iter().any(|word| self.is_same(word, own));
        if self.apart {
            own.iter().filter(is_known).count()
        } else {
            0
        }
    }

    /// How many of the words a name and a path have.
    pub(super) fn count(&self, name: &str, path: &str) -> usize {
        let mut own = words(name);
        own.extend(words(path));
        let found = self.words.iter().filter(|word| self.is_in(word, &own));
        found.count()
    }

    /// How a description fits.
    pub(super) fn description(&self, text: &str) -> Option<Match> {
        let lower = text.to_lowercase();
        // Most descriptions have nothing of it; a stem may end otherwise than the words that have it.
        let begins = |word: &Word| match word.stem.char_indices().next_back() {
            Some((end, _)) if end > 2 => lower.contains(word.stem.get(..end).unwrap_or_default()),
            _ => lower.contains(word.text.as_str()),
        };
        if !self.words.iter().all(begins) {
            return None;
        }
        let own: Vec<String> = lower
            .split(|c: char| !c.is_alphanumeric())
            .map(str::to_owned)
            .collect();
        if self.words.iter().all(|word| self.is_in(word, &own)) {
            return Some(Match::Description);
        }
        let begins = |word: &Word| own.iter().any(|own| own.starts_with(word.text.as_str()));
        self.words
            .iter()
            .all(begins)
            .then_some(Match::DescriptionPrefix)
    }

    fn is_in(&self, word: &Word, own: &[String]) -> bool {
        own.iter().any(|own| self.is_same(word, own))
    }

    fn is_same(&self, word: &Word, own: &str) -> bool {
        // Words of one stem begin alike.
        word.text == own
            || (word.text.as_bytes().first() == own.as_bytes().first()
                && self.stemmer.stem(own) == word.stem.as_str())
    }
}

/// Words for what a method does where it is sent.
fn done(sent: Sent) -> &'static [&'static str] {
    match sent {
        Sent {
            to_references: true,
            verb,
            ..
        } => match verb {
            "POST" => &["add", "assign", "link", "reference"],
            "PUT" => &["assign", "link", "reference", "set"],
            "DELETE" => &["delete", "reference", "remove", "unassign", "unlink"],
            _ => &["get", "list", "reference"],
        },
        Sent {
            to_stream: true,
            verb,
            ..
        } => match verb {
            "PUT" => &["content", "file", "replace", "upload", "write"],
            _ => &["content", "download", "file", "get", "read"],
        },
        Sent { verb, .. } => match verb {
            "POST" => &["add", "create", "insert", "new"],
            "PATCH" => &["change", "edit", "modify", "set", "update"],
            "PUT" => &["replace", "set", "update"],
            "DELETE" => &["delete", "remove"],
            _ => &["get", "list", "read"],
        },
    }
}
#[cfg(test)]
mod tests;
