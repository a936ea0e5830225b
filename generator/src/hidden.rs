//! Characters that do not show as what they are: they move the cursor of a terminal, turn the direction of text, or
//! are not seen at all.
//!
//! In goes text from outside; out comes whether it has such characters, or the text with each of them spelled out.

use std::fmt::{self, Write as _};

/// Whether a character does not show as what it is. White space other than the plain space is among them.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control() || is_invisible(c)
}

/// Unicode's ignorable characters, marks of direction, and separators of lines; variation selectors, which only
/// choose between two forms of a character, apart.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Shows text with what is hidden in it spelled out, such as `\u{202e}`, and no more of it than a message can bear.
pub(crate) struct Shown<'t>(pub(crate) &'t str);

/// More of a text than this, in characters, is left out of a message.
const LONGEST: usize = 2_000;

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (count, c) in self.0.chars().enumerate() {
            if count == LONGEST {
                return f.write_char('…');
            }
            match c {
                '\t' => f.write_char(' ')?,
                c if is_hidden(c) => write!(f, "{}", c.escape_default())?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_is_spelled_out() {
        let shown = |text: &str| Shown(text).to_string();
        assert_eq!(shown("größe 名前 a\tb"), "größe 名前 a b");
        assert_eq!(shown("a\u{1b}[2J\u{9b}\n"), "a\\u{1b}[2J\\u{9b}\\n");
        assert_eq!(
            shown("\u{202e}\u{200b}\u{e0041}"),
            "\\u{202e}\\u{200b}\\u{e0041}"
        );
        assert_eq!(shown(&"x".repeat(5_000)).chars().count(), LONGEST + 1);
    }
}
