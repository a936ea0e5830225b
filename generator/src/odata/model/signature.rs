//! Targets of annotations, taken apart.
//!
//! What comes in: the text of `Target`, such as `ns.op(ns.T, Edm.String)/param`. What goes out: its name,
//! the types of its signature and the segments behind it (OData CSDL XML 4.01, section 14.2.2).

/// The parts of a target.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target<'t> {
    /// Qualified name.
    pub(super) name: &'t str,
    /// Type names between parentheses; `None` without parentheses.
    pub(super) signature: Option<Vec<&'t str>>,
    /// Segments after the name.
    pub(super) path: Vec<&'t str>,
}

/// Takes a target apart; `None` where its parentheses do not fit.
pub(super) fn parse(text: &str) -> Option<Target<'_>> {
    let text = text.trim();
    let head = text.find(['(', '/']).unwrap_or(text.len());
    let (name, rest) = text.split_at(head);
    let (signature, rest) = match rest.strip_prefix('(') {
        Some(rest) => {
            let end = closing(rest)?;
            let (types, rest) = rest.split_at(end);
            (Some(split_types(types)), rest.strip_prefix(')')?)
        }
        None => (None, rest),
    };
    let path = match rest.strip_prefix('/') {
        Some(path) => path.split('/').collect(),
        None if rest.is_empty() => Vec::new(),
        None => return None,
    };
    Some(Target {
        name,
        signature,
        path,
    })
}

/// Where the parenthesis that is open closes.
fn closing(text: &str) -> Option<usize> {
    let mut open = 1usize;
    for (at, character) in text.char_indices() {
        match character {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return Some(at);
        }
    }
    None
}

/// Splits at commas; type names hold none.
fn split_types(text: &str) -> Vec<&str> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    text.split(',').map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_targets_apart() {
        let target = |name, signature, path| {
            Some(Target {
                name,
                signature,
                path,
            })
        };
        assert_eq!(parse("a.B"), target("a.B", None, vec![]));
        assert_eq!(parse("a.B/c/d"), target("a.B", None, vec!["c", "d"]));
        assert_eq!(parse("a.f()"), target("a.f", Some(vec![]), vec![]));
        assert_eq!(
            parse("a.f(Collection(a.B), Edm.String)/p"),
            target(
                "a.f",
                Some(vec!["Collection(a.B)", "Edm.String"]),
                vec!["p"]
            )
        );
        assert_eq!(parse("a.f(a.B"), None);
        assert_eq!(parse("a.f(a.B)x"), None);
    }
}
