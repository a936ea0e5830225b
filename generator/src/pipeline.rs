//! The pipeline: a service description goes in, the files of a crate come out.
//!
//! The stages in order: [`csdl::read_within`], [`references::complete`], [`model::resolve_within`], [`fixup::apply`],
//! [`select::select`], [`plan::plan`], [`emit::emit`].

use crate::config::Crate;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Resolved;
use crate::output::File;
use crate::plan::{ClientPlan, Item, MethodBody, Plan, Planned};
use crate::{csdl, emit, fixup, model, plan, references, select};

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
}

/// Where a user of a generated crate begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// The client's name.
    pub client: String,
    /// The first request, as Rust: `client.users().list()`; `client.users()` where that cannot be read.
    pub call: String,
    /// The path of that resource below the root of the service: `/users`.
    pub path: String,
}

/// What was generated, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Structs, enums and aliases.
    pub types: usize,
    /// Request builders of resources and of operations.
    pub builders: usize,
    /// Methods that call an action or a function.
    pub operations: usize,
}

/// Runs all stages.
///
/// # Errors
/// All the errors of the first stage that has any.
pub fn run(source: &Source, config: &Crate) -> Result<Generated, Diagnostics> {
    let Planned { plan, warnings, .. } = plan(source, config)?;
    let files = emit::emit(&plan)
        .map_err(|error| Diagnostics::from(Diagnostic::error(None, error.to_string())))?;
    Ok(Generated {
        files,
        warnings,
        summary: summarize(&plan),
        start: plan.client.as_ref().and_then(start),
    })
}

/// Runs the stages up to the plan.
///
/// # Errors
/// All the errors of the first stage that has any.
pub fn plan(source: &Source, config: &Crate) -> Result<Planned, Diagnostics> {
    let Resolved {
        model,
        mut warnings,
    } = resolve(source, config)?;
    let mut planned = plan::plan(&model, &config.plan_settings(), &source.name)?;
    warnings.append(&mut planned.warnings);
    Ok(Planned {
        warnings,
        ..planned
    })
}

/// Runs the stages up to the model, with what is selected of it.
///
/// # Errors
/// All the errors of the first stage that has any.
pub fn resolve(source: &Source, config: &Crate) -> Result<Resolved, Diagnostics> {
    let read = csdl::read_within(&source.name, &source.bytes, &config.limits)?;
    let mut warnings = read.warnings;
    let completed = references::complete(read.document, &config.references, &config.limits)?;
    warnings.extend(completed.warnings);
    let resolved = model::resolve_within(&completed.document, &config.limits)?;
    drop(completed.document);
    warnings.extend(resolved.warnings);
    let model = match &config.overlay {
        Some(overlay) => fixup::apply(resolved.model, overlay)?,
        None => resolved.model,
    };
    warnings.extend(select::unavailable(&model, &config.selection)?);
    let model = select::select(model, config)?;
    Ok(Resolved { model, warnings })
}

fn start(client: &ClientPlan) -> Option<Start> {
    let start = client.start.as_ref()?;
    let read = start.read.as_ref();
    let read = read.map_or_else(String::new, |read| format!(".{read}()"));
    Some(Start {
        client: client.name.to_string(),
        call: format!("client.{}(){read}", start.method),
        path: start.path.clone(),
    })
}

fn summarize(plan: &Plan) -> Summary {
    let mut summary = Summary::default();
    let mut count = |methods: &[crate::plan::MethodPlan]| {
        let operations = methods
            .iter()
            .filter(|m| matches!(m.body, MethodBody::Operation { .. }));
        summary.operations += operations.count();
    };
    for file in plan
        .namespaces
        .iter()
        .flat_map(|namespace| &namespace.files)
    {
        file.builders
            .iter()
            .for_each(|builder| count(&builder.methods));
    }
    plan.client.iter().for_each(|client| count(&client.methods));
    for file in plan
        .namespaces
        .iter()
        .flat_map(|namespace| &namespace.files)
    {
        match file.item {
            Item::Structured(_) | Item::Enum(_) | Item::Alias(_) => summary.types += 1,
            Item::Resource => {}
        }
        summary.builders += file.builders.len() + file.operations.len();
    }
    summary.builders += plan
        .client
        .iter()
        .map(|client| client.operations.len())
        .sum::<usize>();
    summary
}
