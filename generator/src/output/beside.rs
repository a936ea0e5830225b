//! A file that is written beside its place and then renamed into it, so that it is never there in part.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Such a file, until it is put into place. Dropped before that, it leaves nothing behind.
#[derive(Debug)]
pub(crate) struct Beside {
    path: PathBuf,
    new: PathBuf,
}

impl Beside {
    /// Writes a file beside its place, with the permissions of the one that is there. Its folder is made.
    pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<Self> {
        let folder = path.parent();
        if let Some(folder) = folder.filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder)?;
        }
        let mut name = OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(".csdlgen-new");
        let beside = Self {
            path: path.to_owned(),
            new: path.with_file_name(name),
        };
        // A leftover of a killed run, or a link that someone put there, which is not followed.
        let _ = fs::remove_file(&beside.new);
        let file = fs::File::options()
            .write(true)
            .create_new(true)
            .open(&beside.new);
        file.and_then(|mut file| file.write_all(bytes))
            .and_then(|()| keep_permissions(path, &beside.new))?;
        Ok(beside)
    }

    /// Puts it into place.
    pub(crate) fn place(&self) -> io::Result<()> {
        fs::rename(&self.new, &self.path)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // It is there only where it was not put into place.
        let _ = fs::remove_file(&self.new);
    }
}

fn keep_permissions(from: &Path, to: &Path) -> io::Result<()> {
    match fs::metadata(from) {
        Ok(data) => fs::set_permissions(to, data.permissions()),
        Err(_) => Ok(()),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::Beside;

    #[test]
    fn links_beside_the_place_are_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (mine, path) = (folder.path().join("mine"), folder.path().join("a.txt"));
        fs::write(&mine, "mine").unwrap();
        symlink(&mine, folder.path().join(".a.txt.csdlgen-new")).unwrap();
        Beside::write(&path, b"new").unwrap().place().unwrap();
        assert_eq!(fs::read_to_string(&mine).unwrap(), "mine");
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert!(!path.is_symlink());
    }
}
