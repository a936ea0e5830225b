//! Models: types go in, the files of the module of models come out.

use crate::api::{TypeId, TypeKind};
use crate::diagnostic::Diagnostic;
use crate::plan::docs::code;
use crate::plan::names::ModuleName;
use crate::plan::names::owned::MODELS_MODULE;
use crate::plan::{AliasPlan, Docs, FilePlan, Item, ItemType, NamespacePlan};

use super::refs::Refs;
use super::{Context, docs, enums, structs, unions};

/// Plans the module of models; `None` where no type is kept.
pub(super) fn plan(context: &Context<'_>, warnings: &mut Vec<Diagnostic>) -> Option<NamespacePlan> {
    let ids = (0..context.api.types.len()).filter_map(|at| u32::try_from(at).ok().map(TypeId));
    let mut files = Vec::new();
    for id in ids {
        // What is not kept is planned all the same: its warnings do not depend on the selection.
        let file = file(context, id, warnings);
        files.extend(file.filter(|_| context.kept.has_type(id)));
    }
    files.sort_by(|a, b| a.module.cmp(&b.module));
    (!files.is_empty()).then(|| NamespacePlan {
        module: ModuleName::new(&[MODELS_MODULE]),
        namespace: MODELS_MODULE.to_owned(),
        docs: Docs(vec!["The types of the service.".to_owned()]),
        files,
    })
}

/// Plans the file of a type; `None` for what Rust needs no item for: an alias that leads to itself, a union that is
/// written as the generic one.
fn file(context: &Context<'_>, id: TypeId, warnings: &mut Vec<Diagnostic>) -> Option<FilePlan> {
    if context.values.is_endless(id) || context.values.is_either(id) {
        return None;
    }
    let ty = &context.api[id];
    let mut refs = Refs::of_model(context, id);
    let item = match &ty.kind {
        TypeKind::Struct { .. } => {
            Item::Structured(structs::plan(context, id, &mut refs, warnings))
        }
        TypeKind::Enum { members } => Item::Enum(enums::plan(context, id, members, warnings)),
        TypeKind::Union(union) => {
            Item::Union(unions::plan(context, id, union, &mut refs, warnings))
        }
        TypeKind::Alias(value) => {
            let ty = refs.item(value);
            Item::Alias(alias(context, id, ty))
        }
    };
    let family = unions::family(context, id, &mut refs);
    let name = context.names.name(id);
    Some(FilePlan {
        module: context.names.module(id).clone(),
        ty: id,
        wire: ty.name.clone(),
        docs: Docs(vec![format!("{}.", code(name.as_str()))]),
        deprecated: ty.deprecated,
        imports: refs.imports(),
        request_imports: Vec::new(),
        requests: Vec::new(),
        item,
        family,
        any: None,
        builders: Vec::new(),
        operations: Vec::new(),
    })
}

fn alias(context: &Context<'_>, id: TypeId, item: ItemType) -> AliasPlan {
    let ty = &context.api[id];
    AliasPlan {
        name: context.names.name(id).clone(),
        wire: ty.name.clone(),
        docs: described(context, id).finish(),
        deprecated: docs::deprecation(ty.deprecated),
        ty: item,
    }
}

/// What is said of a type.
pub(super) fn described(context: &Context<'_>, id: TypeId) -> crate::plan::docs::Text {
    let ty = &context.api[id];
    let said = ty.docs.as_deref();
    let text = docs::said(context, said);
    let text = if ty.name.contains(' ') {
        let place = code(&ty.name);
        text.own(&format!(
            "It has no name in the description; it first stands at {place}."
        ))
    } else {
        text.own(&format!("Schema {}.", code(&ty.name)))
    };
    docs::linked(text, said)
}
