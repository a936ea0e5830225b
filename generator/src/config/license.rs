//! The licence of a generated crate: in goes where its text is, out comes the text.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::read::tidy;
use crate::bounded;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::text::check::Invalid;
use crate::text::slashed;

/// Where the text of a licence is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenseFile {
    /// The path to open.
    pub path: PathBuf,
    /// The path as the user wrote it, with `/`: what messages show.
    pub name: String,
}

impl LicenseFile {
    /// Where csdlgen writes, a file would be a copy of itself, and removed with the setting.
    pub(crate) fn refuse_inside(file: &Path, out: &Path) -> Result<(), Invalid> {
        let (tidied, folder) = (tidy(file), tidy(out));
        let below = tidied.strip_prefix(&folder);
        if !below.is_ok_and(|below| !below.starts_with("..")) {
            return Ok(());
        }
        let written = slashed(file);
        Err(Invalid::new(
            format!("the licence {written:?} is in the crate's own folder"),
            "name a file outside of `out`, or leave the setting out: a LICENSE that you put there stays",
        ))
    }

    /// Reads the text.
    ///
    /// # Errors
    /// The file cannot be read, is not UTF-8, or has nothing in it.
    pub fn read(&self) -> Result<String, Diagnostics> {
        let name = &self.name;
        let refuse = |message: String, remedy: &str| {
            Diagnostics::from(Diagnostic::error(None, message).with_remedy(remedy))
        };
        let text = bounded::settings(&self.path).map_err(|error| match error.kind() {
            ErrorKind::InvalidData => refuse(
                format!("the licence {name} is not UTF-8 text"),
                "save it as UTF-8, so that the crate's LICENSE can be read everywhere",
            ),
            _ => refuse(
                format!("cannot read the licence {name}: {error}"),
                "name the file with `license_file` in csdlgen.toml, relative to its folder",
            ),
        })?;
        if text.trim().is_empty() {
            return Err(refuse(
                format!("the licence {name} is empty"),
                "write the text of the licence into it, or leave out `license_file`",
            ));
        }
        Ok(text)
    }
}
