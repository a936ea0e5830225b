//! `REVISION:PATH` → the file as git has it there. git is run as it is, without a shell.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::pipeline::Source;

/// A file of a git revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// `REVISION:PATH`; the path is relative to the current folder where it starts with `./`, else to the root of
    /// the repository.
    text: String,
}

/// Why there is no file of a revision.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RevisionError {
    /// It would be an option.
    #[error(
        "{0:?} is not a revision: it begins with a hyphen\n  help: name a commit, a branch or a tag"
    )]
    Option(String),
    /// git cannot be run.
    #[error("cannot run git for {0:?}: {1}\n  help: install git, or name a file")]
    Git(String, io::Error),
    /// git says no.
    #[error("git has no {0:?}: {1}\n  help: `git log -- PATH` lists the revisions of a file")]
    Missing(String, String),
}

impl Revision {
    /// Reads a text; `None` where it has no revision and path.
    ///
    /// # Errors
    /// The revision begins with a hyphen.
    pub fn parse(text: &str) -> Result<Option<Self>, RevisionError> {
        match text.split_once(':') {
            _ if text.starts_with('-') => Err(RevisionError::Option(text.to_owned())),
            Some((revision, path)) if !revision.is_empty() && !path.is_empty() => Ok(Some(Self {
                text: text.to_owned(),
            })),
            _ => Ok(None),
        }
    }

    /// Asks git for the file.
    ///
    /// # Errors
    /// git is not there, or has no such file.
    pub fn read(&self, folder: &Path) -> Result<Source, RevisionError> {
        let output = Command::new("git")
            .args(["show", "--no-ext-diff", "--no-textconv", "--end-of-options"])
            .arg(&self.text)
            .current_dir(folder)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| RevisionError::Git(self.text.clone(), error))?;
        if output.status.success() {
            return Ok(Source {
                name: self.text.clone(),
                bytes: output.stdout,
            });
        }
        let said = crate::text::one_line(&String::from_utf8_lossy(&output.stderr));
        Err(RevisionError::Missing(self.text.clone(), said))
    }
}

#[cfg(test)]
mod tests {
    use super::{Revision, RevisionError};

    #[test]
    fn a_revision_is_never_an_option() {
        for text in ["--output=/tmp/x:y", "-p:x", "--:x"] {
            assert!(
                matches!(Revision::parse(text), Err(RevisionError::Option(_))),
                "{text}"
            );
        }
        assert!(Revision::parse("HEAD~1:a.csdl").unwrap().is_some());
        for text in ["a.csdl", ":a.csdl", "HEAD:"] {
            assert_eq!(Revision::parse(text).unwrap(), None, "{text}");
        }
    }
}
