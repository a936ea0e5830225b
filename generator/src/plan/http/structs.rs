//! Structs: an object type goes in, its fields come out, those of its bases first.

use crate::api::{Access, Field, Rest, TypeId, TypeKind, Value};
use crate::diagnostic::Diagnostic;
use crate::plan::docs::{Text, code};
use crate::plan::names::owned::{EXTRA, REST};
use crate::plan::names::scope::Scope;
use crate::plan::names::{FieldName, words_of_symbols};
use crate::plan::{FieldPlan, FieldRole, RestPlan, StructPlan};

use super::refs::Refs;
use super::values::{all_fields, bases};
use super::{Context, docs, models};

/// Plans the struct of a type.
pub(super) fn plan(
    context: &Context<'_>,
    id: TypeId,
    refs: &mut Refs<'_>,
    warnings: &mut Vec<Diagnostic>,
) -> StructPlan {
    let ty = &context.api[id];
    let fields = all_fields(context.api, id);
    let mut scope = Scope::reserving([EXTRA]);
    let names = names(context, &ty.name, &fields, &mut scope, warnings);
    let fields = fields.iter().zip(names).map(|(field, name)| {
        let docs = field_docs(context, field).finish();
        FieldPlan {
            name,
            wire: field.name.clone(),
            docs,
            deprecated: docs::deprecation(field.deprecated),
            ty: refs.field(&field.value, id),
            role: match field.access {
                Access::ReadOnly => FieldRole::ReadOnly,
                Access::Both | Access::WriteOnly => FieldRole::Structural,
            },
        }
    });
    let fields = fields.collect();
    StructPlan {
        name: context.names.name(id).clone(),
        wire: ty.name.clone(),
        docs: models::described(context, id).finish(),
        deprecated: docs::deprecation(ty.deprecated),
        fields,
        streams: Vec::new(),
        is_open: !is_closed(context, id),
        extra: FieldName::new(EXTRA),
        rest: rest(context, id).map(|value| rest_plan(context, value, refs, &mut scope)),
        properties: Vec::new(),
        bases: Vec::new(),
        query_imports: Vec::new(),
        annotations: Vec::new(),
    }
}

fn is_closed(context: &Context<'_>, id: TypeId) -> bool {
    matches!(
        &context.api[id].kind,
        TypeKind::Struct { more: Some(more), .. } if more.rest == Rest::Closed
    )
}

/// The type of members of other names than those of fields, as the type or the nearest of its bases says it.
fn rest<'c>(context: &Context<'c>, id: TypeId) -> Option<&'c Value> {
    let mut chain = bases(context.api, id).into_iter();
    chain.find_map(|id| match &context.api[id].kind {
        TypeKind::Struct {
            more: Some(more), ..
        } => match &more.rest {
            Rest::Typed(value) => Some(value),
            Rest::Json | Rest::Closed => None,
        },
        _ => None,
    })
}

fn rest_plan(
    context: &Context<'_>,
    value: &Value,
    refs: &mut Refs<'_>,
    scope: &mut Scope,
) -> RestPlan {
    let wanted = FieldName::new(REST);
    let numbered = (2..).map(|number| wanted.with_suffix(&number.to_string()));
    let names = std::iter::once(wanted.clone()).chain(numbered);
    let name = scope.first_free(names, |name| name.as_str());
    let text = Text::at_level(context.settings.docs);
    RestPlan {
        name: name.unwrap_or(wanted),
        docs: text.own("Properties of any other name.").finish(),
        ty: refs.item(&Value::Map(Box::new(value.clone()))),
    }
}

fn field_docs(context: &Context<'_>, field: &Field) -> crate::plan::docs::Text {
    let more = field.more.as_deref();
    let mut facts = vec![format!("Property {}.", code(&field.name))];
    if field.required {
        facts.push("Always there.".to_owned());
    }
    match field.access {
        Access::Both => {}
        Access::ReadOnly => facts.push("It comes in replies alone.".to_owned()),
        Access::WriteOnly => facts.push("It is sent alone.".to_owned()),
    }
    if let Some(constant) = more.and_then(|more| more.constant.as_ref()) {
        facts.push(docs::json_sentence("Always", constant));
    }
    if let Some(default) = more.and_then(|more| more.default.as_ref()) {
        facts.push(docs::json_sentence(
            "Where it is left out, the service takes",
            default,
        ));
    }
    docs::said(context, more.and_then(|more| more.docs.as_ref())).own(&facts.join(" "))
}

/// Names of fields, no two alike.
fn names(
    context: &Context<'_>,
    owner: &str,
    fields: &[&Field],
    scope: &mut Scope,
    warnings: &mut Vec<Diagnostic>,
) -> Vec<FieldName> {
    let mut names: Vec<Option<FieldName>> = fields
        .iter()
        .map(|field| {
            let given = context.renames.member(owner, &field.name)?;
            FieldName::given(given).filter(|name| scope.take(name.as_str()))
        })
        .collect();
    for (field, name) in fields.iter().zip(&mut names) {
        if name.is_some() {
            continue;
        }
        let wanted = FieldName::new(&words_of_symbols(&field.name));
        let numbered = (2..).map(|number| wanted.with_suffix(&number.to_string()));
        let candidates = std::iter::once(wanted.clone())
            .chain(std::iter::once(wanted.escaped()))
            .chain(numbered);
        let free = scope.first_free(candidates, |name| name.as_str());
        let free = free.unwrap_or_else(|| wanted.clone());
        if free != wanted && wanted.as_str() != EXTRA {
            warnings.push(moved(owner, &field.name, &free, &wanted));
        }
        *name = Some(free);
    }
    names.into_iter().flatten().collect()
}

fn moved(owner: &str, wire: &str, name: &FieldName, wanted: &FieldName) -> Diagnostic {
    let message = format!(
        "{wire:?} of {owner:?} becomes the field `{name}`, because another one is called `{wanted}`"
    );
    Diagnostic::warning(None, message).with_remedy(format!(
        "to choose the name, give it in csdlgen.toml, under `rename`, or with --rename: \"{owner}/{wire}\" = \"…\""
    ))
}
