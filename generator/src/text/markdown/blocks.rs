//! Paragraphs and lists of a description.
//!
//! In goes text in which lines tell; out come its blocks, and from them lines of Markdown. Their indentation is made
//! anew, so that no line of the input becomes a block of code, and text in an item is escaped as elsewhere
//! (`CommonMark` 0.31, sections 4.8 and 5.2).

use super::{WIDTH, escape, wrap_to};

/// How deep lists nest; what is deeper stands at this depth.
const MAX_DEPTH: usize = 4;

/// How many digits a number of an item may have: years begin sentences more often than items.
const MAX_DIGITS: usize = 3;

/// A block, with its text as written.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block {
    Paragraph(String),
    Item {
        /// How many lists it is in, beside its own.
        depth: usize,
        /// With the space that follows it.
        marker: String,
        text: String,
    },
}

/// A list that is not ended.
struct List {
    /// Of the markers of its items.
    indentation: usize,
    numbered: bool,
}

/// Takes a text apart.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Vec<List> = Vec::new();
    let mut after_blank = true;
    for line in text.split('\n') {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            after_blank = true;
            continue;
        }
        let may_number = |first: bool| first || after_blank || open.iter().any(|it| it.numbered);
        let item = item(trimmed).filter(|item| item.number.is_none_or(|n| may_number(n == 1)));
        match (item, blocks.last_mut()) {
            (Some(item), _) => {
                let indentation = line.len() - line.trim_start().len();
                let depth = enter(&mut open, indentation, item.number.is_some());
                blocks.push(Block::Item {
                    depth,
                    marker: item.marker,
                    text: item.text.to_owned(),
                });
            }
            (None, Some(Block::Paragraph(text) | Block::Item { text, .. })) if !after_blank => {
                text.push('\n');
                text.push_str(trimmed);
            }
            (None, _) => {
                open.clear();
                blocks.push(Block::Paragraph(trimmed.to_owned()));
            }
        }
        after_blank = false;
    }
    blocks
}

struct Item<'t> {
    marker: String,
    number: Option<u32>,
    text: &'t str,
}

/// The item that a line begins.
fn item(line: &str) -> Option<Item<'_>> {
    let (marker, text) = line.split_once(' ')?;
    let text = text.trim_start();
    if text.is_empty() {
        return None;
    }
    if matches!(marker, "-" | "*" | "+" | "\u{2022}") {
        return Some(Item {
            marker: "- ".to_owned(),
            number: None,
            text,
        });
    }
    let digits = marker.strip_suffix(['.', ')'])?;
    let is_number = digits.bytes().all(|b| b.is_ascii_digit()) && digits.len() <= MAX_DIGITS;
    let number = digits.parse().ok().filter(|_| is_number)?;
    Some(Item {
        marker: format!("{number}. "),
        number: Some(number),
        text,
    })
}

/// Enters the list of an item, and gives its depth.
fn enter(open: &mut Vec<List>, indentation: usize, numbered: bool) -> usize {
    while open.len() > 1 && open.last().is_some_and(|it| it.indentation > indentation) {
        open.pop();
    }
    let full = open.len() == MAX_DEPTH;
    match open.last_mut() {
        Some(list) if full || indentation < list.indentation + 2 => list.numbered = numbered,
        _ => open.push(List {
            indentation,
            numbered,
        }),
    }
    open.len() - 1
}

/// Writes the blocks as lines.
pub(super) fn render(blocks: &[Block]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    // Of the markers that the last item stands behind, its own among them.
    let mut widths: Vec<usize> = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(text) => {
                if !lines.is_empty() {
                    lines.push(String::new());
                }
                widths.clear();
                lines.extend(wrap_to(&escape(text), WIDTH));
            }
            Block::Item {
                depth,
                marker,
                text,
            } => {
                if widths.is_empty() && !lines.is_empty() {
                    lines.push(String::new());
                }
                widths.truncate(*depth);
                let before: usize = widths.iter().sum();
                widths.push(marker.len());
                let inside = before + marker.len();
                let text = wrap_to(&escape(text), WIDTH - inside).into_iter();
                lines.extend(text.enumerate().map(|(number, line)| match number {
                    0 => format!("{}{marker}{line}", " ".repeat(before)),
                    _ => format!("{}{line}", " ".repeat(inside)),
                }));
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::paragraphs;
    use super::*;

    fn shown(text: &str) -> String {
        paragraphs(text).join("\n")
    }

    #[test]
    fn lists_stay_lists() {
        let text =
            "One of:\n- small\n* large\n  and heavy\n\nBut:\n\n 1) first\n 2) second\n\nEnd.";
        let expected =
            "One of:\n\n- small\n- large and heavy\n\nBut:\n\n1. first\n2. second\n\nEnd.";
        assert_eq!(shown(text), expected);
    }

    #[test]
    fn lists_nest_to_a_limited_depth() {
        let text = "- a\n    1. b\n       - c\n    2. d\n- e\n  - f";
        let expected = "- a\n  1. b\n     - c\n  2. d\n- e\n  - f";
        assert_eq!(shown(text), expected);
        let deep: Vec<String> = (0..50).map(|n| format!("{}- x", "  ".repeat(n))).collect();
        let deep = deep.join("\n");
        assert!(
            shown(&deep)
                .lines()
                .all(|line| line.len() <= 2 * MAX_DEPTH + 1)
        );
    }

    #[test]
    fn numbers_and_hyphens_in_sentences_begin_no_list() {
        assert_eq!(
            shown("It began in\n2. and ended"),
            "It began in 2. and ended"
        );
        assert_eq!(shown("2026. A year"), r"2026\. A year");
        assert_eq!(shown("-1 is none"), r"\-1 is none");
        assert_eq!(shown("- "), r"\-");
    }

    #[test]
    fn text_in_items_begins_no_block_of_its_own() {
        let text = "- - a\n- # b\n- 1. c\n- > d\n- ``` e\n- [f](g) <h>\n        i";
        let expected = "- \\- a\n- \\# b\n- 1\\. c\n- \\> d\n- \\`\\`\\` e\n- \\[f\\](g) \\<h\\> i";
        assert_eq!(shown(text), expected);
        assert_eq!(shown("a\n\n        b"), "a\n\nb");
    }

    #[test]
    fn long_items_are_wrapped_and_stand_behind_their_marker() {
        let text = format!("10. {}\n    - {}", "word ".repeat(40), "more ".repeat(40));
        let lines = paragraphs(&text);
        assert!(lines.iter().all(|line| line.len() <= WIDTH));
        let inside = lines
            .iter()
            .filter(|line| line.starts_with("    word"))
            .count();
        let nested = lines
            .iter()
            .filter(|line| line.starts_with("      more"))
            .count();
        assert_eq!((inside, nested), (2, 2));
    }

    #[test]
    fn many_items_cost_no_more_than_their_number() {
        let text = "- a\n".repeat(200_000);
        assert_eq!(paragraphs(&text).len(), 200_000);
    }
}
