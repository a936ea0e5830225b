//! Document → [`Model`]: every name resolved.
//!
//! What comes in: a [`Document`] as written. What goes out: a [`Model`] in which names are ids, types know
//! their bases and what derives from them, and annotations stand on what they annotate; or all the errors
//! found.
//!
//! Inside: `names` (what is called how), `declare` (types get their ids), `structured` and `typed` (what
//! types are made of), `inheritance` (cycles, members, keys), `size`, `operations`, `container`, `annotations`,
//! `targets`, `elements` (what a target names) and `repeated` (what is given twice), `query` and `lookup` (questions
//! that later stages ask).

mod annotations;
mod container;
mod declare;
mod elements;
mod inheritance;
mod lookup;
mod names;
mod operations;
mod primitive;
mod query;
mod repeated;
mod report;
mod signature;
mod size;
mod slots;
mod structured;
mod surface;
mod targets;
mod typed;
mod types;

pub(crate) use surface::Kept;
pub use surface::{Resource, Surface};

pub use crate::api::{Verb, Verbs};
pub use types::*;

pub(crate) use self::primitive::primitive;
pub(crate) use self::typed::split_collection;

use self::names::Names;
use self::report::Report;
use crate::csdl::{Document, Limits};
use crate::diagnostic::{Diagnostic, Diagnostics};

/// A model, and what was found odd on the way.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The model.
    pub model: Model,
    /// What was passed over or taken for something else.
    pub warnings: Vec<Diagnostic>,
}

/// The parts of the model while it grows.
struct Resolver<'d> {
    names: Names<'d>,
    model: Model,
    report: Report,
    limits: Limits,
}

/// Resolves a document within the usual limits.
///
/// # Errors
///
/// As [`resolve_within`].
pub fn resolve(document: &Document) -> Result<Resolved, Diagnostics> {
    resolve_within(document, &Limits::default())
}

/// Resolves a document that may have so much of everything.
///
/// # Errors
///
/// All of: unknown types, bases and operations, bases of the wrong kind, inheritance cycles, names declared
/// twice, keys that are no properties, entity sets of what is no entity type, and what exceeds the limits.
pub fn resolve_within(document: &Document, limits: &Limits) -> Result<Resolved, Diagnostics> {
    let mut report = Report::default();
    let mut model = Model {
        version: document.version.clone(),
        ..Model::default()
    };
    let names = Names::new(document, &mut model, &mut report);
    let mut resolver = Resolver {
        names,
        model,
        report,
        limits: *limits,
    };
    let sources = declare::declare(&mut resolver, document);
    let members = structured::fill(&mut resolver, &sources);
    inheritance::resolve(&mut resolver, &sources, &members);
    operations::resolve(&mut resolver, document);
    operations::terms(&mut resolver, document);
    let children = container::resolve(&mut resolver, document);
    targets::attach(&mut resolver, document, &members, &children);
    if resolver.report.is_empty() {
        repeated::settle(&mut resolver);
        size::check(&mut resolver);
    }
    let Resolver { model, report, .. } = resolver;
    let warnings = report.finish()?;
    Ok(Resolved { model, warnings })
}

#[cfg(test)]
mod tests;
