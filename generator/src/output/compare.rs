//! Files and a folder → what differs. Nothing is changed here.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::manifest::{MANIFEST, Manifest};
use super::{ByPath, File, OutputError, RelativePath, Written, commit, lock};
use crate::text::path::folded;
use crate::text::sum::{sum, unix_lines};

/// The files of a crate, checked against each other, with their sums.
pub(super) struct Prepared<'a> {
    pub(super) files: ByPath<'a, Contents<'a>>,
    pub(super) manifest_text: String,
}

pub(super) type Contents<'a> = Cow<'a, str>;

impl<'a> Prepared<'a> {
    pub(super) fn new(files: &'a [File]) -> Result<Self, OutputError> {
        refuse_clashes(files)?;
        let contents: ByPath<'a, Contents<'a>> = files
            .iter()
            .map(|file| (&file.path, unix(&file.contents)))
            .collect();
        let sums = contents
            .par_iter()
            .map(|(path, text)| ((*path).clone(), sum(text.as_bytes())));
        let manifest_text = Manifest(sums.collect()).render();
        Ok(Self {
            files: contents,
            manifest_text,
        })
    }
}

fn unix(text: &str) -> Contents<'_> {
    if text.contains("\r\n") {
        text.replace("\r\n", "\n").into()
    } else {
        text.into()
    }
}

/// Two files of one name, also where letter case and the form of accents do not count, or one that is the folder of another.
fn refuse_clashes(files: &[File]) -> Result<(), OutputError> {
    let mut seen: BTreeMap<String, &RelativePath> = BTreeMap::new();
    for File { path, .. } in files {
        let own = [MANIFEST, commit::STAGING, lock::LOCK];
        let first = path.as_str().split('/').next().unwrap_or_default();
        if own.iter().any(|name| name.eq_ignore_ascii_case(first)) {
            return Err(OutputError::Reserved(path.clone()));
        }
        if let Some(other) = seen.insert(folded(path.as_str()), path) {
            return Err(clash(other, path));
        }
    }
    for File { path, .. } in files {
        for folder in path.folders() {
            if let Some(file) = seen.get(&folded(folder)) {
                return Err(clash(file, path));
            }
        }
    }
    Ok(())
}

fn clash(first: &RelativePath, second: &RelativePath) -> OutputError {
    OutputError::Clash {
        first: first.to_string(),
        second: second.to_string(),
    }
}

/// A file of the crate as it is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Missing,
    /// Also where a checkout has converted the line ends.
    Same,
    /// With the sum of its contents, line ends apart.
    Differs(String),
    /// A folder or something else that is not a file, or a file where a folder must be.
    NotAFile,
}

