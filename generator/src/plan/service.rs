//! Facts about a service that selection asks for before anything is planned.

use std::collections::HashSet;

use crate::config::Crate;
use crate::model::{KeyPart, Model, Operation, Resource, StructuredId, StructuredKind};

use super::families::{self, Families};
use super::{composition, reach};
use crate::odata::vocabulary;

/// What of a service is a resource, and what is cast to what.
#[derive(Debug)]
pub(crate) struct Service {
    families: Families,
    resources: HashSet<StructuredId>,
}

impl Service {
    /// Of all that the model declares.
    pub(crate) fn of(model: &Model, config: &Crate) -> Self {
        Self {
            families: families::families(model, config),
            resources: reach::complex_resources(model),
        }
    }

    /// Whether a complex type has something to call.
    pub(crate) fn is_resource(&self, id: StructuredId) -> bool {
        self.resources.contains(&id)
    }

    /// The resource that a call of a composable function is, and whether it is a collection.
    pub(crate) fn composed(&self, model: &Model, operation: &Operation) -> Option<Resource> {
        let (id, collection) = composition::returned(operation)?;
        let leads = model[id].kind == StructuredKind::Entity || self.is_resource(id);
        (leads && !composition::is_download(model, id)).then_some((id, collection))
    }

    /// The types derived from a type that has a family, each before what derives from it.
    pub(crate) fn casts(&self, id: StructuredId) -> &[StructuredId] {
        self.families.casts(id)
    }
    /// The parts of all keys of a type, alternate ones included.
    pub(crate) fn keys(model: &Model, id: StructuredId) -> Vec<KeyPart> {
        let alternate = vocabulary::alternate_keys(model, id).into_iter().flatten();
        model
            .effective_key(id)
            .iter()
            .cloned()
            .chain(alternate)
            .collect()
    }
}
