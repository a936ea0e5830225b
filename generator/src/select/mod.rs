//! Model → Model: only what the patterns select, and what that needs.
//!
//! In goes a resolved [`Model`] with the [`Selection`] of a configuration; out comes the same model with its
//! [`Surface`] filled in, which [`crate::plan`] keeps to. Nothing is taken out of the model, so that the names
//! in the generated crate do not depend on what is selected.
//!
//! One request builder serves all paths that lead to its type. So what is selected of a type is selected
//! wherever its builder is: with `/users/*/messages` and `/me`, `graph.me().messages()` is there as well.
//!
//! Inside: `pattern` (texts), `automaton`, `exclude` and `walk` (which paths through the service the patterns
//! select), `surface` (what that is in the model), `needs` (the types of what is selected), `report` (patterns that
//! select nothing), `unavailable` (children of documents that are not at hand).

mod automaton;
mod exclude;
mod needs;
mod pattern;
mod report;
mod surface;
#[cfg(test)]
mod tests;
mod unavailable;
mod walk;

use crate::config::Crate;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Model, Surface};
use crate::odata::lower::lower;

pub use pattern::Pattern;
pub(crate) use unavailable::unavailable;

/// What of a service is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// What is wanted; all of it where there is no pattern.
    pub include: Vec<Pattern>,
    /// What of that is not.
    pub exclude: Vec<Pattern>,
    /// What becomes of navigation properties to types that are left out.
    pub unselected_navigation: UnselectedNavigation,
}

impl Selection {
    /// Whether all is wanted.
    pub fn is_whole(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }
}

/// What becomes of navigation properties to types that are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "lowercase")]
pub enum UnselectedNavigation {
    /// A field that holds any JSON.
    #[default]
    Untyped,
    /// No field; what is expanded is in `extra`.
    Omit,
}

/// Fills in what is offered.
///
/// # Errors
/// Patterns that select or exclude nothing, or select what is of a document that is not at hand.
pub fn select(mut model: Model, config: &Crate) -> Result<Model, Diagnostics> {
    let selection = &config.selection;
    unavailable(&model, selection)?;
    if selection.is_whole() {
        return Ok(model);
    }
    let everything = Pattern::everything();
    let include = if selection.include.is_empty() {
        std::slice::from_ref(&everything)
    } else {
        selection.include.as_slice()
    };
    let lowered = lower(&model, config.any_limit);
    let walked = walk::walk(&lowered.api, include, &selection.exclude);
    let walked = walked.map_err(|walk::TooMany| too_many())?;
    report::unused(&model, include, &selection.exclude, &walked)?;
    let mut kept = surface::kept(&lowered, &walked);
    kept.omit = selection.unselected_navigation == UnselectedNavigation::Omit;
    let contained = walked.contained.iter();
    let contained = contained.filter_map(|node| Some(lowered.resource(*node)?.0));
    needs::find(&model, &lowered, &contained.collect(), include, &mut kept);
    model.surface = Surface(Some(kept));
    Ok(model)
}

fn too_many() -> Diagnostics {
    let message = "the patterns of `include` and `exclude` cannot be followed within reason";
    Diagnostic::error(None, message)
        .with_remedy("use fewer patterns with `**` before other segments")
        .into()
}
