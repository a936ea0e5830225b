//! Model → its elements by key, each with what can change about it.

use crate::model::{
    Annotations, Below, ChildKind, DefinitionId, EnumId, Model, Operation, OperationId,
    OperationKind, StructuredId, StructuredKind, StructuredType, TermId,
};

use super::change::{ElementKind, Kind};
use super::element::{Element, Elements};
use super::facts::{self, Fact, facets, nullable, yes};
use super::names::Names;
use super::operations;

/// Lists the elements of a version.
pub(super) fn elements<'m>(model: &'m Model, names: &Names) -> Elements<'m> {
    let mut lister = Lister {
        model,
        names,
        elements: Elements::default(),
    };
    for (id, ty) in (0..).map(StructuredId).zip(&model.structured) {
        lister.structured(id, ty);
    }
    for id in (0..model.enums.len()).zip(0..).map(|(_, id)| EnumId(id)) {
        lister.enumeration(id);
    }
    for (id, ty) in (0..).map(DefinitionId).zip(&model.definitions) {
        let facts = vec![
            (Kind::Type, "", format!("Edm.{:?}", ty.underlying)),
            (Kind::Trait, "facets", facets(&ty.facets)),
        ];
        let name = model.qualified_name(id);
        lister.top(ElementKind::TypeDefinition, name, facts, &ty.annotations);
    }
    for (id, operation) in (0..).map(OperationId).zip(&model.operations) {
        lister.operation(id, operation);
    }
    lister.children();
    for (id, term) in (0..).map(TermId).zip(&model.terms) {
        let ty = term.ty.as_ref().map(|ty| names.typed(model, ty));
        let facts = vec![
            (Kind::Type, "", ty.unwrap_or_default()),
            (Kind::Trait, "applies to", term.applies_to.join(" ")),
        ];
        let name = format!("@{}", model.qualified_name(id));
        lister.top(ElementKind::Term, name, facts, &term.annotations);
    }
    lister.elements
}

struct Lister<'a, 'm> {
    model: &'m Model,
    names: &'a Names,
    elements: Elements<'m>,
}

