//! A comparison → the staging folder with all that a commit needs. The crate itself is not changed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::commit::{OLD, ROOT, SRC, STAGING};
use super::compare::{Comparison, Found};
use super::disk::{self, Disk};
use super::journal::{Journal, Source};
use super::{OutputError, RelativePath};

/// Builds the staging folder; after an error it is gone again.
pub(super) fn stage(
    folder: &Path,
    comparison: &Comparison<'_>,
    disk: Disk<'_>,
) -> Result<Journal, OutputError> {
    let staging = folder.join(STAGING);
    let stage = Stage {
        folder,
        staging: &staging,
        comparison,
        disk,
    };
    let result = stage.build();
    if result.is_err() {
        // What cannot be removed now is removed at the start of the next run.
        let _ = fs::remove_dir_all(&staging);
    }
    result
}

struct Stage<'a> {
    folder: &'a Path,
    staging: &'a Path,
    comparison: &'a Comparison<'a>,
    disk: Disk<'a>,
}

impl Stage<'_> {
    fn build(&self) -> Result<Journal, OutputError> {
        self.disk.create_folders(self.staging)?;
        let found = &self.comparison.found;
        let changes = found
            .iter()
            .any(|(path, found)| in_src(path) && *found != Found::Same)
            || self.comparison.stale.keys().any(in_src);
        let source = if changes {
            self.source()?
        } else {
            Source::Kept
        };
        let mut journal = Journal::new(source);
        self.root(&mut journal)?;
        if changes && !found.keys().any(|path| in_src(path)) {
            journal.prunes.extend(RelativePath::new(SRC).ok());
        }
        journal.write(self.staging, self.disk)?;
        Ok(journal)
    }

    /// The complete new `src`.
    fn source(&self) -> Result<Source, OutputError> {
        let src = self.staging.join(SRC);
        self.disk.create_folders(&src)?;
        let files = &self.comparison.found;
        let folders: BTreeSet<&str> = files
            .keys()
            .filter(|path| in_src(path))
            .flat_map(|path| path.folders())
            .collect();
        for folder in folders {
            self.disk.create_folders(&self.staging.join(folder))?;
        }
        files
            .par_iter()
            .filter(|(path, _)| in_src(path))
            .try_for_each(|(path, found)| {
                let target = path.below(self.staging);
                match found {
                    Found::Same => self.disk.keep(&path.below(self.folder), &target),
                    _ => self.disk.write(&target, self.contents(path)),
                }
            })?;
        let old = self.folder.join(SRC);
        if !old.is_dir() {
            return Ok(Source::Renamed);
        }
        self.carry(Path::new(SRC))?;
        Ok(disk::inode(&src).map_or(Source::Renamed, Source::Exchanged))
    }

    /// Brings what is foreign in a folder of the old `src` into the new one.
    fn carry(&self, below: &Path) -> Result<(), OutputError> {
        let old = self.folder.join(below);
        let read = |error| OutputError::io("read", &old, error);
        let mut empty = true;
        for entry in fs::read_dir(&old).map_err(read)? {
            let entry = entry.map_err(read)?;
            empty = false;
            let path = below.join(entry.file_name());
            if entry.file_type().map_err(read)?.is_dir() {
                self.carry(&path)?;
            } else if !self.is_own(&path) {
                self.disk.create_folders(&self.staging.join(below))?;
                self.disk.keep(&entry.path(), &self.staging.join(&path))?;
            }
        }
        let new = self.staging.join(below);
        if empty {
            self.disk.create_folders(&new)?;
        }
        keep_permissions(&old, &new)
    }

    /// Whether a file is one of the new crate or a stale one of the old.
    fn is_own(&self, path: &Path) -> bool {
        let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
        let path = parts.and_then(|parts| RelativePath::new(parts.join("/")).ok());
        path.is_some_and(|path| {
            let Comparison { found, stale, .. } = self.comparison;
            found.contains_key(&path) || stale.contains_key(&path)
        })
    }

    fn contents(&self, path: &RelativePath) -> &str {
        self.comparison
            .prepared
            .files
            .get(path)
            .map_or("", |contents| contents)
    }

    /// Files outside `src`, and the manifest as the last.
    fn root(&self, journal: &mut Journal) -> Result<(), OutputError> {
        let Comparison {
            found,
            stale,
            manifest,
            prepared,
            ..
        } = self.comparison;
        let mut emptied = BTreeSet::new();
        for (path, sum) in stale.iter().filter(|(path, _)| !in_src(path)) {
            self.save(path)?;
            journal.removals.push((path.clone(), sum.clone()));
            emptied.extend(path.folders());
        }
        for (path, found) in found.iter().filter(|(path, _)| !in_src(path)) {
            self.place(journal, path, found, self.contents(path))?;
        }
        self.place(
            journal,
            &RelativePath::known(super::MANIFEST),
            manifest,
            &prepared.manifest_text,
        )?;
        // Innermost first: a path sorts after those above it.
        journal.prunes = emptied
            .iter()
            .rev()
            .filter_map(|p| RelativePath::new(*p).ok())
            .collect();
        Ok(())
    }

    fn place(
        &self,
        journal: &mut Journal,
        path: &RelativePath,
        found: &Found,
        contents: &str,
    ) -> Result<(), OutputError> {
        let old = match found {
            Found::Same => return Ok(()),
            Found::Missing | Found::NotAFile => None,
            Found::Differs(old) => Some(old.clone()),
        };
        if old.is_some() {
            self.save(path)?;
        }
        for folder in path
            .folders()
            .filter_map(|folder| RelativePath::new(folder).ok())
        {
            if !journal.made.contains(&folder) && !folder.below(self.folder).exists() {
                journal.made.push(folder);
            }
        }
        let target = self.target(ROOT, path)?;
        self.disk.write(&target, contents)?;
        journal.places.push((path.clone(), old));
        Ok(())
    }

    /// Keeps a file that will be replaced or removed, to put it back after an error.
    fn save(&self, path: &RelativePath) -> Result<(), OutputError> {
        self.disk
            .keep(&path.below(self.folder), &self.target(OLD, path)?)
    }

    fn target(&self, part: &str, path: &RelativePath) -> Result<PathBuf, OutputError> {
        let target = path.below(&self.staging.join(part));
        if let Some(folder) = target.parent() {
            self.disk.create_folders(folder)?;
        }
        Ok(target)
    }
}

/// A folder that others may write keeps that; one that its owner may not write could not be staged.
fn keep_permissions(old: &Path, new: &Path) -> Result<(), OutputError> {
    let io = |error| OutputError::io("set the permissions of", new, error);
    let permissions = fs::metadata(old).map_err(io)?.permissions();
    if permissions.readonly() || !new.is_dir() {
        return Ok(());
    }
    fs::set_permissions(new, permissions).map_err(io)
}

fn in_src(path: &RelativePath) -> bool {
    path.folders().next() == Some(SRC)
}
