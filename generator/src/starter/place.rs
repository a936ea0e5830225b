//! Files → a folder that was not there before: all of them or none.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum PlaceError {
    /// There is something already.
    #[error("{} is there already and is not empty; nothing was changed\n  help: name a new folder", .0.display())]
    Taken(PathBuf),
    /// The disk refuses.
    #[error("cannot write {}: {source}; nothing is left of it\n  help: check permissions and space", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> PlaceError + '_ {
    |source| PlaceError::Io {
        path: path.to_owned(),
        source,
    }
}

/// Refuses a folder that holds something.
///
/// # Errors
/// It does, or is a file.
pub(crate) fn refuse(folder: &Path) -> Result<(), PlaceError> {
    match fs::read_dir(folder) {
        Ok(mut entries) => match entries.next() {
            None => Ok(()),
            Some(_) => Err(PlaceError::Taken(folder.to_owned())),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            Err(PlaceError::Taken(folder.to_owned()))
        }
        Err(error) => Err(failed(folder)(error)),
    }
}

/// Writes files into a new folder: they are written beside it, and the folder appears whole.
///
/// # Errors
/// There is something already, or the disk refuses.
pub(crate) fn place(folder: &Path, files: &[(PathBuf, Vec<u8>)]) -> Result<(), PlaceError> {
    refuse(folder)?;
    let mut name = std::ffi::OsString::from(".");
    name.push(folder.file_name().unwrap_or_default());
    name.push(format!(".csdlgen-{}", std::process::id()));
    let beside = folder.with_file_name(name);
    let written = write_all(&beside, files).and_then(|()| exchange(&beside, folder));
    if written.is_err() {
        // What is left was made here, under a name of this process alone.
        let _ = fs::remove_dir_all(&beside);
    }
    written
}

fn write_all(folder: &Path, files: &[(PathBuf, Vec<u8>)]) -> Result<(), PlaceError> {
    if let Some(parent) = folder.parent().filter(|path| !path.as_os_str().is_empty()) {
        fs::create_dir_all(parent).map_err(failed(parent))?;
    }
    fs::create_dir(folder).map_err(failed(folder))?;
    for (path, contents) in files {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(failed(parent))?;
        }
        fs::write(&path, contents).map_err(failed(&path))?;
    }
    Ok(())
}

/// Puts the new folder where nothing or an empty one is: neither is removed if something came to be in it meanwhile.
fn exchange(from: &Path, to: &Path) -> Result<(), PlaceError> {
    match fs::remove_dir(to) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => {
            return Err(PlaceError::Taken(to.to_owned()));
        }
        Err(error) => return Err(failed(to)(error)),
    }
    fs::rename(from, to).map_err(failed(to))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::{PlaceError, place};

    #[test]
    fn a_folder_appears_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let package = folder.path().join("new");
        let file = |path: &str| (PathBuf::from(path), path.as_bytes().to_vec());
        // `a` cannot be a file and a folder.
        let failed = place(&package, &[file("a"), file("a/b")]);
        assert!(matches!(failed, Err(PlaceError::Io { .. })), "{failed:?}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        place(&package, &[file("a"), file("b/c")]).unwrap();
        assert_eq!(fs::read_to_string(package.join("b/c")).unwrap(), "b/c");
        let taken = place(&package, &[file("a")]);
        assert!(matches!(taken, Err(PlaceError::Taken(_))), "{taken:?}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn an_empty_folder_is_taken_and_a_file_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let files = [(PathBuf::from("a"), Vec::new())];
        fs::create_dir(folder.path().join("empty")).unwrap();
        place(&folder.path().join("empty"), &files).unwrap();
        fs::write(folder.path().join("file"), "mine").unwrap();
        let taken = place(&folder.path().join("file"), &files);
        assert!(matches!(taken, Err(PlaceError::Taken(_))), "{taken:?}");
    }
}