impl<'m> Lister<'_, 'm> {
    /// An element that belongs to nothing else.
    fn top(
        &mut self,
        kind: ElementKind,
        name: String,
        facts: Vec<Fact>,
        annotations: &'m Annotations,
    ) {
        let element = Element {
            kind,
            owner: name.clone(),
            parent: None,
            facts,
            annotations,
            below: None,
            name,
        };
        self.elements.insert(self.names.key(&element.name), element);
    }

    /// Annotations of what paths from an element lead to.
    fn below(&mut self, name: &str, below: &'m Below) {
        let element = self.elements.by_key.get_mut(&self.names.key(name));
        if let Some(element) = element.filter(|element| element.name == name) {
            element.below = Some(below);
        }
    }

    fn member(
        &mut self,
        kind: ElementKind,
        owner: &str,
        name: &str,
        facts: Vec<Fact>,
        annotations: &'m Annotations,
    ) {
        let name = format!("{owner}/{name}");
        let element = Element {
            kind,
            owner: owner.to_owned(),
            parent: Some(self.names.key(owner)),
            facts,
            annotations,
            below: None,
            name,
        };
        self.elements.insert(self.names.key(&element.name), element);
    }

    fn structured(&mut self, id: StructuredId, ty: &'m StructuredType) {
        let model = self.model;
        let kind = match ty.kind {
            StructuredKind::Entity => ElementKind::EntityType,
            StructuredKind::Complex => ElementKind::ComplexType,
        };
        let base = ty
            .base
            .map(|base| self.names.key(&model.qualified_name(base)));
        let key = ty
            .key
            .iter()
            .map(|part| format!("{} {}", part.path, self.names.typed(model, &part.ty)));
        let facts = vec![
            (Kind::Type, "kind", kind.word().to_owned()),
            (Kind::Key, "", key.collect::<Vec<_>>().join(", ")),
            (Kind::Base, "", base.unwrap_or_default()),
            (Kind::Trait, "abstract", yes(ty.is_abstract)),
            (Kind::Trait, "open", yes(ty.is_open)),
            (Kind::Trait, "media entity", yes(ty.has_stream)),
        ];
        let name = model.qualified_name(id);
        self.top(kind, name.clone(), facts, &ty.annotations);
        self.below(&name, &ty.below);
        for property in &ty.properties {
            let facts = facts::property(model, self.names, property);
            self.member(
                ElementKind::Property,
                &name,
                &property.name,
                facts,
                &property.annotations,
            );
        }
        for property in &ty.navigation {
            let facts = facts::navigation(model, self.names, property);
            let kind = ElementKind::Navigation;
            self.member(kind, &name, &property.name, facts, &property.annotations);
        }
    }

    fn enumeration(&mut self, id: EnumId) {
        let model = self.model;
        let ty = &model[id];
        let name = model.qualified_name(id);
        let facts = vec![
            (Kind::Type, "kind", ElementKind::EnumType.word().to_owned()),
            (Kind::Flags, "", yes(ty.is_flags)),
            (
                Kind::Trait,
                "underlying type",
                format!("Edm.{:?}", ty.underlying),
            ),
        ];
        self.top(ElementKind::EnumType, name.clone(), facts, &ty.annotations);
        for member in &ty.members {
            let facts = vec![(Kind::Value, "", member.value.to_string())];
            self.member(
                ElementKind::Member,
                &name,
                &member.name,
                facts,
                &member.annotations,
            );
        }
    }

    fn operation(&mut self, id: OperationId, operation: &'m Operation) {
        let model = self.model;
        let kind = match operation.kind {
            OperationKind::Action => ElementKind::Action,
            OperationKind::Function => ElementKind::Function,
        };
        let returns = operation.returns.as_ref();
        let facts = vec![
            (
                Kind::Returns,
                "",
                returns
                    .map(|ty| self.names.typed(model, ty))
                    .unwrap_or_default(),
            ),
            (
                Kind::Nullability,
                "returned",
                returns.map(nullable).unwrap_or_default(),
            ),
            (Kind::Trait, "composable", yes(operation.is_composable)),
            (
                Kind::Trait,
                "entity set path",
                operation.entity_set_path.clone().unwrap_or_default(),
            ),
        ];
        let name = operations::shown(model, id);
        let plain = Names::default();
        let binding = operation.binding.as_ref();
        let owner = binding.map_or_else(
            || model.qualified_name(id),
            |binding| plain.type_ref(model, binding.ty.item),
        );
        let key = self.names.operation(id).to_owned();
        for parameter in &operation.parameters {
            let element = Element {
                kind: ElementKind::Parameter,
                name: format!("{name}/{}", parameter.name),
                owner: owner.clone(),
                parent: Some(key.clone()),
                facts: facts::parameter(model, self.names, parameter),
                annotations: &parameter.annotations,
                below: None,
            };
            let key = self.names.key(&format!("{key}/{}", parameter.name));
            self.elements.insert(key, element);
        }
        let element = Element {
            kind,
            name,
            owner,
            parent: None,
            facts,
            annotations: &operation.annotations,
            below: None,
        };
        self.elements.insert(key, element);
    }

    fn children(&mut self) {
        let model = self.model;
        for child in model
            .container
            .iter()
            .flat_map(|container| &container.children)
        {
            let (kind, target) = match &child.kind {
                ChildKind::EntitySet(id) => (ElementKind::EntitySet, model.qualified_name(*id)),
                ChildKind::Singleton(id) => (ElementKind::Singleton, model.qualified_name(*id)),
                ChildKind::ActionImport(id) => {
                    (ElementKind::ActionImport, model.qualified_name(*id))
                }
                ChildKind::FunctionImport(ids) => (
                    ElementKind::FunctionImport,
                    ids.first()
                        .map(|id| model.qualified_name(*id))
                        .unwrap_or_default(),
                ),
            };
            let facts = vec![
                (Kind::Type, "kind", kind.word().to_owned()),
                (Kind::Type, "", self.names.key(&target)),
            ];
            let name = format!("/{}", child.name);
            self.top(kind, name.clone(), facts, &child.annotations);
            self.below(&name, &child.below);
        }
    }
}
