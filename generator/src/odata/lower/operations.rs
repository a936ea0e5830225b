//! Operations: which can be called on a resource, and what must be sent with them.

use std::collections::{HashMap, HashSet};

use crate::model::{Model, Operation, OperationId, OperationKind, Parameter, Resource, TypeRef};
use crate::odata::vocabulary;

/// Whether a parameter must be sent.
///
/// An action's parameter must be sent unless it may be null or left out; a function is only found with all
/// parameters that are not declared optional (OData Protocol 4.01, sections 11.5.4.1 and 11.5.5.1). A collection is
/// never null: `Nullable` speaks of its items (OData CSDL XML 4.01, section 12.9).
pub(crate) fn is_required(kind: OperationKind, parameter: &Parameter) -> bool {
    let optional = vocabulary::is_optional(&parameter.annotations);
    match kind {
        OperationKind::Action => !optional && (parameter.ty.collection || !parameter.ty.nullable),
        OperationKind::Function => !optional,
    }
}

/// The operations that can be called on a resource: bound to its type or to one that it derives from. The
/// nearest type's overload hides a base type's of the same signature.
pub(crate) fn visible(
    model: &Model,
    bound: &HashMap<Resource, Vec<OperationId>>,
    (id, many): Resource,
) -> Vec<OperationId> {
    let mut seen = HashSet::new();
    let mut visible = Vec::new();
    for ty in model.with_bases(id) {
        for operation in bound.get(&(ty, many)).into_iter().flatten() {
            if seen.insert(signature(&model[*operation])) {
                visible.push(*operation);
            }
        }
    }
    visible
}

fn signature(operation: &Operation) -> (OperationKind, &str, Vec<(&str, TypeRef, bool)>) {
    let parameters = operation.parameters.iter();
    let parameters = parameters.map(|p| (p.name.as_str(), p.ty.item, p.ty.collection));
    (operation.kind, &operation.name, parameters.collect())
}
