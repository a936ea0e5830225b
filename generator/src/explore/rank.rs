//! How well a name or a description fits what is looked for.

use serde::Serialize;

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
    /// Words of the name begin with it.
    WordPrefix,
    /// It is somewhere in the name.
    Inside,
    /// The description has these words.
    Description,
    /// Words of the description begin with it.
    DescriptionPrefix,
}

/// What is looked for.
pub(super) struct Query {
    whole: String,
    words: Vec<String>,
}

impl Query {
    /// `None` where there is nothing to look for.
    pub(super) fn new(text: &str) -> Option<Self> {
        let words: Vec<String> = text.split_whitespace().flat_map(words).collect();
        let whole: String = text.split_whitespace().collect::<String>().to_lowercase();
        let words = if words.is_empty() {
            vec![whole.clone()]
        } else {
            words
        };
        (!whole.is_empty()).then_some(Self { whole, words })
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
        if self.words.iter().all(|word| own.contains(word)) {
            return Some(Match::Words);
        }
        let begins = |word: &String| own.iter().any(|own| own.starts_with(word.as_str()));
        if self.words.iter().all(begins) {
            return Some(Match::WordPrefix);
        }
        lower.contains(&self.whole).then_some(Match::Inside)
    }

    /// How a description fits.
    pub(super) fn description(&self, text: &str) -> Option<Match> {
        let lower = text.to_lowercase();
        // Most descriptions have nothing of it.
        if !self.words.iter().all(|word| lower.contains(word.as_str())) {
            return None;
        }
        let own: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
        if self.words.iter().all(|word| own.contains(&word.as_str())) {
            return Some(Match::Description);
        }
        let begins = |word: &String| own.iter().any(|own| own.starts_with(word.as_str()));
        self.words
            .iter()
            .all(begins)
            .then_some(Match::DescriptionPrefix)
    }
}

/// The words of a name in `camelCase`, `PascalCase`, `snake_case` or with dots, in lower case.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut characters = name.chars().peekable();
    let mut before: Option<char> = None;
    while let Some(c) = characters.next() {
        if !c.is_alphanumeric() {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            before = None;
            continue;
        }
        let next_is_lower = characters.peek().is_some_and(|next| next.is_lowercase());
        let begins = c.is_uppercase() && before.is_some_and(|b| !b.is_uppercase() || next_is_lower);
        if begins && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        word.extend(c.to_lowercase());
        before = Some(c);
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_words() {
        assert_eq!(
            words("updateRecordingStatus"),
            ["update", "recording", "status"]
        );
        assert_eq!(words("PSTNCallLog_x2"), ["pstn", "call", "log", "x2"]);
        assert_eq!(words("a.b"), ["a", "b"]);
        assert_eq!(words("--"), Vec::<String>::new());
    }

    #[test]
    fn better_matches_come_first() {
        let query = Query::new("recording").unwrap();
        let found = [
            "Recording",
            "recordingInfo",
            "updateRecordingStatus",
            "allRecordings",
            "prerecording",
            "call",
        ]
        .map(|name| query.name(name, ""));
        let [name, prefix, words, word_prefix, inside, nothing] = found;
        assert!(name < prefix && prefix < words && words < word_prefix && word_prefix < inside);
        assert_eq!(
            (name, inside, nothing),
            (Some(Match::Name), Some(Match::Inside), None)
        );
        assert_eq!(
            query.description("Starts the recording."),
            Some(Match::Description)
        );
        assert_eq!(
            query.description("Recordings."),
            Some(Match::DescriptionPrefix)
        );
        assert_eq!(query.description("Nothing."), None);
        assert!(Query::new(" ").is_none());
        assert_eq!(
            Query::new("recording status")
                .unwrap()
                .name("updateRecordingStatus", ""),
            Some(Match::Words)
        );
    }
}
