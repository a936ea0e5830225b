//! What operations return, as a place to go on from: a function goes in, the resource that its call is comes
//! out.

use crate::model::{Model, Operation, StructuredId};
use crate::odata::lower::offered::Offered;
use crate::odata::lower::resources;

use crate::plan::docs::code;
use crate::plan::reach::Reach;

/// The resource that a composable function returns, as far as it is offered, and whether it is a collection.
pub(in crate::plan) fn composed(
    model: &Model,
    reach: &Reach,
    offered: &Offered<'_>,
    operation: &Operation,
) -> Option<(StructuredId, bool)> {
    let resource = resources::composed(model, reach.resources(), operation)?;
    offered.has_resource(resource).then_some(resource)
}

/// A sentence on where the entities that come back belong (`EntitySetPath`; CSDL XML 4.01, section 12.6).
pub(in crate::plan) fn entity_set(operation: &Operation) -> String {
    let (Some(path), Some(binding)) = (&operation.entity_set_path, &operation.binding) else {
        return String::new();
    };
    match path.split_once('/') {
        Some((first, rest)) if first == binding.name => {
            format!(" What comes back is of the entity set at {}.", code(rest))
        }
        None if *path == binding.name => {
            " What comes back is of the same entity set as what it is called on.".to_owned()
        }
        _ => String::new(),
    }
}
