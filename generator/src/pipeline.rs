//! The pipeline: a service description goes in, the files of a crate come out.
//!
//! [`Input`] is what is read, [`Service`] is what becomes of it: a command makes each of them once for a description.
//!
//! A description is CSDL or OpenAPI, as its contents say. The stages of CSDL in order: [`csdl::read_within`], [`references::complete`], [`model::resolve_with`], [`fixup::apply`],
//! [`select::select`], [`plan::plan`], [`emit::emit`]; OpenAPI goes from its reader to selection and a plan of its own.

use std::sync::Arc;

use crate::api::Api;
use crate::config::Crate;
use crate::csdl::Document;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Model;
use crate::odata::lower::{Lowered, ServiceGraph};
use crate::output::File;
use crate::plan::{ClientPlan, Item, MethodBody, Plan, Planned};
use crate::references::Used;
use crate::select::Kept;
use crate::text::sum::sum_of_lines;
use crate::{csdl, emit, fixup, model, openapi, plan, references, select};

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
    /// Methods that call an action or a function; of a service in the terms of HTTP, its operations.
    pub operations: usize,
}

/// A service description with what belongs to it of other documents: read once for all that a command does with it.
#[derive(Clone, Debug)]
pub struct Input {
    name: String,
    description: Description,
    warnings: Vec<Diagnostic>,
    used: Vec<Used>,
}

/// What a service is described by.
#[derive(Clone, Debug)]
enum Description {
    /// CSDL.
    OData(Document),
    /// OpenAPI, as the graph of the service.
    Http(Arc<Api>),
}

impl Input {
    /// Runs the stages that read.
    ///
    /// # Errors
    /// All the errors of the first stage that has any.
    pub fn read(source: &Source, config: &Crate) -> Result<Self, Diagnostics> {
        if openapi::is_openapi(&source.bytes) {
            return Self::read_openapi(source, config);
        }
        let read = csdl::read_within(&source.name, &source.bytes, &config.limits)?;
        let mut warnings = read.warnings;
        let completed = references::complete(read.document, &config.references, &config.limits)?;
        warnings.extend(completed.warnings);
        Ok(Self {
            name: source.name.clone(),
            description: Description::OData(completed.document),
            warnings,
            used: completed.used,
        })
    }

    fn read_openapi(source: &Source, config: &Crate) -> Result<Self, Diagnostics> {
        let settings = openapi::Settings {
            limits: config.limits,
            folder: config.references.folder.as_deref(),
            ..openapi::Settings::default()
        };
        let read = openapi::read(&source.name, &source.bytes, &settings)?;
        let folder = config.references.folder.as_deref();
        let used = read.files.into_iter().filter_map(|name| {
            let bytes = std::fs::read(folder?.join(&name)).ok()?;
            let sha256 = sum_of_lines(&bytes);
            Some(Used { name, sha256 })
        });
        Ok(Self {
            name: source.name.clone(),
            description: Description::Http(Arc::new(read.api)),
            used: used.collect(),
            warnings: read.warnings,
        })
    }

    /// The document; `None` for a service that is not described in CSDL.
    #[cfg(feature = "cli")]
    pub(crate) fn document(&self) -> Option<&Document> {
        match &self.description {
            Description::OData(document) => Some(document),
            Description::Http(_) => None,
        }
    }

    /// The graph of a service that is not described in CSDL.
    #[cfg(feature = "cli")]
    pub(crate) fn http(&self) -> Option<&Arc<Api>> {
        match &self.description {
            Description::OData(_) => None,
            Description::Http(api) => Some(api),
        }
    }

    /// The other documents of which something is in it.
    pub fn used(&self) -> &[Used] {
        &self.used
    }