/// What differs between files and a folder.
pub(super) struct Comparison<'a> {
    folder: &'a Path,
    pub(super) prepared: &'a Prepared<'a>,
    /// Every file of the new crate, as found.
    pub(super) found: ByPath<'a, Found>,
    /// Files that the old manifest lists, the new crate lacks and the folder has; with their sums.
    pub(super) stale: BTreeMap<RelativePath, String>,
    old: Manifest,
    pub(super) manifest: Found,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(folder: &'a Path, prepared: &'a Prepared<'a>) -> Result<Self, OutputError> {
        refuse_odd_folder(folder)?;
        let old = Manifest::read(folder)?;
        let gone: Vec<&RelativePath> = old
            .0
            .keys()
            .filter(|path| !prepared.files.contains_key(path))
            .collect();
        let blocked = folders_in_the_way(folder, prepared.files.keys().copied(), &old)?;
        folders_in_the_way(folder, gone.iter().copied(), &old)?;
        let found = prepared
            .files
            .par_iter()
            .map(|(path, contents)| {
                if path.folders().any(|above| blocked.contains(above)) {
                    return Ok((*path, Found::NotAFile));
                }
                Ok((*path, find(&path.below(folder), contents.as_bytes())?))
            })
            .collect::<Result<_, OutputError>>()?;
        let mut stale = BTreeMap::new();
        for path in gone {
            match find(&path.below(folder), b"")? {
                Found::Missing | Found::NotAFile => {}
                Found::Differs(sum) => drop(stale.insert(path.clone(), sum)),
                Found::Same => drop(stale.insert(path.clone(), sum(b""))),
            }
        }
        let manifest = find(&folder.join(MANIFEST), prepared.manifest_text.as_bytes())?;
        Ok(Self {
            folder,
            prepared,
            found,
            stale,
            old,
            manifest,
        })
    }

    /// An error that lists all foreign files in the way.
    pub(super) fn refuse_foreign(&self) -> Result<(), OutputError> {
        let paths: Vec<RelativePath> = self
            .found
            .iter()
            .filter(|(path, found)| match found {
                Found::Missing | Found::Same => false,
                Found::NotAFile => true,
                Found::Differs(_) => !self.old.0.contains_key(**path),
            })
            .map(|(path, _)| (*path).clone())
            .collect();
        if paths.is_empty() {
            return Ok(());
        }
        Err(OutputError::Foreign {
            folder: self.folder.to_owned(),
            paths,
        })
    }

    /// Whether there is nothing to do.
    pub(super) fn is_clean(&self) -> bool {
        self.manifest == Found::Same
            && self.stale.is_empty()
            && self.found.values().all(|found| *found == Found::Same)
    }

    /// What a run does about it.
    pub(super) fn outcome(&self) -> Written {
        let unchanged = self
            .found
            .values()
            .filter(|found| **found == Found::Same)
            .count();
        let edited =
            |path: &RelativePath, sum: &str| self.old.0.get(path).is_some_and(|s| s != sum);
        let replaced = self.found.iter().filter_map(|(path, found)| match found {
            Found::Differs(sum) if edited(path, sum) => Some((*path).clone()),
            _ => None,
        });
        let removed = self.stale.iter().filter(|(path, sum)| edited(path, sum));
        Written {
            written: self.found.len() - unchanged,
            unchanged,
            removed: self.stale.len(),
            edited: replaced
                .chain(removed.map(|(path, _)| path.clone()))
                .collect(),
        }
    }
}

fn refuse_odd_folder(folder: &Path) -> Result<(), OutputError> {
    match fs::symlink_metadata(folder) {
        Ok(data) if data.is_symlink() => Err(OutputError::Symlink(folder.to_owned())),
        Ok(data) if !data.is_dir() => Err(OutputError::NotAFolder(folder.to_owned())),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(OutputError::io("look at", folder, error)),
    }
}

/// Refuses links among the folders above the paths; returns those folders that are foreign files.
fn folders_in_the_way<'p>(
    folder: &Path,
    paths: impl Iterator<Item = &'p RelativePath>,
    old: &Manifest,
) -> Result<BTreeSet<String>, OutputError> {
    let above: BTreeSet<&str> = paths.flat_map(RelativePath::folders).collect();
    let mut blocked = BTreeSet::new();
    for name in above {
        let path = folder.join(name);
        match fs::symlink_metadata(&path) {
            Ok(data) if data.is_symlink() => return Err(OutputError::Symlink(path)),
            Ok(data) if data.is_dir() => {}
            Ok(_) if old.0.keys().any(|path| path.as_str() == name) => {}
            Ok(_) => drop(blocked.insert(name.to_owned())),
            Err(error) if is_absent(&error) => {}
            Err(error) => return Err(OutputError::io("look at", &path, error)),
        }
    }
    Ok(blocked)
}

fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// How a file on disk compares with what it should be.
pub(super) fn find(path: &Path, wanted: &[u8]) -> Result<Found, OutputError> {
    let data = match fs::symlink_metadata(path) {
        Ok(data) => data,
        Err(error) if is_absent(&error) => return Ok(Found::Missing),
        Err(error) => return Err(OutputError::io("look at", path, error)),
    };
    if data.is_symlink() {
        return Err(OutputError::Symlink(path.to_owned()));
    }
    if !data.is_file() {
        return Ok(Found::NotAFile);
    }
    let bytes = fs::read(path).map_err(|error| OutputError::io("read", path, error))?;
    let plain = unix_lines(&bytes);
    if *plain == *wanted {
        Ok(Found::Same)
    } else {
        Ok(Found::Differs(sum(&plain)))
    }
}
