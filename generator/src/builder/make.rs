//! Settings → the file: what of the build script is read, written and told to cargo.

use std::env;
use std::path::{Path, PathBuf};

use super::{BuildError, Builder, Built, embed, write};
use crate::bounded;
use crate::config::Invalid;
use crate::csdl::{self, Limit};
use crate::diagnostic::Diagnostics;
use crate::fixup::Overlay;
use crate::pipeline::{self, Source};
use crate::select::Features;
use crate::text::slashed;

/// The feature of a generated crate that has the constants for typed queries.
const PROPERTIES: &str = "properties";

impl Builder {
    /// Generates the file. It is written whole or not at all, and only if its contents are new.
    ///
    /// # Errors
    /// A setting is invalid, the description cannot be read or is wrong, or the disk refuses.
    pub fn generate(mut self) -> Result<Built, BuildError> {
        if let Some((option, invalid)) = self.fault.take() {
            return Err(BuildError::Option { option, invalid });
        }
        self.tell_cargo()?;
        if let Some(overlay) = &self.overlay {
            self.options.overlay = Some(Overlay::read(overlay)?);
        }
        if let Some(file) = &self.described_by {
            self.options.described_by = Some(file.read(&self.options.limits)?);
        }
        let bytes = self.read()?;
        let file = file(&self.metadata, self.out_dir, self.file_name)?;
        // The package that the file is for has no features for parts of the service: all is there.
        self.options.selection.features = Features::None;
        let source = Source {
            name: slashed(&self.metadata),
            bytes,
        };
        let generated = pipeline::run(&source, &self.options)?;
        let features = if self.properties {
            &[PROPERTIES][..]
        } else {
            &[]
        };
        let text = embed::embed(&generated.files, features)?;
        let changed = write::write(&file, &text)?;
        Ok(Built {
            file,
            changed,
            warnings: generated.warnings,
            summary: generated.summary,
        })
    }

    fn read(&self) -> Result<Vec<u8>, BuildError> {
        let limits = &self.options.limits;
        let read = bounded::read(&self.metadata, limits.get(Limit::Document));
        read.map_err(|source| {
            if source.kind() == std::io::ErrorKind::FileTooLarge {
                let name = slashed(&self.metadata);
                return Diagnostics::from(csdl::too_large(&name, limits)).into();
            }
            let path = self.metadata.clone();
            BuildError::Read { path, source }
        })
    }

    /// Names the files that all depends on.
    fn tell_cargo(&self) -> Result<(), BuildError> {
        let overlay = self.overlay.as_ref().map(|file| ("overlay", &file.path));
        let described_by = self.described_by.as_ref();
        let described_by = described_by.map(|file| ("described_by", &file.path));
        let references = self.options.references.folder.as_ref();
        let references = references.map(|folder| ("references", folder));
        let config = self.config.as_ref().map(|file| ("configured", file));
        let files = [("metadata", &self.metadata)].into_iter();
        let files = files.chain(overlay).chain(described_by).chain(config);
        for (option, path) in files.chain(references) {
            // A line break would begin another instruction.
            let path = path.to_string_lossy();
            if path.is_empty() || path.chars().any(char::is_control) {
                let invalid = Invalid::new(
                    "the path is empty or holds control characters",
                    "paths in build scripts begin at the package's folder",
                );
                return Err(BuildError::Option { option, invalid });
            }
            if self
                .rerun
                .unwrap_or_else(|| env::var_os("OUT_DIR").is_some())
            {
                println!("cargo:rerun-if-changed={path}");
            }
        }
        Ok(())
    }
}

/// Where the file goes.
fn file(
    metadata: &Path,
    folder: Option<PathBuf>,
    name: Option<String>,
) -> Result<PathBuf, BuildError> {
    let folder = match folder {
        Some(folder) => folder,
        None => env::var_os("OUT_DIR")
            .map(PathBuf::from)
            .ok_or(BuildError::NoOutDir)?,
    };
    let stem = || {
        metadata
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
    };
    let name = name.or_else(stem).unwrap_or_default();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    if name.is_empty() || name.starts_with('.') || !name.chars().all(plain) {
        let message = format!("{name:?} cannot be the name of a file");
        return Err(BuildError::Option {
            option: "file_name",
            invalid: Invalid::new(message, "use letters, digits, `_`, `-` and `.`"),
        });
    }
    Ok(folder.join(format!("{name}.rs")))
}
