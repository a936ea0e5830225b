//! Request builders: a structured type goes in, the builders of one such resource and of a collection of
//! them come out, inherited navigation and operations included.

use crate::model::{Resource, StructuredId, StructuredKind, Verb};

use crate::odata::lower::Origin;
use crate::odata::lower::routes::{Capability, of_type};
use crate::odata::vocabulary::capabilities::Capabilities;
use crate::plan::docs::{Text, code};
use crate::plan::layout::refs::Refs;
use crate::plan::methods::access;
use crate::plan::methods::conventions;
use crate::plan::methods::navigation;
use crate::plan::methods::operations;
use crate::plan::names::owned;
use crate::plan::names::scope::Scope;
use crate::plan::names::{MethodName, TypeName};
use crate::plan::{BuilderPlan, Context, Docs, MethodBody, MethodPlan, Part};

/// The builders of a type.
pub(in crate::plan) fn plan(
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
    methods.extend(conventions::methods(context, id, false, &mut scope, refs));
    methods.extend(navigation::streams(context, id, &mut scope));
    methods.extend(navigation::navigation(context, id, &mut scope, refs));
    methods.extend(access::references(context, id, &mut scope));
    methods.extend(operations::methods(context, id, false, &mut scope, refs));
    methods.extend(navigation::casts(context, id, false, &mut scope, refs));
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
    let any = context.hierarchies.is_polymorphic(id);
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
            let create = if context.hierarchies.is_polymorphic(id) {
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
        methods.extend(access::key(context, id, &mut scope, refs));
        methods.extend(access::alternate_keys(context, id, &mut scope, refs));
    }
    methods.extend(conventions::methods(context, id, true, &mut scope, refs));
    if allowed.contains(&Capability::Count) {
        let docs = "`GET …/$count`: how many there are.";
        let part = context.step((id, true), &Origin::Count);
        methods.push(verb(context, owned::COUNT, docs, MethodBody::Count, part));
    }
    keep_offered(context, (id, true), &mut methods);
    methods.extend(operations::methods(context, id, true, &mut scope, refs));
    methods.extend(navigation::casts(context, id, true, &mut scope, refs));
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
