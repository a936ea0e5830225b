//! Texts that a pattern takes. In: a regular expression. Out: the shortest text that it matches, a longer or a later one.

use regex_syntax::hir::{Class, Hir, HirKind};

/// The nth text that a pattern matches, of `least` characters or more. Where no text is that long, the longest; where there
/// are fewer texts, the last. `None` where the pattern has forms of JavaScript alone. What is looked ahead for is left out: mostly it forbids what the shortest
/// text does not have.
pub fn text(pattern: &str, least: usize, nth: usize) -> Option<String> {
    let hir = regex_syntax::parse(&without_looks(pattern)).ok()?;
    let mut found: Vec<String> = Vec::new();
    let mut longest = String::new();
    for extra in 0..=least + nth {
        for choice in 0..=nth {
            let mut text = String::new();
            write(&hir, Choice { extra, choice }, &mut text);
            let length = text.chars().count();
            if length >= least && !found.contains(&text) {
                found.push(text);
                if found.len() > nth {
                    return found.pop();
                }
            } else if length > longest.chars().count() {
                longest = text;
            }
        }
    }
    Some(found.pop().unwrap_or(longest))
}

/// Which of the texts of a pattern is written.
#[derive(Clone, Copy)]
struct Choice {
    /// How many repetitions more than there must be.
    extra: usize,
    /// Which of alternatives, and of the characters of a class.
    choice: usize,
}

/// A pattern without its groups that look ahead or back.
fn without_looks(pattern: &str) -> String {
    let mut rest = pattern;
    let mut kept = String::new();
    while let Some(at) = ["(?!", "(?=", "(?<!", "(?<="]
        .iter()
        .filter_map(|look| rest.find(look))
        .min()
    {
        let (before, group) = rest.split_at(at);
        kept.push_str(before);
        rest = group.get(group_length(group)..).unwrap_or_default();
    }
    kept + rest
}

/// How long the group is that a pattern begins with.
fn group_length(pattern: &str) -> usize {
    let (mut open, mut escaped) = (0_usize, false);
    for (at, c) in pattern.char_indices() {
        match c {
            _ if escaped => {}
            '(' => open += 1,
            ')' => open = open.saturating_sub(1),
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        if open == 0 {
            return at + c.len_utf8();
        }
    }
    pattern.len()
}

fn write(hir: &Hir, choice: Choice, text: &mut String) {
    match hir.kind() {
        HirKind::Literal(literal) => text.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => text.extend(member(class, choice.choice)),
        HirKind::Repetition(repetition) => {
            let least = usize::try_from(repetition.min).unwrap_or(0);
            let most = repetition.max.and_then(|most| usize::try_from(most).ok());
            let times = (least + choice.extra).min(most.unwrap_or(usize::MAX));
            for _ in 0..times {
                write(&repetition.sub, choice, text);
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, choice, text),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, choice, text)),
        HirKind::Alternation(parts) => {
            if let Some(part) = parts.get(choice.choice % parts.len().max(1)) {
                write(part, choice, text);
            }
        }
        HirKind::Empty | HirKind::Look(_) => {}
    }
}

/// A character of a class: what is plain, where the class has it.
fn member(class: &Class, choice: usize) -> Option<char> {
    const PLAIN: &str = "a1A0-_b2B";
    match class {
        Class::Unicode(class) => {
            let has = |wanted: char| {
                let mut ranges = class.iter();
                ranges.any(|range| (range.start()..=range.end()).contains(&wanted))
            };
            let plain = PLAIN.chars().filter(|it| has(*it));
            let all = class.iter().flat_map(|range| range.start()..=range.end());
            let others = all.filter(|it| !PLAIN.contains(*it));
            // No more than needed: a class may hold every character.
            let members: Vec<char> = plain.chain(others).take(choice + 1).collect();
            members.get(choice % members.len().max(1)).copied()
        }
        Class::Bytes(class) => class.iter().next().map(|range| char::from(range.start())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_matched() {
        let cases = [
            ("^[0-9]{3,}$", 0, "111"),
            ("^PN[0-9a-fA-F]{4}$", 0, "PNaaaa"),
            ("^(b|c)?x+$", 3, "bxx"),
            ("^$|x", 0, ""),
        ];
        for (pattern, least, expected) in cases {
            assert_eq!(
                text(pattern, least, 0).as_deref(),
                Some(expected),
                "{pattern}"
            );
        }
        assert_eq!(
            text("^(?![0-9](a|\\)){2}$)^[a-z][a-z0-9-]*[A-Z0-9]$", 2, 0).as_deref(),
            Some("a1")
        );
        assert_eq!(text("^[a-", 0, 0), None);
    }

    #[test]
    fn later_texts_of_a_pattern_differ() {
        for pattern in ["^(0|[1-9][0-9]*)$", "^[0-9a-f]{4}$", "^x+$", "^(a|b|c)$"] {
            let texts: Vec<_> = (0..3).map(|nth| text(pattern, 1, nth)).collect();
            for (at, text) in texts.iter().enumerate() {
                assert!(!texts[..at].contains(text), "{pattern}: {texts:?}");
            }
        }
        // There are no more than these.
        assert_eq!(text("^(a|b)$", 1, 5).as_deref(), Some("b"));
    }
}
