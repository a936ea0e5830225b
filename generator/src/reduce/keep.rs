//! What of the model is kept: what a selection offers, and what that refers to.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::api::Kept;
use crate::config::Crate;
use crate::csdl::Document;
use crate::model::{
    ChildKind, DefinitionId, EnumId, Model, Operation, OperationId, StructuredId, StructuredKind,
    TermId, TypeRef,
};
use crate::odata::lower::ServiceGraph;

use super::selected::Selected;
use super::{Extent, families, terms};

/// What is kept.
#[derive(Debug)]
pub(super) struct Keep<'m> {
    pub(super) model: &'m Model,
    pub(super) extent: Extent,
    pub(super) types: HashMap<StructuredId, Part>,
    pub(super) enums: HashSet<EnumId>,
    pub(super) definitions: HashSet<DefinitionId>,
    pub(super) operations: HashSet<OperationId>,
    /// Children of the container that are kept with their annotations; of the others, name and type are kept.
    pub(super) children: HashSet<String>,
    pub(super) terms: HashSet<TermId>,
    /// Types to go on from.
    work: Vec<StructuredId>,
}

/// How much of a structured type is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// Its name, its base, and these members.
    Members(BTreeSet<String>),
}

impl Part {
    pub(super) fn has(&self, member: &str) -> bool {
        match self {
            Self::Whole => true,
            Self::Members(members) => members.contains(member),
        }
    }

    /// Whether something is kept that annotations may be about.
    pub(super) fn is_annotated(&self) -> bool {
        *self != Self::Members(BTreeSet::new())
    }
}

impl<'m> Keep<'m> {
    /// Finds what is kept; `None` is everything.
    pub(super) fn new(
        document: &Document,
        service: &'m ServiceGraph,
        kept: &Kept,
        config: &Crate,
        extent: Extent,
    ) -> Option<Self> {
        let model = &service.model;
        let kept = &Selected::new(service, kept)?;
        if extent == Extent::Everything {
            return None;
        }
        let mut keep = Self {
            model,
            extent,
            types: HashMap::new(),
            enums: kept.enums.clone(),
            definitions: kept.definitions.clone(),
            operations: HashSet::new(),
            children: kept.children.clone(),
            terms: HashSet::new(),
            work: Vec::new(),
        };
        keep.container();
        keep.selected(kept);
        keep.close();
        keep.ways(kept);
        if extent == Extent::Named {
            let all = model.structured_types().map(|(id, _)| id);
            all.for_each(|id| keep.name(id));
        }
        families::keep(&mut keep, kept, config.any_limit);
        keep.terms(&terms::needed(document));
        keep.close();
        Some(keep)
    }

    /// Every child of the container has a method of the client, selected or not: they share its names.
    fn container(&mut self) {
        let model = self.model;
        for child in model.container.iter().flat_map(|it| &it.children) {
            match &child.kind {
                ChildKind::EntitySet(id) | ChildKind::Singleton(id) => self.name(*id),
                ChildKind::ActionImport(id) => self.operation(*id),
                ChildKind::FunctionImport(ids) => ids.iter().for_each(|id| self.operation(*id)),
            }
        }
    }

    fn selected(&mut self, kept: &Selected) {
        for id in &kept.models {
            self.whole(*id);
        }
        for ((id, collection), offer) in &kept.offers {
            let is_complex = self.model[*id].kind == StructuredKind::Complex;
            if self.extent > Extent::Selected || is_complex || offer.by_key {
                self.whole(*id);
            } else {
                let members = offer.members.iter();
                members.for_each(|member| self.inherited(*id, member));
            }
            offer.casts.iter().for_each(|id| self.name(*id));
            self.siblings(*id, *collection, kept);
        }
        kept.operations.iter().for_each(|id| self.operation(*id));
    }

    /// Operations of a type share its names: those that differ in case and underscores alone, and overloads. Those of a
    /// collection stand beside its keys.
    fn siblings(&mut self, id: StructuredId, collection: bool, kept: &Selected) {
        let model = self.model;
        let line: HashSet<StructuredId> = model.with_bases(id).collect();
        let bound = || {
            let all = (0..).map(OperationId).zip(&model.operations);
            all.filter(|(_, operation)| {
                let binding = operation.binding.as_ref().map(|binding| binding.ty.item);
                matches!(binding, Some(TypeRef::Structured(ty)) if line.contains(&ty))
            })
        };
        let selected = bound().filter(|(id, _)| kept.operations.contains(id));
        let names: HashSet<String> = selected.map(|(_, it)| folded(&it.name)).collect();
        let all = self.extent > Extent::Selected;
        let is_beside = |operation: &Operation| {
            let binding = operation.binding.as_ref();
            collection && binding.is_some_and(|binding| binding.ty.collection)
        };
        let more =
            bound().filter(|(_, it)| all || is_beside(it) || names.contains(&folded(&it.name)));
        let more: Vec<OperationId> = more.map(|(id, _)| id).collect();
        for id in more {
            self.operation(id);
        }
    }

