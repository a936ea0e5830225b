//! Request builders: a structured type goes in, the builders of one such resource and of a collection of
//! them come out, inherited navigation and operations included.

use std::collections::BTreeSet;

use super::settings::KeyStyle;
use crate::model::{Resource, StructuredId, StructuredKind, TypeRef, Verb};

use super::docs::{Text, code};
use super::names::{MethodName, TypeName};
use super::refs::Refs;
use super::scope::Scope;
use super::structs::is_stream;
use super::{
    BuilderPlan, Context, Docs, MethodBody, MethodPlan, Part, access, deprecation, habits,
    operations, owned,
};
use crate::odata::lower::Origin;
use crate::odata::lower::routes::{Capability, of_type};
use crate::odata::vocabulary::capabilities::Capabilities;

/// The builders of a type.
pub(super) fn plan(
    context: &Context<'_>,
    id: StructuredId,
    refs: &mut Refs<'_, '_>,
) -> Vec<BuilderPlan> {
    let names = context.registry.structured(id);
    let single = names
        .single
        .clone()
        .map(|name| single(context, id, name, refs));
    let collection = names
        .collection
        .clone()
        .map(|name| collection(context, id, name, refs));
    single.into_iter().chain(collection).collect()
}

fn single(
    context: &Context<'_>,
    id: StructuredId,
    name: TypeName,
    refs: &mut Refs<'_, '_>,
) -> BuilderPlan {
    let ty = &context.model[id];
    let mut scope = Scope::reserving(owned::BUILDERS.reserved());
    let what = code(&ty.name);
    let mut methods = item_verbs(context, id, refs, &mut scope);
    keep_offered(context, (id, false), &mut methods);
    if ty.has_stream && context.offered.has_step((id, false), "$value") {
        let body = MethodBody::Media {
            segment: "$value".to_owned(),
        };
        let docs = format!("The media stream of the {what}.");
        let part = context.step((id, false), &Origin::Media);
        methods.push(verb(context, owned::MEDIA, &docs, body, part));
    }
    methods.extend(habits::methods(context, id, false, &mut scope, refs));
    methods.extend(streams(context, id, &mut scope));
    methods.extend(navigation(context, id, &mut scope, refs));
    methods.extend(access::references(context, id, &mut scope));
    methods.extend(operations::methods(context, id, false, &mut scope, refs));
    methods.extend(casts(context, id, false, &mut scope, refs));
    let docs = builder_docs(context, id, false, &format!("Requests to one {what}"));
    BuilderPlan {
        name,
        collection: false,
        docs,
        deprecated: None,
        methods,
        nodes: context.lowered.node((id, false)).into_iter().collect(),
    }
}

/// `GET`, `PATCH` or `PUT`, and `DELETE` of one resource, as far as some way to it allows them.
fn item_verbs(
    context: &Context<'_>,
    id: StructuredId,
    refs: &mut Refs<'_, '_>,
    scope: &mut Scope,
) -> Vec<MethodPlan> {
    let ty = &context.model[id];
    let model = refs.declared(id);
    let any = context.hierarchies.has(id);
    let what = code(&ty.name);
    let allowed = context.lowered.routes.allowed(context.model, id);
    let guarded = context.lowered.routes.guarded(context.model, id);
    let changing = |docs: &str| match &guarded {
        Some(guarded) => format!("{docs} {guarded}"),
        None => docs.to_owned(),
    };
    let part = |verb| context.request((id, false), verb);
    let mut methods = Vec::new();
    if allowed.contains(&Capability::Get) {
        let body = MethodBody::Get(model.clone());
        let docs = format!("`GET`: reads the {what}.");
        methods.push(verb(context, owned::GET, &docs, body, part(Verb::Get)));
    }
    let set = format!("changes the properties of the {what} that are set in `changes`.");
    if allowed.contains(&Capability::Update) {
        let body = if any {
            MethodBody::UpdateAny(model.clone())
        } else {
            MethodBody::Update(model.clone())
        };
        let docs = changing(&format!("`PATCH`: {set}"));
        methods.push(verb(context, owned::UPDATE, &docs, body, part(Verb::Patch)));
    }
    if allowed.contains(&Capability::Replace) {
        let (name, docs) = if allowed.contains(&Capability::Update) {
            scope.take(owned::REPLACE);
            (
                owned::REPLACE,
                format!("`PUT`: sets the {what} to `changes`, where it is updated so."),
            )
        } else {
            (owned::UPDATE, format!("`PUT`: {set}"))
        };
        let body = if any {
            MethodBody::ReplaceAny(model)
        } else {
            MethodBody::Replace(model)
        };
        let docs = changing(&docs);
        methods.push(verb(context, name, &docs, body, part(Verb::Put)));
    }
    if ty.kind == StructuredKind::Entity && allowed.contains(&Capability::Delete) {
        let docs = changing(&format!("`DELETE`: removes the {what}."));
        let body = MethodBody::Delete;
        methods.push(verb(
            context,
            owned::DELETE,
            &docs,
            body,
            part(Verb::Delete),
        ));
    }
    methods
}

