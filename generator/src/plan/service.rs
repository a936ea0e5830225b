//! Facts about a service that selection asks for before anything is planned.

use std::collections::HashSet;

use crate::config::Crate;
use crate::model::{Model, StructuredId};

use super::families::{self, Families};
use super::reach;

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

    /// The types derived from a type that has a family, each before what derives from it.
    pub(crate) fn casts(&self, id: StructuredId) -> &[StructuredId] {
        self.families.casts(id)
    }
}
