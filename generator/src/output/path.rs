//! Where a file goes inside a crate: in goes a text, out comes a path that cannot leave the folder.

use std::fmt;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization as _;

/// A path inside the generated crate: relative, with `/`, valid on every system.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelativePath(String);

/// Why a text is no path inside a crate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path:?} cannot be the path of a generated file: {reason}")]
pub struct InvalidPath {
    /// The text.
    pub path: String,
    /// What is wrong with it.
    pub reason: &'static str,
}

impl RelativePath {
    /// Checks a path.
    ///
    /// # Errors
    /// The path is absolute, has empty, `.` or `..` segments, control characters, characters or names
    /// that Windows reserves, or a segment that ends in a dot or a space.
    pub fn new(path: impl Into<String>) -> Result<Self, InvalidPath> {
        let path = path.into();
        match path.split('/').find_map(fault) {
            Some(reason) => Err(InvalidPath { path, reason }),
            None => Ok(Self(path)),
        }
    }

    /// Where the manifest is.
    pub(super) fn manifest() -> Self {
        Self(super::MANIFEST.to_owned())
    }

    /// The path with `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path below a folder.
    pub fn below(&self, folder: &Path) -> PathBuf {
        self.0
            .split('/')
            .fold(folder.to_owned(), |path, segment| path.join(segment))
    }

    /// The folders that the file is in, outermost first: `a`, `a/b` for `a/b/c.rs`.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        self.0
            .match_indices('/')
            .filter_map(|(at, _)| self.0.get(..at))
    }
}

impl fmt::Display for RelativePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn fault(segment: &str) -> Option<&'static str> {
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
pub(super) fn folded(path: &str) -> String {
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
    use super::{RelativePath, folded, forward};

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

    #[test]
    fn paths_are_joined_segment_by_segment() {
        use std::path::Path;
        let path = RelativePath::new("src/models/call.rs").unwrap();
        let expected = Path::new("out").join("src").join("models").join("call.rs");
        assert_eq!(path.below(Path::new("out")), expected);
    }

    #[test]
    fn takes_paths_of_a_crate() {
        for path in [
            "Cargo.toml",
            "src/lib.rs",
            "src/models/call.rs",
            "src/com10.rs",
            ".gitignore",
        ] {
            assert_eq!(RelativePath::new(path).unwrap().as_str(), path);
        }
    }

    #[test]
    fn refuses_what_leaves_the_folder_or_breaks_elsewhere() {
        let bad = [
            "",
            "/etc/passwd",
            "../x",
            "a/../b",
            "a//b",
            "a/",
            "./a",
            "a/.",
            "a\nb",
            "a\0",
            "C:/x",
            "a\\b",
            "con",
            "src/NUL.rs",
            "aux.tar.gz",
            "prn",
            "COM1",
            "lpt9.txt",
            "com0",
            "com¹",
            "con .rs",
            "a.",
            "a /b",
            "x?",
        ];
        for path in bad {
            assert!(RelativePath::new(path).is_err(), "{path:?} was taken");
        }
        assert!(RelativePath::new("x".repeat(256)).is_err());
    }

    #[test]
    fn lists_folders_outermost_first() {
        let path = RelativePath::new("a/b/c.rs").unwrap();
        assert_eq!(path.folders().collect::<Vec<_>>(), ["a", "a/b"]);
    }
}
