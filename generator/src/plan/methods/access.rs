//! Ways to entities beside navigation: a type goes in, methods for its keys and for the references that it
//! holds come out.

use std::collections::BTreeSet;

use crate::model::{KeyPart, NavigationProperty, StructuredId};
use crate::odata::lower::Origin;
use crate::odata::vocabulary;
use crate::plan::settings::KeyStyle;

use crate::plan::docs::deprecation;
use crate::plan::docs::{Text, code};
use crate::plan::layout::refs::Refs;
use crate::plan::methods::operations;
use crate::plan::names::scope::Scope;
use crate::plan::names::{ArgumentName, MethodName};
use crate::plan::{Argument, Context, MethodBody, MethodPlan, Referred};

/// The words of a method for a key: `by a and b`.
pub(in crate::plan) fn words(key: &[KeyPart]) -> Option<Vec<&str>> {
    let first = key.first()?;
    let mut words = vec!["by", first.name.as_str()];
    for part in key.iter().skip(1) {
        words.extend(["and", part.name.as_str()]);
    }
    Some(words)
}

/// The arguments of a method for a key.
pub(in crate::plan) fn parts(key: &[KeyPart], refs: &mut Refs<'_, '_>) -> Vec<Argument> {
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
        });
    }
    parts
}

/// The method for the key.
pub(in crate::plan) fn key(
    context: &Context<'_>,
    id: StructuredId,
    scope: &mut Scope,
    refs: &mut Refs<'_, '_>,
) -> Option<MethodPlan> {
    let key = context.model.effective_key(id);
    let words = words(key)?;
    let name = operations::free_method(&MethodName::new(&words), "key", scope)?;
    if !context.offered.has_key(id) {
        return None;
    }
    let parts = parts(key, refs);
    let builder = refs.builder(id, false)?;
    let segments = context.config.key_style == KeyStyle::Segment;
    let beside = segments.then(|| beside_keys(context, id));
    let what = code(&context.model[id].name);
    let part = context.step((id, true), &Origin::Key);
    let at = context.at(part);
    Some(MethodPlan {
        name,
        docs: Text::new(context)
            .own(&format!("The {what} with this key{at}."))
            .finish(),
        deprecated: None,
        body: MethodBody::Key {
            beside,
            parts,
            builder,
        },
        part,
    })
}

/// The segments that may follow a collection in place of a key: names of types, and of operations bound to the
/// collection (OData URL Conventions 4.01, section 4.3.6). All of the service's, whatever is selected.
fn beside_keys(context: &Context<'_>, id: StructuredId) -> Vec<String> {
    let casts = context.lowered.hierarchies.derived(id).iter();
    let types = std::iter::once(&id).chain(casts);
    let types = types.map(|ty| context.model.qualified_name(*ty));
    let operations = operations::segments(context, id, true);
    let names: BTreeSet<String> = types.chain(operations).collect();
    names.into_iter().collect()
}

/// Methods for alternate keys (`AlternateKeys` of the vocabularies Core and Keys): of the type, of its bases, and of the
/// entity sets that hold it.
pub(in crate::plan) fn alternate_keys(
    context: &Context<'_>,
    id: StructuredId,
    scope: &mut Scope,
    refs: &mut Refs<'_, '_>,
) -> Vec<MethodPlan> {
    let offered = context.offered.has_key(id);
    let mut methods = Vec::new();
    let keys = vocabulary::alternate_keys(context.model, id);
    for (number, key) in keys.into_iter().enumerate() {
        let name = words(&key).map(|words| MethodName::new(&words));
        let name = name.and_then(|name| operations::free_method(&name, "key", scope));
        let builder = offered.then(|| refs.builder(id, false));
        let (Some(name), Some(builder)) = (name, builder.flatten()) else {
            continue;
        };
        let what = code(&context.model[id].name);
        let part = context.step((id, true), &Origin::AlternateKey(number));
        let at = context.at(part);
        methods.push(MethodPlan {
            name,
            docs: Text::new(context)
                .own(&format!("The {what} with this alternate key{at}."))
                .finish(),
            deprecated: None,
            body: MethodBody::AlternateKey {
                parts: parts(&key, refs),
                builder,
            },
            part,
        });
    }
    methods
}

/// Methods for the references of navigation properties that contain nothing: what they lead to is there
/// without them, so that it can be added, removed and set (OData Protocol 4.01, section 11.4.6).
pub(in crate::plan) fn references(
    context: &Context<'_>,
    id: StructuredId,
    scope: &mut Scope,
) -> Vec<MethodPlan> {
    let navigation = context.model.all_navigation(id);
    let held = navigation.filter(|property| !property.contains_target);
    held.filter_map(|property| reference(context, id, property, scope))
        .collect()
}

fn reference(
    context: &Context<'_>,
    id: StructuredId,
    property: &NavigationProperty,
    scope: &mut Scope,
) -> Option<MethodPlan> {
    let (word, what) = if property.collection {
        ("references", "references")
    } else {
        ("reference", "reference")
    };
    let name = context.members.method_with(id, &property.name, word);
    let name = operations::free_method(&name, "property", scope)?;
    let surface = &context.offered;
    if !surface.has_references((id, false), &property.name) {
        return None;
    }
    let target = property.target;
    let parts = target.map_or(0, |target| context.model.effective_key(target).len());
    let to = match (property.collection, parts, context.config.key_style) {
        (false, ..) => Referred::One,
        (true, 0 | 1, KeyStyle::Segment) => Referred::ManyBySegment,
        (true, 0 | 1, KeyStyle::Parentheses) => Referred::ManyByParentheses,
        (true, ..) => Referred::ManyById,
    };
    Some(MethodPlan {
        name,
        docs: Text::new(context)
            .own(&format!(
                "The {what} of navigation property {}: `$ref`.",
                code(&property.name)
            ))
            .finish(),
        deprecated: deprecation::of(&property.annotations),
        body: MethodBody::References {
            segment: property.name.clone(),
            to,
        },
        part: context.step((id, false), &Origin::References(property.name.clone())),
    })
}
