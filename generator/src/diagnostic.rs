//! What a stage says about its input: errors and warnings with a place and a remedy.
//!
//! Every stage takes its input and gives either its result with warnings, or all the errors that it
//! found ([`Diagnostics`]), never just the first.

use std::fmt;
use std::sync::Arc;

use crate::text::hidden::Shown;

/// A place in a source file. Lines and columns count from 1; a column counts characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The file as it was named to the tool: a path or a URL.
    pub file: Arc<str>,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl Position {
    /// The place of a byte of a text.
    pub(crate) fn in_text(file: &Arc<str>, text: &str, byte: usize) -> Self {
        let before = text.get(..byte).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let last = before.rsplit('\n').next().unwrap_or_default();
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            file: file.clone(),
            line: small(line),
            column: small(last.chars().count() + 1),
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", Shown(&self.file), self.line, self.column)
    }
}

/// Whether a diagnostic stops the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// The run goes on.
    Warning,
}

/// One thing that a stage has to say: where, what, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether it stops the run.
    pub severity: Severity,
    /// Where it is; `None` where no single place is at fault.
    pub position: Option<Position>,
    /// What is wrong, naming the element.
    pub message: String,
    /// What the user can do.
    pub remedy: Option<String>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(position: impl Into<Option<Position>>, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, position.into(), message.into())
    }

    /// A warning at a place.
    pub fn warning(position: impl Into<Option<Position>>, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, position.into(), message.into())
    }

    fn new(severity: Severity, position: Option<Position>, message: String) -> Self {
        Self {
            severity,
            position,
            message,
            remedy: None,
        }
    }

    /// Adds what the user can do.
    #[must_use]
    pub fn with_remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        // Names and texts of the input stand in it.
        let message = Shown(&self.message);
        match &self.position {
            Some(position) => write!(f, "{position}: {severity}: {message}")?,
            None => write!(f, "{severity}: {message}")?,
        }
        if let Some(remedy) = &self.remedy {
            write!(f, "\n  help: {}", Shown(remedy))?;
        }
        Ok(())
    }
}

/// All the errors of a stage, in the order of the input.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", join(.0))]
pub struct Diagnostics(pub Vec<Diagnostic>);

fn join(diagnostics: &[Diagnostic]) -> String {
    diagnostics
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}
