//! What the command says: results on standard output, all else on standard error.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write as _};
use std::time::Duration;

use super::caret;
use super::generate::Times;
use super::progress::Progress;
use crate::config::Target;
use crate::diagnostic::Diagnostic;
use crate::output::{Difference, Written};
use crate::pipeline::{Generated, Start};
use crate::select::Untyped;
use crate::text::hidden::Shown;
use crate::text::one_line;

/// Warnings that are shown unless all are asked for.
const WARNINGS: usize = 20;
/// Columns of a terminal that does not tell its size.
const WIDTH: usize = 100;
/// Columns below which nothing can be drawn.
const NARROWEST: usize = 40;

/// Says as much as the arguments ask for.
pub(super) struct Report {
    quiet: bool,
    verbose: bool,
}

/// A crate that was written.
pub(super) struct Outcome<'a> {
    pub(super) target: &'a Target,
    pub(super) generated: &'a Generated,
    pub(super) written: &'a Written,
    pub(super) times: Times,
}

impl Report {
    pub(super) fn new(quiet: bool, verbose: bool) -> Self {
        Self { quiet, verbose }
    }

    pub(super) fn warnings(&self, warnings: &[Diagnostic]) {
        if !self.quiet {
            error(&listed(
                warnings,
                if self.verbose { usize::MAX } else { WARNINGS },
            ));
        }
    }

    /// Says something on standard output.
    pub(super) fn say(&self, text: &str) {
        if !self.quiet {
            // Whoever reads may have gone away, as `head` does.
            let _ = io::stdout().lock().write_all(text.as_bytes());
        }
    }

    pub(super) fn done(&self, outcome: &Outcome<'_>) {
        let Outcome {
            target,
            generated,
            written,
            times,
        } = outcome;
        let Written {
            written,
            unchanged,
            removed,
            ..
        } = written;
        let files = format!(
            "{} written, {unchanged} unchanged, {removed} removed",
            counted(*written, "file")
        );
        self.summary(target, generated, *times, &files);
    }

    pub(super) fn up_to_date(&self, target: &Target, generated: &Generated, times: Times) {
        let files = format!("{} up to date", counted(generated.files.len(), "file"));
        self.summary(target, generated, times, &files);
    }

    /// A crate that was not generated, as nothing would change.
    pub(super) fn proven(&self, target: &Target, times: Times) {
        let (name, out) = (&target.options.name, target.out.display());
        let time = seconds(times.read);
        self.say(&format!(
            "{name}: nothing has changed, as csdlgen.lock proves, in {out} ({time})\n"
        ));
    }

    fn summary(&self, target: &Target, generated: &Generated, times: Times, files: &str) {
        if self.quiet {
            return;
        }
        let Times {
            read,
            generate,
            write,
        } = times;
        let mut text = format!(
            "{}: {}, {}, {}; {files} in {} ({})",
            target.options.name,
            counted(generated.summary.types, "type"),
            counted(generated.summary.builders, "builder"),
            counted(generated.summary.operations, "operation"),
            target.out.display(),
            seconds(read + generate + write),
        );
        if !generated.warnings.is_empty() {
            let _ = write!(text, "; {}", counted(generated.warnings.len(), "warning"));
        }
        if let Some(start) = &generated.start {
            let Start { client, call, path } = start;
            let _ = write!(text, "\n  begin with {client}: {call} ({path})");
        }
        if self.verbose {
            let [read, generate, write] = [read, generate, write].map(seconds);
            let _ = write!(
                text,
                "\n  read {read}, generated {generate}, written {write}"
            );
            for Untyped { property, pattern } in &generated.untyped {
                let (property, pattern) = (one_line(property), one_line(pattern));
                let _ = write!(
                    text,
                    "\n  {property} holds JSON; typed with --include '{pattern}'"
                );
            }
        }
        // Whoever reads may have gone away, as `head` does.
        let _ = writeln!(io::stdout().lock(), "{text}");
    }

    /// What shows how far long work has come.
    pub(super) fn progress(&self) -> Progress {
        Progress::new(!self.quiet)
    }
}

/// Decides whether what is said is coloured.
pub(super) fn colour(choice: clap::ColorChoice) {
    let choice = match choice {
        clap::ColorChoice::Auto => anstream::ColorChoice::Auto,
        clap::ColorChoice::Always => anstream::ColorChoice::Always,
        clap::ColorChoice::Never => anstream::ColorChoice::Never,
    };
    choice.write_global();
}

/// Writes a result with styles, which are left out where they are not wanted.
pub(super) fn result(text: &str) {
    // Whoever reads may have gone away, as `head` does.
    let _ = anstream::stdout().lock().write_all(text.as_bytes());
}

/// Keeps what was read where a line of it may be shown.
pub(super) fn remember(name: &str, bytes: &[u8]) {
    if io::stderr().is_terminal() {
        caret::remember(name, bytes);
    }
}

/// Diagnostics: on a terminal with the lines that they are about, elsewhere in a form that other programs know.
pub(super) fn shown(diagnostics: &[Diagnostic]) -> String {
    if io::stderr().is_terminal() {
        let size = terminal_size::terminal_size_of(io::stderr());
        let width = size.map_or(WIDTH, |(terminal_size::Width(width), _)| usize::from(width));
        return caret::draw(diagnostics, width.max(NARROWEST), caret::text);
    }
    let lines: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// Says something on standard error.
pub(super) fn error(text: &str) {
    if !text.is_empty() {
        // Where standard error is closed there is nobody to tell.
        let _ = writeln!(anstream::stderr().lock(), "{text}");
    }
}

/// More errors than this are not shown one by one: a large document can be wrong everywhere.
const MOST_ERRORS: usize = 500;

/// The first errors, and how many more there are.
pub(super) fn first(errors: &[Diagnostic]) -> String {
    let mut text = shown(errors.get(..MOST_ERRORS).unwrap_or(errors));
    let more = errors.len().saturating_sub(MOST_ERRORS);
    if more > 0 {
        let _ = write!(text, "\nand {}", counted(more, "more error"));
    }
    text
}

/// A text of several lines in which nothing is hidden.
pub(super) fn harmless(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| Shown(line).to_string()).collect();
    lines.join("\n")
}

/// The first warnings, and how many more there are.
pub(super) fn listed(warnings: &[Diagnostic], most: usize) -> String {
    let mut lines = vec![shown(warnings.get(..most).unwrap_or(warnings))];
    lines.retain(|line| !line.is_empty());
    let more = warnings.len().saturating_sub(most);
    if more > 0 {
        lines.push(format!(
            "and {} more (-v shows all)",
            counted(more, "warning")
        ));
    }
    lines.join("\n")
}

/// The files that differ, below their folders.
pub(super) fn differences(found: &[(String, Difference)]) -> String {
    let mut text = String::new();
    for (folder, difference) in found {
        let count = counted(difference.0.len(), "file");
        let _ = writeln!(
            text,
            "error: {folder} is not what would be generated: {count}"
        );
        for (path, change) in &difference.0 {
            let _ = writeln!(text, "  {path}: {change}");
        }
    }
    text + "  help: run `csdlgen generate` without --check"
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}
