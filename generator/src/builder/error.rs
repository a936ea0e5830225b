//! Why nothing was generated.

use std::io;
use std::path::PathBuf;

use crate::config::Invalid;
use crate::diagnostic::Diagnostics;

/// Why a [`Builder`](super::Builder) generated nothing.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A setting of the builder is invalid.
    #[error("`{option}`: {invalid}\n  help: {}", .invalid.remedy)]
    Option {
        /// The method that was given it.
        option: &'static str,
        /// What is wrong with it.
        invalid: Invalid,
    },
    /// There is nowhere to write to.
    #[error("there is no OUT_DIR\n  help: run this in a build script, or call `out_dir`")]
    NoOutDir,
    /// The service description cannot be read.
    #[error("cannot read {}: {source}\n  help: paths in build scripts begin at the package's folder", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The service description, or what is asked of it, is wrong.
    #[error(transparent)]
    Description(#[from] Diagnostics),
    /// What was generated is not Rust.
    #[error(
        "what is generated is invalid Rust: {0}; this is a fault of csdlgen: report it with the metadata at hand"
    )]
    Syntax(#[from] syn::Error),
    /// A file is in the way.
    #[error("{} was not written by csdlgen, and is not overwritten\n  help: call `file_name` or `out_dir`", .0.display())]
    Foreign(PathBuf),
    /// The file cannot be written.
    #[error("cannot write {}: {source}", .path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// As it is displayed: this is what Cargo shows of a `main` that returns an error.
impl std::fmt::Debug for BuildError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}
