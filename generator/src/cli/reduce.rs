//! Arguments → a small service description, on disk or on standard output.

use std::path::PathBuf;

use clap::Args;

use super::Failure;
use super::report::{self, Report};
use super::service::{Asked, source};
use crate::output::LoneFile;
use crate::reduce::{self, Extent, Options, Reduced, Treatment};

/// The arguments of `csdlgen reduce`.
#[derive(Args, Debug)]
#[command(after_help = "\
Exit codes: 0 done, 1 difference or failure, 2 wrong usage.

Examples:
  csdlgen reduce --metadata graph.csdl --include '/users/*/messages/**' --out mail.csdl
  csdlgen reduce --metadata openapi.yaml --include '/pets/**#GET' --out pets.yaml
  csdlgen reduce --crate graph --metadata 'https://graph.microsoft.com/v1.0/$metadata' \\
      --out metadata/graph.csdl
  csdlgen reduce --crate graph --metadata graph.csdl --check metadata/graph.csdl")]
pub(super) struct Arguments {
    /// Write the reduced description into this file [default: it is printed]
    #[arg(long, value_name = "FILE", conflicts_with = "check")]
    out: Option<PathBuf>,

    /// Write nothing; print the difference of this file to the reduced description, and end with 1 if there is any
    #[arg(long, value_name = "FILE")]
    check: Option<PathBuf>,

    /// Replace the file of --out even if csdlgen did not write it
    #[arg(long, requires = "out")]
    force: bool,

    /// What becomes of annotations, of OpenAPI extensions and examples; without, what the service allows is unknown, and the
    /// crate offers more
    /// [default: as `reduce` of the crate in csdlgen.toml says, or keep]
    #[arg(long, value_name = "WHAT")]
    annotations: Option<Treatment>,

    /// What becomes of descriptions; without, only documentation differs
    /// [default: as `reduce` of the crate in csdlgen.toml says, or keep]
    #[arg(long, value_name = "WHAT")]
    descriptions: Option<Treatment>,

    /// Say nothing but errors
    #[arg(short, long)]
    quiet: bool,

    #[command(flatten)]
    service: Asked,
}

/// Does what the arguments say.
pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let report = Report::new(arguments.quiet, false);
    let target = arguments.service.target()?;
    let source = source(&target)?;
    let configured = target.reduce.unwrap_or_default();
    let options = Options {
        annotations: arguments.annotations.unwrap_or(configured.annotations),
        descriptions: arguments.descriptions.unwrap_or(configured.descriptions),
    };
    let progress = report.progress();
    progress.at("reducing", &source.name);
    let reduced = reduce::reduce(&source, &target.load()?, options)?;
    progress.finish();
    report.warnings(&reduced.warnings);
    let file = |path: &PathBuf| LoneFile {
        path: path.clone(),
        contents: reduced.text.clone(),
        mark: reduced.mark,
    };
    if let Some(path) = &arguments.check {
        let Some(difference) = file(path).difference()? else {
            return Ok(());
        };
        report::result(&difference);
        return Err(Failure::Stale(path.clone()));
    }
    let Some(path) = &arguments.out else {
        report::result(&reduced.text);
        return Ok(());
    };
    let written = file(path).write(arguments.force)?;
    let state = if written { "written" } else { "unchanged" };
    report.say(&format!(
        "{}: {} of {} kB, {state}{}\n",
        path.display(),
        kilobytes(reduced.text.len()),
        kilobytes(source.bytes.len()),
        extent(&reduced)
    ));
    Ok(())
}

fn kilobytes(bytes: usize) -> usize {
    bytes.div_ceil(1000)
}

/// Why more is kept than is selected.
fn extent(reduced: &Reduced) -> String {
    let Some(because) = &reduced.because else {
        return String::new();
    };
    let what = match reduced.extent {
        Extent::Selected => return String::new(),
        Extent::Named => "all names are kept",
        Extent::Everything => "everything is kept",
    };
    format!("; {what}, as with less this would differ: {because}")
}
