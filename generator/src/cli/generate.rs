//! Arguments → crates on disk. All crates are generated in memory before the first is written.

use std::time::{Duration, Instant};

use super::Failure;
use super::args::Generate;
use super::report::{self, Outcome, Report};
use super::select;
use crate::bounded;
use crate::config::{Location, Target};
use crate::csdl::{self, Limit, Limits};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::fetch;
use crate::outline::{self, OutlineError};
use crate::output::{self, Change, LoneError, LoneFile, Standing, Written};
use crate::pipeline::{Generated, Input, Source};
use crate::text::slashed;
use crate::text::sum::sum_of_lines;
use crate::update::{Lock, Program};

/// How long the steps took.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Times {
    pub(super) read: Duration,
    pub(super) generate: Duration,
    pub(super) write: Duration,
}

/// A crate that is generated but not written.
struct Made<'a> {
    target: &'a Target,
    /// `None` where the lock proves that nothing would change.
    generated: Option<Generated>,
    /// The file beside the crate that is to hold its outline.
    outline: Option<LoneFile>,
    times: Times,
}

/// Does what the arguments say.
pub(super) fn run(arguments: &Generate) -> Result<(), Failure> {
    let report = Report::new(arguments.quiet, arguments.verbose);
    let targets = select::targets(arguments)?;
    let trust = Trust::of(arguments);
    let made = make_all(&targets, &trust, &report)?;
    if !arguments.check {
        let mut outlines = made.iter().filter_map(|made| made.outline.as_ref());
        // Before the first crate is written.
        outlines.try_for_each(LoneFile::refuse_foreign)?;
    }
    let mut differences = Vec::new();
    for Made {
        target,
        generated,
        outline,
        times,
    } in made
    {
        let Some(generated) = generated else {
            report.proven(target, times);
            continue;
        };
        report.warnings(&generated.warnings);
        if arguments.check {
            let progress = report.progress();
            progress.at("comparing", &target.out.display().to_string());
            let mut difference = output::check(&target.out, &generated.files)?;
            progress.finish();
            difference.0.extend(outdated(outline.as_ref())?);
            if difference.is_empty() {
                report.up_to_date(target, &generated, times);
            } else {
                differences.push((target.out.display().to_string(), difference));
            }
        } else {
            write(target, &generated, times, &report)?;
            outline
                .iter()
                .try_for_each(|file| file.write(false).map(drop))?;
            trust.remember(target);
        }
    }
    if differences.is_empty() {
        Ok(())
    } else {
        Err(Failure::Difference(differences))
    }
}

/// The outline, where it is not what it is to be.
fn outdated(outline: Option<&LoneFile>) -> Result<Option<(String, Change)>, LoneError> {
    let Some(file) = outline else { return Ok(None) };
    let change = match file.standing()? {
        Standing::Same => return Ok(None),
        Standing::Missing => Change::Missing,
        Standing::Older(_) | Standing::Foreign(_) => Change::Different,
    };
    Ok(Some((slashed(&file.path), change)))
}

/// When what a lock proves is not done again.
enum Trust {
    /// Never, for a check.
    Never,
    /// In development, one version stands for many: only where this very program wrote the crate.
    Own(Program),
    /// Where the lock names this version.
    Version,
}

impl Trust {
    fn of(arguments: &Generate) -> Self {
        if arguments.check {
            Self::Never
        } else if cfg!(csdlgen_released) || arguments.trust_lock {
            Self::Version
        } else {
            Program::this().map_or(Self::Never, Self::Own)
        }
    }

    fn proves(&self, lock: &Lock, target: &Target) -> Result<bool, Failure> {
        let trusted = match self {
            Self::Never => false,
            Self::Own(program) => program.wrote(&target.out),
            Self::Version => true,
        };
        Ok(trusted && lock.proves(&target.out)?)
    }

    fn remember(&self, target: &Target) {
        if let Self::Own(program) = self {
            program.remember(&target.out);
        }
    }
}

/// Generates every crate; the errors of all are told together.
fn make_all<'a>(
    targets: &'a [Target],
    trust: &Trust,
    report: &Report,
) -> Result<Vec<Made<'a>>, Failure> {
    let mut made = Vec::new();
    let mut errors = Vec::new();
    for target in targets {
        match make(target, trust, report) {
            Ok(one) => made.push(one),
            Err(Failure::Diagnostics(Diagnostics(found))) => errors.extend(found),
            Err(other) => return Err(other),
        }
    }
    if errors.is_empty() {
        Ok(made)
    } else {
        Err(Diagnostics(errors).into())
    }
}

