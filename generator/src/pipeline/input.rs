//! What is read: a description with what belongs to it of other documents, and what is selected of it.

use std::sync::Arc;

use super::{Service, Source};
use crate::api::Api;
use crate::config::Crate;
use crate::csdl::Document;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::fixup::Change;
use crate::model::Model;
use crate::odata::lower::{Lowered, ServiceGraph};
use crate::references::Used;
use crate::select::Kept;
use crate::text::sum::sum_of_lines;
use crate::{csdl, fixup, model, openapi, plan, references, select};

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
    /// OpenAPI, as the graph of the service, and where its types without a name come from.
    Http(
        Arc<Api>,
        #[cfg_attr(
            not(feature = "cli"),
            allow(dead_code, reason = "only the command asks")
        )]
        Arc<[openapi::Origin]>,
    ),
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
            overlay: match &config.overlay {
                Some(overlay) => told(overlay)?,
                None => openapi::Overlay::default(),
            },
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
            description: Description::Http(Arc::new(read.api), read.origins.into()),
            used: used.collect(),
            warnings: read.warnings,
        })
    }

    /// The document; `None` for a service that is not described in CSDL.
    #[cfg(feature = "cli")]
    pub(crate) fn document(&self) -> Option<&Document> {
        match &self.description {
            Description::OData(document) => Some(document),
            Description::Http(..) => None,
        }
    }

    /// The graph of a service that is not described in CSDL.
    #[cfg(feature = "cli")]
    pub(crate) fn http(&self) -> Option<&Arc<Api>> {
        match &self.description {
            Description::OData(_) => None,
            Description::Http(api, _) => Some(api),
        }
    }

    /// Where the types come from that have no name in a description in OpenAPI.
    #[cfg(feature = "cli")]
    pub(crate) fn origins(&self) -> &[openapi::Origin] {
        match &self.description {
            Description::OData(_) => &[],
            Description::Http(_, origins) => origins,
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
        let mut model = resolved.model;
        if let Some(descriptions) = &config.described_by {
            let name = &descriptions.name;
            let words = csdl::read_within(name, &descriptions.bytes, &config.limits)?.document;
            let words = model::resolve_with(&words, &settings)?.model;
            fixup::describe(&mut model, &words);
        }
        let mut described = match &config.overlay {
            Some(overlay) => fixup::apply(model, overlay)?,
            None => model.into(),
        };
        let polymorphic = fixup::configured(&mut described.model, &config.polymorphic);
        warnings.extend(polymorphic);
        let service = ServiceGraph::new(described, config.any_limit);
        let absent = &service.lowered.absent;
        warnings.extend(select::unavailable(absent, &config.selection)?);
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
        if let Description::Http(api, _) = &self.description {
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
            untyped: select::untyped(&lowered, &kept),
            model,
            lowered,
            kept,
            plan: planned.plan,
            warnings,
        })
    }
}

/// What an overlay tells of a service described in OpenAPI.
fn told(overlay: &fixup::Overlay) -> Result<openapi::Overlay, Diagnostics> {
    let mut told = openapi::Overlay {
        partial: overlay.partial || overlay.lenient,
        lenient: overlay.lenient,
        ..openapi::Overlay::default()
    };
    let mut errors = Vec::new();
    for entry in &overlay.entries {
        let error = |message: String| Diagnostic::error(entry.position.clone(), message);
        let Change::Paging(change) = &entry.change else {
            let message = "this entry is for CSDL, and the service is described in OpenAPI";
            errors.push(
                error(message.to_owned()).with_remedy("remove it: `paging` alone is for OpenAPI"),
            );
            continue;
        };
        let paging = openapi::ToldPaging {
            position: entry.position.clone(),
            items: change.items.clone(),
            kind: change.kind.clone(),
        };
        let operation = change.operation.clone();
        if told.paging.insert(operation, paging).is_some() {
            let message = format!("another entry says how {:?} is paged", change.operation);
            errors.push(error(message).with_remedy("remove one of them"));
        }
    }
    if errors.is_empty() {
        Ok(told)
    } else {
        Err(Diagnostics(errors))
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
