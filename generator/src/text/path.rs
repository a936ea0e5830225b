//! Paths of files: which names every file system takes, which two it takes for one, and how a path is shown.

use std::path::Path;

use unicode_normalization::UnicodeNormalization as _;

/// Why a segment cannot be a part of the path of a generated file on every system.
pub(crate) fn fault(segment: &str) -> Option<&'static str> {
    if segment.is_empty() {
        Some("it is absolute or has an empty segment")
    } else if segment == "." || segment == ".." {
        Some("it has a dot segment")
    } else if segment.chars().any(char::is_control) {
        Some("it holds control characters")
    } else if segment.contains(['\\', ':', '*', '?', '"', '<', '>', '|']) {
        Some("it holds characters that Windows reserves")
    } else if segment.ends_with(['.', ' ']) {
        Some("a segment ends in a dot or a space")
    } else if segment.len() > 255 {
        Some("a segment is longer than 255 bytes")
    } else if is_reserved_name(segment) {
        Some("Windows reserves the name")
    } else {
        None
    }
}

/// What two paths have in common if some file system takes them for one: case and the form of accents do not count.
pub(crate) fn folded(path: &str) -> String {
    // By way of capitals, which some small letters share.
    path.nfc().collect::<String>().to_uppercase().to_lowercase()
}

/// A path as it stands in messages and generated files: with `/` on every system.
pub(crate) fn slashed(path: &Path) -> String {
    forward(path.display().to_string(), cfg!(windows))
}

/// With `/` where `\` separates; elsewhere that is a character as any other.
fn forward(path: String, windows: bool) -> String {
    if windows {
        path.replace('\\', "/")
    } else {
        path
    }
}

/// Whether Windows takes the name, with any extension, for a device.
pub(crate) fn is_reserved_name(name: &str) -> bool {
    let stem = name
        .split('.')
        .next()
        .unwrap_or(name)
        .trim_end()
        .to_ascii_lowercase();
    if matches!(
        stem.as_str(),
        "con" | "prn" | "aux" | "nul" | "conin$" | "conout$"
    ) {
        return true;
    }
    let digit = stem
        .strip_prefix("com")
        .or_else(|| stem.strip_prefix("lpt"));
    digit.is_some_and(|rest| {
        let mut chars = rest.chars();
        let first = chars.next();
        chars.next().is_none() && first.is_some_and(|c| c.is_ascii_digit() || "¹²³".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::{folded, forward};

    #[test]
    fn separators_are_slashes_where_they_separate() {
        let path = || r"metadata\graph.csdl".to_owned();
        assert_eq!(forward(path(), true), "metadata/graph.csdl");
        assert_eq!(forward(path(), false), path());
        assert_eq!(forward(r"\\?\C:\a\b".to_owned(), true), "//?/C:/a/b");
    }

    #[test]
    fn names_that_some_file_system_takes_for_one_fold_alike() {
        for (one, other) in [
            ("src/a.rs", "SRC/A.RS"),
            ("größe", "GRÖSSE"),
            ("caf\u{e9}", "cafe\u{301}"),
            ("\u{1100}\u{1161}", "\u{ac00}"),
            ("\u{17f}et", "set"),
            ("\u{212a}ey", "key"),
        ] {
            assert_eq!(folded(one), folded(other), "{one} {other}");
        }
        assert_ne!(folded("src/a.rs"), folded("src/b.rs"));
    }
}
