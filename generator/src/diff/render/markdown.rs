//! A comparison → Markdown: a report of its own, or an entry of a changelog.

use std::fmt::Write as _;

use super::{clean, effect, headline, step, title, values};
use crate::diff::change::{Change, Class, Comparison};

/// A report of its own.
pub fn markdown(comparison: &Comparison) -> String {
    let mut text = format!(
        "# {} → {}\n\n",
        code(&comparison.old),
        code(&comparison.new)
    );
    body(&mut text, comparison);
    text
}

/// An entry of a changelog under this heading.
pub fn changelog(heading: &str, comparison: &Comparison) -> String {
    let mut text = format!("## {heading}\n\n");
    body(&mut text, comparison);
    text
}

fn body(text: &mut String, comparison: &Comparison) {
    let counts = Class::ALL.map(|class| format!("{} {}", comparison.count(class), class.word()));
    let _ = writeln!(
        text,
        "{}. Semver step: **{}**.",
        counts.join(", "),
        step(comparison)
    );
    for class in Class::ALL {
        if comparison.count(class) == 0 {
            continue;
        }
        let _ = writeln!(text, "\n### {}\n", title(class));
        for change in comparison.of(class) {
            item(text, change);
        }
    }
}

fn item(text: &mut String, change: &Change) {
    let _ = write!(text, "- {} {}", headline(change), code(&change.subject));
    if let Some(note) = &change.note {
        let _ = write!(text, " ({})", escaped(note));
    }
    match values(change) {
        Some((Some(old), Some(new))) => drop(write!(text, ": {} → {}", code(&old), code(&new))),
        Some((Some(old), None)) => drop(write!(text, ": was {}", code(&old))),
        Some((None, Some(new))) => drop(write!(text, ": {}", code(&new))),
        _ => {}
    }
    text.push('\n');
    for touched in &change.rust {
        let effect = effect(touched, code);
        if effect.is_empty() {
            let _ = writeln!(text, "  - {}", code(&touched.item));
        } else {
            let _ = writeln!(text, "  - {}: {}", code(&touched.item), effect);
        }
    }
    if change.more > 0 {
        let _ = writeln!(text, "  - and {} more", change.more);
    }
}

/// A code span: what is in it is not read as Markdown. A backtick would end it.
fn code(text: &str) -> String {
    format!("`{}`", clean(text).replace('`', "'"))
}

/// Words that are no Markdown and no HTML, whatever they hold.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in clean(text).chars() {
        if "\\`*_{}[]()<>#!|&~@".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
