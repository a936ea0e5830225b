//! A document with the documents that it refers to in it → one document with what is kept.

use std::collections::{HashMap, HashSet};

use crate::csdl::{ContainerChild, Document, EntityContainer, Reference, Schema, StructuredType};
use crate::diagnostic::Position;
use crate::model::Model;
use crate::odata::known;

use super::aliases::Aliases;
use super::keep::{Keep, Part};
use super::targets::Targets;
use super::visit;

/// The document with what is kept; everything where `keep` is `None`. `has_references` says that what other documents
/// say is in it already.
pub(super) fn prune(
    document: &Document,
    model: &Model,
    keep: Option<&Keep<'_>>,
    has_references: bool,
) -> Document {
    let aliases = Aliases::new(document);
    let places = keep.map(|keep| Places::new(model, keep));
    let targets = keep.map(|keep| Targets::new(keep, &aliases));
    let containers = containers(document, &aliases);
    let schema = |schema: &Schema| {
        let mut pruned = match (&places, &targets) {
            (Some(places), Some(targets)) => places.schema(schema, targets),
            _ => schema.clone(),
        };
        if let Some(containers) = &containers {
            pruned
                .containers
                .retain(|it| containers.contains(&it.position));
        }
        if !aliases.holds_all(schema) {
            visit::names(&mut pruned, &mut |text| {
                *text = aliases.written(schema, text);
            });
        }
        pruned
    };
    Document {
        name: document.name.clone(),
        version: document.version.clone(),
        references: references(document, &aliases, has_references),
        schemas: document.schemas.iter().map(schema).collect(),
        container: None,
    }
}

/// References to what is not in the document itself.
fn references(document: &Document, aliases: &Aliases<'_>, has_references: bool) -> Vec<Reference> {
    let mut left: Vec<Reference> = Vec::new();
    for reference in &document.references {
        let is_main = reference.position.file == document.name;
        let is_bare = reference.includes.is_empty() && reference.include_annotations.is_empty();
        let mut reference = reference.clone();
        reference.includes.retain(|include| {
            let namespace = include.namespace.as_str();
            let is_needed = is_main || !known::is_vocabulary(namespace);
            is_needed && !aliases.is_present(namespace)
        });
        if has_references {
            reference.include_annotations.clear();
        }
        if !is_main {
            reference.annotations.clear();
            for include in &mut reference.includes {
                // Names of other documents have full namespaces.
                include.alias = None;
                include.annotations.clear();
            }
        }
        let is_empty = reference.includes.is_empty() && reference.include_annotations.is_empty();
        let is_known = left.iter().any(|other| {
            let namespaces = |it: &Reference| -> Vec<String> {
                it.includes.iter().map(|it| it.namespace.clone()).collect()
            };
            !is_main && other.uri == reference.uri && namespaces(other) == namespaces(&reference)
        });
        if (!is_empty || (is_bare && is_main)) && !is_known {
            left.push(reference);
        }
    }
    left
}

/// The container of the service with those that it extends, where the document says which it is: CSDL XML has no word for
/// that, so that the others must go.
fn containers(document: &Document, aliases: &Aliases<'_>) -> Option<HashSet<Position>> {
    let named = document.container.as_ref()?;
    let main = document.schemas.first()?;
    let mut by_name: HashMap<String, (&Schema, &EntityContainer)> = HashMap::new();
    for schema in &document.schemas {
        for container in &schema.containers {
            let name = format!("{}.{}", schema.namespace, container.name);
            by_name.entry(name).or_insert((schema, container));
        }
    }
    let mut found = HashSet::new();
    let mut next = Some(aliases.full(main, &named.name));
    while let Some((schema, container)) = next.and_then(|name| by_name.get(&name)) {
        if !found.insert(container.position.clone()) {
            break;
        }
        let extends = container.extends.as_ref();
        next = extends.map(|name| aliases.full(schema, name));
    }
    (!found.is_empty()).then_some(found)
}

