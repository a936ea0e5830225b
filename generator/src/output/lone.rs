//! A file that stands by itself, in no crate's manifest: an outline, a reduced description.
//!
//! Its first bytes tell that csdlgen wrote it. A file that begins otherwise is foreign: it is not replaced unless the
//! user says so. The file is written beside its place and renamed into it, so that it is never there in part.

use std::io;
use std::path::PathBuf;

use similar::TextDiff;

use super::beside::Beside;

/// Larger files are not of csdlgen.
const LARGEST: usize = 1 << 30;

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoneFile {
    /// Where it goes.
    pub path: PathBuf,
    /// All of it.
    pub contents: String,
    /// How every file of its sort begins.
    pub mark: &'static str,
}

/// What stands where a file is to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing.
    Missing,
    /// The file as it is to be.
    Same,
    /// An older state of the file.
    Older(String),
    /// A file that csdlgen did not write.
    Foreign(String),
}

/// Why such a file was not written or compared.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoneError {
    /// A file that csdlgen did not write is there.
    #[error(
        "{} was not written by csdlgen; nothing was changed\n  help: move it away, or name another file",
        .0.display()
    )]
    Foreign(PathBuf),
    /// The disk refuses.
    #[error("cannot {action} {}: {error}; it is unchanged\n  help: check its folder's permissions and space", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

impl LoneFile {
    /// Looks at what is there. Line ends that a checkout has converted are no difference.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn standing(&self) -> Result<Standing, LoneError> {
        let bytes = match crate::bounded::read(&self.path, LARGEST) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Standing::Missing),
            Err(error) => return Err(self.io("read", error)),
        };
        let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
        Ok(if text == self.contents {
            Standing::Same
        } else if text.starts_with(self.mark) {
            Standing::Older(text)
        } else {
            Standing::Foreign(text)
        })
    }

    /// Fails where a file is in the way that csdlgen did not write.
    ///
    /// # Errors
    /// There is one, or what is there cannot be read.
    pub fn refuse_foreign(&self) -> Result<(), LoneError> {
        match self.standing()? {
            Standing::Foreign(_) => Err(LoneError::Foreign(self.path.clone())),
            Standing::Missing | Standing::Same | Standing::Older(_) => Ok(()),
        }
    }

    /// Writes the file where it is not as it is to be, and tells whether it was written. `force` replaces a foreign
    /// file too.
    ///
    /// # Errors
    /// A foreign file is there, or the disk refuses.
    pub fn write(&self, force: bool) -> Result<bool, LoneError> {
        match self.standing()? {
            Standing::Same => return Ok(false),
            Standing::Foreign(_) if !force => return Err(LoneError::Foreign(self.path.clone())),
            Standing::Missing | Standing::Older(_) | Standing::Foreign(_) => {}
        }
        Beside::write(&self.path, self.contents.as_bytes())
            .and_then(|file| file.place())
            .map_err(|error| self.io("write", error))?;
        Ok(true)
    }

    /// The SHA-256 of the contents, in hexadecimal digits.
    pub fn sum(&self) -> String {
        crate::text::sum::sum_of_lines(self.contents.as_bytes())
    }

    /// What is there against what is to be, as a unified difference; `None` where they are the same.
    ///
    /// # Errors
    /// What is there cannot be read.
    pub fn difference(&self) -> Result<Option<String>, LoneError> {
        let old = match self.standing()? {
            Standing::Same => return Ok(None),
            Standing::Missing => String::new(),
            Standing::Older(text) | Standing::Foreign(text) => text,
        };
        let difference = TextDiff::from_lines(old.as_str(), self.contents.as_str());
        let name = crate::text::slashed(&self.path);
        let unified = difference
            .unified_diff()
            .context_radius(3)
            .header(&name, "as it would be written")
            .to_string();
        Ok(Some(unified))
    }

    fn io(&self, action: &'static str, error: io::Error) -> LoneError {
        LoneError::Io {
            action,
            path: self.path.clone(),
            error,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: PathBuf, contents: &str) -> LoneFile {
        LoneFile {
            path,
            contents: contents.to_owned(),
            mark: "# Ours",
        }
    }

    #[test]
    fn only_what_csdlgen_wrote_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b.txt");
        let first = file(path.clone(), "# Ours\n1\n");
        assert_eq!(first.standing().unwrap(), Standing::Missing);
        assert!(first.write(false).unwrap());
        assert!(!first.write(false).unwrap());
        let second = file(path.clone(), "# Ours\n2\n");
        assert!(second.write(false).unwrap());
        std::fs::write(&path, "mine\n").unwrap();
        let error = second.write(false).unwrap_err().to_string();
        assert!(error.contains("not written by csdlgen"), "{error}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine\n");
        assert!(second.write(true).unwrap());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "# Ours\n2\n");
        let names = std::fs::read_dir(path.parent().unwrap()).unwrap();
        assert_eq!(names.count(), 1, "nothing staged is left");
    }

    #[test]
    fn a_difference_has_the_lines_that_differ() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("b.txt");
        std::fs::write(&path, "# Ours\r\none\r\ntwo\r\n").unwrap();
        let same = file(path.clone(), "# Ours\none\ntwo\n");
        assert_eq!(same.difference().unwrap(), None);
        let more = file(path, "# Ours\none\nhalf\ntwo\n");
        let difference = more.difference().unwrap().unwrap();
        let changed: Vec<&str> = difference
            .lines()
            .filter(|line| {
                line.starts_with(['+', '-']) && !line.starts_with("---") && !line.starts_with("+++")
            })
            .collect();
        assert_eq!(changed, ["+half"]);
    }
}
