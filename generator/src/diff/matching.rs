//! Two versions → the names of both: which element of the old one is which of the new one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::{Model, NamespaceId, StructuredId, StructuredKind};

use super::Version;
use super::names::Names;
use super::operations;
use super::pairs::{self, Candidate, TypeCandidate};

/// The keys of the elements of both versions: those of the new one are their names.
pub(super) fn names(old: &Version, new: &Version) -> (Names, Names) {
    let (mut olds, mut news) = (Names::default(), Names::default());
    let (old_types, new_types) = (types(&old.service.model), types(&new.service.model));
    let only = |these: &BTreeMap<String, TypeCandidate>,
                those: &BTreeMap<String, TypeCandidate>| {
        let these = these.iter().filter(|(name, _)| !those.contains_key(*name));
        these.map(|(_, ty)| ty.clone()).collect::<Vec<_>>()
    };
    let (gone, come) = (only(&old_types, &new_types), only(&new_types, &old_types));
    for (at, to) in pairs::types(&gone, &come) {
        if let (Some(old), Some(new)) = (gone.get(at), come.get(to)) {
            let full = |ty: &TypeCandidate| format!("{}.{}", ty.namespace, ty.name);
            olds.renamed.insert(full(old), full(new));
        }
    }
    structured_members(old, new, &mut olds);
    enum_members(&old.service.model, &new.service.model, &mut olds);
    operations::pair(
        (&old.service.model, &mut olds),
        (&new.service.model, &mut news),
    );
    parameters(&old.service.model, &new.service.model, &mut olds, &news);
    (olds, news)
}

fn types(model: &Model) -> BTreeMap<String, TypeCandidate> {
    let mut types = BTreeMap::new();
    let mut put = |namespace: NamespaceId, name: &str, kind, members: BTreeSet<String>| {
        let candidate = TypeCandidate {
            namespace: model[namespace].name.clone(),
            name: name.to_owned(),
            kind,
            members,
        };
        types.insert(model.qualified(namespace, name), candidate);
    };
    for ty in &model.structured {
        let properties = ty.properties.iter().map(|p| p.name.clone());
        let members = properties.chain(ty.navigation.iter().map(|p| p.name.clone()));
        let kind = match ty.kind {
            StructuredKind::Entity => "entity",
            StructuredKind::Complex => "complex",
        };
        put(ty.namespace, &ty.name, kind, members.collect());
    }
    for ty in &model.enums {
        let members = ty.members.iter().map(|m| m.name.clone()).collect();
        put(ty.namespace, &ty.name, "enum", members);
    }
    for ty in &model.definitions {
        put(ty.namespace, &ty.name, "definition", BTreeSet::new());
    }
    types
}

/// Pairs members of one type that are in one version only.
fn rename(owner: (&str, &str), gone: &[Candidate], come: &[Candidate], names: &mut Names) {
    for (at, to) in pairs::members(gone, come) {
        if let (Some(old), Some(new)) = (gone.get(at), come.get(to)) {
            let old = format!("{}/{}", owner.0, old.name);
            names
                .renamed
                .insert(old, format!("{}/{}", owner.1, new.name));
        }
    }
}

fn structured_members(old: &Version, new: &Version, olds: &mut Names) {
    let plain = Names::default();
    for (id, _) in (0..).map(StructuredId).zip(&old.service.model.structured) {
        let name = old.service.model.qualified_name(id);
        let key = olds.key(&name);
        let Some(now) = new.structured.get(key.as_str()) else {
            continue;
        };
        let before = members(&old.service.model, olds, id);
        let after = members(&new.service.model, &plain, *now);
        let (mut gone, come) = (without(&before, &after), without(&after, &before));
        gone.retain(|candidate| {
            let base = new.declaring(&key, &candidate.name);
            let inherited = base != key && new.has_property(base, &candidate.name);
            if inherited {
                let own = format!("{name}/{}", candidate.name);
                olds.renamed
                    .insert(own, format!("{base}/{}", candidate.name));
            }
            !inherited
        });
        rename((&name, &key), &gone, &come, olds);
    }
}

fn without(candidates: &[Candidate], others: &[Candidate]) -> Vec<Candidate> {
    let names: BTreeSet<&str> = others.iter().map(|c| c.name.as_str()).collect();
    let only = candidates
        .iter()
        .filter(|c| !names.contains(c.name.as_str()));
    only.cloned().collect()
}

fn members(model: &Model, names: &Names, id: StructuredId) -> Vec<Candidate> {
    let ty = &model[id];
    let structural = ty.properties.iter().map(|property| {
        let shape = names.typed(model, &property.ty);
        Candidate {
            name: property.name.clone(),
            telling: !shape.contains("Edm."),
            shape: format!("property {shape}"),
        }
    });
    let navigation = ty.navigation.iter().map(|property| {
        let target = property
            .target
            .map(|target| names.key(&model.qualified_name(target)));
        let telling = target.is_some();
        Candidate {
            name: property.name.clone(),
            shape: format!("{} {}", property.collection, target.unwrap_or_default()),
            telling,
        }
    });
    structural.chain(navigation).collect()
}

fn enum_members(old: &Model, new: &Model, olds: &mut Names) {
    let by_name: HashMap<String, usize> = new
        .enums
        .iter()
        .enumerate()
        .map(|(at, ty)| (new.qualified(ty.namespace, &ty.name), at))
        .collect();
    for ty in &old.enums {
        let name = old.qualified(ty.namespace, &ty.name);
        let key = olds.key(&name);
        let Some(now) = by_name.get(&key).and_then(|at| new.enums.get(*at)) else {
            continue;
        };
        let list = |members: &[crate::model::EnumMember]| -> Vec<Candidate> {
            let members = members.iter();
            members
                .map(|member| Candidate {
                    name: member.name.clone(),
                    shape: member.value.to_string(),
                    telling: false,
                })
                .collect()
        };
        let (before, after) = (list(&ty.members), list(&now.members));
        let (gone, come) = (without(&before, &after), without(&after, &before));
        rename((&name, &key), &gone, &come, olds);
    }
}

fn parameters(old: &Model, new: &Model, olds: &mut Names, news: &Names) {
    let plain = Names::default();
    let by_key: HashMap<&str, &crate::model::Operation> = news
        .operations
        .iter()
        .map(String::as_str)
        .zip(&new.operations)
        .collect();
    let keys = olds.operations.clone();
    for (key, operation) in keys.iter().zip(&old.operations) {
        let Some(now) = by_key.get(key.as_str()) else {
            continue;
        };
        let list = |model: &Model, names: &Names, operation: &crate::model::Operation| {
            let parameters = operation.parameters.iter();
            let candidates = parameters.map(|parameter| {
                let shape = names.typed(model, &parameter.ty);
                Candidate {
                    name: parameter.name.clone(),
                    telling: !shape.contains("Edm."),
                    shape,
                }
            });
            candidates.collect::<Vec<_>>()
        };
        let (before, after) = (list(old, olds, operation), list(new, &plain, now));
        let (gone, come) = (without(&before, &after), without(&after, &before));
        rename((key, key), &gone, &come, olds);
    }
}
