//! For build scripts: a service description goes in, one Rust file to be included comes out.
//!
//! Nothing is fetched. In `build.rs`:
//!
//! ```no_run
//! use csdlgen::config::{EnumLiterals, KeyStyle, OperationNames};
//!
//! fn main() -> Result<(), csdlgen::BuildError> {
//!     csdlgen::Builder::new("metadata/graph.csdl")
//!         .include("/communications/calls/**")
//!         .key_style(KeyStyle::Segment)
//!         .operations(OperationNames::Unqualified)
//!         .telemetry(true)
//!         .empty_action_body(true)
//!         .enum_literals(EnumLiterals::Short)
//!         .in_operator(true)
//!         .client("GraphClient")
//!         .base_url("https://graph.microsoft.com/v1.0")
//!         .generate()?;
//!     Ok(())
//! }
//! ```
//!
//! and where the client is wanted, in a module of its own:
//!
//! ```text
//! mod graph {
//!     include!(concat!(env!("OUT_DIR"), "/graph.rs"));
//! }
//! use graph::GraphClient;
//! ```
//!
//! The file takes its name from that of the description, `metadata/graph.csdl`; with [`Builder::configured`], from the table
//! of `csdlgen.toml`; with [`Builder::file_name`], as you say. What is generated stands on the crate `odata-client`,
//! which the package must depend on. The generator itself needs none of what its command needs:
//!
//! ```toml
//! [dependencies]
//! odata-client = "0.1"
//!
//! [build-dependencies]
//! csdlgen = { version = "0.1", default-features = false }
//! ```

mod addresses;
mod embed;
mod error;
mod make;
mod names;
mod service;
mod settings;
mod write;

use std::path::{Path, PathBuf};

use crate::config::{Config, Crate, DescriptionsFile, Invalid, Location};
use crate::diagnostic::Diagnostic;
use crate::fixup::OverlayFile;
use crate::pipeline::Summary;
use crate::text::slashed;

pub use error::BuildError;

/// Generates from one service description, as part of the build of the package that uses it. See the
/// [module](self).
#[derive(Clone, Debug)]
#[must_use = "nothing is generated until `generate` is called"]
pub struct Builder {
    metadata: PathBuf,
    /// The file that the settings are from.
    config: Option<PathBuf>,
    options: Crate,
    overlay: Option<OverlayFile>,
    described_by: Option<DescriptionsFile>,
    properties: bool,
    out_dir: Option<PathBuf>,
    file_name: Option<String>,
    rerun: Option<bool>,
    /// The first invalid setting.
    fault: Option<(&'static str, Invalid)>,
}

/// What was generated.
#[derive(Clone, Debug)]
pub struct Built {
    /// The file to include.
    pub file: PathBuf,
    /// Whether its contents are new.
    pub changed: bool,
    /// What is to be said of the description.
    pub warnings: Vec<Diagnostic>,
    /// What was generated, counted.
    pub summary: Summary,
}

impl Builder {
    /// For the service description in a file; a relative path begins, in a build script, at the package.
    pub fn new(metadata: impl Into<PathBuf>) -> Self {
        Self::with_options(metadata, Crate::default())
    }

    /// As a table of a `csdlgen.toml` says; a relative path begins, in a build script, at the package. What the table says
    /// about the package of a generated crate has no effect. The file has the name of the table:
    /// `configured("csdlgen.toml", "graph")` writes `graph.rs`.
    ///
    /// # Errors
    /// The file cannot be read or is wrong, has no such table, or its metadata is an address: nothing is fetched.
    pub fn configured(config: impl AsRef<Path>, key: &str) -> Result<Self, BuildError> {
        let path = config.as_ref();
        let mut targets = Config::read(path)?.targets.into_iter();
        let target = targets.find(|target| target.key == key);
        let invalid = |message, remedy: &str| BuildError::Option {
            option: "configured",
            invalid: Invalid::new(message, remedy),
        };
        let Some(target) = target else {
            let message = format!("{} has no table `crates.{key}`", slashed(path));
            return Err(invalid(message, "name a table that it has"));
        };
        let options = target.load()?;
        let Location::File { path: metadata, .. } = target.metadata else {
            let message = format!("the metadata of `crates.{key}` is an address");
            return Err(invalid(message, "download it, and name the file"));
        };
        let mut builder = Self::with_options(metadata, options);
        builder.overlay = target.overlay;
        builder.described_by = target.described_by;
        builder.config = Some(path.to_owned());
        builder.file_name = Some(target.key);
        Ok(builder)
    }

    /// As [`new`](Self::new), with all settings given at once. Those about the package itself, its name and
    /// version and what it depends on, have no effect.
    pub fn with_options(metadata: impl Into<PathBuf>, options: Crate) -> Self {
        Self {
            metadata: metadata.into(),
            config: None,
            options,
            overlay: None,
            described_by: None,
            properties: false,
            out_dir: None,
            file_name: None,
            rerun: None,
            fault: None,
        }
    }

    /// The folder that the file is written to; by default what Cargo gives to build scripts, `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// The name of the file, without `.rs`; by default that of the description, or of the table for
    /// [`configured`](Self::configured).
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Whether Cargo is told to run the build script again when the description changes; by default where
    /// there is an `OUT_DIR`, which is in build scripts.
    pub fn emit_rerun_if_changed(mut self, emit: bool) -> Self {
        self.rerun = Some(emit);
        self
    }
}
