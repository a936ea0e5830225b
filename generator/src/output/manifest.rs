//! `csdlgen.manifest`: which files of a crate csdlgen wrote, and with what contents.
//!
//! A header line with the version of the format, then `sha256  path` per file, sorted by path: the form
//! that `sha256sum --check` reads.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::path::Path;

use super::{OutputError, RelativePath};

/// The manifest's name in the crate.
pub const MANIFEST: &str = "csdlgen.manifest";

const HEADER: &str = "# csdlgen manifest 1: the files that csdlgen wrote; do not edit";
const HEADER_START: &str = "# csdlgen manifest 1:";

/// The files that csdlgen wrote, with the SHA-256 of their contents in hexadecimal digits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest(pub(super) BTreeMap<RelativePath, String>);

impl Manifest {
    /// The manifest of a crate's folder; empty where there is none.
    pub(super) fn read(folder: &Path) -> Result<Self, OutputError> {
        let path = folder.join(MANIFEST);
        if path.is_symlink() {
            return Err(OutputError::Symlink(path));
        }
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(OutputError::io("read", &path, error)),
        };
        Self::parse(&text).map_err(|(line, reason)| OutputError::Damaged { path, line, reason })
    }

    fn parse(text: &str) -> Result<Self, (usize, String)> {
        let mut lines = text.lines().enumerate();
        if !lines
            .next()
            .is_some_and(|(_, first)| first.starts_with(HEADER_START))
        {
            return Err((1, format!("the first line is not {HEADER_START:?}")));
        }
        let mut files = BTreeMap::new();
        for (index, line) in lines {
            let fault = |reason: String| (index + 1, reason);
            let (sum, path) = line
                .split_once("  ")
                .filter(|(sum, _)| sum.len() == 64 && sum.bytes().all(|b| b.is_ascii_hexdigit()))
                .ok_or_else(|| fault("the line is not `sha256  path`".to_owned()))?;
            let path = RelativePath::new(path).map_err(|error| fault(error.to_string()))?;
            files.insert(path, sum.to_owned());
        }
        Ok(Self(files))
    }

    pub(super) fn render(&self) -> String {
        let mut text = format!("{HEADER}\n");
        for (path, sum) in &self.0 {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{sum}  {path}");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::{HEADER, Manifest};
    use crate::text::sum::sum;

    #[test]
    fn reads_what_it_writes() {
        let mut manifest = Manifest::default();
        for path in ["src/b.rs", "Cargo.toml", "src/a.rs"] {
            let path = crate::output::RelativePath::new(path).unwrap();
            manifest.0.insert(path, sum(b"abc"));
        }
        let text = manifest.render();
        assert_eq!(Manifest::parse(&text).unwrap(), manifest);
        assert_eq!(
            Manifest::parse(&text.replace('\n', "\r\n")).unwrap(),
            manifest
        );
        assert!(text.contains(
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  Cargo.toml\n"
        ));
    }

    #[test]
    fn refuses_what_it_does_not_write() {
        assert_eq!(Manifest::parse("").unwrap_err().0, 1);
        assert_eq!(
            Manifest::parse("# csdlgen manifest 2: x\n").unwrap_err().0,
            1
        );
        assert_eq!(
            Manifest::parse(&format!("{HEADER}\nabc  src/a.rs\n"))
                .unwrap_err()
                .0,
            2
        );
        let outside = format!("{HEADER}\n{}  ../secret\n", sum(b""));
        assert!(
            Manifest::parse(&outside)
                .unwrap_err()
                .1
                .contains("dot segment")
        );
    }
}
