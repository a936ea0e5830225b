//! Routes: how paths come to a resource, and what is allowed on each of them.
//!
//! In goes the model; out comes [`Routes`]. Builders are per type: a verb is left out only where every way
//! to the builder forbids it. Otherwise documentation says where it is forbidden.

use std::collections::{BTreeMap, HashMap};

use crate::model::{ChildKind, Model, NavigationProperty, StructuredId, TypeRef};
use crate::odata::vocabulary::capabilities::{Capabilities, Fact, UpdateMethod};
use crate::text::code;

use super::below::{Below, below};

/// What is said of each way, without what the type at its end says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Routes {
    said: HashMap<(StructuredId, bool), Vec<Capabilities>>,
    restricted: HashMap<StructuredId, BTreeMap<String, Capabilities>>,
    /// By name, the ways on which changes take an `ETag`.
    guarded: HashMap<StructuredId, Vec<String>>,
    below: Below,
}

/// What a builder can offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Capability {
    List,
    Create,
    Get,
    Delete,
    /// By `PATCH`.
    Update,
    /// By `PUT`.
    Replace,
    /// `$count` of a collection.
    Count,
}

/// Finds all ways.
pub(crate) fn routes(model: &Model) -> Routes {
    let mut found = Routes {
        below: below(model),
        ..Routes::default()
    };
    for (id, ty) in model.structured_types() {
        let restricted = Capabilities::restricted(&ty.annotations);
        if !restricted.is_empty() {
            found
                .restricted
                .insert(id, restricted.into_iter().collect());
        }
    }
    for child in model.container.iter().flat_map(|c| &c.children) {
        let (target, many) = match child.kind {
            ChildKind::EntitySet(id) => (id, true),
            ChildKind::Singleton(id) => (id, false),
            ChildKind::ActionImport(_) | ChildKind::FunctionImport(_) => continue,
        };
        let said = Capabilities::of(&child.annotations);
        found.guard(target, &said, || child.name.clone());
        found.add(target, many, said);
    }
    for (id, ty) in model.structured_types() {
        for property in &ty.navigation {
            if let Some(target) = property.target {
                let own = found.everywhere(id, property);
                let ways = found.below.ways(id, &property.name, &own);
                if let Some(said) = ways.iter().find(|said| said.is_guarded()) {
                    found.guard(target, said, || format!("{}/{}", ty.name, property.name));
                }
                for said in ways {
                    found.add(target, property.collection, said);
                }
            }
        }
        for property in &ty.properties {
            if let TypeRef::Structured(target) = property.ty.item {
                let own = Capabilities::of(&property.annotations);
                for said in found.below.ways(id, &property.name, &own) {
                    found.add(target, property.ty.collection, said);
                }
            }
        }
    }
    // What a composable function gives can be addressed further.
    for operation in model.operations.iter().filter(|o| o.is_composable) {
        if let Some(returns) = &operation.returns
            && let TypeRef::Structured(target) = returns.item
        {
            found.add(target, returns.collection, Capabilities::default());
        }
    }
    found
}

impl Routes {
    fn add(&mut self, target: StructuredId, many: bool, said: Capabilities) {
        self.said.entry((target, many)).or_default().push(said);
    }

    fn guard(&mut self, target: StructuredId, said: &Capabilities, name: impl FnOnce() -> String) {
        if said.is_guarded() {
            self.guarded.entry(target).or_default().push(name());
        }
    }

    /// What there is to say where changes of a resource take an ETag.
    pub(crate) fn guarded(&self, model: &Model, id: StructuredId) -> Option<String> {
        const SAID: &str =
            "Give its `ETag` with `if_match`: the service may refuse to change anything without";
        if of_type(model, id).is_guarded() {
            return Some(format!("{SAID}."));
        }
        let ways = model.with_bases(id).filter_map(|ty| self.guarded.get(&ty));
        let ways: Vec<String> = ways.flatten().map(|way| code(way)).collect();
        (!ways.is_empty()).then(|| format!("{SAID}, in {}.", ways.join(", ")))
    }

