//! From byte offsets to lines and columns.
//!
//! What comes in: a text and rising offsets into it. What goes out: [`Place`], counted from the last
//! offset on, so that a whole document costs one pass.

use std::sync::Arc;

use crate::diagnostic::Position;

/// Line and column, from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) line: u32,
    pub(crate) column: u32,
}

impl Place {
    /// The place in a named file.
    pub(crate) fn in_file(self, file: &Arc<str>) -> Position {
        Position {
            file: Arc::clone(file),
            line: self.line,
            column: self.column,
        }
    }
}

/// Turns offsets into places; each offset at or after the one before.
pub(crate) struct Locator<'t> {
    text: &'t str,
    offset: usize,
    place: Place,
}

impl<'t> Locator<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            text,
            offset: 0,
            place: Place { line: 1, column: 1 },
        }
    }

    /// The place of an offset; one before the last offset asked for starts over.
    pub(crate) fn at(&mut self, offset: usize) -> Place {
        if offset < self.offset {
            *self = Self::new(self.text);
        }
        let end = offset.min(self.text.len());
        for byte in self
            .text
            .as_bytes()
            .get(self.offset..end)
            .unwrap_or_default()
        {
            match byte {
                b'\n' => {
                    self.place = Place {
                        line: self.place.line.saturating_add(1),
                        column: 1,
                    }
                }
                // Continuation bytes of UTF-8 are not characters of their own.
                0x80..=0xBF => {}
                _ => self.place.column = self.place.column.saturating_add(1),
            }
        }
        self.offset = end;
        self.place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_and_characters() {
        let text = "ab\nçé<x\n\n<";
        let mut locator = Locator::new(text);
        assert_eq!(locator.at(1), Place { line: 1, column: 2 });
        assert_eq!(locator.at(7), Place { line: 2, column: 3 });
        assert_eq!(locator.at(text.len() - 1), Place { line: 4, column: 1 });
        assert_eq!(locator.at(0), Place { line: 1, column: 1 });
        assert_eq!(locator.at(9999), Place { line: 4, column: 2 });
    }
}
