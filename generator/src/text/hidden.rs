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

/// Shows text with what is hidden in it spelled out, such as `\u{202e}`, and no more of it than a message can bear: of
/// long words, which names are, and of long texts, only the beginning.
pub(crate) struct Shown<'t>(pub(crate) &'t str);

/// Characters of a message.
const LONGEST: usize = 4_000;
/// Characters of a word of it.
const LONGEST_WORD: usize = 250;

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut count, mut word) = (0, 0);
        for c in self.0.chars() {
            word = if c == ' ' { 0 } else { word + 1 };
            if word > LONGEST_WORD {
                if word == LONGEST_WORD + 1 {
                    f.write_char('…')?;
                }
                continue;
            }
            count += 1;
            if count > LONGEST {
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

/// JSON that means the same and hides nothing: what is hidden can only be in its strings, which know escapes for it.
#[cfg(feature = "cli")]
pub(crate) fn json(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if c != '\n' && is_hidden(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(plain, "\\u{unit:04x}");
            }
        } else {
            plain.push(c);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "cli")]
    #[test]
    fn json_keeps_its_meaning() {
        let text = serde_json::to_string_pretty("a\u{9b}\u{202e}\u{e0041}\n名").unwrap();
        let plain = json(&text);
        assert_eq!(plain, r#""a\u009b\u202e\udb40\udc41\n名""#);
        let read: String = serde_json::from_str(&plain).unwrap();
        assert_eq!(read, "a\u{9b}\u{202e}\u{e0041}\n名");
    }

    #[test]
    fn what_is_hidden_is_spelled_out() {
        let shown = |text: &str| Shown(text).to_string();
        assert_eq!(shown("größe 名前 a\tb"), "größe 名前 a b");
        assert_eq!(shown("a\u{1b}[2J\u{9b}\n"), "a\\u{1b}[2J\\u{9b}\\n");
        assert_eq!(
            shown("\u{202e}\u{200b}\u{e0041}"),
            "\\u{202e}\\u{200b}\\u{e0041}"
        );
        let long = format!("{} is long", "x".repeat(5_000));
        assert_eq!(
            shown(&long),
            format!("{}… is long", "x".repeat(LONGEST_WORD))
        );
        assert_eq!(shown(&"x ".repeat(5_000)).chars().count(), LONGEST + 1);
    }
}
