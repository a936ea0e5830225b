//! A comparison → a report: text, Markdown, JSON or HTML. Names and values come from metadata and are untrusted:
//! each form escapes them for itself.

mod html;
mod json;
mod markdown;
mod text;

pub use html::{RenderError, html};
pub use json::json;
pub use markdown::{changelog, markdown};
pub use text::{summary, text};

use super::change::{Change, Class, Comparison, Effect, Touched};
use super::step::Step;
use crate::text::one_line;

/// Longest value that is shown: permissions and the like can be long.
const LONGEST: usize = 160;

/// Text without control characters and marks that turn its direction, cut where it is too long.
fn clean(text: &str) -> String {
    let clean = one_line(text);
    match clean.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", clean.get(..end).unwrap_or_default()),
        None => clean,
    }
}

/// What has happened, in words: `property added`, `nullability of property`.
fn headline(change: &Change) -> String {
    use super::change::Kind;
    let element = change.element;
    match change.kind {
        Kind::Added | Kind::Removed | Kind::Renamed | Kind::Moved => {
            format!("{element} {}", change.kind.word())
        }
        Kind::Deprecation if change.new.is_some() && change.old.is_none() => {
            format!("{element} deprecated")
        }
        Kind::Rust => format!("Rust items of {element}"),
        kind => format!("{} of {element}", kind.word()),
    }
}

/// What was and what is.
fn values(change: &Change) -> Option<(Option<String>, Option<String>)> {
    let (old, new) = (
        change.old.as_deref().map(clean),
        change.new.as_deref().map(clean),
    );
    (old.is_some() || new.is_some()).then_some((old, new))
}

/// What becomes of a Rust item, after its name; empty where nothing does. What it was and is, is quoted.
fn effect(touched: &Touched, quoted: impl Fn(&str) -> String) -> String {
    let was = touched
        .was
        .as_deref()
        .map(clean)
        .filter(|text| !text.is_empty())
        .map(|text| quoted(&text));
    let now = touched
        .now
        .as_deref()
        .map(clean)
        .filter(|text| !text.is_empty())
        .map(|text| quoted(&text));
    match (touched.effect, was, now) {
        (Effect::Same, ..) => String::new(),
        (Effect::Added, _, _) => "new".to_owned(),
        (Effect::Removed, ..) => "gone".to_owned(),
        (Effect::Changed, Some(was), Some(now)) => format!("{was} → {now}"),
        (Effect::Changed, Some(was), None) => format!("was {was}"),
        (Effect::Changed, None, Some(now)) => format!("now {now}"),
        (Effect::Changed, None, None) => "changed".to_owned(),
    }
}

fn title(class: Class) -> &'static str {
    match class {
        Class::Breaking => "Breaking",
        Class::Additive => "Additive",
        Class::Docs => "Documentation",
    }
}

/// The step of the version that follows: `major (minor while the version is 0.x)`.
fn step(comparison: &Comparison) -> String {
    let gravest = comparison.gravest();
    let (usual, zero) = (Step::of(gravest, false), Step::of(gravest, true));
    if usual == zero {
        usual.word().to_owned()
    } else {
        format!(
            "{} ({} while the version is 0.x)",
            usual.word(),
            zero.word()
        )
    }
}
