//! Enums and aliases: an enumeration type or a type definition goes in, its Rust item comes out.

use crate::diagnostic::Diagnostic;
use crate::model::{DefinitionId, EnumId};

use crate::plan::docs::deprecation;
use crate::plan::docs::{Text, code};
use crate::plan::layout::refs::primitive_item;
use crate::plan::names::VariantName;
use crate::plan::names::collisions::{self, Element, Wanted};
use crate::plan::names::owned;
use crate::plan::names::scope::Scope;
use crate::plan::{AliasPlan, Context, EnumPlan, VariantPlan};

/// Plans an enumeration. Members that become one Rust name are numbered, with a warning.
pub(in crate::plan) fn plan(
    context: &Context<'_>,
    id: EnumId,
    warnings: &mut Vec<Diagnostic>,
) -> EnumPlan {
    let ty = &context.model[id];
    let mut scope = Scope::default();
    let mut variants = Vec::new();
    for (member, name) in ty.members.iter().zip(names(context, id, warnings)) {
        scope.take(name.as_str());
        variants.push(VariantPlan {
            name,
            wire: member.name.clone(),
            docs: Text::new(context)
                .described(&member.annotations)
                .own(&format!("Member {}.", code(&member.name)))
                .finish(),
            deprecated: deprecation::of(&member.annotations),
        });
    }
    let plain = VariantName::new(owned::UNRECOGNIZED);
    let unrecognized = free_variant(&plain, &mut scope).unwrap_or(plain);
    let kind = if ty.is_flags {
        "Flags enumeration"
    } else {
        "Enumeration"
    };
    let what = format!(
        "{kind} {}.",
        code(&context.model.qualified(ty.namespace, &ty.name))
    );
    EnumPlan {
        name: context.registry.enumeration(id).name.clone(),
        wire: context.model.qualified(ty.namespace, &ty.name),
        docs: Text::new(context)
            .described(&ty.annotations)
            .own(&what)
            .finish(),
        deprecated: deprecation::of(&ty.annotations),
        is_flags: ty.is_flags,
        is_json: false,
        variants,
        unrecognized,
    }
}

/// The names of members.
fn names(context: &Context<'_>, id: EnumId, warnings: &mut Vec<Diagnostic>) -> Vec<VariantName> {
    let members = context.model[id].members.iter();
    let elements = members.map(|member| {
        let given = context.renames.variant(id, &member.name);
        let usual = || Wanted::Usual(VariantName::new(&member.name));
        Element {
            csdl: &member.name,
            position: &member.position,
            rank: 0,
            name: given
                .and_then(VariantName::given)
                .map_or_else(usual, Wanted::Given),
        }
    });
    let elements: Vec<_> = elements.collect();
    let resolved = collisions::resolve(
        &elements,
        |name| name.as_str().to_owned(),
        |name, _, number| name.numbered(number + 1),
    );
    for (at, first) in resolved.moved {
        if let (Some(element), Some(first)) = (elements.get(at), elements.get(first))
            && let Some(name) = resolved.names.get(at)
        {
            let key = format!("{}/{}", context.model.qualified_name(id), element.csdl);
            warnings.push(collisions::moved(element, name, first, &key));
        }
    }
    resolved.names
}

/// The name itself, or with the first number that is free: there always is one.
fn free_variant(plain: &VariantName, scope: &mut Scope) -> Option<VariantName> {
    let candidates = std::iter::once(plain.clone()).chain((2..).map(|n| plain.numbered(n)));
    scope.first_free(candidates, VariantName::as_str)
}

/// Plans a type definition.
pub(in crate::plan) fn alias(context: &Context<'_>, id: DefinitionId) -> AliasPlan {
    let ty = &context.model[id];
    let wire = context.model.qualified(ty.namespace, &ty.name);
    AliasPlan {
        name: context.registry.definition(id).name.clone(),
        docs: Text::new(context)
            .described(&ty.annotations)
            .own(&format!("Type definition {}.", code(&wire)))
            .finish(),
        wire,
        deprecated: deprecation::of(&ty.annotations),
        ty: primitive_item(ty.underlying),
    }
}
