//! Diagnostics for a terminal: what a stage says goes in, with the texts that it was said of; each with the line
//! that it is about and a caret under the column comes out.
//!
//! Lines are drawn by `annotate-snippets`, which makes control characters and marks that turn the direction of
//! text visible, knows the width of characters, and cuts long lines around the column.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::csdl;
use crate::diagnostic::{Diagnostic, Position, Severity};
use crate::text::one_line;

/// A line longer than this is cut before it is drawn: metadata may be one line of many megabytes.
const LONGEST: usize = 400;
/// Files that are larger are not read again to show a line of them.
const LARGEST: u64 = 64 * 1024 * 1024;
/// How many diagnostics are shown with their lines; the others have one line each.
const DRAWN: usize = 50;

/// What was read in this run, by the name that positions bear.
static READ: Mutex<Vec<(String, Arc<[u8]>)>> = Mutex::new(Vec::new());

/// Keeps what was read, so that a line of it can be shown: what comes from a URL cannot be read again.
pub(super) fn remember(name: &str, bytes: &[u8]) {
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    read.retain(|(known, _)| known != name);
    read.push((name.to_owned(), bytes.into()));
}

/// The text of a file that a position names.
pub(super) fn text(name: &str) -> Option<String> {
    let known = {
        let read = READ.lock().unwrap_or_else(PoisonError::into_inner);
        let found = read.iter().find(|(known, _)| known == name);
        found.map(|(_, bytes)| bytes.clone())
    };
    let again = || -> Option<Arc<[u8]>> {
        let path = Path::new(name);
        let file = path.metadata().ok()?;
        let readable = file.is_file() && file.len() <= LARGEST;
        Some(readable.then(|| std::fs::read(path).ok())??.into())
    };
    let bytes = known.or_else(again)?;
    csdl::text(name, &bytes)
}

/// Draws diagnostics, one below the other.
pub(super) fn draw(
    diagnostics: &[Diagnostic],
    width: usize,
    text: impl Fn(&str) -> Option<String>,
) -> String {
    let mut texts: HashMap<Arc<str>, Option<String>> = HashMap::new();
    let renderer = Renderer::styled().term_width(width);
    let mut drawn = Vec::new();
    for (number, diagnostic) in diagnostics.iter().enumerate() {
        let position = diagnostic.position.as_ref().filter(|_| number < DRAWN);
        let source = position.and_then(|at| {
            let text = texts
                .entry(at.file.clone())
                .or_insert_with(|| text(&at.file));
            line(text.as_deref()?, at)
        });
        drawn.push(match position {
            Some(at) => rendered(&renderer, diagnostic, at, source.as_ref()),
            None => diagnostic.to_string(),
        });
    }
    drawn.join("\n")
}

fn rendered(
    renderer: &Renderer,
    diagnostic: &Diagnostic,
    at: &Position,
    line: Option<&Line>,
) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let message = one_line(&diagnostic.message);
    let file = one_line(&at.file);
    let mut group = Group::with_title(level.primary_title(message));
    // The column of a part of a line is not that of the line.
    if line.is_none_or(|line| line.cut) {
        let origin = Origin::path(file.clone());
        group = group.element(
            origin
                .line(at.line as usize)
                .char_column(at.column as usize),
        );
    }
    if let Some(line) = line {
        let caret = AnnotationKind::Primary.span(line.caret.clone());
        let snippet = Snippet::source(line.text.as_str()).line_start(at.line as usize);
        let snippet = snippet.path((!line.cut).then_some(file));
        group = group.element(snippet.annotation(caret));
    }
    if let Some(remedy) = &diagnostic.remedy {
        group = group.element(Level::HELP.message(one_line(remedy)));
    }
    renderer.render(&[group])
}

/// A line, or the part of it around a column.
struct Line {
    text: String,
    /// There is more of the line.
    cut: bool,
    caret: std::ops::Range<usize>,
}

