//! Descriptions in words of the crate's owner: in goes where they are, out comes the document that has them.

use std::path::PathBuf;
use std::sync::Arc;

use crate::bounded;
use crate::csdl::{Limit, Limits};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::text::slashed;

/// Where a document with descriptions is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescriptionsFile {
    /// The path to open.
    pub path: PathBuf,
    /// The path as the user wrote it, with `/`: what messages show.
    pub name: String,
}

/// A document in CSDL whose descriptions come before those of the metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Descriptions {
    /// What messages call it.
    pub name: String,
    /// The document.
    pub bytes: Arc<[u8]>,
}

impl DescriptionsFile {
    /// A file at a path, which messages show as it is.
    pub fn at(path: PathBuf) -> Self {
        Self {
            name: slashed(&path),
            path,
        }
    }

    /// Reads the document.
    ///
    /// # Errors
    /// The file cannot be read, or is larger than a description may be.
    pub fn read(&self, limits: &Limits) -> Result<Descriptions, Diagnostics> {
        let name = &self.name;
        let bytes = bounded::read(&self.path, limits.get(Limit::Document)).map_err(|error| {
            let message = format!("cannot read the descriptions {name}: {error}");
            let remedy = "`described_by` in csdlgen.toml names a file relative to its folder";
            Diagnostics::from(Diagnostic::error(None, message).with_remedy(remedy))
        })?;
        Ok(Descriptions {
            name: name.clone(),
            bytes: bytes.into(),
        })
    }
}
