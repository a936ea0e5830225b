//! A comparison → plain text for a terminal.

use std::fmt::Write as _;

use super::{clean, effect, headline, step, title, values};
use crate::diff::change::{Change, Class, Comparison};

/// A few lines: how much of what, and the step that follows.
pub fn summary(comparison: &Comparison) -> String {
    let counts = Class::ALL.map(|class| format!("{} {}", comparison.count(class), class.word()));
    format!(
        "{} → {}\n{}; semver step: {}\n",
        clean(&comparison.old),
        clean(&comparison.new),
        counts.join(", "),
        step(comparison)
    )
}

/// The whole report.
pub fn text(comparison: &Comparison) -> String {
    let mut text = summary(comparison);
    for class in Class::ALL {
        if comparison.count(class) == 0 {
            continue;
        }
        let _ = writeln!(text, "\n{} ({})", title(class), comparison.count(class));
        for change in comparison.of(class) {
            line(&mut text, change);
        }
    }
    text
}

fn line(text: &mut String, change: &Change) {
    let _ = write!(text, "  {}: {}", headline(change), clean(&change.subject));
    if let Some(note) = &change.note {
        let _ = write!(text, " ({})", clean(note));
    }
    match values(change) {
        Some((Some(old), Some(new))) => drop(write!(text, ": {old} → {new}")),
        Some((Some(old), None)) => drop(write!(text, ": was {old}")),
        Some((None, Some(new))) => drop(write!(text, ": {new}")),
        _ => {}
    }
    text.push('\n');
    for touched in &change.rust {
        let effect = effect(touched, str::to_owned);
        let space = if effect.is_empty() { "" } else { ": " };
        let _ = writeln!(text, "      {}{space}{effect}", clean(&touched.item));
    }
    if change.more > 0 {
        let _ = writeln!(text, "      and {} more", change.more);
    }
}