    /// What is said of a navigation property: on the one path that leads to it, on itself, or on the type that has
    /// it.
    pub(crate) fn navigation(
        &self,
        owner: StructuredId,
        property: &NavigationProperty,
    ) -> Capabilities {
        let own = self.everywhere(owner, property);
        match self.below.ways(owner, &property.name, &own).as_slice() {
            [only] => only.clone(),
            // Of several, each is told where its path begins.
            _ => own,
        }
    }

    /// What is said of a navigation property wherever it is reached.
    fn everywhere(&self, owner: StructuredId, property: &NavigationProperty) -> Capabilities {
        let own = Capabilities::of(&property.annotations);
        let restricted = self.restricted.get(&owner);
        match restricted.and_then(|restricted| restricted.get(&property.name)) {
            Some(restricted) => own.over(restricted),
            None => own,
        }
    }

    /// All ways to one resource of a type or to a collection of it. A cast leads to a type from wherever a
    /// path leads to a base of it.
    fn to(&self, model: &Model, id: StructuredId, many: bool) -> Vec<Capabilities> {
        let of_type = of_type(model, id);
        model
            .with_bases(id)
            .filter_map(|ty| self.said.get(&(ty, many)))
            .flatten()
            .map(|way| way.over(&of_type))
            .collect()
    }

    /// What lists of a type must be asked with, in sentences: where all of them need it, or a hint where some do.
    pub(crate) fn list_needs(&self, model: &Model, id: StructuredId) -> String {
        let many = self.to(model, id, true);
        let mut needs = many.iter().map(Capabilities::needs);
        let Some(first) = needs.next() else {
            return of_type(model, id).needs().join(" ");
        };
        if needs.all(|other| other == first) {
            return first.join(" ");
        }
        "Some of these collections require a `$filter`: the method that leads to one says so."
            .to_owned()
    }

    /// What the builders of a type offer.
    pub(crate) fn allowed(&self, model: &Model, id: StructuredId) -> Vec<Capability> {
        let mut single = self.to(model, id, false);
        let mut many = self.to(model, id, true);
        // Without a way, what the type says counts.
        if single.is_empty() && many.is_empty() {
            single.push(of_type(model, id));
        }
        if many.is_empty() {
            many.push(of_type(model, id));
            // A collection that nothing leads to leads to no item.
            return verbs(&single, &[], &many);
        }
        verbs(&single, &many, &many)
    }
}

/// What some way allows: ways to one resource, to collections that it is in, and to collections.
fn verbs(
    single: &[Capabilities],
    within: &[Capabilities],
    many: &[Capabilities],
) -> Vec<Capability> {
    let allows = |way: &Capabilities, fact| way.says(fact) != Some(false);
    let by_key = |way: &Capabilities| way.says(Fact::ReadByKey).or(way.says(Fact::Read));
    let item = |allowed: &dyn Fn(&Capabilities) -> bool| single.iter().chain(within).any(allowed);
    let by = |method| {
        item(&|way| {
            let said = way.update();
            allows(way, Fact::Update) && (said == method || said == UpdateMethod::Both)
        })
    };
    let offered = [
        (
            Capability::List,
            many.iter().any(|way| allows(way, Fact::Read)),
        ),
        (
            Capability::Create,
            many.iter().any(|way| allows(way, Fact::Insert)),
        ),
        (
            Capability::Get,
            single.iter().any(|way| allows(way, Fact::Read))
                || within.iter().any(|way| by_key(way) != Some(false)),
        ),
        (Capability::Delete, item(&|way| allows(way, Fact::Delete))),
        (Capability::Update, by(UpdateMethod::Patch)),
        (Capability::Replace, by(UpdateMethod::Put)),
        (
            Capability::Count,
            many.iter().any(|way| allows(way, Fact::Count)),
        ),
    ];
    let offered = offered.into_iter().filter(|(_, allowed)| *allowed);
    offered.map(|(verb, _)| verb).collect()
}

/// What is said of a type, on itself or on a base, the nearest first.
pub(crate) fn of_type(model: &Model, id: StructuredId) -> Capabilities {
    let own = Capabilities::of(&model[id].annotations);
    model.ancestors(id).fold(own, |said, base| {
        said.over(&Capabilities::of(&model[base].annotations))
    })
}
