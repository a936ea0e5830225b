//! What the model stage has to say.
//!
//! What comes in: errors and warnings as they are found. What goes out: all of them in the order of the
//! input.

use crate::diagnostic::{Diagnostic, Diagnostics, Position};

/// Errors and warnings so far.
#[derive(Default)]
pub(super) struct Report {
    errors: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
}

impl Report {
    pub(super) fn error(
        &mut self,
        position: &Position,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.errors
            .push(Diagnostic::error(position.clone(), message).with_remedy(remedy));
    }

    pub(super) fn warning(
        &mut self,
        position: &Position,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.warnings
            .push(Diagnostic::warning(position.clone(), message).with_remedy(remedy));
    }

    /// An error that is worded elsewhere.
    pub(super) fn add(&mut self, error: Diagnostic) {
        self.errors.push(error);
    }

    /// Whether nothing is an error so far.
    pub(super) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// A name that is declared twice.
    pub(super) fn duplicate(&mut self, what: &str, position: &Position, first: &Position) {
        let message = format!("{what} is declared twice");
        let remedy = format!(
            "remove one of the two; the first is at {}:{}",
            first.line, first.column
        );
        self.error(position, message, remedy);
    }

    /// The warnings where there is no error.
    pub(super) fn finish(mut self) -> Result<Vec<Diagnostic>, Diagnostics> {
        let by_place = |a: &Diagnostic, b: &Diagnostic| a.position.cmp(&b.position);
        if self.errors.is_empty() {
            self.warnings.sort_by(by_place);
            return Ok(self.warnings);
        }
        self.errors.sort_by(by_place);
        Err(Diagnostics(self.errors))
    }
}
