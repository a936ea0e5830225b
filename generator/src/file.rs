//! A file of a generated crate, in memory, with where it goes: in goes a text, out comes a path that cannot leave the folder.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::text::path::fault;

/// A file of the generated crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where it goes.
    pub path: RelativePath,
    /// All of it; `\r\n` is written as `\n`.
    pub contents: String,
}

/// A path inside the generated crate: relative, with `/`, valid on every system.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelativePath(String);

/// Why a text is not a path inside a crate.
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

    /// A path that is known to be one.
    pub(crate) fn known(path: &'static str) -> Self {
        Self(path.to_owned())
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

#[cfg(test)]
mod tests {
    use super::RelativePath;

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