/// Where what is kept is declared.
struct Places<'k> {
    keep: &'k Keep<'k>,
    structured: HashMap<&'k Position, &'k Part>,
    /// Enumerations, definitions of types, operations and terms.
    others: HashSet<&'k Position>,
}

impl<'k> Places<'k> {
    fn new(model: &'k Model, keep: &'k Keep<'k>) -> Self {
        let structured = keep.types.iter();
        let structured = structured.map(|(id, part)| (&model[*id].position, part));
        let enums = keep.enums.iter().map(|id| &model[*id].position);
        let definitions = keep.definitions.iter().map(|id| &model[*id].position);
        let operations = keep.operations.iter().map(|id| &model[*id].position);
        let terms = keep.terms.iter().map(|id| &model[*id].position);
        let others = enums.chain(definitions).chain(operations).chain(terms);
        Self {
            keep,
            structured: structured.collect(),
            others: others.collect(),
        }
    }

    fn schema(&self, schema: &Schema, targets: &Targets<'_>) -> Schema {
        let is_kept = |position: &Position| self.others.contains(position);
        let structured = schema.structured.iter();
        let enums = schema.enums.iter().filter(|it| is_kept(&it.position));
        let definitions = schema.definitions.iter().filter(|it| is_kept(&it.position));
        let operations = schema.operations.iter().filter(|it| is_kept(&it.position));
        let terms = schema.terms.iter().filter(|it| is_kept(&it.position));
        let targeted = schema.targeted.iter();
        Schema {
            namespace: schema.namespace.clone(),
            alias: schema.alias.clone(),
            structured: structured.filter_map(|ty| self.structured(ty)).collect(),
            enums: enums.cloned().collect(),
            definitions: definitions.cloned().collect(),
            operations: operations.cloned().collect(),
            terms: terms.cloned().collect(),
            containers: schema
                .containers
                .iter()
                .map(|it| self.container(it))
                .collect(),
            targeted: targeted
                .filter(|targeted| targets.is_kept(schema, targeted))
                .cloned()
                .collect(),
            annotations: schema.annotations.clone(),
            position: schema.position.clone(),
        }
    }

    fn structured(&self, ty: &StructuredType) -> Option<StructuredType> {
        let part = *self.structured.get(&ty.position)?;
        if *part == Part::Whole {
            return Some(ty.clone());
        }
        let mut ty = ty.clone();
        ty.key.clear();
        ty.properties.retain(|it| part.has(&it.name));
        ty.navigation.retain(|it| part.has(&it.name));
        for property in &mut ty.navigation {
            // They name members that may be gone.
            property.partner = None;
            property.constraints.clear();
        }
        if !part.is_annotated() {
            ty.annotations.clear();
        }
        Some(ty)
    }

    fn container(&self, container: &EntityContainer) -> EntityContainer {
        let mut container = container.clone();
        for child in &mut container.children {
            if !self.keep.children.contains(&child.name) {
                child.annotations.clear();
            }
            self.bindings(child);
        }
        container
    }

    /// Bindings decide nothing of what is generated: they stay where the whole of their set does.
    fn bindings(&self, child: &mut ContainerChild) {
        if !self.keep.children.contains(&child.name) {
            child.bindings.clear();
            return;
        }
        let model = self.keep.model;
        let children = model.container.iter().flat_map(|it| &it.children);
        let mut found = children.filter(|it| it.name == child.name);
        let ty = found.find_map(|it| match it.kind {
            crate::model::ChildKind::EntitySet(id) | crate::model::ChildKind::Singleton(id) => {
                Some(id)
            }
            _ => None,
        });
        child.bindings.retain(|binding| {
            let first = binding.path.split('/').next().unwrap_or_default();
            let line = ty.into_iter().flat_map(|id| model.with_bases(id));
            let mut parts = line.filter_map(|id| self.keep.types.get(&id).map(|part| (id, part)));
            parts.any(|(id, part)| {
                part.has(first) && model[id].navigation.iter().any(|it| it.name == first)
            })
        });
    }
}
