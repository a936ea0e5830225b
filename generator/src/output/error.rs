//! Why a crate was not written.

use std::io;
use std::path::{Path, PathBuf};

use super::RelativePath;

/// What an error left behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The folder is as it was.
    Unchanged,
    /// Neither writing nor putting back could be finished; the next run finishes it.
    Unfinished,
}

/// Why a crate was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OutputError {
    /// The files cannot stand side by side on every file system.
    #[error(
        "the generated files {first} and {second} cannot both exist; nothing was changed\n  \
         help: give one of them another name with `rename` or `modules` in csdlgen.toml"
    )]
    Clash {
        /// One path.
        first: String,
        /// The other: the same, the same in other case, or below the first.
        second: String,
    },
    /// A file has a name that this module needs for itself.
    #[error("the name {0} is kept for csdlgen itself; nothing was changed")]
    Reserved(RelativePath),
    /// Files that csdlgen did not write are where generated ones go.
    #[error(
        "not written by csdlgen, but in the way in {}: {}; nothing was changed\n{}  \
         help: move them away, or choose another `out` folder",
        .folder.display(), count(.paths), path_list(.paths)
    )]
    Foreign {
        /// The crate's folder.
        folder: PathBuf,
        /// All such files.
        paths: Vec<RelativePath>,
    },
    /// A symbolic link stands where a folder or generated file should be.
    #[error(
        "{} is a symbolic link, and csdlgen does not write through links; nothing was changed\n  \
         help: remove the link, or name the folder that it leads to as `out`",
        .0.display()
    )]
    Symlink(PathBuf),
    /// The crate's folder is something else.
    #[error("{} is not a folder; nothing was changed", .0.display())]
    NotAFolder(PathBuf),
    /// Another run writes this folder.
    #[error(
        "another csdlgen is writing {}; nothing was changed\n  help: wait until it has finished",
        .0.display()
    )]
    Busy(PathBuf),
    /// The manifest or the journal of an interrupted run is not as csdlgen writes it.
    #[error(
        "{}:{line}:1: {reason}; nothing was changed\n  \
         help: restore the file, or delete it: then files that differ count as not csdlgen's",
        .path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// The disk refused something.
    #[error("cannot {action} {}: {source}; {}", .path.display(), left(*.outcome))]
    Io {
        /// What was tried.
        action: &'static str,
        /// With what.
        path: PathBuf,
        /// Why not.
        source: io::Error,
        /// What was left behind.
        outcome: Outcome,
    },
}

impl OutputError {
    pub(super) fn io(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Io {
            action,
            path: path.to_owned(),
            source,
            outcome: Outcome::Unchanged,
        }
    }

    /// The same error, where putting back failed too.
    pub(super) fn unfinished(self) -> Self {
        match self {
            Self::Io {
                action,
                path,
                source,
                ..
            } => Self::Io {
                action,
                path,
                source,
                outcome: Outcome::Unfinished,
            },
            other => other,
        }
    }
}

fn left(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Unchanged => "nothing was changed",
        Outcome::Unfinished => "the folder is half written\n  help: the next run completes it",
    }
}

fn count(paths: &[RelativePath]) -> String {
    if paths.len() == 1 {
        "1 file".to_owned()
    } else {
        format!("{} files", paths.len())
    }
}

fn path_list(paths: &[RelativePath]) -> String {
    paths.iter().fold(String::new(), |list, path| {
        list + "  " + path.as_str() + "\n"
    })
}
