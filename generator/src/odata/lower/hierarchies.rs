//! Hierarchies: which types are worth an enum over themselves and all that derives from them.
//!
//! In goes the model; out comes for each type what its enum and its casts are over.
//! A type has a family where others derive from it and a value can be declared as it: as the type of a
//! property, a parameter, a result or an entity set, itself or a base of it. Two kinds of types have none,
//! whatever their name: those from which more types derive than `any_limit`; and bare
//! roots, abstract entity types without a base that declare a key and nothing else, from which most of a
//! service derives. Both say so little of a value that an enum over everything would tell no more.
//!
//! A value that is declared as an abstract type is always of a derived one, and is read into the enum; any other is read
//! into the struct, which gives the enum when asked. What a value is read into does not depend on how many types
//! derive from its own, so that the first of them changes nothing. The overlay and the configuration may say otherwise
//! of a type.

use std::collections::HashSet;

use crate::model::{ChildKind, Model, StructuredId, StructuredKind, TypeRef};

/// Fewest types derived from a bare root for which it counts as one; a small service may well have an
/// enum over all it has.
const BARE_ROOT: usize = 20;

/// The families of all types.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hierarchies {
    derived: Vec<Vec<StructuredId>>,
    polymorphic: HashSet<StructuredId>,
}

impl Hierarchies {
    /// What derives from a type, each before what derives from it; empty where the type has no family.
    pub(crate) fn derived(&self, id: StructuredId) -> &[StructuredId] {
        self.derived.get(id.index()).map_or(&[], Vec::as_slice)
    }

    /// Those of the types of which values are sent or read.
    pub(crate) fn only(&self, has_model: impl Fn(StructuredId) -> bool) -> Self {
        let all = (0..).map(StructuredId).zip(&self.derived);
        let derived = all.map(|(id, derived)| {
            if !has_model(id) {
                return Vec::new();
            }
            let kept = derived.iter().copied().filter(|ty| has_model(*ty));
            kept.collect()
        });
        let polymorphic = self.polymorphic.iter().copied();
        Self {
            derived: derived.collect(),
            polymorphic: polymorphic.filter(|id| has_model(*id)).collect(),
        }
    }

    /// Whether a type has an enum: it is read into it, or gives it when asked.
    pub(crate) fn has_enum(&self, id: StructuredId) -> bool {
        self.is_polymorphic(id) || !self.derived(id).is_empty()
    }

    /// Whether values that are declared as the type are read into the enum, and not into the struct.
    pub(crate) fn is_polymorphic(&self, id: StructuredId) -> bool {
        self.polymorphic.contains(&id)
    }
}

/// Finds the families.
pub(crate) fn hierarchies(model: &Model, any_limit: usize) -> Hierarchies {
    let entities = model
        .structured
        .iter()
        .filter(|ty| ty.kind == StructuredKind::Entity)
        .count();
    let declared = declared(model);
    let mut found: HashSet<StructuredId> = HashSet::new();
    let mut derived = vec![Vec::new(); model.structured.len()];
    // A base may stand after what derives from it, so that the sizes come first.
    let sizes: Vec<Vec<StructuredId>> = model
        .structured_types()
        .map(|(id, _)| model.descendants(id))
        .collect();
    let is_family = |id: StructuredId| {
        let size = sizes.get(id.index()).map_or(0, Vec::len);
        let bare = size > BARE_ROOT && size * 2 > entities && is_bare_root(model, id);
        let is_told = model[id].is_polymorphic == Some(true);
        (size > 0 || is_polymorphic(model, id)) && (is_told || (size <= any_limit && !bare))
    };
    for (id, _) in model.structured_types().filter(|(id, _)| is_family(*id)) {
        let mut line = model.with_bases(id);
        if line.any(|ty| declared.contains(&ty) && is_family(ty)) {
            found.insert(id);
        }
    }
    for id in &found {
        if let (Some(place), Some(types)) = (derived.get_mut(id.index()), sizes.get(id.index())) {
            place.clone_from(types);
        }
    }
    found.retain(|id| is_polymorphic(model, *id));
    Hierarchies {
        derived,
        polymorphic: found,
    }
}

/// Whether what is declared as a type may only be told by its own type: so it is said of the type, or it is abstract.
fn is_polymorphic(model: &Model, id: StructuredId) -> bool {
    let ty = &model[id];
    ty.is_polymorphic.unwrap_or(ty.is_abstract)
}

/// An abstract entity type without a base that declares a key and nothing else.
fn is_bare_root(model: &Model, id: StructuredId) -> bool {
    let ty = &model[id];
    let in_key = |name: &str| ty.key.iter().any(|part| part.path == name);
    ty.kind == StructuredKind::Entity
        && ty.is_abstract
        && ty.base.is_none()
        && ty.navigation.is_empty()
        && ty.properties.iter().all(|property| in_key(&property.name))
}

/// The types that a value is declared as somewhere.
fn declared(model: &Model) -> HashSet<StructuredId> {
    let structured = |item: TypeRef| match item {
        TypeRef::Structured(id) => Some(id),
        _ => None,
    };
    let mut found = HashSet::new();
    for ty in &model.structured {
        found.extend(ty.properties.iter().filter_map(|p| structured(p.ty.item)));
        found.extend(ty.navigation.iter().filter_map(|n| n.target));
    }
    for operation in &model.operations {
        let parameters = operation.parameters.iter().map(|p| p.ty.item);
        let returns = operation.returns.iter().map(|ty| ty.item);
        found.extend(parameters.chain(returns).filter_map(structured));
    }
    let children = model.container.iter().flat_map(|c| &c.children);
    found.extend(children.filter_map(|child| match child.kind {
        ChildKind::EntitySet(id) | ChildKind::Singleton(id) => Some(id),
        ChildKind::ActionImport(_) | ChildKind::FunctionImport(_) => None,
    }));
    found
}
