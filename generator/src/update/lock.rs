//! `csdlgen.lock`: what a crate was generated from, and how. It is a file of the crate like others, so that
//! `csdlgen.manifest` knows it and `csdlgen generate --check` compares it.
//!
//! In goes a crate of `csdlgen.toml` and its metadata; out comes the text of the lock, the same for the same. What
//! only the source knows, its `ETag` and date, is carried over as long as the metadata is the same.

use std::path::Path;

use serde::{Deserialize, Serialize};
use toml::Table;

use crate::GENERATOR_VERSION;
use crate::config::{Crate, Target, recorded};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::output::{File, OutputError, RelativePath, is_intact};
use crate::references::Used;
use crate::text::sum::sum_of_lines;

/// The lock's name in a crate's folder.
pub const LOCK: &str = "csdlgen.lock";

const HEADER: &str =
    "# What this crate was generated from, and how. Written by csdlgen; do not edit.\n";
/// Larger files are not locks.
const LARGEST: u64 = 1 << 20;

/// What a crate was generated from, and how.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Lock {
    /// The address of the metadata, or else its file.
    pub source: String,
    /// The SHA-256 of the metadata with Unix line ends, in hexadecimal digits.
    pub sha256: String,
    /// The date of the metadata, as the source gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// What the source calls this version (HTTP Semantics, RFC 9110, section 8.8.3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// The SHA-256 of the outline with Unix line ends, where one is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outline: Option<String>,
    /// The version of the generator.
    pub generator: String,
    /// The settings that decide what is generated.
    pub options: Table,
}

/// What only the source knows of a version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Its `ETag`.
    pub etag: Option<String>,
    /// Its `Last-Modified`, or else the `Date` of the reply.
    pub date: Option<String>,
}

impl Lock {
    /// The lock of a crate, if it has one that can be read.
    pub fn read(folder: &Path) -> Option<Self> {
        let path = folder.join(LOCK);
        let data = std::fs::symlink_metadata(&path).ok()?;
        if !data.is_file() || data.len() > LARGEST {
            return None;
        }
        toml::from_str(&std::fs::read_to_string(path).ok()?).ok()
    }

    /// The lock of a crate that is made of this metadata and of the other documents that are `used`. Without an origin, that of the lock on disk is kept
    /// where the metadata is the same.
    ///
    /// # Errors
    /// The overlay cannot be read.
    pub fn new(
        target: &Target,
        options: &Crate,
        metadata: &[u8],
        used: &[Used],
        origin: Option<&Origin>,
    ) -> Result<Self, Diagnostics> {
        let name = target.metadata.name();
        let source = target.source.as_deref();
        let source = source
            .unwrap_or_else(|| crate::plan::shown(name))
            .to_owned();
        let sha256 = sum_of_lines(metadata);
        let known = || {
            let old = Self::read(&target.out)?;
            let same = old.source == source && old.sha256 == sha256;
            same.then_some(Origin {
                etag: old.etag,
                date: old.date,
            })
        };
        let Origin { etag, date } = origin.cloned().or_else(known).unwrap_or_default();
        Ok(Self {
            source,
            sha256,
            date,
            etag,
            outline: None,
            generator: GENERATOR_VERSION.to_owned(),
            options: recorded(target, options, used)?,
        })
    }

    /// Whether a crate's folder holds just what this lock says: then generating it anew would change nothing.
    ///
    /// # Errors
    /// The folder cannot be read, or its manifest is damaged.
    pub fn proves(&self, folder: &Path) -> Result<bool, OutputError> {
        let Ok(path) = RelativePath::new(LOCK) else {
            return Ok(false);
        };
        Ok(Self::read(folder).is_some_and(|lock| lock == *self) && is_intact(folder, &path)?)
    }

    /// The lock as a file of the crate.
    ///
    /// # Errors
    /// None that an input causes.
    pub fn file(&self) -> Result<File, Diagnostics> {
        let text = toml::to_string(self)
            .map_err(|error| Diagnostics::from(Diagnostic::error(None, error.to_string())))?;
        Ok(File {
            path: RelativePath::new(LOCK).map_err(|error| super::no_path(&error))?,
            contents: format!("{HEADER}{text}"),
        })
    }
}
