//! What documentation says of an operation.

use crate::api::EdgeId;
use crate::model::{Model, Operation, OperationId, OperationKind, TypeRef, Typed};
use crate::plan::Context;
use crate::plan::docs::{Text, code};
use crate::plan::methods::callable::Callable;
use crate::plan::methods::composition;
use crate::plan::methods::conventions;
use crate::plan::names::owned::INVOCATION;

pub(super) fn operation_text(context: &Context<'_>, callable: Callable<'_>, edge: EdgeId) -> Text {
    let operation = &context.model[callable.id];
    let verb = match operation.kind {
        OperationKind::Action => "POST",
        OperationKind::Function => "GET",
    };
    // What is bound follows the path of what it is bound to.
    let before = if callable.import().is_some() {
        ""
    } else {
        "…"
    };
    let path = code(&format!("{before}{}", context.segment(edge)));
    let kind = kind_word(operation.kind);
    let name = code(&context.model.qualified_name(callable.id));
    let imported = callable.import().filter(|name| *name != operation.name);
    let imported = imported.map(|name| format!(", imported as {}", code(name)));
    Text::new(context)
        .described(callable.annotations(operation)[0])
        .own(&format!(
            "`{verb}` {path}: {kind} {name}{}{}.{}{}",
            imported.unwrap_or_default(),
            returned(context.model, operation),
            composition::entity_set(operation),
            conventions::upload(context, operation)
        ))
        .permissions(&operation.annotations)
}

/// What else can be sent, and how; empty where that is nothing.
pub(super) fn optional_text(setters: &[&str]) -> String {
    let names: Vec<String> = setters.iter().map(|name| code(name)).collect();
    match names.as_slice() {
        [] => String::new(),
        [name] => format!("Optional parameter, set by a method of the call: {name}."),
        names => format!(
            "Optional parameters, set by methods of the call: {}.",
            names.join(", ")
        ),
    }
}

/// What stands on the type of the optional parameters.
pub(super) fn parameters_text(
    context: &Context<'_>,
    operation: &Operation,
    id: OperationId,
) -> Text {
    let name = code(&context.model.qualified_name(id));
    let kind = kind_word(operation.kind);
    Text::new(context).own(&format!(
        "The optional parameters of the {kind} {name}: methods of its `{INVOCATION}`."
    ))
}

/// What comes back, as the end of a sentence.
fn returned(model: &Model, operation: &Operation) -> String {
    let Some(ty) = &operation.returns else {
        return String::new();
    };
    let item = match ty.item {
        TypeRef::Structured(id) => model.qualified(model[id].namespace, &model[id].name),
        TypeRef::Enum(id) => model.qualified(model[id].namespace, &model[id].name),
        TypeRef::Definition(id) => model.qualified(model[id].namespace, &model[id].name),
        TypeRef::Primitive(_) => {
            let single = Typed {
                collection: false,
                ..ty.clone()
            };
            format!("Edm.{}", model.short_type_name(&single))
        }
    };
    let many = if ty.collection {
        "a collection of "
    } else {
        ""
    };
    format!(", which returns {many}{}", code(&item))
}

pub(super) fn operation_link(context: &Context<'_>, operation: &Operation) -> Option<String> {
    let TypeRef::Structured(id) = operation.binding.as_ref()?.ty.item else {
        return None;
    };
    let ty = &context.model[id];
    context.operation_link(ty.namespace, &ty.name, &operation.name)
}

pub(super) fn kind_word(kind: OperationKind) -> &'static str {
    match kind {
        OperationKind::Action => "action",
        OperationKind::Function => "function",
    }
}
