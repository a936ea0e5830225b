//! Files and a folder → what a run would change, for `--check`.

use std::fmt;
use std::path::Path;

use super::compare::{Comparison, Found, Prepared};
use super::{File, MANIFEST, OutputError};

/// What a run would do about a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// The folder lacks it.
    Missing,
    /// Its contents are others.
    Different,
    /// The crate no longer has it.
    Stale,
    /// It is not a file.
    NotAFile,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "missing",
            Self::Different => "different",
            Self::Stale => "no longer generated",
            Self::NotAFile => "not a file",
        })
    }
}

/// What a run would change, sorted by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference(pub Vec<(String, Change)>);

impl Difference {
    /// Whether a run would change nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|(path, change)| writeln!(f, "{path}: {change}"))
    }
}

/// Compares a folder with the files that it should hold; changes nothing. Line ends that a checkout has converted
/// are no difference.
///
/// # Errors
/// The folder cannot be read, or its manifest is damaged.
pub fn check(folder: &Path, files: &[File]) -> Result<Difference, OutputError> {
    let prepared = Prepared::new(files)?;
    let comparison = Comparison::new(folder, &prepared)?;
    let found = comparison
        .found
        .iter()
        .map(|(path, found)| (path.as_str(), found));
    let mut changes: Vec<(String, Change)> = found
        .chain([(MANIFEST, &comparison.manifest)])
        .filter_map(|(path, found)| Some((path.to_owned(), change(found)?)))
        .chain(
            comparison
                .stale
                .keys()
                .map(|path| (path.to_string(), Change::Stale)),
        )
        .collect();
    changes.sort();
    Ok(Difference(changes))
}

fn change(found: &Found) -> Option<Change> {
    match found {
        Found::Same => None,
        Found::Missing => Some(Change::Missing),
        Found::Differs(_) => Some(Change::Different),
        Found::NotAFile => Some(Change::NotAFile),
    }
}
