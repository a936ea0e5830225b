//! Text for documentation: a description from the metadata goes in, Markdown that reads as given comes
//! out, in lines of bounded width.
//!
//! Descriptions are untrusted: nothing in them may become a link, a tag or a heading, end the comment, or turn the
//! direction of the text. Kept as Markdown are paragraphs, lists, pairs of backticks around code, and `https`
//! addresses, which rustdoc asks to be written as `<…>`.

mod blocks;

use crate::text::hidden::is_hidden;

/// Width at which documentation lines are wrapped, in characters.
const WIDTH: usize = 92;

/// What is longer, in bytes, is not shown as an address.
const LONGEST_ADDRESS: usize = 2_000;

/// Paragraphs and lists of escaped Markdown, wrapped, with an empty line between two paragraphs.
pub(crate) fn paragraphs(text: &str) -> Vec<String> {
    let clean: String = text.chars().map(plain).collect();
    blocks::render(&blocks::blocks(&clean))
}

/// The text as escaped Markdown on one line, for a sentence of our own that is wrapped later.
pub(crate) fn inline(text: &str) -> String {
    let clean: String = text.chars().map(plain).collect();
    escape(&clean)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Wraps Markdown of our own at white space.
pub(crate) fn wrap(markdown: &str) -> Vec<String> {
    wrap_to(markdown, WIDTH)
}

fn wrap_to(markdown: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in markdown.split_whitespace() {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(std::mem::take(&mut line));
        }
        if line.is_empty() {
            line = escape_line_start(word);
        } else {
            line.push(' ');
            line.push_str(word);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Makes control characters white space and drops what turns the direction of text or hides.
pub(crate) fn plain(c: char) -> char {
    match c {
        '\n' => '\n',
        c if is_hidden(c) => ' ',
        c => c,
    }
}

/// A line for `#[deprecated]`: the compiler shows it as it is, and rustdoc takes it for Markdown, of which it lets
/// links and images live.
pub(crate) fn note(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        if matches!(c, '[' | '<') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn escape(paragraph: &str) -> String {
    let mut out = String::with_capacity(paragraph.len() + 16);
    let mut rest = paragraph;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        let taken = code_span(rest).or_else(|| address(rest, before, &mut out));
        if let Some(length) = taken {
            if c == '`' {
                out.push_str(rest.get(..length).unwrap_or_default());
            }
            before = '`';
            rest = rest.get(length..).unwrap_or_default();
            continue;
        }
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        if needs_escape(c, before, after.chars().next()) {
            out.push('\\');
        }
        out.push(c);
        before = c;
        rest = after;
    }
    out
}

/// The length of a code span at the start of the text: one backtick, some text on a line, one backtick.
fn code_span(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('`')?;
    let end = inner.find(['`', '\n'])?;
    let closed = inner.get(end..)?.starts_with('`') && !inner.get(end + 1..)?.starts_with('`');
    let filled = !inner.get(..end)?.trim().is_empty();
    (closed && filled).then_some(end + 2)
}

/// Writes an address at the start of the text as `<address>` and gives its length.
fn address(text: &str, before: char, out: &mut String) -> Option<usize> {
    if before.is_alphanumeric() || !(text.starts_with("https://") || text.starts_with("http://")) {
        return None;
    }
    let ends = |c: char| !c.is_ascii_graphic() || "<>\"`{}|\\^[]*".contains(c);
    // No further than an address is long: text may begin one at every word of a megabyte.
    let mut near = text.char_indices().take(LONGEST_ADDRESS);
    let end = match near.find(|(_, c)| ends(*c)) {
        Some((end, _)) => end,
        None if text.len() <= LONGEST_ADDRESS => text.len(),
        None => return None,
    };
    let address = text
        .get(..end)?
        .trim_end_matches(['.', ',', ';', ':', ')', '\'', '!', '?']);
    if address.ends_with("//") {
        return None;
    }
    out.push('<');
    out.push_str(address);
    out.push('>');
    Some(address.len())
}

fn needs_escape(c: char, before: char, after: Option<char>) -> bool {
    match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' | '|' => true,
        // Inside a word an underscore is only itself.
        '_' => !(before.is_alphanumeric() && after.is_some_and(char::is_alphanumeric)),
        '&' => after.is_some_and(|c| c == '#' || c.is_ascii_alphabetic()),
        // Keeps rustdoc from seeing a bare address that `address` did not take.
        ':' => after == Some('/'),
        _ => false,
    }
}

/// What would begin a heading, a list or a rule at the start of a line.
fn escape_line_start(word: &str) -> String {
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    let numbered = digits > 0 && matches!(word.get(digits..=digits), Some("." | ")"));
    if numbered {
        let (number, rest) = word.split_at(digits);
        return format!("{number}\\{rest}");
    }
    if word.starts_with(['#', '-', '+', '=']) {
        format!("\\{word}")
    } else {
        word.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> String {
        paragraphs(text).join("\n")
    }

    #[test]
    fn plain_text_stays() {
        assert_eq!(
            one("The user's name (a-b), in snake_case: 100%."),
            "The user's name (a-b), in snake_case: 100%."
        );
    }

    #[test]
    fn markup_reads_as_given() {
        assert_eq!(
            one(r"a *b* [c](d) <e> \f | ~g~ _h_"),
            r"a \*b\* \[c\](d) \<e\> \\f \| \~g\~ \_h\_"
        );
        assert_eq!(one("*/ ends no comment"), r"\*/ ends no comment");
        assert_eq!(one("a ``` b"), r"a \`\`\` b");
        assert_eq!(one("use `$filter`, please"), "use `$filter`, please");
        assert_eq!(one("&lt; & &amp;"), r"\&lt; & \&amp;");
    }

    #[test]
    fn notes_have_no_links() {
        assert_eq!(
            note("use ![a](b), <javascript:c> or *d*"),
            r"use !\[a](b), \<javascript:c> or *d*"
        );
    }

    #[test]
    fn addresses_become_links() {
        assert_eq!(one("See https://a.b/c?d=e."), "See <https://a.b/c?d=e>.");
        assert_eq!(one("(http://a.b)"), "(<http://a.b>)");
        assert_eq!(one("https://"), r"https\://");
        let long = format!("https://a.b/{}", "c".repeat(3_000));
        assert_eq!(one(&long), long.replacen(':', "\\:", 1));
    }

    /// Each of these begins what could be an address or code that never ends.
    #[test]
    fn long_texts_that_begin_the_same_all_over_are_read_once() {
        for start in ["https://", "`", "http://a.b", "` ``", "<", "1. ", "\\["] {
            let text = start.repeat((1 << 17) / start.len());
            assert!(!one(&text).is_empty());
        }
    }

    #[test]
    fn line_starts_begin_no_block() {
        assert_eq!(one("# no heading"), r"\# no heading");
        assert_eq!(one("-no item"), r"\-no item");
        assert_eq!(one("1.no item"), r"1\.no item");
        assert_eq!(one("=== no rule"), r"\=== no rule");
        assert_eq!(one("    no code"), "no code");
    }

    #[test]
    fn direction_marks_and_controls_go() {
        assert_eq!(one("a\u{202e}b\u{0}c\rd"), "a b c d");
    }

    #[test]
    fn long_text_is_wrapped_and_paragraphs_are_kept() {
        let lines = paragraphs(&format!("{}\n\nnext", "word ".repeat(40)));
        assert!(lines.iter().all(|line| line.chars().count() <= WIDTH));
        assert_eq!(lines.iter().rev().take(2).collect::<Vec<_>>(), ["next", ""]);
    }
}
