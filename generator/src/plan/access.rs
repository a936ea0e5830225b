//! Ways to entities beside navigation: a type goes in, methods for its keys and for the references that it
//! holds come out.

use crate::config::KeyStyle;
use crate::csdl::Expression;
use crate::model::{
    Annotations, ChildKind, KeyPart, Model, NavigationProperty, StructuredId, TypeRef, Typed,
};

use super::docs::{Text, code};
use super::names::{ArgumentName, MethodName};
use super::refs::Refs;
use super::scope::Scope;
use super::{Argument, Context, MethodBody, MethodPlan, deprecation, operations};

const ALTERNATE_KEYS: &str = "Org.OData.Core.V1.AlternateKeys";

/// The words of a method for a key: `by a and b`.
pub(super) fn words(key: &[KeyPart]) -> Option<Vec<&str>> {
    let first = key.first()?;
    let mut words = vec!["by", first.name.as_str()];
    for part in key.iter().skip(1) {
        words.extend(["and", part.name.as_str()]);
    }
    Some(words)
}

/// The arguments of a method for a key.
pub(super) fn parts(key: &[KeyPart], refs: &mut Refs<'_, '_>) -> Vec<Argument> {
    let mut scope = Scope::default();
    let mut parts = Vec::new();
    for part in key {
        let mut name = ArgumentName::new(&part.name);
        while !scope.take(name.as_str()) {
            name = name.escaped();
        }
        parts.push(Argument {
            name,
            wire: part.name.clone(),
            ty: operations::argument_type(&part.ty, refs),
            qualifier: None,
        });
    }
    parts
}

/// Methods for alternate keys (OData vocabulary Core, `AlternateKeys`): of the type, of its bases, and of the
/// entity sets that hold it.
pub(super) fn alternate_keys(
    context: &Context<'_>,
    id: StructuredId,
    scope: &mut Scope<'_>,
    refs: &mut Refs<'_, '_>,
) -> Vec<MethodPlan> {
    if !context.model.surface.has_key(id) {
        return Vec::new();
    }
    let mut methods = Vec::new();
    for key in declared(context.model, id) {
        let (Some(words), Some(builder)) = (words(&key), refs.builder(id, false)) else {
            continue;
        };
        let Some(name) = operations::free_method(&MethodName::new(&words), "key", scope) else {
            continue;
        };
        let what = code(&context.model[id].name);
        methods.push(MethodPlan {
            name,
            docs: Text::new(context)
                .own(&format!("The {what} with this alternate key."))
                .finish(),
            deprecated: None,
            body: MethodBody::AlternateKey {
                parts: parts(&key, refs),
                builder,
            },
        });
    }
    methods
}

/// The alternate keys that apply to a type, each once, without its usual key.
pub(super) fn declared(model: &Model, id: StructuredId) -> Vec<Vec<KeyPart>> {
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
    let annotation = annotations.get(ALTERNATE_KEYS);
    let records = annotation
        .and_then(|annotation| annotation.value.as_ref())
        .map_or(&[][..], Expression::items);
    records
        .iter()
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

/// Methods for the references of navigation properties that contain nothing: what they lead to is there
/// without them, so that it can be added, removed and set (OData Protocol 4.01, section 11.4.6).
pub(super) fn references(
    context: &Context<'_>,
    id: StructuredId,
    scope: &mut Scope<'_>,
) -> Vec<MethodPlan> {
    let navigation = context.model.all_navigation(id);
    let surface = &context.model.surface;
    let held = navigation.filter(|property| {
        !property.contains_target && surface.has_step((id, false), &property.name)
    });
    held.filter_map(|property| reference(context, property, scope))
        .collect()
}

fn reference(
    context: &Context<'_>,
    property: &NavigationProperty,
    scope: &mut Scope<'_>,
) -> Option<MethodPlan> {
    let (word, what) = if property.collection {
        ("references", "references")
    } else {
        ("reference", "reference")
    };
    let segments = context.config.key_style == KeyStyle::Segment;
    Some(MethodPlan {
        name: operations::free_method(
            &MethodName::new(&[&property.name, word]),
            "property",
            scope,
        )?,
        docs: Text::new(context)
            .own(&format!(
                "The {what} of navigation property {}: `$ref`.",
                code(&property.name)
            ))
            .finish(),
        deprecated: deprecation::of(&property.annotations),
        body: MethodBody::References {
            segment: property.name.clone(),
            collection: property.collection.then_some(segments),
        },
    })
}
