//! Arguments → the crates to generate, each with its settings.

use std::path::{Path, PathBuf};

use super::Failure;
use super::args::{Generate, How, Limited, What};
use super::relative::relative;
use crate::config::{Config, Crate, Location, Runtime, Target};
use crate::fixup::OverlayFile;
use crate::references::References;
use crate::select::{Pattern, Selection};
use crate::text::slashed;

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
    if arguments.how.is_any() {
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
        overlay: None,
        license_file: None,
        outline: None,
        out: out.clone(),
        options: Crate::new(name).map_err(|error| invalid("--crate-name", &error))?,
    };
    apply(how, &mut target)?;
    Ok(target)
}

fn folder_name(path: &Path) -> Option<String> {
    let path = std::path::absolute(path).ok()?;
    Some(path.file_name()?.to_str()?.to_owned())
}

fn apply(how: &How, target: &mut Target) -> Result<(), Failure> {
    let How {
        metadata,
        overlay,
        partial,
        out,
        outline,
        crate_name,
        runtime,
        key_style,
        operations,
        docs,
        service,
        renamed,
        referenced,
        limited,
        what,
    } = how;
    if let Some(metadata) = metadata {
        target.metadata = location(metadata)?;
    }
    if let Some(overlay) = overlay {
        target.overlay = Some(OverlayFile {
            name: slashed(overlay),
            path: overlay.clone(),
            partial: *partial,
        });
    }
    if let Some(out) = out {
        target.out.clone_from(out);
    }
    if outline.is_some() {
        target.outline.clone_from(outline);
    }
    let options = &mut target.options;
    if let Some(name) = crate_name {
        // Made anew only for its check of the name.
        options.name = Crate::new(name)
            .map_err(|error| invalid("--crate-name", &error))?
            .name;
    }
    if let Some(runtime) = runtime {
        options.runtime = self::runtime(runtime, &target.out)?;
    }
    options.key_style = key_style.unwrap_or(options.key_style);
    options.operations = operations.unwrap_or(options.operations);
    options.docs = docs.unwrap_or(options.docs);
    options.service = service.or(&options.service);
    options.rename.extend(renamed.rename.iter().cloned());
    if let Some(folder) = &referenced.references {
        // Which files are meant is said of the other folder.
        let fetch = options.references.fetch;
        options.references = References::folder(folder);
        options.references.fetch = fetch;
    }
    options.references.fetch |= referenced.fetch_references;
    raise(limited, options)?;
    choose(what, &mut options.selection)
}

/// Takes limits that are given on the command line.
pub(super) fn raise(limited: &Limited, options: &mut Crate) -> Result<(), Failure> {
    for (limit, most) in &limited.max {
        let raised = options.limits.with(*limit, *most);
        options.limits = raised.map_err(|bad| usage(format!("--max: {bad}")))?;
    }
    Ok(())
}

fn choose(what: &What, selection: &mut Selection) -> Result<(), Failure> {
    let places = [
        ("--include", &what.include, &mut selection.include),
        ("--exclude", &what.exclude, &mut selection.exclude),
    ];
    for (option, texts, patterns) in places {
        if texts.is_empty() {
            continue;
        }
        let read = texts.iter().map(|text| Pattern::parse(text));
        let read: Result<_, _> = read.collect();
        *patterns = read.map_err(|error| invalid(option, &error))?;
    }
    if let Some(navigation) = what.unselected_navigation {
        selection.unselected_navigation = navigation;
    }
    Ok(())
}

/// A version requirement, or else a folder relative to the current one.
fn runtime(text: &str, out: &Path) -> Result<Runtime, Failure> {
    if let Ok(version) = Runtime::version(text) {
        return Ok(version);
    }
    if text.is_empty() {
        return Err(usage("--runtime is empty: name a folder or a version"));
    }
    let path = relative(out, Path::new(text))
        .map_err(|error| usage(format!("--runtime {text}: {error}")))?;
    Runtime::path(path).map_err(|error| invalid("--runtime", &error))
}

fn location(text: &str) -> Result<Location, Failure> {
    Location::parse(text, Path::new("")).map_err(|error| invalid("--metadata", &error))
}

fn invalid(option: &str, error: &crate::config::Invalid) -> Failure {
    usage(format!(
        "{option}: {}\n  help: {}",
        error.message, error.remedy
    ))
}

fn usage(message: impl Into<String>) -> Failure {
    Failure::Usage(message.into())
}
