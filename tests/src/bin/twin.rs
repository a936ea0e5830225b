//! `twin`: writes the types of a service description as a crate that serde's derive reads and writes, to
//! measure the generated crate beside.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use csdlgen::config::Crate;
use csdlgen::fixup::{Overlay, OverlayFile};
use csdlgen::output;
use csdlgen::pipeline::Source;
use csdlgen::select::Pattern;
use tests::service::repository;
use tests::twin;

/// Writes the types of a service description as a crate that serde's derive reads and writes: the same structs,
/// enums and fields under the same names as in the crate that csdlgen generates.
#[derive(Parser)]
struct Arguments {
    /// The service description.
    metadata: PathBuf,
    /// The folder of the crate, `graph-twin`.
    out: PathBuf,
    /// What is wanted, as for `csdlgen generate`; everything where this is not given.
    #[arg(long, value_name = "PATTERN", num_args = 1..)]
    include: Vec<String>,
    /// Corrections of the metadata.
    #[arg(long, value_name = "FILE")]
    overlay: Option<PathBuf>,
    /// Without the enums over derived types, which are lost where a base type is declared.
    #[arg(long)]
    flat: bool,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<String, Box<dyn std::error::Error>> {
    let source = Source {
        name: arguments.metadata.display().to_string(),
        bytes: std::fs::read(&arguments.metadata)?,
    };
    let mut config = Crate::new("graph")?;
    for pattern in &arguments.include {
        config.selection.include.push(Pattern::parse(pattern)?);
    }
    if let Some(path) = &arguments.overlay {
        config.overlay = Some(Overlay::read(&OverlayFile {
            path: path.clone(),
            name: path.display().to_string(),
            partial: true,
        })?);
    }
    let options = twin::Options {
        runtime: repository().join("runtime/odata"),
        derived: !arguments.flat,
        kept: true,
    };
    let mut files = twin::of_source(&source, &config, &options)?;
    // It stands alone, wherever that is.
    if let Some(manifest) = files
        .iter_mut()
        .find(|file| file.path.as_str() == "Cargo.toml")
    {
        manifest.contents.push_str("\n[workspace]\n");
    }
    let written = output::write(&arguments.out, &files)?;
    Ok(format!(
        "{}: {} files written, {} unchanged, {} removed",
        arguments.out.display(),
        written.written,
        written.unchanged,
        written.removed
    ))
}
