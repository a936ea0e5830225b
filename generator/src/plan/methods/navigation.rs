//! Steps from a builder: a structured type goes in, methods for its streams, for what it refers to or holds, and for the
//! types that it can be cast to come out.

use crate::model::{StructuredId, TypeRef};
use crate::odata::lower::Origin;
use crate::odata::lower::routes::of_type;
use crate::odata::vocabulary::capabilities::Capabilities;

use crate::plan::docs::deprecation;
use crate::plan::docs::{Text, code};
use crate::plan::items::structs::is_stream;
use crate::plan::layout::refs::Refs;
use crate::plan::methods::operations;
use crate::plan::names::MethodName;
use crate::plan::names::scope::Scope;
use crate::plan::{Context, Docs, MethodBody, MethodPlan, Part};

/// Methods for stream properties.
pub(in crate::plan) fn streams(
    context: &Context<'_>,
    id: StructuredId,
    scope: &mut Scope,
) -> Vec<MethodPlan> {
    let properties = context.model.all_properties(id);
    let surface = &context.offered;
    let streams = properties.filter(|property| is_stream(property));
    streams
        .filter_map(|property| {
            let plain = context.members.method(id, &property.name);
            let name = operations::free_method(&plain, "stream", scope)?;
            surface
                .has_step((id, false), &property.name)
                .then(|| MethodPlan {
                    name,
                    docs: Text::new(context)
                        .described(&property.annotations)
                        .own(&format!("Stream property {}.", code(&property.name)))
                        .finish(),
                    deprecated: deprecation::of(&property.annotations),
                    body: MethodBody::Media {
                        segment: property.name.clone(),
                    },
                    part: context.step((id, false), &Origin::Property(property.name.clone())),
                })
        })
        .collect()
}

/// Navigation properties, and complex properties that are resources.
pub(in crate::plan) fn navigation(
    context: &Context<'_>,
    id: StructuredId,
    scope: &mut Scope,
    refs: &mut Refs<'_, '_>,
) -> Vec<MethodPlan> {
    let mut methods = Vec::new();
    let surface = &context.offered;
    let line = context.model.line(id);
    let all = line.iter().flat_map(|owner| {
        let navigation = context.model[*owner].navigation.iter();
        navigation.map(move |property| (*owner, property))
    });
    for (owner, property) in all {
        let Some(target) = property.target else {
            continue;
        };
        let method = context.members.method(id, &property.name);
        if !surface.has_step((id, false), &property.name) {
            // No other method takes its name: names do not depend on what is selected.
            operations::free_method(&method, "property", scope);
            continue;
        }
        let text = Text::new(context)
            .described(&property.annotations)
            .own(&format!("Navigation property {}.", code(&property.name)))
            .capabilities(
                &context.lowered.routes.navigation(owner, property),
                &of_type(context.model, target),
            );
        let own = deprecation::of(&property.annotations);
        let leads = Step {
            part: context.step((id, false), &Origin::Property(property.name.clone())),
            segment: &property.name,
            method,
            target,
            collection: property.collection,
        };
        methods.extend(step(context, &leads, text.finish(), own, scope, refs));
    }
    for property in context.model.all_properties(id) {
        let TypeRef::Structured(target) = property.ty.item else {
            continue;
        };
        let text = Text::new(context)
            .described(&property.annotations)
            .own(&format!("Property {} as a resource.", code(&property.name)))
            .capabilities(
                &Capabilities::of(&property.annotations),
                &of_type(context.model, target),
            );
        let own = deprecation::of(&property.annotations);
        let method = context.members.method(id, &property.name);
        let offered = surface.has_step((id, false), &property.name);
        if context.reach.is_resource(target) && offered {
            let leads = Step {
                part: context.step((id, false), &Origin::Property(property.name.clone())),
                segment: &property.name,
                method,
                target,
                collection: property.ty.collection,
            };
            methods.extend(step(context, &leads, text.finish(), own, scope, refs));
        } else if context.reach.is_resource(target) {
            operations::free_method(&method, "property", scope);
        }
    }
    methods
}

/// A further segment of a path.
pub(in crate::plan) struct Step<'m> {
    pub(in crate::plan) part: Option<Part>,
    pub(in crate::plan) segment: &'m str,
    /// Its name, unless that is taken.
    pub(in crate::plan) method: MethodName,
    pub(in crate::plan) target: StructuredId,
    pub(in crate::plan) collection: bool,
}

/// The method that goes there. It is deprecated where the target is.
pub(in crate::plan) fn step(
    context: &Context<'_>,
    step: &Step<'_>,
    docs: Docs,
    own: Option<crate::plan::Deprecation>,
    scope: &mut Scope,
    refs: &mut Refs<'_, '_>,
) -> Option<MethodPlan> {
    let name = operations::free_method(&step.method, "property", scope)?;
    let builder = refs.builder(step.target, step.collection)?;
    let target = || deprecation::of(&context.model[step.target].annotations);
    let body = MethodBody::Navigate {
        segment: step.segment.to_owned(),
        builder,
    };
    Some(MethodPlan {
        name,
        docs,
        deprecated: own.or_else(target),
        body,
        part: step.part,
    })
}

/// A step to each type of the family: the same resources, as that type.
pub(in crate::plan) fn casts(
    context: &Context<'_>,
    id: StructuredId,
    collection: bool,
    scope: &mut Scope,
    refs: &mut Refs<'_, '_>,
) -> Vec<MethodPlan> {
    let mut methods = Vec::new();
    let surface = &context.offered;
    for derived in context.lowered.hierarchies.derived(id) {
        let ty = &context.model[*derived];
        let names = context.registry.structured(*derived);
        let word = if names.is_usual {
            &ty.name
        } else {
            names.name.as_str()
        };
        let mut plain = MethodName::new(&["as", word]);
        if scope.is_taken(plain.as_str()) {
            plain = MethodName::new(&["as", names.namespace.as_str(), word]);
        }
        let Some(name) = operations::free_method(&plain, "type", scope) else {
            continue;
        };
        let offered = surface.has_cast((id, collection), *derived);
        let builder = offered.then(|| refs.builder(*derived, collection));
        let Some(builder) = builder.flatten() else {
            continue;
        };
        let segment = context.model.qualified(ty.namespace, &ty.name);
        let part = context.step((id, collection), &Origin::Cast(*derived));
        let at = context.at(part);
        let what = if collection {
            format!("Those that are {}{at}.", code(&segment))
        } else {
            format!("The same as {}{at}.", code(&segment))
        };
        methods.push(MethodPlan {
            name,
            docs: Text::new(context).own(&what).finish(),
            deprecated: deprecation::of(&ty.annotations),
            body: MethodBody::Cast { segment, builder },
            part,
        });
    }
    methods
}
