//! Looking around in a service: a source goes in with the settings of a crate; what leads where
//! ([`Explorer::show`]), what has a word in it ([`Explorer::search`]) and what something is in Rust
//! ([`Explorer::explain`]) come out.
//!
//! Everything is read from the model and from the plan of the crate, so that names and calls are those of the
//! generated code. Texts of the service are made harmless to a terminal where they are written and
//! where they are taken over, so that JSON holds no escape sequence either.
//!
//! Inside: `map` (the plan by the ids of the graph), `routes` (the shortest way to each thing), `value` (what reads a
//! property of a reply), `resolve` (from what the user wrote to a place), `lookup` (names without a path), `tree`,
//! `search` with `candidates`, `rank` and `words`, `explain` with `explanation` (what it gives), `sample` (values for examples)
//! and `rust` (types as text); `http` has the answers for services in the terms of HTTP.

mod candidates;
mod explain;
mod explanation;
mod http;
mod lookup;
mod map;
mod rank;
mod render;
mod resolve;
mod route;
mod routes;
mod rust;
mod sample;
mod search;
#[cfg(test)]
mod tests;
mod tree;
mod value;
mod words;

use crate::api::walk::Spelling;
use crate::config::{Crate, Docs, KeyStyle, OperationNames};
use crate::diagnostic::Diagnostics;
use crate::model::{Annotations, Model};
use crate::odata::lower::Lowered;
use crate::odata::lower::offered::Offered;
use crate::odata::vocabulary;
use crate::pipeline::{Input, Source};
use crate::plan::Plan;
use crate::select::Kept;
use crate::text::one_line;

use http::Http;

pub use explanation::{Deprecated, Explanation, Field, Parameter, RustItem};
pub use map::StepKind;
pub use rank::Match;
pub use render::{explanations as render_explanations, found as render_found, tree as render_tree};
pub use search::{Found, Hit, Kind, Options};
pub use tree::{Branch, Tree};

/// A service with its plan, to be looked around in.
#[derive(Clone, Debug)]
pub struct Explorer {
    model: Model,
    /// The same as a graph, which paths are followed through.
    lowered: Lowered,
    /// What of it is wanted.
    kept: Kept,
    plan: Plan,
    /// The crate's name as it is written in Rust.
    krate: String,
    base_url: Option<String>,
    spelling: Spelling,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExploreError {
    /// The metadata has no entity container.
    #[error("the metadata has no entity container, so that no path leads anywhere")]
    NoContainer,
    /// What was written cannot be taken apart as a path.
    #[error("invalid path {0}; write one as `/name/{{key}}/name`")]
    InvalidPath(String),
    /// A segment of a path leads nowhere.
    #[error("segment {number} of the path, {segment:?}, is not known after {after}{}", hint(.nearest.as_deref(), .possible))]
    Segment {
        /// Which segment, from 1.
        number: usize,
        /// The segment.
        segment: String,
        /// The path up to there.
        after: String,
        /// What was probably meant.
        nearest: Option<String>,
        /// Some of what is possible there.
        possible: Vec<String>,
    },
    /// Nothing has the name.
    #[error("nothing is called {name:?}{}", hint(.nearest.as_deref(), &[]))]
    Unknown {
        /// The name.
        name: String,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// Too much has the name.
    #[error("{name:?} is the name of {count} things; name one of them: {}", examples.join(", "))]
    Ambiguous {
        /// The name.
        name: String,
        /// How many there are.
        count: usize,
        /// Some of them.
        examples: Vec<String>,
    },
}

fn hint(nearest: Option<&str>, possible: &[String]) -> String {
    let nearest = nearest.map(|name| format!("\n  help: did you mean {name:?}?"));
    let possible =
        (!possible.is_empty()).then(|| format!("\n  help: possible are: {}", possible.join(", ")));
    nearest
        .or(possible)
        .unwrap_or_else(|| "\n  help: `csdlgen search` finds names and descriptions".to_owned())
}

impl Explorer {
    fn offered(&self) -> Offered<'_> {
        Offered::new(&self.model, &self.lowered, &self.kept)
    }

    /// Reads a service and plans its crate.
    ///
    /// # Errors
    /// All the errors of the first stage that has any.
    pub fn read(source: &Source, config: &Crate) -> Result<Self, Diagnostics> {
        let input = Input::read(source, config)?;
        if input.http().is_some() {
            return Self::of_http(input, config);
        }
        // Descriptions are taken from the model.
        let mut planned = config.clone();
        if planned.docs == Docs::Full {
            planned.docs = Docs::Links;
        }
        let service = input.plan(&planned)?;
        Ok(Self {
            model: service.model,
            lowered: service.lowered,
            kept: service.kept,
            plan: service.plan,
            krate: config.name.replace('-', "_"),
            base_url: config.base_url.clone(),
            spelling: Spelling {
                segment_keys: config.key_style == KeyStyle::Segment,
                full_names: config.operations == OperationNames::Qualified,
            },
        })
    }
}

impl Explorer {
    /// A service in the terms of HTTP.
    fn of_http(input: Input, config: &Crate) -> Result<Self, Diagnostics> {
        let service = input.plan(config)?;
        Ok(Self {
            model: service.model,
            lowered: service.lowered,
            kept: service.kept,
            plan: service.plan,
            krate: config.name.replace('-', "_"),
            base_url: config.base_url.clone(),
            spelling: Spelling {
                segment_keys: true,
                full_names: false,
            },
        })
    }

    /// The service in the terms of HTTP, where it is described in these.
    fn http(&self) -> Option<Http<'_>> {
        Http::new(
            &self.plan,
            &self.kept,
            &self.krate,
            self.base_url.as_deref(),
        )
    }
}

/// A text of several lines without anything that a terminal obeys.
fn harmless(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let indent = line.len() - line.trim_start_matches(' ').len();
        format!("{}{}", " ".repeat(indent), one_line(line))
    });
    let mut text = lines.collect::<Vec<_>>().join("\n");
    text.push('\n');
    text
}

/// What the service says of something, in one line without anything that a terminal obeys.
fn description(annotations: &Annotations) -> Option<String> {
    let texts: Vec<String> = vocabulary::descriptions(annotations)
        .map(one_line)
        .filter(|text| !text.is_empty())
        .collect();
    (!texts.is_empty()).then(|| texts.join(" "))
}
