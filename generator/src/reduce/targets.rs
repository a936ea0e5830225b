//! Which elements the targets of annotations name (OData CSDL XML 4.01, section 14.2.2), and whether these are kept.

use std::collections::{HashMap, HashSet};

use crate::csdl::{Schema, TargetedAnnotations};
use crate::model::{ChildKind, Model, OperationId, StructuredId, Typed};

use super::aliases::Aliases;
use super::keep::{Keep, Part};

/// Elements by their full names.
pub(super) struct Targets<'k> {
    keep: &'k Keep<'k>,
    aliases: &'k Aliases<'k>,
    types: HashMap<String, StructuredId>,
    /// Enumerations, definitions of types and terms that are kept.
    others: HashSet<String>,
    operations: HashMap<String, Vec<OperationId>>,
    children: HashMap<&'k str, &'k ChildKind>,
}

impl<'k> Targets<'k> {
    pub(super) fn new(keep: &'k Keep<'k>, aliases: &'k Aliases<'k>) -> Self {
        let model: &Model = keep.model;
        let enums = keep.enums.iter().map(|id| model.qualified_name(*id));
        let definitions = keep.definitions.iter().map(|id| model.qualified_name(*id));
        let terms = keep.terms.iter().map(|id| model.qualified_name(*id));
        let mut operations: HashMap<String, Vec<OperationId>> = HashMap::new();
        for id in &keep.operations {
            let name = model.qualified_name(*id);
            operations.entry(name).or_default().push(*id);
        }
        let types = model.structured_types();
        let children = model.container.iter().flat_map(|it| &it.children);
        Self {
            keep,
            aliases,
            types: types
                .map(|(id, _)| (model.qualified_name(id), id))
                .collect(),
            others: enums.chain(definitions).chain(terms).collect(),
            operations,
            children: children.map(|it| (it.name.as_str(), &it.kind)).collect(),
        }
    }

    /// Whether what is annotated is kept.
    pub(super) fn is_kept(&self, schema: &Schema, targeted: &TargetedAnnotations) -> bool {
        let target = targeted.target.as_str();
        let element = target
            .split_once("/@")
            .map_or(target, |(element, _)| element);
        let (head, signature, path) = parts(element);
        let name = self.aliases.full(schema, head);
        let path: Vec<&str> = path.split('/').filter(|it| !it.is_empty()).collect();
        if let Some(ids) = self.operations.get(&name) {
            let same =
                |id: &&OperationId| signature.is_none_or(|types| self.fits(schema, **id, types));
            return ids.iter().any(|id| same(&id));
        }
        if let Some(id) = self.types.get(&name) {
            let part = self.keep.types.get(id);
            return match path.as_slice() {
                [] => part.is_some_and(Part::is_annotated),
                path => self.leads(schema, *id, path),
            };
        }
        if self.others.contains(&name) {
            return true;
        }
        let container = self.keep.model.container.as_ref();
        let is_container = container.is_some_and(|it| {
            name == format!("{}.{}", self.keep.model[it.namespace].name, it.name)
        });
        match path.as_slice() {
            [] => is_container,
            [child, path @ ..] => {
                self.keep.children.contains(*child)
                    && match self.children.get(child) {
                        Some(ChildKind::EntitySet(id) | ChildKind::Singleton(id)) => {
                            self.leads(schema, *id, path)
                        }
                        Some(_) => true,
                        None => false,
                    }
            }
        }
    }

    /// Whether a path from a type goes through members and types that are kept.
    fn leads(&self, schema: &Schema, from: StructuredId, path: &[&str]) -> bool {
        let model = self.keep.model;
        let mut at = Some(from);
        for segment in path {
            let Some(from) = at else { return false };
            if segment.contains('.') {
                at = self.types.get(&self.aliases.full(schema, segment)).copied();
                continue;
            }
            let Some((owner, next)) = member(model, from, segment) else {
                return false;
            };
            if !self
                .keep
                .types
                .get(&owner)
                .is_some_and(|part| part.has(segment))
            {
                return false;
            }
            at = next;
        }
        true
    }

    /// Whether an overload has a signature: of functions all types, of actions that of the binding parameter.
    fn fits(&self, schema: &Schema, id: OperationId, types: &str) -> bool {
        let model = self.keep.model;
        let operation = &model[id];
        let wanted = types.split(',').map(str::trim).filter(|it| !it.is_empty());
        let wanted: Vec<String> = wanted
            .map(|text| match text.strip_prefix("Collection(") {
                Some(item) => {
                    let item = item.trim_end_matches(')');
                    format!("Collection({})", self.aliases.full(schema, item))
                }
                None => self.aliases.full(schema, text),
            })
            .collect();
        let parameters = operation.binding.iter().chain(&operation.parameters);
        let own: Vec<String> = parameters.map(|it| typed(model, &it.ty)).collect();
        wanted.len() <= own.len()
            && wanted.iter().zip(&own).all(|(wanted, own)| {
                // Primitive types have several names in CSDL and one in the model.
                wanted == own || wanted.contains("Edm.")
            })
    }
}

/// `a.b(c,d)/e/f` → `a.b`, `c,d`, `e/f`.
fn parts(element: &str) -> (&str, Option<&str>, &str) {
    if let Some((head, rest)) = element.split_once('(')
        && !head.contains('/')
    {
        // Types of collections have parentheses of their own.
        let end = rest.rfind(')').unwrap_or(rest.len());
        let (signature, path) = rest.split_at(end);
        let path = path.trim_start_matches(')').trim_start_matches('/');
        return (head, Some(signature), path);
    }
    let (head, path) = element.split_once('/').unwrap_or((element, ""));
    (head, None, path)
}

fn typed(model: &Model, ty: &Typed) -> String {
    use crate::model::TypeRef;
    let item = match ty.item {
        TypeRef::Structured(id) => model.qualified_name(id),
        TypeRef::Enum(id) => model.qualified_name(id),
        TypeRef::Definition(id) => model.qualified_name(id),
        TypeRef::Primitive(_) => "Edm.".to_owned(),
    };
    if ty.collection {
        format!("Collection({item})")
    } else {
        item
    }
}

/// The type that declares a member, and the type that the member leads to.
fn member(
    model: &Model,
    from: StructuredId,
    name: &str,
) -> Option<(StructuredId, Option<StructuredId>)> {
    use crate::model::TypeRef;
    model.with_bases(from).find_map(|id| {
        let ty = &model[id];
        let navigation = ty.navigation.iter().find(|it| it.name == name);
        let property = ty.properties.iter().find(|it| it.name == name);
        match (navigation, property) {
            (Some(navigation), _) => Some((id, navigation.target)),
            (None, Some(property)) => match property.ty.item {
                TypeRef::Structured(target) => Some((id, Some(target))),
                _ => Some((id, None)),
            },
            (None, None) => None,
        }
    })
}
