//! Files → disk: in goes every file of a crate, out comes the folder that holds exactly those and
//! whatever others put there, and the counts of what was done.
//!
//! # What is written
//! A file is touched only where its contents change; the others keep inode and time. The crate's
//! `csdlgen.manifest` lists what this module wrote. What it lists and the crate no longer has is
//! removed. A file that it does not list is foreign: never changed, never removed, and an error where
//! it stands in the way. Line ends are written as `\n`; a file in which a checkout has made them `\r\n` is the same
//! file, and stays as it is.
//!
//! # How a run can be interrupted
//! A killed run leaves the old crate or the new one. All goes through `.csdlgen-staging` in the
//! crate's folder (so that it is on the same file system), in this order:
//!
//! 1. *Stage.* The complete new `src` is built in `staging/src`: changed files written, unchanged and
//!    foreign ones linked. New files outside `src` go to `staging/root`, and those that they replace
//!    are linked into `staging/old`. Nothing in the crate has changed.
//! 2. *Journal.* `staging/journal` says what will happen. It appears by a rename, so it is whole.
//! 3. *Commit.* `src` and `staging/src` are exchanged in one step (two renames where the system has
//!    no exchange). Then files outside `src` are removed and renamed into place, the manifest last.
//! 4. *Clean.* The journal goes first, then the rest of the staging folder with the old `src`.
//!
//! The next run that has anything to write finishes what it finds:
//!
//! | found in staging | state of the crate | done about it |
//! |---|---|---|
//! | no journal | untouched, or complete | staging removed |
//! | journal, `src` not yet exchanged | untouched | staging removed |
//! | journal, `src` between two renames | `src` missing | old `src` put back, staging removed |
//! | journal, `src` exchanged or not part of it | begun | the rest of step 3 done, then step 4 |
//! | `undo` instead of `journal` | being put back after an error | the rest put back, staging removed |
//!
//! Whether the exchange has happened is told by the inode of `src`, which the journal names, and with
//! two renames by `staging/src` being gone. A file outside `src` is replaced only while it still is
//! what the journal says it was, so that work done between two runs is not lost. An error in step 3
//! turns the journal into `undo` and puts everything back. A loss of power is not covered: files are not
//! forced to the device, since that costs more than generating them again.

mod beside;
mod check;
mod commit;
mod compare;
mod disk;
mod error;
mod journal;
mod lock;
#[cfg(feature = "cli")]
mod lone;
mod manifest;
mod read;
mod stage;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

pub use crate::file::{File, InvalidPath, RelativePath};
pub use check::{Change, Difference, check};
pub use error::{Outcome, OutputError};
#[cfg(feature = "cli")]
pub use lone::{LoneError, LoneFile, Standing};
pub use manifest::MANIFEST;
pub use read::{is_intact, read};

pub(crate) use beside::Beside;
use compare::{Comparison, Prepared};
use disk::Disk;

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or have new contents.
    pub written: usize,
    /// Files that were as they should be.
    pub unchanged: usize,
    /// Files that the crate no longer has.
    pub removed: usize,
    /// Files that csdlgen had written, someone edited, and this run replaced or removed.
    pub edited: Vec<RelativePath>,
}

/// Sees each change before it is made: to show progress, or to stop it.
pub trait Observer: Sync {
    /// Called before each change to the disk, from several threads.
    ///
    /// # Errors
    /// The change is not made and the run ends as if the disk had refused it.
    fn before(&self, path: &Path) -> io::Result<()>;
}

/// An observer that lets everything happen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unobserved;

impl Observer for Unobserved {
    fn before(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }
}

/// Makes the folder hold these files; see the [module](self) for the rules.
///
/// # Errors
/// Foreign files or symbolic links are in the way, another run is at work, or the disk refuses.
pub fn write(folder: &Path, files: &[File]) -> Result<Written, OutputError> {
    write_observed(folder, files, &Unobserved)
}

/// As [`write()`], telling an observer of each change.
///
/// # Errors
/// As [`write()`].
pub fn write_observed(
    folder: &Path,
    files: &[File],
    observer: &dyn Observer,
) -> Result<Written, OutputError> {
    let prepared = Prepared::new(files)?;
    // Without anything to do, not even a lock is written.
    if !commit::is_unfinished(folder)? {
        let comparison = Comparison::new(folder, &prepared)?;
        comparison.refuse_foreign()?;
        if comparison.is_clean() {
            return Ok(comparison.outcome());
        }
    }
    let created = create(folder)?;
    let result = write_locked(folder, &prepared, Disk::new(observer));
    if result.is_err() {
        // Only folders that this run made, and only if they are still empty.
        for folder in created.iter().rev() {
            let _ = std::fs::remove_dir(folder);
        }
    }
    result
}

fn write_locked(
    folder: &Path,
    prepared: &Prepared<'_>,
    disk: Disk<'_>,
) -> Result<Written, OutputError> {
    let _lock = lock::Lock::take(folder)?;
    commit::recover(folder, disk)?;
    let comparison = Comparison::new(folder, prepared)?;
    comparison.refuse_foreign()?;
    if !comparison.is_clean() {
        let journal = stage::stage(folder, &comparison, disk)?;
        commit::commit(folder, journal, disk)?;
    }
    Ok(comparison.outcome())
}

/// Creates the folder and those above it; returns the ones that were missing, outermost first.
fn create(folder: &Path) -> Result<Vec<PathBuf>, OutputError> {
    let mut missing: Vec<PathBuf> = folder
        .ancestors()
        .filter(|path| !path.as_os_str().is_empty())
        .take_while(|path| !path.exists())
        .map(Path::to_owned)
        .collect();
    missing.reverse();
    std::fs::create_dir_all(folder).map_err(|error| OutputError::io("create", folder, error))?;
    Ok(missing)
}

/// By path, for look-ups and a fixed order.
type ByPath<'a, T> = BTreeMap<&'a RelativePath, T>;
