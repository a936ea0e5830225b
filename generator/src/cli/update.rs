//! Arguments → newer metadata and crates on disk. All is fetched, compared and generated in memory before the first
//! file is written.

use std::path::PathBuf;

use clap::Args;

use super::Failure;
use super::args::{Generate, Limited};
use super::generate::{Times, report_edited};
use super::progress::Progress;
use super::report::{Outcome, Report};
use super::{apply, select};
use crate::config::{Config, Target};
use crate::diff::render;
use crate::fetch::Limits;
use crate::output;
use crate::update::{self, New, Update, prepare, write};

/// The arguments of `csdlgen update`.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
#[derive(Args, Debug)]
#[command(after_help = "\
Exit codes: 0 done or nothing to do, 1 failure, 2 wrong usage.

In csdlgen.toml:
  metadata = \"metadata/graph.csdl\"
  source = \"https://graph.microsoft.com/v1.0/$metadata\"")]
pub(super) struct Arguments {
    /// The file that says what is generated [default: csdlgen.toml]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// Only this crate of the file, by the name of its table; can be given several times
    #[arg(long = "crate", value_name = "NAME")]
    crates: Vec<String>,

    /// Show what would change and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Write the version that follows into csdlgen.toml and the crate
    #[arg(long)]
    bump: bool,

    #[command(flatten)]
    limited: Limited,

    /// Say nothing but errors
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,

    /// Show every warning
    #[arg(short, long)]
    verbose: bool,
}

/// Does what the arguments say.
pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let report = Report::new(arguments.quiet, arguments.verbose);
    let mut targets = targets(arguments)?;
    for target in &mut targets {
        apply::raise(&arguments.limited, &mut target.options)?;
    }
    let config = arguments.config.clone();
    let config = config.unwrap_or_else(|| PathBuf::from(Config::FILE_NAME));
    let raise = arguments.bump.then_some(config);
    let mut updates = Vec::new();
    for target in &targets {
        let from = target.source.as_deref().unwrap_or_default();
        let progress = report.progress();
        progress.at("asking", from);
        let update = prepare(
            target,
            Limits::of(&target.options.limits),
            raise.as_deref(),
            &|now| show(&progress, now, from, target),
        );
        progress.finish();
        updates.push((target, update?));
    }
    for (target, update) in updates {
        match update {
            Update::UpToDate => report.say(&format!("{}: up to date\n", target.options.name)),
            Update::New(new) => write_or_tell(target, &new, arguments.dry_run, &report)?,
        }
    }
    Ok(())
}

/// The crates with a source, or those that are named.
fn targets(arguments: &Arguments) -> Result<Vec<Target>, Failure> {
    let generate = Generate {
        config: arguments.config.clone(),
        crates: arguments.crates.clone(),
        ..Generate::default()
    };
    let mut targets = select::targets(&generate)?;
    if arguments.crates.is_empty() {
        targets.retain(|target| target.source.is_some());
        if targets.is_empty() {
            let message = "no crate has a `source`, the address of its service's metadata";
            return Err(Failure::Usage(message.to_owned()));
        }
    }
    Ok(targets)
}

fn show(progress: &Progress, now: update::Progress, from: &str, target: &Target) {
    let name = &target.options.name;
    match now {
        update::Progress::Fetched(done, all) => progress.fetching(from, done, all),
        update::Progress::Reducing => progress.at("reducing", from),
        update::Progress::Comparing => progress.at("comparing", name),
        update::Progress::Formatted(done, all) => progress.files("formatting", name, done, all),
    }
}

fn write_or_tell(
    target: &Target,
    new: &New,
    dry_run: bool,
    report: &Report,
) -> Result<(), Failure> {
    report.warnings(&new.generated.warnings);
    if let Some(comparison) = &new.comparison {
        report.say(&render::text(comparison));
    }
    if let Some(raised) = &new.raised {
        let (now, next) = (&target.options.version, &raised.version);
        report.say(&format!(
            "{}: version {now} becomes {next}\n",
            target.options.name
        ));
    }
    if dry_run {
        let progress = report.progress();
        progress.at("comparing", &target.out.display().to_string());
        let difference = output::check(&target.out, &new.generated.files);
        progress.finish();
        let difference = difference?;
        let name = &target.options.name;
        report.say(&format!(
            "{name}: {} files would change; nothing was written\n",
            difference.0.len()
        ));
        return Ok(());
    }
    let progress = report.progress();
    progress.changes(&target.out);
    let written = write(target, new, &progress);
    progress.finish();
    let written = written?;
    report_edited(target, &written, report);
    report.done(&Outcome {
        target,
        generated: &new.generated,
        written: &written,
        times: Times::default(),
    });
    Ok(())
}
