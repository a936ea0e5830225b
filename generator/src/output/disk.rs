//! The changes that are made to a disk, each told to the observer first, each error with its path.

use std::fs;
use std::io;
use std::path::Path;

use super::{Observer, OutputError};

/// Makes changes, telling the observer first.
#[derive(Clone, Copy)]
pub(super) struct Disk<'a> {
    observer: &'a dyn Observer,
    can_exchange: bool,
}

type Done = Result<(), OutputError>;

impl<'a> Disk<'a> {
    pub(super) fn new(observer: &'a dyn Observer) -> Self {
        Self {
            observer,
            can_exchange: true,
        }
    }

    /// A disk as on systems that cannot exchange two folders.
    #[cfg(test)]
    pub(super) fn without_exchange(observer: &'a dyn Observer) -> Self {
        Self {
            observer,
            can_exchange: false,
        }
    }

    fn change(
        self,
        action: &'static str,
        path: &Path,
        change: impl FnOnce() -> io::Result<()>,
    ) -> Done {
        self.observer
            .before(path)
            .and_then(|()| change())
            .map_err(|error| OutputError::io(action, path, error))
    }

    pub(super) fn create_folders(self, path: &Path) -> Done {
        if path.is_dir() {
            return Ok(());
        }
        self.change("create", path, || fs::create_dir_all(path))
    }

    pub(super) fn write(self, path: &Path, contents: &str) -> Done {
        self.change("write", path, || fs::write(path, contents))
    }

    /// Makes `to` the same file as `from`, or a copy of the same age where there are no hard links.
    pub(super) fn keep(self, from: &Path, to: &Path) -> Done {
        self.change("link", to, || {
            fs::hard_link(from, to).or_else(|_| copy(from, to))
        })
    }

    pub(super) fn rename(self, from: &Path, to: &Path) -> Done {
        self.change("move into place", to, || fs::rename(from, to))
    }

    pub(super) fn remove_file(self, path: &Path) -> Done {
        self.change("remove", path, || match fs::remove_file(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        })
    }

    pub(super) fn remove_tree(self, path: &Path) -> Done {
        self.change("remove", path, || fs::remove_dir_all(path))
    }

    /// Removes a folder if it is empty.
    pub(super) fn prune(self, path: &Path) -> Done {
        self.change("remove", path, || {
            // Not empty or not there: then there is nothing to prune.
            let _ = fs::remove_dir(path);
            Ok(())
        })
    }

    /// Exchanges two folders in one step; `false` where the system or the file system cannot.
    pub(super) fn exchange(self, one: &Path, other: &Path) -> Result<bool, OutputError> {
        let mut supported = true;
        self.change("exchange", other, || {
            supported = self.can_exchange && exchange(one, other)?;
            Ok(())
        })?;
        Ok(supported)
    }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let data = fs::symlink_metadata(from)?;
    #[cfg(unix)]
    if data.is_symlink() {
        return std::os::unix::fs::symlink(fs::read_link(from)?, to);
    }
    fs::copy(from, to)?;
    let times = fs::FileTimes::new().set_modified(data.modified()?);
    fs::File::options().write(true).open(to)?.set_times(times)
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// The inode of a folder, where the system has such and can exchange folders.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(super) fn inode(path: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    Some(fs::symlink_metadata(path).ok()?.ino())
}

/// The inode of a folder, where the system has such and can exchange folders.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(super) fn inode(_: &Path) -> Option<u64> {
    None
}
