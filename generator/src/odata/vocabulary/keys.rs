//! Alternate keys (`AlternateKeys` of the vocabularies Core and, of the community, Keys).

use crate::csdl::Expression;
use crate::model::{Annotations, ChildKind, KeyPart, Model, StructuredId, TypeRef, Typed};
use crate::odata::terms;

/// The alternate keys that apply to a type, each once, without its usual key.
pub(crate) fn alternate_keys(model: &Model, id: StructuredId) -> Vec<Vec<KeyPart>> {
    let line = model.with_bases(id);
    let types = line.map(|id| &model[id].annotations);
    let children = model.container.iter().flat_map(|c| &c.children);
    let sets =
        children.filter(|child| matches!(child.kind, ChildKind::EntitySet(set) if set == id));
    let mut keys: Vec<Vec<KeyPart>> = Vec::new();
    for annotations in types.chain(sets.map(|set| &set.annotations)) {
        for key in keys_of(model, id, annotations) {
            let same = |other: &[KeyPart]| {
                other.len() == key.len() && other.iter().zip(&key).all(|(a, b)| a.name == b.name)
            };
            if !same(model.effective_key(id)) && !keys.iter().any(|other| same(other)) {
                keys.push(key);
            }
        }
    }
    keys
}

fn keys_of(model: &Model, id: StructuredId, annotations: &Annotations) -> Vec<Vec<KeyPart>> {
    let keys = [terms::ALTERNATE_KEYS, terms::COMMUNITY_ALTERNATE_KEYS];
    let values = keys.iter().filter_map(|term| annotations.get(term));
    let values = values.filter_map(|annotation| annotation.value.as_ref());
    values
        .flat_map(Expression::items)
        .filter_map(|record| {
            let parts = record.property("Key")?.items().iter();
            let parts: Option<Vec<KeyPart>> = parts.map(|part| part_of(model, id, part)).collect();
            parts.filter(|parts| !parts.is_empty())
        })
        .collect()
}

/// A part by its path and alias; `None` where the path leads nowhere.
fn part_of(model: &Model, id: StructuredId, record: &Expression) -> Option<KeyPart> {
    let name = record.property("Name")?;
    let path = name.as_path().or_else(|| name.as_str())?;
    let alias = record.property("Alias").and_then(Expression::as_str);
    let name = match alias {
        Some(alias) => alias,
        None => path.rsplit('/').next()?,
    };
    Some(KeyPart {
        path: path.to_owned(),
        name: name.to_owned(),
        ty: type_at(model, id, path)?,
    })
}

/// The type of a property at a path through complex properties and single navigation.
fn type_at(model: &Model, id: StructuredId, path: &str) -> Option<Typed> {
    let (first, rest) = path
        .split_once('/')
        .map_or((path, None), |(a, b)| (a, Some(b)));
    let property = model.all_properties(id).find(|p| p.name == first);
    match (property.map(|p| &p.ty), rest) {
        (Some(ty), None) => Some(ty.clone()),
        (Some(ty), Some(rest)) => match ty.item {
            TypeRef::Structured(next) => type_at(model, next, rest),
            _ => None,
        },
        (None, Some(rest)) => {
            let next = model.all_navigation(id).find(|n| n.name == first)?;
            type_at(model, next.target?, rest)
        }
        (None, None) => None,
    }
}
