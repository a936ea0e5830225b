//! A folder → the files in it that csdlgen wrote, as they are now, to be put back later; or whether they are what
//! it wrote.

use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::compare::{Found, find};
use super::manifest::Manifest;
use super::{File, OutputError, RelativePath, commit};

/// Reads what the manifest lists, with changes by hand; what is missing is left out.
///
/// # Errors
/// The folder cannot be read, or its manifest is damaged.
pub fn read(folder: &Path) -> Result<Vec<File>, OutputError> {
    let mut files = Vec::new();
    for path in Manifest::read(folder)?.0.into_keys() {
        let place = path.below(folder);
        match fs::read_to_string(&place) {
            Ok(contents) => files.push(File { path, contents }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(OutputError::io("read", &place, error)),
        }
    }
    Ok(files)
}

/// Whether all that the manifest lists is there as it was written, `must` among it.
///
/// # Errors
/// The folder cannot be read, or its manifest is damaged.
pub fn is_intact(folder: &Path, must: &RelativePath) -> Result<bool, OutputError> {
    let manifest = Manifest::read(folder)?;
    if !manifest.0.contains_key(must) || commit::is_unfinished(folder)? {
        return Ok(false);
    }
    // Nothing is expected to be empty, so that each is found with its sum.
    let is_same = |path: &RelativePath, sum: &String| {
        let found = find(&path.below(folder), b"")?;
        Ok(matches!(found, Found::Differs(now) if now == *sum))
    };
    let files: Vec<_> = manifest.0.iter().collect();
    let same: Result<Vec<bool>, OutputError> = files
        .par_iter()
        .map(|(path, sum)| is_same(path, sum))
        .collect();
    Ok(same?.into_iter().all(|same| same))
}
