//! The words of names.

/// The words of a name in `camelCase`, `PascalCase`, `snake_case` or with dots, in lower case.
pub(super) fn words(name: &str) -> Vec<String> {
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
}
