//! Document → [`Model`]: every name resolved.
//!
//! What comes in: a [`Document`] as written. What goes out: a [`Model`] in which names are ids, types know
//! their bases and what derives from them, and annotations stand on what they annotate; or all the errors
//! found.
//!
//! Inside: `names` (what is called how), `versions` (types that are one), `declare` (types get
//! their ids), `structured` and `typed` (what
//! types are made of), `inheritance` (cycles, members, keys) with `redeclared` (what a
//! version of a base has), `size`, `operations`, `container`, `annotations`,
//! `targets`, `elements` (what a target names) and `repeated` (what is given twice), `query` and `lookup` (questions
//! that later stages ask).

mod annotations;
mod container;
mod cycles;
mod declare;
mod elements;
mod inheritance;
mod lookup;
mod names;
mod operations;
mod overloads;
mod primitive;
mod query;
mod redeclared;
mod repeated;
mod report;
mod signature;
mod size;
mod slots;
mod structured;
mod targets;
mod typed;
mod types;
mod versions;

pub use crate::api::{Verb, Verbs};
pub use types::*;
pub use versions::TypeVersions;

pub(crate) use self::primitive::primitive;
pub(crate) use self::typed::split_collection;
pub(crate) use self::versions::split_version;

use self::names::Names;
use self::report::Report;
use self::versions::Versions;
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

/// How a document is resolved.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings {
    /// How much it may have of everything.
    pub limits: Limits,
    /// What becomes of types that it has once for each of its versions.
    pub versions: TypeVersions,
}

/// Resolves a document with the usual settings.
///
/// # Errors
///
/// As [`resolve_with`].
pub fn resolve(document: &Document) -> Result<Resolved, Diagnostics> {
    resolve_with(document, &Settings::default())
}

/// Resolves a document.
///
/// # Errors
///
/// All of: unknown types, bases and operations, bases of the wrong kind, inheritance cycles, names declared
/// twice, keys whose properties do not exist, entity sets of types that are not entity types, and what exceeds the
/// limits.
pub fn resolve_with(document: &Document, settings: &Settings) -> Result<Resolved, Diagnostics> {
    let mut report = Report::default();
    let mut model = Model {
        version: document.version.clone(),
        ..Model::default()
    };
    let names = Names::new(document, &mut model, &mut report);
    let versions = match settings.versions {
        TypeVersions::Newest => Versions::new(document, &names),
        TypeVersions::Separate => Versions::default(),
    };
    versions.mark(&names, &mut model);
    let mut resolver = Resolver {
        names,
        model,
        report,
        limits: settings.limits,
    };
    let sources = declare::declare(&mut resolver, document, &versions);
    let mut members = structured::fill(&mut resolver, &sources);
    inheritance::resolve(&mut resolver, &sources, &mut members);
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