    /// All of a type, of its bases, and what these refer to.
    pub(super) fn whole(&mut self, id: StructuredId) {
        if self.types.get(&id) == Some(&Part::Whole) {
            return;
        }
        self.types.insert(id, Part::Whole);
        self.work.push(id);
    }

    /// The name of a type, and of its bases.
    pub(super) fn name(&mut self, id: StructuredId) {
        for id in self.model.with_bases(id) {
            let nothing = || Part::Members(BTreeSet::new());
            self.types.entry(id).or_insert_with(nothing);
        }
    }

    /// A member of a type, where it is declared.
    fn inherited(&mut self, id: StructuredId, member: &str) {
        let model = self.model;
        for id in model.with_bases(id) {
            let ty = &model[id];
            let has = ty.navigation.iter().any(|it| it.name == member)
                || ty.properties.iter().any(|it| it.name == member);
            if has {
                self.member(id, member);
            }
        }
        self.name(id);
    }

    /// A member of a type that declares it.
    pub(super) fn member(&mut self, id: StructuredId, member: &str) {
        let model = self.model;
        self.name(id);
        if let Some(Part::Members(members)) = self.types.get_mut(&id) {
            members.insert(member.to_owned());
        }
        let ty = &model[id];
        let navigation = ty.navigation.iter().filter(|it| it.name == member);
        navigation
            .filter_map(|it| it.target)
            .for_each(|target| self.name(target));
        let properties = ty.properties.iter().filter(|it| it.name == member);
        properties.for_each(|it| self.mention(it.ty.item));
    }

    /// What a type is named by.
    pub(super) fn mention(&mut self, ty: TypeRef) {
        match ty {
            TypeRef::Structured(id) => self.name(id),
            TypeRef::Enum(id) => drop(self.enums.insert(id)),
            TypeRef::Definition(id) => drop(self.definitions.insert(id)),
            TypeRef::Primitive(_) => {}
        }
    }

    pub(super) fn operation(&mut self, id: OperationId) {
        if !self.operations.insert(id) {
            return;
        }
        let operation = &self.model[id];
        let parameters = operation.binding.iter().chain(&operation.parameters);
        let types = parameters.map(|it| it.ty.item);
        let types = types.chain(operation.returns.iter().map(|it| it.item));
        types.for_each(|ty| self.mention(ty));
    }

    fn close(&mut self) {
        let model = self.model;
        while let Some(id) = self.work.pop() {
            let ty = &model[id];
            if let Some(base) = ty.base {
                self.whole(base);
            }
            for property in &ty.properties {
                self.mention(property.ty.item);
                // Whether values of complex types have something to call is decided further down.
                if let TypeRef::Structured(target) = property.ty.item
                    && ty.kind == StructuredKind::Complex
                {
                    self.whole(target);
                }
            }
            let targets = ty.navigation.iter().filter_map(|it| it.target);
            targets.for_each(|target| self.name(target));
        }
    }

    /// What a builder offers is decided by all ways that lead to its type, selected or not.
    fn ways(&mut self, kept: &Selected) {
        let model = self.model;
        let ends: HashSet<StructuredId> = kept
            .offers
            .keys()
            .flat_map(|(id, _)| model.with_bases(*id))
            .collect();
        for (id, ty) in model.structured_types() {
            let navigation = ty.navigation.iter();
            let navigation = navigation.map(|it| (&it.name, it.target));
            let properties = ty.properties.iter().map(|it| match it.ty.item {
                TypeRef::Structured(target) => (&it.name, Some(target)),
                _ => (&it.name, None),
            });
            for (name, target) in navigation.chain(properties) {
                if target.is_some_and(|target| ends.contains(&target)) {
                    self.member(id, name);
                }
            }
        }
        for child in model.container.iter().flat_map(|it| &it.children) {
            if let ChildKind::EntitySet(id) | ChildKind::Singleton(id) = child.kind
                && ends.contains(&id)
            {
                self.children.insert(child.name.clone());
            }
        }
        let composable = (0..).map(OperationId).zip(&model.operations);
        for (id, operation) in composable.filter(|(_, it)| it.is_composable) {
            let returns = operation.returns.as_ref().map(|it| it.item);
            if matches!(returns, Some(TypeRef::Structured(ty)) if ends.contains(&ty)) {
                self.operation(id);
            }
        }
    }
}

/// What names have in common that may become one in Rust.
fn folded(name: &str) -> String {
    name.replace('_', "").to_lowercase()
}
