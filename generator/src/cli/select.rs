//! Arguments → the crates to generate, each with its settings.

use std::path::{Path, PathBuf};

use super::Failure;
use super::apply::apply;
use super::args::{Generate, How};
use crate::config::{Config, Crate, Location, Target};

/// What the arguments, and the file where one is read, ask for.
pub(super) fn targets(arguments: &Generate) -> Result<Vec<Target>, Failure> {
    let named = arguments.config.is_some() || !arguments.crates.is_empty();
    if arguments.how.metadata.is_some() && !named {
        return Ok(vec![without_file(&arguments.how)?]);
    }
    let path = arguments
        .config
        .clone()
        .unwrap_or_else(|| PathBuf::from(Config::FILE_NAME));
    let mut targets = selected(Config::read(&path)?, &arguments.crates, &path)?;
    if arguments.how != How::default() {
        let [target] = targets.as_mut_slice() else {
            return Err(usage(
                "options about one crate, but several are selected: use --crate",
            ));
        };
        apply(&arguments.how, target)?;
    }
    Ok(targets)
}

/// The one crate that is asked about: the first of a file unless one is named.
pub(super) fn single_target(arguments: &Generate, how: &How) -> Result<Target, Failure> {
    let named = arguments.config.is_some() || !arguments.crates.is_empty();
    if how.metadata.is_some() && !named {
        return without_file(how);
    }
    let found = targets(arguments)?.into_iter().next();
    let mut target = found.ok_or_else(|| usage("no crate is configured"))?;
    apply(how, &mut target)?;
    Ok(target)
}

fn selected(config: Config, names: &[String], path: &Path) -> Result<Vec<Target>, Failure> {
    let has = |name: &String| config.targets.iter().any(|target| target.key == *name);
    if let Some(name) = names.iter().find(|name| !has(name)) {
        let keys: Vec<&str> = config
            .targets
            .iter()
            .map(|target| target.key.as_str())
            .collect();
        return Err(usage(format!(
            "{} has no crate {name:?}; it has: {}",
            path.display(),
            keys.join(", ")
        )));
    }
    let mut targets = config.targets;
    if targets.is_empty() {
        return Err(usage(format!("{} has no crate", path.display())));
    }
    targets.retain(|target| names.is_empty() || names.contains(&target.key));
    Ok(targets)
}

/// A crate that the arguments alone describe.
fn without_file(how: &How) -> Result<Target, Failure> {
    let (Some(metadata), Some(out)) = (&how.metadata, &how.out) else {
        return Err(usage(
            "--metadata needs --out as well, or --config with --crate",
        ));
    };
    let name = match &how.crate_name {
        Some(name) => name.clone(),
        None => folder_name(out).ok_or_else(|| {
            usage(format!(
                "{} names no crate: use --crate-name",
                out.display()
            ))
        })?,
    };
    let mut target = Target {
        key: name.clone(),
        metadata: location(metadata)?,
        source: None,
        reduce: None,
        described_by: None,
        overlay: None,
        license_file: None,
        runtime: None,
        outline: None,
        out: out.clone(),
        options: Crate::new(name).map_err(|error| invalid("--crate-name", &error))?,
    };
    apply(how, &mut target)?;
    Ok(target)
}

pub(super) fn location(text: &str) -> Result<Location, Failure> {
    Location::parse(text, Path::new("")).map_err(|error| invalid("--metadata", &error))
}

pub(super) fn invalid(option: &str, error: &crate::config::Invalid) -> Failure {
    usage(format!(
        "{option}: {}\n  help: {}",
        error.message, error.remedy
    ))
}

pub(super) fn usage(message: impl Into<String>) -> Failure {
    Failure::Usage(message.into())
}

/// The name of a folder, which is that of its crate unless another is given.
fn folder_name(path: &Path) -> Option<String> {
    let path = std::path::absolute(path).ok()?;
    Some(path.file_name()?.to_str()?.to_owned())
}
