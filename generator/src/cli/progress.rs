//! How far long work has come: stages go in, one line on a terminal comes out, and nothing elsewhere.

use std::io::{self, IsTerminal as _};
use std::path::Path;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::output::Observer;
use crate::text::one_line;

const SPINNER: &str = "{spinner} {msg} {elapsed}";
const BYTES: &str = "{spinner} {msg} {wide_bar} {bytes}/{total_bytes} {bytes_per_sec}";
/// Where the service does not say how many there are.
const BYTES_SO_FAR: &str = "{spinner} {msg} {bytes} {bytes_per_sec} {elapsed}";
const FILES: &str = "{spinner} {msg} {wide_bar} {pos}/{len} files";
const CHANGES: &str = "{spinner} {msg} {pos} changes {elapsed}";

/// A line on standard error that is drawn anew, and is gone when the work is done.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// Shown where there is a terminal, unless the user wants to hear of nothing but errors.
    pub(super) fn new(is_wanted: bool) -> Self {
        if !is_wanted || !io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        Self(ProgressBar::with_draw_target(
            None,
            ProgressDrawTarget::stderr(),
        ))
    }

    /// Shows that something is done with something else, and for how long.
    pub(super) fn at(&self, does: &str, what: &str) {
        self.show(SPINNER, does, what);
    }

    /// Shows a download.
    pub(super) fn fetching(&self, what: &str, done: u64, all: Option<u64>) {
        let template = if all.is_some() { BYTES } else { BYTES_SO_FAR };
        self.show(template, "fetching", what);
        self.set(done, all);
    }

    /// Shows how many files something is done with.
    pub(super) fn files(&self, does: &str, what: &str, done: usize, all: usize) {
        self.show(FILES, does, what);
        self.set(done as u64, Some(all as u64));
    }

    /// Shows that files are written.
    pub(super) fn changes(&self, folder: &Path) {
        self.show(CHANGES, "writing", &folder.display().to_string());
    }

    pub(super) fn finish(&self) {
        self.0.finish_and_clear();
    }

    fn set(&self, done: u64, all: Option<u64>) {
        if let Some(all) = all {
            self.0.set_length(all);
        }
        self.0.set_position(done);
    }

    /// The line of another stage begins anew.
    fn show(&self, template: &str, does: &str, what: &str) {
        let message = format!("{does} {}", one_line(what));
        if self.0.is_hidden() || self.0.message() == message {
            return;
        }
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.0.set_style(style);
        }
        self.0.unset_length();
        self.0.reset();
        self.0.set_message(message);
        self.0.enable_steady_tick(Duration::from_millis(100));
    }
}

/// Whoever ends early leaves no line behind.
impl Drop for Progress {
    fn drop(&mut self) {
        self.finish();
    }
}

impl Observer for Progress {
    fn before(&self, _: &Path) -> io::Result<()> {
        self.0.inc(1);
        Ok(())
    }
}
