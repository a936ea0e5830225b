//! The overloads of an operation, or the parts of them, that the target of annotations names (OData CSDL XML 4.01,
//! section 14.2.2).

use super::Resolver;
use super::elements::Miss;
use super::names::{Lookup, Scope};
use super::signature::Target;
use super::slots::Slot;
use super::typed::split_collection;
use super::types::{Model, Operation, OperationId, OperationKind, Parameter, Primitive, TypeRef};

/// A parameter of an imported operation, or what it returns.
pub(super) fn imported_part(
    model: &Model,
    ids: &[OperationId],
    name: &str,
) -> Result<String, Miss> {
    let found = ids.iter().any(|id| part(model, *id, &[name]).is_some());
    found.then(|| name.to_owned()).ok_or(Miss::Unknown)
}

/// The overloads that a target names, or the same part of each.
pub(super) fn in_operations(
    resolver: &Resolver<'_>,
    scope: Scope,
    overloads: &[OperationId],
    target: &Target<'_>,
) -> Result<Vec<Slot>, Miss> {
    let ids = match &target.signature {
        None => overloads.to_vec(),
        Some(types) => matching(resolver, scope, overloads, types),
    };
    let part = |id: &OperationId| part(&resolver.model, *id, &target.path);
    let slots: Vec<Slot> = ids.iter().filter_map(part).collect();
    if slots.is_empty() {
        Err(Miss::Unknown)
    } else {
        Ok(slots)
    }
}

/// The part of an operation that a path names.
fn part(model: &Model, id: OperationId, path: &[&str]) -> Option<Slot> {
    let operation = &model[id];
    match path {
        [] => Some(Slot::Operation(id)),
        ["$ReturnType"] => operation.returns.as_ref().map(|_| Slot::Return(id)),
        [name] => {
            if operation
                .binding
                .as_ref()
                .is_some_and(|binding| binding.name == *name)
            {
                return Some(Slot::Binding(id));
            }
            let mut parameters = operation.parameters.iter();
            let index = parameters.position(|parameter| parameter.name == *name)?;
            Some(Slot::Parameter(id, index))
        }
        _ => None,
    }
}

/// The overloads that a signature means: of functions, that with these types of parameters; of actions, that which
/// is bound to the type, or the unbound one where there is none. An action with all its parameters, which the
/// standard does not have, is found too where nothing else is.
fn matching(
    resolver: &Resolver<'_>,
    scope: Scope,
    overloads: &[OperationId],
    types: &[&str],
) -> Vec<OperationId> {
    let wanted: Option<Vec<(TypeRef, bool)>> = types
        .iter()
        .map(|text| {
            let (name, collection) = split_collection(text)?;
            match resolver.names.find_type(scope, name) {
                Lookup::Found(ty) => Some((ty, collection)),
                Lookup::External => Some((TypeRef::Primitive(Primitive::Any), collection)),
                Lookup::Missing => None,
            }
        })
        .collect();
    let Some(wanted) = wanted else {
        return Vec::new();
    };
    let has = |operation: &Operation| {
        let all = operation.binding.iter().chain(&operation.parameters);
        all.map(type_of).eq(wanted.iter().copied())
    };
    let is_meant = |operation: &Operation| match operation.kind {
        OperationKind::Action => operation.binding.as_ref().map(type_of).as_slice() == wanted,
        OperationKind::Function => has(operation),
    };
    let all = || overloads.iter().copied();
    let meant: Vec<OperationId> = all().filter(|id| is_meant(&resolver.model[*id])).collect();
    if meant.is_empty() {
        return all().filter(|id| has(&resolver.model[*id])).collect();
    }
    meant
}

fn type_of(parameter: &Parameter) -> (TypeRef, bool) {
    (parameter.ty.item, parameter.ty.collection)
}
