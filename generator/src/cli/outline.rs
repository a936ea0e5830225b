//! Arguments → the public surface of a crate on disk, as text.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Failure;
use super::args::Generate;
use super::report;
use super::select;
use super::service;
use crate::outline;

/// The arguments of `csdlgen outline`.
#[derive(Args, Debug)]
#[command(after_help = "\
Exit codes: 0 done, 1 difference or failure, 2 wrong usage.

Examples:
  csdlgen outline generated > outline.txt
  csdlgen outline msgraph --feature mail
  csdlgen outline --crate graph --out graph/outline.txt
  csdlgen outline --crate graph --check graph/outline.txt")]
pub(super) struct Arguments {
    /// The folder of the crate [default: that of csdlgen.toml, with --crate where it has several]
    #[arg(value_name = "DIR", conflicts_with_all = ["config", "krate"])]
    folder: Option<PathBuf>,

    /// The file that says what is generated [default: csdlgen.toml]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// The crate of the file, by the name of its table
    #[arg(long = "crate", value_name = "NAME")]
    krate: Option<String>,

    /// What this feature of the crate brings alone; `always` for what needs none, `several` for what needs one of several or
    /// more than one
    #[arg(long, value_name = "NAME")]
    feature: Option<String>,

    /// Write the outline into this file [default: it is printed]
    #[arg(long, value_name = "FILE", conflicts_with = "check")]
    out: Option<PathBuf>,

    /// Write nothing; print the difference of this file to the outline, and end with 1 if there is any
    #[arg(long, value_name = "FILE")]
    check: Option<PathBuf>,

    /// Replace the file of --out even if csdlgen did not write it
    #[arg(long, requires = "out")]
    force: bool,
}

/// Does what the arguments say.
pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let folder = folder(arguments)?;
    let progress = service::report().progress();
    progress.at("reading", &folder.display().to_string());
    let text = match &arguments.feature {
        Some(feature) => part(&folder, feature)?,
        None => outline::outline_folder(&folder)?,
    };
    progress.finish();
    if let Some(path) = &arguments.check {
        let file = outline::file(path.clone(), text);
        return match file.difference()? {
            None => Ok(()),
            Some(difference) => {
                report::result(&difference);
                Err(Failure::Stale(path.clone()))
            }
        };
    }
    match &arguments.out {
        Some(path) => {
            outline::file(path.clone(), text).write(arguments.force)?;
        }
        None => report::result(&text),
    }
    Ok(())
}

fn part(folder: &Path, feature: &str) -> Result<String, Failure> {
    let mut parts = outline::outline_by_feature(folder)?;
    parts.remove(feature).ok_or_else(|| {
        let known: Vec<&str> = parts.keys().map(String::as_str).collect();
        Failure::Usage(format!(
            "nothing in the crate needs the feature `{feature}` alone; there are {}",
            known.join(", ")
        ))
    })
}

fn folder(arguments: &Arguments) -> Result<PathBuf, Failure> {
    if let Some(folder) = &arguments.folder {
        return Ok(folder.clone());
    }
    let generate = Generate {
        config: arguments.config.clone(),
        crates: arguments.krate.iter().cloned().collect(),
        ..Generate::default()
    };
    match select::targets(&generate)?.as_slice() {
        [target] => Ok(target.out.clone()),
        _ => Err(Failure::Usage(
            "the file has several crates: use --crate, or name the folder of one".to_owned(),
        )),
    }
}