/// The line that a position names; `None` where the text has no such line.
fn line(text: &str, at: &Position) -> Option<Line> {
    let number = (at.line as usize).checked_sub(1)?;
    let line = text.split('\n').nth(number)?.trim_end_matches('\r');
    let column = (at.column as usize).checked_sub(1)?;
    let from = column.saturating_sub(LONGEST / 2);
    let cut: String = line.chars().skip(from).take(LONGEST).collect();
    let start = if from > 0 { "…" } else { "" };
    let end = if line.chars().nth(from + LONGEST).is_some() {
        "…"
    } else {
        ""
    };
    let cut = format!("{start}{cut}{end}");
    let column = column - from + start.chars().count();
    let mut rest = cut.char_indices().skip(column).map(|(at, _)| at);
    let begins = rest.next().unwrap_or(cut.len());
    let ends = rest.next().unwrap_or(cut.len());
    Some(Line {
        caret: begins..ends,
        text: cut,
        cut: !start.is_empty() || !end.is_empty(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(line: u32, column: u32) -> Position {
        Position {
            file: "a.csdl".into(),
            line,
            column,
        }
    }

    /// Without styles.
    fn drawn(text: &str, line: u32, column: u32) -> String {
        let diagnostic =
            Diagnostic::error(position(line, column), "unknown type `x`").with_remedy("write `y`");
        let drawn = draw(&[diagnostic], 100, |_| Some(text.to_owned()));
        anstream::adapter::strip_str(&drawn).to_string()
    }

    /// The column of the caret and the character above it, in cells.
    fn above_caret(drawn: &str) -> Option<String> {
        let (line, carets) = drawn
            .lines()
            .zip(drawn.lines().skip(1))
            .find(|(_, below)| below.contains('^'))?;
        let cell = carets.find('^')?;
        let mut width = 0;
        for c in line.chars() {
            if width == cell {
                return Some(c.to_string());
            }
            width += if ('\u{1100}'..='\u{ffef}').contains(&c) && c != '…' && c != '␛' && c != '�'
            {
                2
            } else {
                1
            };
        }
        None
    }

    #[test]
    fn the_caret_is_below_the_column() {
        insta::assert_snapshot!(drawn("<a>\n  <Property Type=\"x\"/>\n</a>", 2, 19));
        assert_eq!(
            above_caret(&drawn("<a b=\"x\"/>", 1, 7)).as_deref(),
            Some("x")
        );
        assert_eq!(
            above_caret(&drawn("\t\t<a b=\"x\"/>\r\n", 1, 9)).as_deref(),
            Some("x")
        );
        assert_eq!(
            above_caret(&drawn("<a 名前=\"x\"/>", 1, 8)).as_deref(),
            Some("x")
        );
    }

    #[test]
    fn long_lines_are_cut_around_the_column() {
        let text = format!("{}x{}", "<a/>".repeat(1_000_000), "<b/>".repeat(1_000_000));
        let drawn = drawn(&text, 1, 4_000_001);
        assert!(
            drawn.lines().all(|line| line.chars().count() <= 120),
            "{drawn}"
        );
        assert!(drawn.contains("a.csdl:1:4000001"));
        assert_eq!(above_caret(&drawn).as_deref(), Some("x"), "{drawn}");
    }

    #[test]
    fn control_characters_are_harmless() {
        let drawn = drawn("<a b=\"\u{1b}[31m\u{202e}\u{7}x\"/>", 1, 7);
        let bad = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!drawn.contains(bad), "{drawn:?}");
        let named = Diagnostic::error(
            Position {
                file: "a\u{1b}[2J".into(),
                line: 1,
                column: 1,
            },
            "name \u{1b}]0;x\u{7}",
        );
        let drawn = draw(&[named], 80, |_| None);
        assert!(
            !drawn.contains("\u{1b}[2J") && !drawn.contains("\u{1b}]0") && !drawn.contains('\u{7}')
        );
    }

    #[test]
    fn places_that_are_not_there_are_told_without_a_line() {
        for (line, column) in [(9, 1), (1, 99), (0, 0), (u32::MAX, u32::MAX)] {
            let drawn = drawn("<a/>", line, column);
            assert!(
                drawn.contains("unknown type `x`") && drawn.contains("write `y`"),
                "{drawn}"
            );
        }
        let diagnostic = Diagnostic::warning(position(1, 1), "odd");
        assert!(draw(&[diagnostic], 80, |_| None).contains("a.csdl:1:1"));
    }
}
