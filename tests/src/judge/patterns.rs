//! Texts that a pattern takes. In: a regular expression. Out: the shortest text that it matches, or a longer one.

use regex_syntax::hir::{Class, ClassUnicodeRange, Hir, HirKind};

/// A text of at least so many characters that a pattern matches, as far as it allows any; `None` where the pattern has forms
/// of JavaScript alone. What is looked ahead for is left out: mostly it forbids what the shortest text does not have.
pub fn text(pattern: &str, least: usize) -> Option<String> {
    let hir = regex_syntax::parse(&without_looks(pattern)).ok()?;
    let mut text = String::new();
    for extra in 0..=least {
        text.clear();
        write(&hir, extra, &mut text);
        if text.chars().count() >= least {
            break;
        }
    }
    Some(text)
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

fn write(hir: &Hir, extra: usize, text: &mut String) {
    match hir.kind() {
        HirKind::Literal(literal) => text.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => text.extend(member(class)),
        HirKind::Repetition(repetition) => {
            let least = usize::try_from(repetition.min).unwrap_or(0);
            let most = repetition.max.and_then(|most| usize::try_from(most).ok());
            let times = (least + extra).min(most.unwrap_or(usize::MAX));
            for _ in 0..times {
                write(&repetition.sub, extra, text);
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, extra, text),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, extra, text)),
        HirKind::Alternation(parts) => {
            if let Some(part) = parts.first() {
                write(part, extra, text);
            }
        }
        HirKind::Empty | HirKind::Look(_) => {}
    }
}

/// A character of a class: what is plain, where the class has it.
fn member(class: &Class) -> Option<char> {
    const PLAIN: &str = "a1A0-_";
    match class {
        Class::Unicode(class) => {
            let has = |wanted: char| {
                let mut ranges = class.iter();
                ranges.any(|range| (range.start()..=range.end()).contains(&wanted))
            };
            let first = || class.iter().next().map(ClassUnicodeRange::start);
            PLAIN.chars().find(|it| has(*it)).or_else(first)
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
            assert_eq!(text(pattern, least).as_deref(), Some(expected), "{pattern}");
        }
        assert_eq!(
            text("^(?![0-9](a|\\)){2}$)^[a-z][a-z0-9-]*[A-Z0-9]$", 2).as_deref(),
            Some("a1")
        );
        assert_eq!(text("^[a-", 0), None);
    }
}
