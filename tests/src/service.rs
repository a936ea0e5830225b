//! The service's own metadata, where a copy of it lies beside the repository.

use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn repository() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// The path of Graph's v1.0 metadata; `None`, with a line printed, where it is not there.
pub fn graph() -> Option<PathBuf> {
    let path = repository().join("../shared/graph/v1.0.csdl");
    if path.is_file() {
        return Some(path);
    }
    println!("{} is not there: this test checks nothing", path.display());
    None
}

/// The folder of documents in OpenAPI; `None`, with a line printed, where it is not there.
pub fn openapi() -> Option<PathBuf> {
    let path = repository().join("../shared/openapi");
    if path.is_dir() {
        return Some(path);
    }
    println!("{} is not there: nothing is measured", path.display());
    None
}
