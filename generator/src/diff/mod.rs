//! Two versions of a service's metadata → what changes for the users of the generated crate.
//!
//! In go two [`Version`]s, each a resolved model with its plan; out comes a [`Comparison`]: a list of changes,
//! each with the Rust items that it touches, as the plans name them, and what it means: breaking, additive, or
//! documentation only. What a change means follows from those items: where one is gone or has another
//! signature, the change is breaking; where there are only new ones, it is additive; where none changes, only
//! the documentation does.
//!
//! Models are read from JSON where a property is missing, unknown or null, structs are built with
//! `..Default::default()`, and enums are not exhaustive: so a new property or member breaks nobody.
//!
//! Inside: `pairs`, `operations` and `matching` (what is the same thing in both, under which `names`),
//! `elements` (what the metadata says; `http` for services in the terms of HTTP), `rust` (what the plan makes of it), `delta` and `touched` (what changes in Rust),
//! `compare`, `annotations` and `values` (what changes in the metadata, and what it means), `consequences` (what
//! changes in Rust only), `features` (what is behind features of the crate), `scope` (`--path`), `step` (the version that follows), `render` (text, Markdown, JSON
//! and HTML).

mod annotations;
mod change;
mod compare;
mod consequences;
mod delta;
mod element;
mod elements;
mod facts;
mod features;
mod http;
mod matching;
mod names;
mod operations;
mod pairs;
pub mod render;
mod revision;
mod rust;
mod scope;
mod step;
mod touched;
mod values;

use std::collections::HashMap;

use crate::config::Crate;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::StructuredId;
use crate::pipeline::{Service, Source};

use element::Elements;
use names::Names;

pub use change::{Change, Class, Comparison, Effect, ElementKind, Kind, Touched};
pub use compare::compare;
pub use revision::{Revision, RevisionError};
pub use scope::Scope;
pub use step::{Step, next_version};

/// A version of a service, with what becomes of it.
#[derive(Clone, Debug)]
pub struct Version {
    /// How the user named it.
    pub name: String,
    service: Service,
    /// Its entity and complex types by full name, and back.
    structured: HashMap<String, StructuredId>,
    full_names: Vec<String>,
    /// Whether all of the service is generated.
    whole: bool,
}

impl Version {
    /// Reads a version and plans its crate; the warnings come with it.
    ///
    /// # Errors
    /// All the errors of the first stage that has any.
    pub fn read(source: &Source, config: &Crate) -> Result<(Self, Vec<Diagnostic>), Diagnostics> {
        let mut service = Service::read(source, config)?;
        let warnings = std::mem::take(&mut service.warnings);
        Ok((Self::new(service, config), warnings))
    }

    /// A service as one of two versions.
    pub fn new(service: Service, config: &Crate) -> Self {
        let (model, plan) = (&service.model, &service.plan);
        let ids = (0..model.structured.len())
            .zip(0..)
            .map(|(_, id)| StructuredId(id));
        let mut full_names: Vec<String> = ids.map(|id| model.qualified_name(id)).collect();
        let structured = full_names
            .iter()
            .cloned()
            .zip((0..).map(StructuredId))
            .collect();
        if plan.http.is_some() {
            full_names.extend(plan.api.types.iter().map(|ty| ty.name.clone()));
        }
        Self {
            name: service.name.clone(),
            structured,
            full_names,
            whole: config.selection.is_whole(),
            service,
        }
    }

    /// The service, once it is compared.
    pub(crate) fn into_service(self) -> Service {
        self.service
    }

    /// That another version is described in the same language.
    ///
    /// # Errors
    /// One is described in CSDL, the other in OpenAPI.
    pub fn check_alike(&self, other: &Self) -> Result<(), Diagnostics> {
        let language = |version: &Self| match version.service.plan.http {
            Some(_) => "OpenAPI",
            None => "CSDL",
        };
        let (own, others) = (language(self), language(other));
        if own == others {
            return Ok(());
        }
        let message = format!(
            "{} is described in {own}, and {} in {others}: they cannot be compared",
            self.name, other.name
        );
        let remedy = "compare two versions in one language";
        Err(Diagnostic::error(None, message).with_remedy(remedy).into())
    }

    /// What the description says, by key.
    fn elements(&self, names: &Names) -> Elements<'_> {
        match self.service.plan.http {
            Some(_) => http::elements(&self.service.plan),
            None => elements::elements(&self.service.model, names),
        }
    }

    /// The type that declares a property of a type: itself or one of its bases; itself where none does.
    fn declaring<'a>(&'a self, ty: &'a str, property: &str) -> &'a str {
        if self.service.plan.http.is_some() {
            return http::declaring(&self.service.plan.api, ty, property);
        }
        let Some(id) = self.structured.get(ty) else {
            return ty;
        };
        let mut line = self.service.model.with_bases(*id);
        let declaring = line.find(|id| self.declares(*id, property));
        declaring
            .and_then(|id| self.full_names.get(id.index()))
            .map_or(ty, String::as_str)
    }

    fn has_property(&self, ty: &str, property: &str) -> bool {
        self.structured
            .get(ty)
            .is_some_and(|id| self.declares(*id, property))
    }

    fn declares(&self, id: StructuredId, property: &str) -> bool {
        let ty = &self.service.model[id];
        ty.properties.iter().any(|p| p.name == property)
            || ty.navigation.iter().any(|p| p.name == property)
    }
}
