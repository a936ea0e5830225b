//! The names of one type's properties where something is in the way of the usual ones: a rename, or a property
//! that would be called the same.

use std::collections::HashSet;

use crate::model::{Model, StructuredId};

use super::super::collisions::{self, Element, Wanted};
use super::super::owned::EXTRA;
use super::super::renames::Renames;
use super::super::{ConstantName, FieldName};
use super::{Declared, Found, Members, usual_field};

/// The properties with their fields, in the order of the fields.
pub(super) fn name_fields<'m>(
    model: &'m Model,
    renames: &Renames,
    id: StructuredId,
    declared: &[Declared<'m>],
    found: &mut Found,
) -> Vec<(&'m str, FieldName)> {
    let mut order: Vec<usize> = (0..declared.len()).collect();
    // Bases come first: what is inherited is called as it is there.
    order.sort_by_key(|at| {
        let place = declared.get(*at);
        place.map(|it| {
            let elsewhere = it.position.file != model[it.owner].position.file;
            (it.depth, elsewhere, it.position.line, it.position.column)
        })
    });
    let in_order = order.iter().filter_map(|at| declared.get(*at));
    let in_order: Vec<&Declared<'m>> = in_order.collect();
    let elements: Vec<Element<'_, FieldName>> = in_order
        .iter()
        .map(|it| {
            let given = renames.member(model, id, it.name);
            let given = given.and_then(FieldName::given).map(|name| {
                let escaped = name.as_str() == EXTRA;
                if escaped { name.escaped() } else { name }
            });
            Element {
                csdl: it.name,
                position: it.position,
                rank: u8::from(it.is_navigation),
                name: given.map_or_else(|| Wanted::Usual(usual_field(it.name)), Wanted::Given),
            }
        })
        .collect();
    let resolved = collisions::resolve(
        &elements,
        |name| name.as_str().to_owned(),
        |name, pair, number| another(model, &in_order, name, pair, number),
    );
    let key = |at: usize| {
        let csdl = elements.get(at).map_or("", |element| element.csdl);
        format!("{}/{csdl}", model.qualified_name(id))
    };
    for (at, first) in &resolved.clashes {
        if let (Some(element), Some(first)) = (elements.get(*at), elements.get(*first)) {
            found
                .errors
                .push(collisions::clash(element, first, &key(*at)));
        }
    }
    for (at, first) in &resolved.moved {
        let owner = in_order.get(*at);
        // It is told once, where the property is declared.
        let is_own = owner.is_some_and(|it| it.owner == id);
        let (element, first) = (elements.get(*at), elements.get(*first));
        if let (true, Some(element), Some(first)) = (is_own, element, first)
            && let Some(name) = resolved.names.get(*at)
        {
            let told = collisions::moved(element, name, first, &key(*at));
            found.warnings.push(told);
        }
    }
    let mut names: Vec<(usize, &str, FieldName)> = order
        .iter()
        .zip(in_order)
        .zip(resolved.names)
        .map(|((at, it), name)| (*at, it.name, name))
        .collect();
    names.sort_by_key(|(at, ..)| *at);
    let others = names
        .iter()
        .filter(|(_, csdl, name)| *name != usual_field(csdl));
    found
        .fields
        .extend(others.map(|(_, csdl, name)| ((id, (*csdl).to_owned()), name.clone())));
    names
        .into_iter()
        .map(|(_, csdl, name)| (csdl, name))
        .collect()
}

/// `region_link` for a navigation property beside a structural one, `region_rush_order` in a type `RushOrder` for one
/// beside what that inherits, so that a base type can have more properties; else `region_2`.
fn another(
    model: &Model,
    declared: &[&Declared<'_>],
    wanted: &FieldName,
    (at, first): (usize, usize),
    number: usize,
) -> FieldName {
    let mut words = Vec::new();
    if let (Some(it), Some(first)) = (declared.get(at), declared.get(first)) {
        if first.depth < it.depth {
            let ty = FieldName::new(&model[it.owner].name);
            words.push(ty.as_str().trim_end_matches('_').to_owned());
        }
        if it.is_navigation && !first.is_navigation {
            words.push("link".to_owned());
        }
    }
    if number > 1 || words.is_empty() {
        let number = if words.is_empty() { number + 1 } else { number };
        words.push(number.to_string());
    }
    wanted.with_suffix(&words.join("_"))
}

/// Fields have different names; what their constants leave out of them may still make two the same.
pub(super) fn name_constants(
    members: &Members,
    id: StructuredId,
    names: &[(&str, FieldName)],
    found: &mut Found,
) {
    let mut taken = HashSet::new();
    for (csdl, field) in names {
        let mut name = ConstantName::of(field);
        while !taken.insert(name.clone()) {
            name = name.escaped();
        }
        if members.usual.get(*csdl).map(|(_, usual)| usual) != Some(&name) {
            found.constants.push(((id, (*csdl).to_owned()), name));
        }
    }
}
