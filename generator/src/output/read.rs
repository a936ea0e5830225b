//! A folder → the files in it that csdlgen wrote, as they are now, to be put back later.

use std::fs;
use std::io;
use std::path::Path;

use super::manifest::Manifest;
use super::{File, OutputError};

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
