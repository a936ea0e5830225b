//! Texts of query options, taken apart at separators that stand outside quotes and parentheses.

/// The parts between separators.
pub(super) fn outside(text: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut quoted, mut depth, mut start) = (false, 0_usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            c if c == separator && !quoted && depth == 0 => {
                parts.push(text.get(start..at).unwrap_or_default());
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

/// `name=value` pairs with semicolons between, each name once.
pub(super) fn pairs(text: &str) -> Option<Vec<(&str, &str)>> {
    let parts = outside(text, ';').into_iter();
    let pairs: Vec<(&str, &str)> = parts
        .map(|part| part.split_once('='))
        .collect::<Option<_>>()?;
    let mut names: Vec<&str> = pairs.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    names.dedup();
    (names.len() == pairs.len()).then_some(pairs)
}

/// The parts between a word with spaces around it, outside quotes and parentheses.
pub(super) fn at_word<'t>(text: &'t str, word: &str) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let (mut quoted, mut depth, mut start) = (false, 0_usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            ' ' if !quoted && depth == 0 && at >= start => {
                let rest = text.get(at + 1..).unwrap_or_default();
                if rest
                    .strip_prefix(word)
                    .is_some_and(|rest| rest.starts_with(' '))
                {
                    parts.push(text.get(start..at).unwrap_or_default());
                    start = at + word.len() + 2;
                }
            }
            _ => {}
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_in_quotes_and_parentheses_are_none() {
        assert_eq!(outside("a,b(c,d),'e,f'", ','), ["a", "b(c,d)", "'e,f'"]);
        assert_eq!(
            at_word("a and 'b and c' and (d and e)", "and"),
            ["a", "'b and c'", "(d and e)"]
        );
        assert_eq!(pairs("$top=1;$filter=a eq 'x;y'").unwrap().len(), 2);
        assert_eq!(pairs("$top=1;$top=2"), None);
        assert_eq!(pairs("$top"), None);
    }
}
