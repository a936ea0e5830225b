//! The package of `tests/json` with the crates that it compares: a description goes in, a folder that cargo
//! builds comes out.
//!
//! It stands in the target folder, since what it compares comes from metadata that is not in the repository.

use std::error::Error;
use std::fs;
use std::path::Path;

use csdlgen::config::{Crate, Docs, KeyStyle, OperationNames, Runtime};
use csdlgen::fixup::{Overlay, OverlayFile};
use csdlgen::output;
use csdlgen::pipeline::{self, Source};
use csdlgen::select::Pattern;

use crate::service::repository;
use crate::twin;

/// Users, their messages and files, with all that these hold: more than a hundred types. The whole of `/users/**`
/// would be 600, and its twins take a quarter of an hour to compile.
const SELECTED: [&str; 5] = [
    "/users",
    "/users/*",
    "/users/*/messages/*",
    "/users/*/drive/root",
    "/users/*/drive/items/*/children",
];

/// The files of `tests/json`.
const FILES: [&str; 7] = [
    "Cargo.toml",
    "benches/json.rs",
    "src/lib.rs",
    "src/drive.rs",
    "src/mail.rs",
    "src/users.rs",
    "tests/stack.rs",
];

/// Writes the package into a folder. Only files that changed are touched, so that cargo builds no more than
/// it must.
///
/// # Errors
/// The description cannot be read or planned, or the disk refuses.
pub fn prepare(metadata: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
    let source = Source {
        name: "v1.0.csdl".to_owned(),
        bytes: fs::read(metadata)?,
    };
    let config = config()?;
    let generated = pipeline::run(&source, &config)?;
    output::write(&folder.join("graph"), &generated.files)?;
    for (name, derived) in [("twin", true), ("flat", false)] {
        let options = twin::Options {
            runtime: repository().join("runtime/odata"),
            derived,
            kept: true,
        };
        let files = twin::of_source(&source, &config, &options)?;
        output::write(&folder.join(name), &files)?;
    }
    for file in FILES {
        copy(
            &repository().join("tests/json").join(file),
            &folder.join(file),
        )?;
    }
    // The same versions as everywhere; cargo adds what it needs beyond.
    let lock = folder.join("Cargo.lock");
    if !lock.exists() {
        copy(&repository().join("Cargo.lock"), &lock)?;
    }
    Ok(())
}

fn config() -> Result<Crate, Box<dyn Error>> {
    let mut config = Crate::new("graph")?;
    let runtime = repository().join("runtime/odata");
    config.runtime = Runtime::path(runtime.display().to_string())?;
    config.key_style = KeyStyle::Segment;
    config.operations = OperationNames::Unqualified;
    config.docs = Docs::None;
    let patterns = SELECTED.into_iter().map(Pattern::parse);
    config.selection.include = patterns.collect::<Result<_, _>>()?;
    let name = "metadata/graph.overlay.toml";
    config.overlay = Some(Overlay::read(&OverlayFile {
        path: repository().join(name),
        name: name.to_owned(),
        partial: true,
    })?);
    Ok(config)
}

/// Copies a file, unless the copy is there.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    let contents = fs::read(from)?;
    if fs::read(to).is_ok_and(|there| there == contents) {
        return Ok(());
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(to, contents)?;
    Ok(())
}
