//! A service → [`Kept`]: only what the patterns select, and what that needs.
//!
//! In goes a [`ServiceGraph`] with a [`Selection`]; out come ids of its graph, which [`crate::plan`] keeps to. Nothing is
//! taken out of the service, so that the names in the generated crate do not depend on what is selected.
//!
//! One request builder serves all paths that lead to its type. So what is selected of a type is selected
//! wherever its builder is: with `/users/*/messages` and `/me`, `graph.me().messages()` is there as well.
//!
//! `http` does the same for a service in the terms of HTTP. Of what is wanted, `areas` finds what is behind cargo features.
//!
//! Inside: `pattern` (texts), `automaton`, `exclude` and `walk` (which paths through the service the patterns
//! select), `kept` (what comes with that), `needs` (the types of what is selected), `report` (patterns that
//! select nothing), `unavailable` (children of documents that are not at hand), `untyped` (navigation to what is not
//! selected).

mod areas;
mod automaton;
mod exclude;
mod http;
mod kept;
mod needs;
mod pattern;
mod report;
#[cfg(test)]
mod tests;
mod unavailable;
mod untyped;
mod walk;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::odata::lower::ServiceGraph;

pub use crate::api::{Area, Areas, Gate, Kept};
pub use areas::{Feature, Features};
pub(crate) use areas::{Parts, areas};
pub(crate) use http::select_api;
pub use pattern::Pattern;
pub(crate) use unavailable::unavailable;
pub use untyped::Untyped;
pub(crate) use untyped::untyped;

/// What of a service is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// What is wanted; all of it where there is no pattern.
    pub include: Vec<Pattern>,
    /// What of that is not.
    pub exclude: Vec<Pattern>,
    /// What becomes of navigation properties to types that are left out.
    pub unselected_navigation: UnselectedNavigation,
    /// What of it is behind cargo features.
    pub features: Features,
    /// Whether patterns that select nothing are passed over: the description is another version than they are for.
    pub lenient: bool,
}

impl Selection {
    /// Whether all is wanted, be it behind features.
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

/// Finds what is wanted.
///
/// # Errors
/// Patterns that select or exclude nothing, or select what is of a document that is not at hand.
pub fn select(service: &ServiceGraph, selection: &Selection) -> Result<Kept, Diagnostics> {
    let kept = kept_of(service, selection)?;
    let lowered = &service.lowered;
    let parts = Parts {
        api: &lowered.api,
        kept: &kept,
        derived: &|ty| lowered.derived(ty),
    };
    let areas = areas(&parts, &selection.features, selection.lenient)?;
    Ok(kept.with_areas(areas))
}

fn kept_of(service: &ServiceGraph, selection: &Selection) -> Result<Kept, Diagnostics> {
    let lowered = &service.lowered;
    unavailable(&lowered.absent, selection)?;
    if selection.is_whole() {
        return Ok(Kept::everything());
    }
    let everything = Pattern::everything();
    let include = if selection.include.is_empty() {
        std::slice::from_ref(&everything)
    } else {
        selection.include.as_slice()
    };
    let walked = walk::walk(&lowered.api, include, &selection.exclude);
    let walked = walked.map_err(|walk::TooMany| too_many())?;
    let known = report::Known {
        types: &|| needs::names(&lowered.api),
        is_elsewhere: &|pattern| unavailable::is_use(&lowered.absent, pattern),
    };
    if !selection.lenient {
        report::unused(&known, include, &selection.exclude, &walked)?;
    }
    let mut ids = kept::kept(&lowered.api, &walked);
    ids.omit = selection.unselected_navigation == UnselectedNavigation::Omit;
    ids.types = needs::find(lowered, &walked.contained, include, &ids);
    Ok(Kept::only(ids))
}

fn too_many() -> Diagnostics {
    let message = "the patterns of `include` and `exclude` cannot be followed within reason";
    Diagnostic::error(None, message)
        .with_remedy("use fewer patterns with `**` before other segments")
        .into()
}
