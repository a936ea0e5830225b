//! Arguments → a comparison on standard output. Its summary goes to standard error where the form is not for
//! reading in a terminal.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Failure;
use super::args::{Generate, Limited};
use super::generate::read;
use super::report::{self, Report};
use super::{apply, select};
use crate::config::{Crate, Location};
use crate::csdl::Limits;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diff::{Class, Comparison, Revision, Scope, Version, compare, render};
use crate::pipeline::Source;

/// The arguments of `csdlgen diff`.
#[derive(Args, Debug)]
#[command(after_help = "\
Exit codes: 0 done, 1 there is what --fail-on names, or a failure; 2 wrong usage.

Examples:
  csdlgen diff old.csdl 'https://graph.microsoft.com/v1.0/$metadata'
  csdlgen diff HEAD~1:metadata/service.csdl metadata/service.csdl --fail-on breaking
  csdlgen diff old.csdl new.csdl --format html --path /communications > report.html")]
pub(super) struct Arguments {
    /// The old version: a file, an http or https address, or REVISION:PATH of git
    old: String,

    /// The new version, likewise
    new: String,

    /// How it is printed
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,

    /// End with 1 if there is a change of this class or a graver one
    #[arg(long, value_name = "CLASS")]
    fail_on: Option<Class>,

    /// Only this type, namespace, `type/member`, or resource or path with all below it
    #[arg(long, value_name = "PATH")]
    path: Option<String>,

    #[command(flatten)]
    limited: Limited,

    /// Say nothing on standard error but errors
    #[arg(short, long)]
    quiet: bool,

    /// The file whose settings decide names and what is generated [default: csdlgen.toml, with --crate]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// The crate of the file, by the name of its table [default: none, all of the service with usual names]
    #[arg(long = "crate", value_name = "NAME")]
    krate: Option<String>,
}

/// How a comparison is printed.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
pub(super) enum Format {
    /// Lines.
    #[default]
    Text,
    /// For a pull request or a changelog.
    Markdown,
    /// One JSON object.
    Json,
    /// One page for a browser, with a filter.
    Html,
}

/// Does what the arguments say.
pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let report = Report::new(arguments.quiet, false);
    let mut options = options(arguments)?;
    apply::raise(&arguments.limited, &mut options)?;
    let old = source(&arguments.old, &options.limits, &report)?;
    let new = source(&arguments.new, &options.limits, &report)?;
    let progress = report.progress();
    progress.at("comparing", &format!("{} with {}", old.name, new.name));
    let comparison = comparison(&old, &new, &options, arguments.path.as_deref())?;
    let text = match arguments.format {
        Format::Text => render::text(&comparison),
        Format::Markdown => render::markdown(&comparison),
        Format::Json => render::json(&comparison),
        Format::Html => render::html(&comparison)?,
    };
    progress.finish();
    if !arguments.quiet && matches!(arguments.format, Format::Json | Format::Html) {
        report::error(render::summary(&comparison).trim_end());
    }
    // Whoever reads may have gone away, as `head` does.
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
    failed_on(&comparison, arguments.fail_on)
}

/// Compares two descriptions, planned alike.
pub(super) fn comparison(
    old: &Source,
    new: &Source,
    options: &Crate,
    path: Option<&str>,
) -> Result<Comparison, Failure> {
    let scope = path
        .map(|path| Scope::new(path, old, new, options))
        .transpose()?;
    let (before, after) = rayon::join(
        || Version::read(old, &options.for_older()),
        || Version::read(new, options),
    );
    match (before, after) {
        (Ok((old, _)), Ok((new, _))) => {
            old.check_alike(&new)?;
            scope
                .as_ref()
                .map_or(Ok(()), |scope| scope.check(&old, &new))?;
            Ok(compare(&old, &new, scope.as_ref()))
        }
        (Err(Diagnostics(mut errors)), Err(Diagnostics(more))) => {
            errors.extend(more);
            Err(Diagnostics(errors).into())
        }
        (Err(errors), _) | (_, Err(errors)) => Err(errors.into()),
    }
}

fn failed_on(comparison: &Comparison, class: Option<Class>) -> Result<(), Failure> {
    let Some(class) = class else { return Ok(()) };
    let changes = comparison.changes.iter();
    match changes.filter(|change| change.class <= class).count() {
        0 => Ok(()),
        count => Err(Failure::Changes { class, count }),
    }
}

/// The settings of a crate where one is named, and the usual ones else.
fn options(arguments: &Arguments) -> Result<Crate, Failure> {
    if arguments.config.is_none() && arguments.krate.is_none() {
        return Crate::new("client").map_err(|invalid| Failure::Usage(invalid.message));
    }
    let generate = Generate {
        config: arguments.config.clone(),
        crates: arguments.krate.iter().cloned().collect(),
        ..Generate::default()
    };
    let targets = select::targets(&generate)?;
    match targets.as_slice() {
        [target] => Ok(target.load()?),
        _ => Err(Failure::Usage(
            "the file has several crates: use --crate".to_owned(),
        )),
    }
}

/// A file that is there, an address, or a revision.
fn source(text: &str, limits: &Limits, report: &Report) -> Result<Source, Failure> {
    if !text.contains("://") && !PathBuf::from(text).exists() {
        if let Some(revision) = Revision::parse(text)? {
            return Ok(revision.read(Path::new("."))?);
        }
        let error = Diagnostic::error(None, format!("there is no file {text:?}"))
            .with_remedy("name a file, an address, or REVISION:PATH of git");
        return Err(Diagnostics::from(error).into());
    }
    let location = Location::parse(text, Path::new(""));
    let location = location
        .map_err(|error| Failure::Usage(format!("{}\n  help: {}", error.message, error.remedy)))?;
    read(&location, limits, report)
}
