//! Model → its elements by key, each with what can change about it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::model::{
    Annotations, Below, ChildKind, DefinitionId, EnumId, Facets, Model, NavigationProperty,
    Operation, OperationId, OperationKind, Parameter, Property, StructuredId, StructuredKind,
    StructuredType, TermId, Typed,
};
use crate::odata::vocabulary::is_optional;

use super::change::{ElementKind, Kind};
use super::names::Names;
use super::operations;

/// An element of one version.
#[derive(Debug)]
pub(super) struct Element<'m> {
    pub(super) kind: ElementKind,
    /// As its own version calls it.
    pub(super) name: String,
    /// The type, child or term that it belongs to, as its own version calls it.
    pub(super) owner: String,
    /// The key of what it goes and comes with.
    pub(super) parent: Option<String>,
    /// What can change, as text.
    pub(super) facts: Vec<(Kind, &'static str, String)>,
    pub(super) annotations: &'m Annotations,
    /// Annotations of what paths from it lead to.
    pub(super) below: Option<&'m Below>,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Elements<'m> {
    pub(super) by_key: BTreeMap<String, Element<'m>>,
    /// Further ones with a key that is taken: several types' properties that a base declares now.
    pub(super) more: Vec<(String, Element<'m>)>,
}

impl<'m> Elements<'m> {
    fn insert(&mut self, key: String, element: Element<'m>) {
        match self.by_key.entry(key) {
            Entry::Vacant(entry) => drop(entry.insert(element)),
            Entry::Occupied(entry) => self.more.push((entry.key().clone(), element)),
        }
    }
}

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
        facts: Vec<(Kind, &'static str, String)>,
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
        facts: Vec<(Kind, &'static str, String)>,
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
            let facts = self.property(property);
            self.member(
                ElementKind::Property,
                &name,
                &property.name,
                facts,
                &property.annotations,
            );
        }
        for property in &ty.navigation {
            let facts = self.navigation(property);
            let kind = ElementKind::Navigation;
            self.member(kind, &name, &property.name, facts, &property.annotations);
        }
    }

    fn property(&self, property: &Property) -> Vec<(Kind, &'static str, String)> {
        let Property {
            ty, default_value, ..
        } = property;
        vec![
            (Kind::Type, "", self.names.typed(self.model, ty)),
            (Kind::Nullability, "", nullable(ty)),
            (
                Kind::Trait,
                "default",
                default_value.clone().unwrap_or_default(),
            ),
            (Kind::Trait, "facets", facets(&ty.facets)),
        ]
    }

    fn navigation(&self, property: &NavigationProperty) -> Vec<(Kind, &'static str, String)> {
        let target = property
            .target
            .map(|target| self.model.qualified_name(target));
        let target = target.map_or("Edm.EntityType".to_owned(), |name| self.names.key(&name));
        let (ty, nullable) = if property.collection {
            (format!("Collection({target})"), String::new())
        } else {
            (target, null(property.nullable))
        };
        vec![
            (Kind::Type, "", ty),
            (Kind::Nullability, "", nullable),
            (Kind::Trait, "contained", yes(property.contains_target)),
        ]
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
                facts: self.parameter(parameter),
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

    fn parameter(&self, parameter: &Parameter) -> Vec<(Kind, &'static str, String)> {
        let ty = &parameter.ty;
        vec![
            (Kind::Type, "", self.names.typed(self.model, ty)),
            (
                Kind::Optional,
                "",
                if is_optional(&parameter.annotations) {
                    "can be left out".to_owned()
                } else {
                    "must be given".to_owned()
                },
            ),
            (Kind::Nullability, "", nullable(ty)),
            (Kind::Trait, "facets", facets(&ty.facets)),
        ]
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

fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

fn null(nullable: bool) -> String {
    if nullable { "nullable" } else { "not null" }.to_owned()
}

fn nullable(ty: &Typed) -> String {
    match (ty.collection, ty.null_items) {
        (true, true) => "items may be null".to_owned(),
        (true, false) => String::new(),
        (false, _) => null(ty.nullable),
    }
}

fn facets(facets: &Facets) -> String {
    let Facets {
        max_length,
        precision,
        scale,
        srid,
    } = facets;
    let shown = [
        ("MaxLength", max_length.map(|n| n.to_string())),
        ("Precision", precision.map(|n| n.to_string())),
        ("Scale", scale.clone()),
        ("SRID", srid.clone()),
    ];
    let shown = shown
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", value?)));
    shown.collect::<Vec<_>>().join(" ")
}