    /// Runs the stages up to the selection.
    ///
    /// # Errors
    /// All the errors of the first stage that has any.
    pub fn resolve(self, config: &Crate) -> Result<Selected, Diagnostics> {
        let Self {
            description,
            mut warnings,
            ..
        } = self;
        let Description::OData(document) = description else {
            let message = "this is done for descriptions in CSDL alone, and the service is described in OpenAPI";
            return Err(Diagnostic::error(None, message).into());
        };
        let settings = model::Settings {
            limits: config.limits,
            versions: config.type_versions,
        };
        let resolved = model::resolve_with(&document, &settings)?;
        drop(document);
        warnings.extend(resolved.warnings);
        let mut described = match &config.overlay {
            Some(overlay) => fixup::apply(resolved.model, overlay)?,
            None => resolved.model.into(),
        };
        let polymorphic = fixup::configured(&mut described.model, &config.polymorphic);
        warnings.extend(polymorphic);
        warnings.extend(select::unavailable(&described.model, &config.selection)?);
        let service = ServiceGraph::new(described, config.any_limit);
        let kept = select::select(&service, &config.selection)?;
        Ok(Selected {
            service,
            kept,
            warnings,
        })
    }

    /// Runs the stages up to the plan.
    ///
    /// # Errors
    /// All the errors of the first stage that has any.
    pub fn plan(self, config: &Crate) -> Result<Service, Diagnostics> {
        let name = self.name.clone();
        if let Description::Http(api) = &self.description {
            let kept = select::select_api(api, &config.selection)?;
            let mut warnings = self.warnings;
            let planned = plan::http::plan(api, &kept, &config.plan_settings(), &name);
            warnings.extend(planned.warnings);
            return Ok(Service {
                name,
                model: Model::default(),
                lowered: Lowered::default(),
                kept,
                plan: planned.plan,
                untyped: Vec::new(),
                warnings,
            });
        }
        let Selected {
            service,
            kept,
            mut warnings,
        } = self.resolve(config)?;
        let planned = plan::plan(&service, &kept, &config.plan_settings(), &name)?;
        warnings.extend(planned.warnings);
        let ServiceGraph { model, lowered } = service;
        Ok(Service {
            name,
            untyped: select::untyped(&model, &lowered, &kept),
            model,
            lowered,
            kept,
            plan: planned.plan,
            warnings,
        })
    }
}

/// A service, and what of it is wanted.
#[derive(Clone, Debug)]
pub struct Selected {
    /// The service.
    pub service: ServiceGraph,
    /// What of it is wanted.
    pub kept: Kept,
    /// What is to be said, in the order of the stages.
    pub warnings: Vec<Diagnostic>,
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

    /// That a command does without a description in the terms of HTTP.
    ///
    /// # Errors
    /// The service is described in these.
    #[cfg(feature = "cli")]
    pub(crate) fn only_odata(&self, command: &str) -> Result<(), Diagnostics> {
        if self.plan.http.is_none() {
            return Ok(());
        }
        let message = format!(
            "{}: `csdlgen {command}` takes descriptions in CSDL alone",
            self.name
        );
        Err(Diagnostic::error(None, message)
            .with_remedy("of OpenAPI, `generate`, `show`, `search` and `explain` are possible")
            .into())
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

    /// As [`generate`](Self::generate), where nothing else is done with the service: less memory is held while files are made.
    ///
    /// # Errors
    /// None that an input causes.
    pub fn into_generated(self) -> Result<Generated, Diagnostics> {
        let outcome = self.outcome();
        let Self {
            model,
            lowered,
            mut plan,
            ..
        } = self;
        drop((model, lowered));
        plan.api = Arc::default();
        let files = emit::emit_last(plan, &emit::Spent::default()).map_err(fault)?;
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

fn start(plan: &Plan) -> Option<Start> {
    if let Some(http) = plan.http.as_deref() {
        let (call, path) = http.client.start.clone()?;
        let client = http.client.name.to_string();
        return Some(Start { client, call, path });
    }
    plan.client.as_ref().and_then(start_of_client)
}

fn start_of_client(client: &ClientPlan) -> Option<Start> {
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
            Item::Structured(_) | Item::Enum(_) | Item::Union(_) | Item::Alias(_) => {
                summary.types += 1;
            }
            Item::Resource => {}
        }
        summary.builders += file.builders.len() + file.operations.len();
    }
    if let Some(http) = plan.http.as_deref() {
        summary.builders += http.files.len();
        let operations = http.files.iter().map(|file| file.operations.len());
        summary.operations += operations.sum::<usize>() + http.client.operations.len();
    }
    summary.builders += plan
        .client
        .iter()
        .map(|client| client.operations.len())
        .sum::<usize>();
    summary
}
