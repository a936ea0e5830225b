//! A staging folder with its journal → the crate; and what to do about one that an interrupted run
//! left. The steps and their order are told in the [module](super) above.

use std::fs;
use std::io;
use std::path::Path;

use super::compare::{Found, find};
use super::disk::{self, Disk};
use super::journal::{JOURNAL, Journal, Source, UNDO};
use super::{OutputError, RelativePath};
use crate::text::sum::sum;

/// The staging folder's name in the crate's folder.
pub(super) const STAGING: &str = ".csdlgen-staging";
/// The folder that is replaced as a whole; also its name in staging.
pub(super) const SRC: &str = "src";
/// In staging: new files outside `src`.
pub(super) const ROOT: &str = "root";
/// In staging: the files that they replace.
pub(super) const OLD: &str = "old";
/// In staging: the old `src`, where it could not be exchanged.
const OLD_SRC: &str = "old-src";

type Done = Result<(), OutputError>;

/// Whether an interrupted run left a staging folder.
pub(super) fn is_unfinished(folder: &Path) -> Result<bool, OutputError> {
    let staging = folder.join(STAGING);
    match fs::symlink_metadata(&staging) {
        Ok(data) if data.is_symlink() => Err(OutputError::Symlink(staging)),
        Ok(data) if !data.is_dir() => Err(OutputError::NotAFolder(staging)),
        Ok(_) => Ok(true),
        // Without the crate's folder, or with something else there, the comparison says more.
        Err(_) => Ok(false),
    }
}

/// Makes the staged crate the crate, or puts everything back.
pub(super) fn commit(folder: &Path, journal: Journal, disk: Disk<'_>) -> Done {
    let mut commit = Commit {
        folder,
        journal,
        disk,
    };
    if let Err(error) = commit.source().and_then(|()| commit.forward()) {
        return match commit.undo() {
            Ok(()) => Err(error),
            Err(_) => Err(error.unfinished()),
        };
    }
    // The crate is complete; what cannot be removed now is removed by the next run.
    let _ = clean(folder, disk);
    Ok(())
}

/// Finishes or undoes what an interrupted run left; nothing to do if there is nothing.
pub(super) fn recover(folder: &Path, disk: Disk<'_>) -> Done {
    if !is_unfinished(folder)? {
        return Ok(());
    }
    let staging = folder.join(STAGING);
    if let Some(journal) = Journal::read(&staging, UNDO)? {
        Commit {
            folder,
            journal,
            disk,
        }
        .put_back()
        .map_err(OutputError::unfinished)?;
    } else if let Some(journal) = Journal::read(&staging, JOURNAL)? {
        let commit = Commit {
            folder,
            journal,
            disk,
        };
        let resumed = if commit.has_begun() {
            commit.forward()
        } else {
            commit.restore_source()
        };
        resumed.map_err(OutputError::unfinished)?;
    }
    clean(folder, disk)
}

/// The journal goes first: without it, the staging folder is only a leftover.
fn clean(folder: &Path, disk: Disk<'_>) -> Done {
    let staging = folder.join(STAGING);
    for name in [JOURNAL, UNDO] {
        let path = staging.join(name);
        if path.exists() {
            disk.remove_file(&path)?;
        }
    }
    disk.remove_tree(&staging)
}

struct Commit<'a> {
    folder: &'a Path,
    journal: Journal,
    disk: Disk<'a>,
}

