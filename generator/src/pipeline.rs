//! The pipeline: a service description goes in, the files of a crate come out.
//!
//! [`Input`] is what is read, [`Service`] is what becomes of it: a command makes each of them once for a description.
//!
//! A description is CSDL or OpenAPI, as its contents say. The stages of CSDL in order: [`read_within`](crate::csdl::read_within),
//! [`complete`](crate::references::complete), [`resolve_with`](crate::model::resolve_with), [`apply`](crate::fixup::apply),
//! [`select`](crate::select::select), [`plan`](crate::plan::plan), [`emit`]; OpenAPI goes from its reader to selection and a plan of its own.
//! Each stage gets its own settings of [`Crate`], here and nowhere else.

mod input;
mod summary;

use std::sync::Arc;

use crate::config::Crate;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::emit;
use crate::model::Model;
use crate::odata::lower::Lowered;
use crate::output::File;
use crate::plan::{Plan, Planned};
use crate::select::{self, Kept};

pub use input::{Input, Selected};
pub use summary::{Start, Summary};
use summary::{start, summarize};

/// A service description, read into memory.
#[derive(Clone, Debug)]
pub struct Source {
    /// How the user named it: a path or a URL. It stands in messages and in the headers of files.
    pub name: String,
    /// The document as it is, in any encoding that XML allows.
    pub bytes: Vec<u8>,
}

/// A generated crate, in memory.
#[derive(Clone, Debug)]
pub struct Generated {
    /// All files, sorted by path.
    pub files: Vec<File>,
    /// What is to be said, in the order of the stages.
    pub warnings: Vec<Diagnostic>,
    /// What was generated, counted.
    pub summary: Summary,
    /// Where a user begins; `None` where there is no client, or it leads nowhere.
    pub start: Option<Start>,
    /// Navigation properties that hold JSON, as the types that they lead to are not selected.
    pub untyped: Vec<select::Untyped>,
}

/// A service and what becomes of it in Rust: made once, for files, comparisons and answers.
#[derive(Clone, Debug)]
pub struct Service {
    /// How the user named its description.
    pub name: String,
    /// What the description says.
    pub model: Model,
    /// The same as a graph, which paths are followed through.
    pub(crate) lowered: Lowered,
    /// What of it is wanted.
    #[cfg_attr(
        not(feature = "cli"),
        allow(dead_code, reason = "only the command asks")
    )]
    pub(crate) kept: Kept,
    /// Every Rust decision.
    pub plan: Plan,
    /// Navigation properties that hold JSON, as the types that they lead to are not selected.
    untyped: Vec<select::Untyped>,
    /// What is to be said, in the order of the stages.
    pub warnings: Vec<Diagnostic>,
}

impl Service {
    /// Reads a service and plans its crate.
    ///
    /// # Errors
    /// All the errors of the first stage that has any.
    pub fn read(source: &Source, config: &Crate) -> Result<Self, Diagnostics> {
        Input::read(source, config)?.plan(config)
    }

    /// The files of the crate.
    ///
    /// # Errors
    /// None that an input causes.
    pub fn generate(&self) -> Result<Generated, Diagnostics> {
        let files = emit::emit(&self.plan).map_err(fault)?;
        Ok(Generated {
            files,
            ..self.outcome()
        })
    }

    /// Another version for the crate, which is planned already.
    #[cfg_attr(
        not(feature = "cli"),
        allow(dead_code, reason = "only the command asks")
    )]
    pub(crate) fn set_version(&mut self, version: &str) {
        version.clone_into(&mut self.plan.package.version);
    }

    /// As [`generate`](Self::generate), where nothing else is done with the service: less memory is held while files are made.
    ///
    /// # Errors
    /// None that an input causes.
    pub fn into_generated(self) -> Result<Generated, Diagnostics> {
        self.into_generated_watched(&|_, _| ())
    }

    /// The same; `printed` hears how many files there are, and of how many, from several threads.
    pub(crate) fn into_generated_watched(
        self,
        printed: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Generated, Diagnostics> {
        let outcome = self.outcome();
        let Self {
            model,
            lowered,
            mut plan,
            ..
        } = self;
        drop((model, lowered));
        plan.api = Arc::default();
        let files = emit::emit_last(plan, &emit::Spent::default(), printed).map_err(fault)?;
        Ok(Generated { files, ..outcome })
    }

    /// What is told of a crate, without its files.
    fn outcome(&self) -> Generated {
        Generated {
            files: Vec::new(),
            warnings: self.warnings.clone(),
            summary: summarize(&self.plan),
            start: start(&self.plan),
            untyped: self.untyped.clone(),
        }
    }
}

/// An error of a plan, which no input causes.
#[allow(clippy::needless_pass_by_value, reason = "as `map_err` gives it")]
fn fault(error: emit::EmitError) -> Diagnostics {
    Diagnostic::error(None, error.to_string()).into()
}

/// Runs all stages.
///
/// # Errors
/// All the errors of the first stage that has any.
pub fn run(source: &Source, config: &Crate) -> Result<Generated, Diagnostics> {
    Service::read(source, config)?.into_generated()
}

/// Runs the stages up to the plan.
///
/// # Errors
/// All the errors of the first stage that has any.
pub fn plan(source: &Source, config: &Crate) -> Result<Planned, Diagnostics> {
    let Service { plan, warnings, .. } = Service::read(source, config)?;
    Ok(Planned { plan, warnings })
}
