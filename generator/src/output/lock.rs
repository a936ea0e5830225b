//! One run at a time per folder.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use super::OutputError;

/// The lock's name in the crate's folder, while a run writes.
pub(super) const LOCK: &str = ".csdlgen.lock";

/// Held while a run writes; the system lets it go when the process ends, however it ends.
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    pub(super) fn take(folder: &Path) -> Result<Self, OutputError> {
        let path = folder.join(LOCK);
        if path.is_symlink() {
            return Err(OutputError::Symlink(path));
        }
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|error| OutputError::io("create", &path, error))?;
        match file.try_lock() {
            Ok(()) if is_current(&file, &path) => Ok(Self { path, _file: file }),
            // The run that had it has just removed it, and a third may have made a new one.
            Ok(()) | Err(TryLockError::WouldBlock) => Err(OutputError::Busy(folder.to_owned())),
            Err(TryLockError::Error(error)) => Err(OutputError::io("lock", &path, error)),
        }
    }
}

#[cfg(unix)]
fn is_current(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |a: &fs::Metadata, b: &fs::Metadata| (a.dev(), a.ino()) == (b.dev(), b.ino());
    matches!((file.metadata(), fs::metadata(path)), (Ok(a), Ok(b)) if same(&a, &b))
}

#[cfg(not(unix))]
fn is_current(_: &File, _: &Path) -> bool {
    true
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Where a removed file cannot be told from its successor, the lock stays for the next run.
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
    }
}