fn make<'a>(target: &'a Target, trust: &Trust, report: &Report) -> Result<Made<'a>, Failure> {
    let mut times = Times::default();
    let start = Instant::now();
    if let Some(folder) = &target.runtime {
        folder.find()?;
    }
    let options = target.load()?;
    let source = read(&target.metadata, &target.options.limits, report)?;
    times.read = start.elapsed();
    let progress = report.progress();
    progress.at("reading", &source.name);
    // Only what other documents give must be read before the lock can be compared.
    let input = if options.references.is_empty() {
        None
    } else {
        Some(Input::read(&source, &options)?)
    };
    let used = input.as_ref().map_or(&[][..], Input::used);
    let mut lock = Lock::new(target, &options, &source.bytes, used, None)?;
    let written = target.outline.as_ref();
    let written = written.and_then(|path| std::fs::read(path).ok());
    lock.outline = written.map(|bytes| sum_of_lines(&bytes));
    if trust.proves(&lock, target)? {
        times.read = start.elapsed();
        return Ok(Made {
            target,
            generated: None,
            outline: None,
            times,
        });
    }
    let start = Instant::now();
    let input = input.map_or_else(|| Input::read(&source, &options), Ok)?;
    let name = target.options.name.as_str();
    progress.at("planning", name);
    let service = input.plan(&options)?;
    let printed = |done, all| progress.files("formatting", name, done, all);
    let mut generated = service.into_generated_watched(&printed)?;
    progress.finish();
    let outline = outline(target, &generated.files)?;
    lock.outline = outline.as_ref().map(LoneFile::sum);
    generated.files.push(lock.file()?);
    times.generate = start.elapsed();
    Ok(Made {
        target,
        generated: Some(generated),
        outline,
        times,
    })
}

/// The outline of a crate, where its configuration asks for one.
fn outline(target: &Target, files: &[output::File]) -> Result<Option<LoneFile>, OutlineError> {
    let Some(path) = &target.outline else {
        return Ok(None);
    };
    let text = outline::outline(files)?;
    Ok(Some(outline::file(path.clone(), text)))
}

pub(super) fn read(
    location: &Location,
    limits: &Limits,
    report: &Report,
) -> Result<Source, Failure> {
    let name = location.name().to_owned();
    let bytes = match location {
        Location::File { path, .. } => read_file(path, &name, limits)?,
        Location::Url(url) => {
            let progress = report.progress();
            // A service may think for long before the first byte.
            progress.at("asking", url);
            fetch::fetch(url, fetch::Limits::of(limits), &|done, total| {
                progress.fetching(url, done, total);
            })?
        }
    };
    report::remember(&name, &bytes);
    Ok(Source { name, bytes })
}

fn read_file(path: &std::path::Path, name: &str, limits: &Limits) -> Result<Vec<u8>, Failure> {
    bounded::read(path, limits.get(Limit::Document)).map_err(|error| {
        if error.kind() == std::io::ErrorKind::FileTooLarge {
            return Diagnostics::from(csdl::too_large(name, limits)).into();
        }
        let error = Diagnostic::error(None, format!("cannot read {name}: {error}"))
            .with_remedy("name the service description with `metadata` or --metadata");
        Diagnostics::from(error).into()
    })
}

fn write(
    target: &Target,
    generated: &Generated,
    mut times: Times,
    report: &Report,
) -> Result<(), Failure> {
    let start = Instant::now();
    let progress = report.progress();
    progress.changes(&target.out);
    let written = output::write_observed(&target.out, &generated.files, &progress);
    progress.finish();
    let written = written?;
    times.write = start.elapsed();
    report_edited(target, &written, report);
    report.done(&Outcome {
        target,
        generated,
        written: &written,
        times,
    });
    Ok(())
}

/// Warns of changes by hand that are gone.
pub(super) fn report_edited(target: &Target, written: &Written, report: &Report) {
    let edited = written.edited.iter().map(|path| {
        let path = path.below(&target.out);
        Diagnostic::warning(
            None,
            format!(
                "{} had been edited since it was generated; its changes are gone",
                path.display()
            ),
        )
        .with_remedy("change csdlgen.toml or the metadata instead")
    });
    report.warnings(&edited.collect::<Vec<_>>());
}