fn collection(
    context: &Context<'_>,
    id: StructuredId,
    name: TypeName,
    refs: &mut Refs<'_, '_>,
) -> BuilderPlan {
    let ty = &context.model[id];
    let mut scope = Scope::reserving(owned::BUILDERS.reserved());
    let model = refs.declared(id);
    let what = code(&ty.name);
    let list = MethodBody::List(model.clone());
    let allowed = context.lowered.routes.allowed(context.model, id);
    let part = |verb| context.request((id, true), verb);
    let mut methods = Vec::new();
    if allowed.contains(&Capability::List) {
        let needs = context.lowered.routes.list_needs(context.model, id);
        let docs = format!("`GET`: reads the collection. {needs}");
        methods.push(verb(context, owned::LIST, &docs, list, part(Verb::Get)));
    }
    if ty.kind == StructuredKind::Entity {
        if allowed.contains(&Capability::Create) {
            let docs = format!("`POST`: adds one {what}.");
            let create = if context.hierarchies.has(id) {
                MethodBody::CreateAny(model.clone())
            } else {
                MethodBody::Create(model.clone())
            };
            methods.push(verb(
                context,
                owned::CREATE,
                &docs,
                create,
                part(Verb::Post),
            ));
            if ty.has_stream {
                scope.take(owned::CREATE_MEDIA);
                let docs = format!("`POST`: adds one {what}, whose media stream is `content`.");
                let create = MethodBody::CreateMedia(model);
                let part = part(Verb::Post);
                methods.push(verb(context, owned::CREATE_MEDIA, &docs, create, part));
            }
        }
        methods.extend(key_access(context, id, &mut scope, refs));
        methods.extend(access::alternate_keys(context, id, &mut scope, refs));
    }
    methods.extend(habits::methods(context, id, true, &mut scope, refs));
    if allowed.contains(&Capability::Count) {
        let docs = "`GET …/$count`: how many there are.";
        let part = context.step((id, true), &Origin::Count);
        methods.push(verb(context, owned::COUNT, docs, MethodBody::Count, part));
    }
    keep_offered(context, (id, true), &mut methods);
    methods.extend(operations::methods(context, id, true, &mut scope, refs));
    methods.extend(casts(context, id, true, &mut scope, refs));
    let docs = builder_docs(
        context,
        id,
        true,
        &format!("Requests to a collection of {what}"),
    );
    BuilderPlan {
        name,
        collection: true,
        docs,
        deprecated: None,
        methods,
        nodes: context.lowered.node((id, true)).into_iter().collect(),
    }
}

fn verb(
    context: &Context<'_>,
    name: &str,
    docs: &str,
    body: MethodBody,
    part: Option<Part>,
) -> MethodPlan {
    MethodPlan {
        name: MethodName::new(&[name]),
        docs: Text::new(context).own(docs).finish(),
        deprecated: None,
        body,
        part,
    }
}

/// Takes out methods that nothing selected sends.
fn keep_offered(context: &Context<'_>, resource: Resource, methods: &mut Vec<MethodPlan>) {
    let surface = &context.offered;
    methods.retain(|method| match method.body {
        MethodBody::Get(_) | MethodBody::List(_) => surface.has_verb(resource, Verb::Get),
        MethodBody::Count => surface.has_step(resource, "$count"),
        MethodBody::Create(_) | MethodBody::CreateAny(_) | MethodBody::CreateMedia(_) => {
            surface.has_verb(resource, Verb::Post)
        }
        MethodBody::Update(_) | MethodBody::UpdateAny(_) => surface.has_verb(resource, Verb::Patch),
        MethodBody::Replace(_) | MethodBody::ReplaceAny(_) => surface.has_verb(resource, Verb::Put),
        MethodBody::Delete => surface.has_verb(resource, Verb::Delete),
        _ => true,
    });
}

fn streams(context: &Context<'_>, id: StructuredId, scope: &mut Scope) -> Vec<MethodPlan> {
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
fn navigation(
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
pub(super) struct Step<'m> {
    pub(super) part: Option<Part>,
    pub(super) segment: &'m str,
    /// Its name, unless that is taken.
    pub(super) method: MethodName,
    pub(super) target: StructuredId,
    pub(super) collection: bool,
}

/// The method that goes there. It is deprecated where the target is.
pub(super) fn step(
    context: &Context<'_>,
    step: &Step<'_>,
    docs: Docs,
    own: Option<super::Deprecation>,
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
fn casts(
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
        let what = if collection {
            format!("Those that are {}.", code(&segment))
        } else {
            format!("The same as {}.", code(&segment))
        };
        methods.push(MethodPlan {
            name,
            docs: Text::new(context).own(&what).finish(),
            deprecated: deprecation::of(&ty.annotations),
            body: MethodBody::Cast { segment, builder },
            part: context.step((id, collection), &Origin::Cast(*derived)),
        });
    }
    methods
}

fn key_access(
    context: &Context<'_>,
    id: StructuredId,
    scope: &mut Scope,
    refs: &mut Refs<'_, '_>,
) -> Option<MethodPlan> {
    let key = context.model.effective_key(id);
    let words = access::words(key)?;
    let name = operations::free_method(&MethodName::new(&words), "key", scope)?;
    if !context.offered.has_key(id) {
        return None;
    }
    let parts = access::parts(key, refs);
    let builder = refs.builder(id, false)?;
    let segments = context.config.key_style == KeyStyle::Segment;
    let beside = segments.then(|| beside_keys(context, id));
    let what = code(&context.model[id].name);
    Some(MethodPlan {
        name,
        docs: Text::new(context)
            .own(&format!("The {what} with this key."))
            .finish(),
        deprecated: None,
        body: MethodBody::Key {
            beside,
            parts,
            builder,
        },
        part: context.step((id, true), &Origin::Key),
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

fn builder_docs(context: &Context<'_>, id: StructuredId, collection: bool, what: &str) -> Docs {
    let path = context.reach.path(id, collection);
    let path = path
        .map(|path| format!(", as at {}", code(path)))
        .unwrap_or_default();
    Text::new(context)
        .own(&format!("{what}{path}."))
        .capabilities(&of_type(context.model, id), &Capabilities::default())
        .finish()
}
