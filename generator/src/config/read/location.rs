//! Where a service description is, and folders that are the same.

use std::path::{Component, Path, PathBuf};

use super::super::Location;
use crate::text::check::{self, Invalid};
use crate::text::slashed;

impl Location {
    /// A path or a URL as the user wrote it; a path is relative to `folder`.
    ///
    /// # Errors
    /// It is neither a path nor an `http` or `https` URL.
    pub fn parse(text: &str, folder: &Path) -> Result<Self, Invalid> {
        location(text, folder)
    }

    /// What messages and generated headers call it.
    pub fn name(&self) -> &str {
        match self {
            Self::File { name, .. } => name,
            Self::Url(url) => url,
        }
    }
}

/// A path, or an address.
pub(super) fn location(text: &str, folder: &Path) -> Result<Location, Invalid> {
    if text.contains("://") {
        check::url(text, "the metadata's address")?;
        return Ok(Location::Url(text.to_owned()));
    }
    check::path(text, "the metadata's path")?;
    Ok(Location::File {
        path: folder.join(text),
        name: slashed(Path::new(text)),
    })
}

/// `a/./b` and `a/x/../b` are the same folder as `a/b`.
pub(in super::super) fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if tidy.file_name().is_some() => {
                tidy.pop();
            }
            other => tidy.push(other),
        }
    }
    tidy
}
