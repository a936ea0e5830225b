//! The command: arguments go in, an exit code comes out, with a crate on disk in between.
//!
//! Exit codes: 0 when it is done, 1 for a difference (`--check`) or a failure, 2 for wrong usage.

mod apply;
mod args;
mod ask;
mod browse;
mod caret;
mod completions;
mod diff;
mod explain;
mod generate;
mod how;
mod new;
mod outline;
mod package;
mod progress;
mod reduce;
mod report;
mod search;
mod select;
mod service;
mod show;
mod snippet;
#[cfg(test)]
mod tests;
mod update;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::diagnostic::Diagnostics;
use crate::output::{Difference, OutputError};

/// Why the command ends with something else than 0.
#[derive(Debug, thiserror::Error)]
enum Failure {
    /// The arguments do not fit together.
    #[error("{0}")]
    Usage(String),
    #[error("{0}")]
    Diagnostics(#[from] Diagnostics),
    #[error("error: {0}")]
    Fetch(#[from] crate::fetch::FetchError),
    #[error("error: {0}")]
    Output(#[from] OutputError),
    #[error("error: {0}")]
    Request(#[from] crate::snippet::BadRequest),
    #[error("error: {0}")]
    Snippet(#[from] crate::snippet::SnippetError),
    #[error("error: {0}")]
    Explore(#[from] crate::explore::ExploreError),
    /// A search gave nothing.
    #[error("error: nothing has {0:?} in its name or description")]
    NothingFound(String),
    /// A man page could not be written.
    #[error("error: cannot write {}: {source}", path.display())]
    Page {
        path: std::path::PathBuf,
        source: std::io::Error,
    },
    #[error("error: {0}")]
    Outline(#[from] crate::outline::OutlineError),
    #[error("error: {0}")]
    Lone(#[from] crate::output::LoneError),
    /// `--check` of one file found that it is to be another.
    #[error("error: {} is not up to date\n  help: write it anew with --out", .0.display())]
    Stale(std::path::PathBuf),
    #[error("error: {0}")]
    Place(#[from] crate::starter::PlaceError),
    /// A template of a new package is at fault.
    #[error("error: {0}")]
    Template(#[from] minijinja::Error),
    #[error("error: {0}")]
    Update(#[from] crate::update::UpdateError),
    #[error("error: {0}")]
    Write(#[from] crate::update::WriteError),
    #[error("error: {0}")]
    Revision(#[from] crate::diff::RevisionError),
    #[error("error: {0}")]
    Render(#[from] crate::diff::render::RenderError),
    /// `--fail-on` found something.
    #[error("error: there are {count} changes of the class {} or graver (--fail-on)", class.word())]
    Changes {
        class: crate::diff::Class,
        count: usize,
    },
    /// `--check` found something.
    #[error("{}", report::differences(.0))]
    Difference(Vec<(String, Difference)>),
}

/// The command line as clap describes it: every subcommand with its options.
pub fn command() -> clap::Command {
    args::Arguments::command()
}

/// Runs the command with the process's own arguments.
pub fn main() -> ExitCode {
    run(std::env::args_os())
}

/// Runs the command with arguments, of which the first is its own name. What cannot be understood, and a question
/// for help, end the process.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = args::Arguments::parse_from(arguments);
    report::colour(arguments.color);
    let (name, done) = match &arguments.command {
        args::Command::Generate(arguments) => ("generate", generate::run(arguments)),
        args::Command::Diff(arguments) => ("diff", diff::run(arguments)),
        args::Command::Update(arguments) => ("update", update::run(arguments)),
        args::Command::Snippet(arguments) => ("snippet", snippet::run(arguments)),
        args::Command::Show(arguments) => ("show", show::run(arguments)),
        args::Command::Search(arguments) => ("search", search::run(arguments)),
        args::Command::Explain(arguments) => ("explain", explain::run(arguments)),
        args::Command::Outline(arguments) => ("outline", outline::run(arguments)),
        args::Command::New(arguments) => ("new", new::run(arguments)),
        args::Command::Reduce(arguments) => ("reduce", reduce::run(arguments)),
        args::Command::Completions(arguments) => ("completions", completions::run(arguments)),
        args::Command::Man(arguments) => ("man", completions::man(arguments)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Usage(message)) => {
            report::error(&format!(
                "error: {message}\n\nFor more, try 'csdlgen {name} --help'."
            ));
            ExitCode::from(2)
        }
        Err(Failure::Diagnostics(Diagnostics(found))) => {
            report::error(&report::first(&found));
            ExitCode::FAILURE
        }
        Err(failure) => {
            report::error(&report::harmless(&failure.to_string()));
            ExitCode::FAILURE
        }
    }
}
