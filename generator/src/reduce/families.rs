//! Hierarchies as they are: whether a type has an enum over what derives from it depends on how much does, how many
//! entity types there are, and whether a value is declared as it.

use std::collections::HashSet;

use super::selected::Selected;
use crate::model::{Model, OperationId, StructuredId, StructuredKind, TypeRef};
use crate::odata::lower::hierarchies::{self, Hierarchies};

use super::keep::Keep;

/// Keeps as many names of types as decide the same for all types that are selected, and for their bases.
pub(super) fn keep(keep: &mut Keep<'_>, kept: &Selected, any_limit: usize) {
    let model = keep.model;
    let families = hierarchies::hierarchies(model, any_limit);
    let offered = kept.offers.keys().map(|(id, _)| *id);
    let selected: HashSet<StructuredId> = kept.models.iter().copied().chain(offered).collect();
    let mut lines: Vec<StructuredId> = selected
        .iter()
        .flat_map(|id| model.with_bases(*id))
        .collect();
    lines.sort_unstable_by_key(|id| id.index());
    lines.dedup();
    for id in &lines {
        descendants(keep, *id, any_limit);
    }
    for id in &lines {
        if !families.derived(*id).is_empty() {
            declaration(keep, &families, *id);
        }
    }
    for id in lines {
        if !families.derived(id).is_empty() {
            entities(keep, id);
        }
    }
}

/// All that derives from a type; where that is more than may be, one more than may be.
fn descendants(keep: &mut Keep<'_>, id: StructuredId, any_limit: usize) {
    let all = keep.model.descendants(id);
    let missing = any_limit.saturating_add(1);
    if all.len() < missing {
        for id in all {
            keep.name(id);
        }
        return;
    }
    let there = all.iter().filter(|id| keep.types.contains_key(id)).count();
    fill(keep, all, there, missing);
}

/// Names the first of some types, in the order of the document, until this many are there. Of what is reduced already, these
/// are the same again.
fn fill(keep: &mut Keep<'_>, mut all: Vec<StructuredId>, there: usize, wanted: usize) {
    all.sort_unstable_by_key(|id| id.index());
    let before = keep.types.len();
    for id in all {
        // A name brings those of its bases.
        if there + keep.types.len() - before >= wanted {
            break;
        }
        keep.name(id);
    }
}

/// A value that is declared as the type, or as a base of it that has a family.
fn declaration(keep: &mut Keep<'_>, families: &Hierarchies, id: StructuredId) {
    let model = keep.model;
    let line = model.with_bases(id);
    let line: HashSet<StructuredId> = line
        .filter(|id| !families.derived(*id).is_empty())
        .collect();
    let declares = |ty: &TypeRef| matches!(ty, TypeRef::Structured(id) if line.contains(id));
    let operations = (0..).map(OperationId).zip(&model.operations);
    let mut operations = operations.filter(|(_, operation)| {
        let parameters = operation.parameters.iter().map(|it| it.ty.item);
        let mut types = parameters.chain(operation.returns.iter().map(|it| it.item));
        types.any(|ty| declares(&ty))
    });
    let member = members(model).find(|(_, _, target)| line.contains(target));
    if let Some((owner, name, _)) = member {
        keep.member(owner, name);
    } else if let Some((id, _)) = operations.next() {
        keep.operation(id);
    }
    // What is left are children of the container, all of which are kept.
}

/// Members of types that values are declared by.
fn members(model: &Model) -> impl Iterator<Item = (StructuredId, &str, StructuredId)> {
    model.structured_types().flat_map(|(id, ty)| {
        let navigation = ty.navigation.iter();
        let navigation = navigation.filter_map(move |it| Some((id, it.name.as_str(), it.target?)));
        let properties = ty.properties.iter().filter_map(move |it| match it.ty.item {
            TypeRef::Structured(target) => Some((id, it.name.as_str(), target)),
            _ => None,
        });
        navigation.chain(properties)
    })
}

/// How many entity types a service has where those that derive from one are not most of them.
fn entities(keep: &mut Keep<'_>, id: StructuredId) {
    let model = keep.model;
    let is_entity = |id: &StructuredId| model[*id].kind == StructuredKind::Entity;
    let wanted = model.descendants(id).len().saturating_mul(2);
    let there = keep.types.keys().filter(|id| is_entity(id)).count();
    let all = model.structured_types().map(|(id, _)| id).filter(is_entity);
    fill(keep, all.collect(), there, wanted);
}