impl Commit<'_> {
    /// Puts the new `src` into place.
    fn source(&mut self) -> Done {
        let staging = self.folder.join(STAGING);
        let (new, src) = (staging.join(SRC), self.folder.join(SRC));
        match self.journal.source {
            Source::Kept => return Ok(()),
            Source::Exchanged(_) if self.disk.exchange(&new, &src)? => return Ok(()),
            Source::Exchanged(_) => {
                self.journal.source = Source::Renamed;
                self.journal.write(&staging, self.disk)?;
            }
            Source::Renamed => {}
        }
        if src.exists() {
            self.disk.rename(&src, &staging.join(OLD_SRC))?;
        }
        self.disk.rename(&new, &src)
    }

    /// Whether the crate is no longer the old one.
    fn has_begun(&self) -> bool {
        match self.journal.source {
            Source::Kept => true,
            Source::Exchanged(inode) => disk::inode(&self.folder.join(SRC)) == Some(inode),
            Source::Renamed => !self.folder.join(STAGING).join(SRC).exists(),
        }
    }

    /// All that comes after `src`; what is done already is left out.
    fn forward(&self) -> Done {
        let root = self.folder.join(STAGING).join(ROOT);
        for (path, sum) in &self.journal.removals {
            let target = path.below(self.folder);
            if self.is_still(path, Some(sum))? && target.exists() {
                self.disk.remove_file(&target)?;
            }
        }
        for (path, sum) in &self.journal.places {
            let (staged, target) = (path.below(&root), path.below(self.folder));
            if staged.exists() && self.is_still(path, sum.as_ref())? {
                self.parents(&target)?;
                self.disk.rename(&staged, &target)?;
            }
        }
        for path in &self.journal.prunes {
            self.disk.prune(&path.below(self.folder))?;
        }
        Ok(())
    }

    /// Whether a file is what it was when the journal was written.
    fn is_still(&self, path: &RelativePath, old: Option<&String>) -> Result<bool, OutputError> {
        Ok(match (find(&path.below(self.folder), b"")?, old) {
            (Found::Missing, None) => true,
            (Found::Differs(now), Some(old)) => now == *old,
            (Found::Same, Some(old)) => sum(b"") == *old,
            _ => false,
        })
    }

    /// Puts everything back and removes the staging folder.
    fn undo(&self) -> Done {
        let staging = self.folder.join(STAGING);
        self.disk
            .rename(&staging.join(JOURNAL), &staging.join(UNDO))?;
        self.put_back()?;
        clean(self.folder, self.disk)
    }

    /// Can be repeated: what is back already is left out.
    fn put_back(&self) -> Done {
        let staging = self.folder.join(STAGING);
        for (path, sum) in self.journal.places.iter().rev() {
            let (target, saved) = (path.below(self.folder), path.below(&staging.join(OLD)));
            if path.below(&staging.join(ROOT)).exists() {
                continue; // it was not put into place
            }
            if sum.is_none() && target.exists() {
                self.disk.remove_file(&target)?;
            } else if saved.exists() {
                self.disk.rename(&saved, &target)?;
            }
        }
        for path in self.journal.made.iter().rev() {
            self.disk.prune(&path.below(self.folder))?;
        }
        for (path, _) in &self.journal.removals {
            let (target, saved) = (path.below(self.folder), path.below(&staging.join(OLD)));
            if saved.exists() && !target.exists() {
                self.parents(&target)?;
                self.disk.rename(&saved, &target)?;
            }
        }
        self.restore_source()
    }

    fn restore_source(&self) -> Done {
        let staging = self.folder.join(STAGING);
        let (new, src, old) = (
            staging.join(SRC),
            self.folder.join(SRC),
            staging.join(OLD_SRC),
        );
        match self.journal.source {
            Source::Exchanged(_) if self.has_begun() => {
                if !self.disk.exchange(&new, &src)? {
                    let error = io::ErrorKind::Unsupported.into();
                    return Err(OutputError::io("exchange", &src, error));
                }
            }
            Source::Kept | Source::Exchanged(_) => {}
            Source::Renamed => {
                if self.has_begun() && src.exists() {
                    self.disk.rename(&src, &new)?;
                }
                if old.exists() && !src.exists() {
                    self.disk.rename(&old, &src)?;
                }
            }
        }
        Ok(())
    }

    fn parents(&self, target: &Path) -> Done {
        target
            .parent()
            .map_or(Ok(()), |folder| self.disk.create_folders(folder))
    }
}
