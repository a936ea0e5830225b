//! The text of a document → whether its values nest too deep or are too many, before anything is made of them.
//!
//! Only what is between quotes is told from what is not; whether the text is JSON is seen later. So values are
//! counted by what must be between them, which is never fewer than there are.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::limits::{Limit, Limits};
use crate::place::Locator;

/// Refuses what is too deep or too much.
pub(crate) fn check(file: &Arc<str>, text: &str, limits: &Limits) -> Result<(), Diagnostic> {
    let (deepest, most) = (limits.get(Limit::Depth), limits.get(Limit::Elements));
    let exceeded = |at, limit, what| {
        let position = Locator::new(text).at(at).in_file(file);
        Err(limits.exceeded(limit, position, what))
    };
    let (mut depth, mut count) = (0usize, 1usize);
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => skip_string(&mut bytes),
            b'{' | b'[' => {
                depth = depth.saturating_add(1);
                count = count.saturating_add(1);
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => count = count.saturating_add(1),
            _ => {}
        }
        if depth > deepest {
            return exceeded(at, Limit::Depth, "values nest too deep");
        }
        if count > most {
            return exceeded(at, Limit::Elements, "the document has too many values");
        }
    }
    Ok(())
}

/// Goes on behind the closing quote.
fn skip_string(bytes: &mut impl Iterator<Item = (usize, u8)>) {
    while let Some((_, byte)) = bytes.next() {
        match byte {
            b'"' => return,
            b'\\' => drop(bytes.next()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, limit: Limit, most: usize) -> Option<String> {
        let limits = Limits::default().with(limit, most).unwrap();
        let said = check(&"a.json".into(), text, &limits).err()?;
        Some(said.to_string())
    }

    #[test]
    fn brackets_in_strings_do_not_count() {
        let text = r#"{"a[[[": "\"[[{,,,\\", "b": [{}]}"#;
        assert_eq!(said(text, Limit::Depth, 3), None);
        let deep = said(text, Limit::Depth, 2).unwrap();
        assert!(
            deep.starts_with("a.json:1:30: error: values nest too deep: the limit `depth` is 2"),
            "{deep}"
        );
        assert_eq!(said(text, Limit::Elements, 5), None);
        assert!(said(text, Limit::Elements, 4).is_some());
    }

    #[test]
    fn places_are_those_of_the_first_value_too_many() {
        let many = said("[1,\n 2,\n 3]", Limit::Elements, 3).unwrap();
        assert!(many.starts_with("a.json:2:3: "), "{many}");
        assert_eq!(said("\"[[[[\\", Limit::Depth, 1), None);
    }
}
