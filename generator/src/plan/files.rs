//! Files: every type goes in, the plan of its file comes out, in parallel.

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::model::{DefinitionId, EnumId, NamespaceId, StructuredId, StructuredKind};

use super::docs::{Text, code};
use super::layout::refs::Refs;
use super::methods::callable::Callable;
use super::names::ModuleName;
use super::names::modules::requests;
use super::names::type_names::TypeNames;
use super::{Context, Docs, FilePlan, Item};
use crate::plan::items::enums;
use crate::plan::items::polymorphic;
use crate::plan::items::structs;
use crate::plan::methods::builders;
use crate::plan::methods::operations;

/// A planned file, where it goes, and what there is to say of it.
#[derive(Debug)]
pub(super) struct TypeFile {
    pub(super) namespace: ModuleName,
    pub(super) plan: FilePlan,
    pub(super) warnings: Vec<Diagnostic>,
}

/// Plans the files of all types, in the order of the model.
pub(super) fn plan(context: &Context<'_>) -> Vec<TypeFile> {
    let model = context.model;
    let surface = context.offered;
    let structured = ids(model.structured.len(), StructuredId)
        .filter(|id| !model[*id].is_json)
        .filter_map(|id| structured(context, id));
    let enums = ids(model.enums.len(), EnumId)
        .filter(|id| surface.has_enum(*id))
        .map(|id| enumeration(context, id));
    let definitions = ids(model.definitions.len(), DefinitionId)
        .filter(|id| surface.has_definition(*id))
        .map(|id| definition(context, id));
    structured.chain(enums).chain(definitions).collect()
}

fn ids<I: Send>(
    count: usize,
    id: impl Fn(u32) -> I + Sync + Send,
) -> impl ParallelIterator<Item = I> {
    (0..u32::try_from(count).unwrap_or(u32::MAX))
        .into_par_iter()
        .map(id)
}

/// `None` where nothing of the type is offered.
fn structured(context: &Context<'_>, id: StructuredId) -> Option<TypeFile> {
    let ty = &context.model[id];
    let names = context.registry.structured(id);
    let mut refs = Refs::of_type(context, names);
    let (item, any) = if context.offered.has_model(id) {
        let item = structs::plan(context, id, &mut refs);
        let any = polymorphic::plan(context, id, &item, &mut refs);
        (Item::Structured(item), any)
    } else {
        (Item::Resource, None)
    };
    let builders = builders::plan(context, id, &mut refs);
    let bound = [false, true]
        .into_iter()
        .filter_map(|many| context.bound.get(&(id, many)));
    let bound = bound
        .flatten()
        .map(|operation| Callable::bound(context.model, &context.renames, *operation));
    let operations = operations::all_parameters(context, bound, &mut refs);
    let kind = match ty.kind {
        StructuredKind::Entity => "Entity type",
        StructuredKind::Complex => "Complex type",
    };
    let what = match (builders.is_empty(), operations.is_empty()) {
        (true, true) if matches!(item, Item::Resource) => return None,
        (true, false) if matches!(item, Item::Resource) => "operations",
        (false, true) if matches!(item, Item::Resource) => "request builders",
        (false, false) if matches!(item, Item::Resource) => "request builders and operations",
        (true, _) => "the model",
        (false, true) => "the model and its request builders",
        (false, false) => "the model, its request builders, its operations",
    };
    let docs = header(context, kind, ty.namespace, &ty.name, what);
    let plan = FilePlan {
        family: None,
        any,
        builders,
        operations,
        ..file(names, context.model.qualified_name(id), docs, item)
    };
    let (imports, request_imports) = refs.into_imports();
    Some(TypeFile {
        namespace: names.namespace.clone(),
        plan: FilePlan {
            imports,
            request_imports,
            ..plan
        },
        warnings: Vec::new(),
    })
}

fn enumeration(context: &Context<'_>, id: EnumId) -> TypeFile {
    let ty = &context.model[id];
    let names = context.registry.enumeration(id);
    let mut warnings = Vec::new();
    let item = Item::Enum(enums::plan(context, id, &mut warnings));
    let docs = header(
        context,
        "Enumeration",
        ty.namespace,
        &ty.name,
        "its members",
    );
    let plan = file(names, context.model.qualified_name(id), docs, item);
    TypeFile {
        namespace: names.namespace.clone(),
        plan,
        warnings,
    }
}

fn definition(context: &Context<'_>, id: DefinitionId) -> TypeFile {
    let ty = &context.model[id];
    let names = context.registry.definition(id);
    let docs = header(
        context,
        "Type definition",
        ty.namespace,
        &ty.name,
        "the alias",
    );
    let item = Item::Alias(enums::alias(context, id));
    let plan = file(names, context.model.qualified_name(id), docs, item);
    TypeFile {
        namespace: names.namespace.clone(),
        plan,
        warnings: Vec::new(),
    }
}

fn file(names: &TypeNames, wire: String, docs: Docs, item: Item) -> FilePlan {
    FilePlan {
        module: names.file.clone(),
        ty: names.ty,
        wire,
        docs,
        deprecated: names.deprecated,
        imports: Vec::new(),
        request_imports: Vec::new(),
        requests: requests(&names.namespace),
        item,
        family: None,
        any: None,
        builders: Vec::new(),
        operations: Vec::new(),
    }
}

fn header(
    context: &Context<'_>,
    kind: &str,
    namespace: NamespaceId,
    name: &str,
    what: &str,
) -> Docs {
    let wire = code(&context.model.qualified(namespace, name));
    Text::new(context)
        .own(&format!("{kind} {wire}: {what}."))
        .finish()
}
