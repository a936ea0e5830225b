//! Unions: values of several shapes go in, an enum with a variant for each comes out; and, for a type that others derive
//! from, the enum over all of them.

use std::collections::HashMap;

use crate::api::{Discriminator, Kinds, Tests, TypeId, TypeKind, Union, Value};
use crate::diagnostic::Diagnostic;
use crate::plan::docs::code;
use crate::plan::names::scope::Scope;
use crate::plan::names::{VariantName, words_of_symbols};
use crate::plan::{ItemType, Shape, UnionPlan, UnionVariantPlan, ValueType};

use super::refs::Refs;
use super::values::resolved;
use super::{Context, docs, enums, models};

/// The variant that keeps JSON of no known shape.
const OTHER: &str = "Other";

/// Plans a union.
pub(super) fn plan(
    context: &Context<'_>,
    id: TypeId,
    union: &Union,
    refs: &mut Refs<'_>,
    warnings: &mut Vec<Diagnostic>,
) -> UnionPlan {
    let ty = &context.api[id];
    let mut scope = Scope::default();
    let mut variants = Vec::new();
    for variant in &union.variants {
        let given = context.renames.member(&ty.name, &variant.name);
        let wanted = given.and_then(VariantName::given);
        let wanted = wanted.unwrap_or_else(|| wanted_name(context, &variant.name, &variant.value));
        let name = enums::free(&wanted, &mut scope);
        if name != wanted && !variant.name.is_empty() {
            warnings.push(moved(&ty.name, &variant.name, &name, &wanted));
        }
        variants.push(UnionVariantPlan {
            name,
            docs: variant_docs(context, &variant.value),
            ty: refs.variant(&variant.value),
            tests: variant.tests.clone(),
        });
    }
    let discriminator = union.discriminator.as_ref();
    let discriminator = discriminator.map(|it| mapped(context, it, union));
    UnionPlan {
        name: context.names.name(id).clone(),
        wire: ty.name.clone(),
        docs: models::described(context, id).finish(),
        deprecated: docs::deprecation(ty.deprecated),
        variants,
        discriminator,
        other: enums::free(&VariantName::new(OTHER), &mut scope),
    }
}

/// The enum over a type and what derives from it.
pub(super) fn family(context: &Context<'_>, id: TypeId, refs: &mut Refs<'_>) -> Option<UnionPlan> {
    let name = context.names.family(id)?;
    let TypeKind::Struct {
        more: Some(more), ..
    } = &context.api[id].kind
    else {
        return None;
    };
    let discriminator = more.discriminator.as_ref()?;
    let mut members = derived(context, id);
    members.retain(|it| context.kept.has_type(*it));
    // Last, as it takes what no derived type does.
    members.push(id);
    let mut scope = Scope::default();
    let variants: Vec<UnionVariantPlan> = members
        .iter()
        .map(|member| family_variant(context, *member, discriminator, &mut scope, refs))
        .collect();
    let numbers = members.iter().enumerate();
    let numbers: HashMap<TypeId, usize> = numbers.map(|(at, id)| (*id, at)).collect();
    let mapping = discriminator.mapping.iter();
    let mapping = mapping.filter_map(|(text, id)| Some((text.clone(), *numbers.get(id)?)));
    let wire = &context.api[id].name;
    Some(UnionPlan {
        name: name.clone(),
        wire: wire.clone(),
        docs: docs::line(context, None)
            .own(&format!(
                "A value of type {} or of one that derives from it, as {} says.",
                code(wire),
                code(&discriminator.property)
            ))
            .finish(),
        deprecated: docs::deprecation(context.api[id].deprecated),
        variants,
        discriminator: Some((discriminator.property.clone(), mapping.collect())),
        other: enums::free(&VariantName::new(OTHER), &mut scope),
    })
}

fn family_variant(
    context: &Context<'_>,
    id: TypeId,
    discriminator: &Discriminator,
    scope: &mut Scope,
    refs: &mut Refs<'_>,
) -> UnionVariantPlan {
    let says = discriminator.mapping.iter().filter(|(_, to)| *to == id);
    let says = says.map(|(text, _)| crate::api::Constant::Text(text.clone()));
    let says: Vec<_> = says.collect();
    let wanted = VariantName::new(context.names.name(id).as_str());
    let mut tests = Tests {
        kinds: Kinds::OBJECT,
        ..Tests::default()
    };
    if !says.is_empty() {
        tests.constants = vec![(discriminator.property.clone(), says)];
    }
    UnionVariantPlan {
        name: enums::free(&wanted, scope),
        docs: variant_docs(context, &Value::Named(id)),
        ty: ValueType {
            shape: Shape::Boxed,
            item: ItemType::Generated(refs.item_path(id)),
        },
        tests,
    }
}

/// What derives from a type, at any depth, in the order of the description.
fn derived(context: &Context<'_>, root: TypeId) -> Vec<TypeId> {
    let ids = (0..context.api.types.len()).filter_map(|at| u32::try_from(at).ok().map(TypeId));
    let base = |id: TypeId| match &context.api[id].kind {
        TypeKind::Struct { base, .. } => *base,
        _ => None,
    };
    let below = |id: &TypeId| {
        let bases = std::iter::successors(base(*id), |id| base(*id));
        *id != root && bases.take(context.api.types.len()).any(|it| it == root)
    };
    ids.filter(below).collect()
}

/// The texts of a discriminator with the numbers of variants.
fn mapped(
    context: &Context<'_>,
    discriminator: &Discriminator,
    union: &Union,
) -> (String, Vec<(String, usize)>) {
    let number = |id: TypeId| {
        let mut variants = union.variants.iter();
        variants.position(|variant| {
            variant.value == Value::Named(id)
                || *resolved(context.api, &variant.value).0 == Value::Named(id)
        })
    };
    let mapping = discriminator.mapping.iter();
    let mapping = mapping.filter_map(|(text, id)| Some((text.clone(), number(*id)?)));
    (discriminator.property.clone(), mapping.collect())
}

/// What a variant would be called alone: by the description, or by its value.
fn wanted_name(context: &Context<'_>, name: &str, value: &Value) -> VariantName {
    if let Value::Named(id) = value {
        // An anonymous type has the union's name in front.
        let own = &context.api[*id].name;
        if !own.contains(' ') {
            return VariantName::new(context.names.name(*id).as_str());
        }
    }
    VariantName::new(&words_of_symbols(name))
}

fn variant_docs(context: &Context<'_>, value: &Value) -> crate::plan::Docs {
    let said = match value {
        Value::Named(id) => context.api[*id].docs.as_deref(),
        _ => None,
    };
    let summary = said.and_then(|docs| docs.summary.as_deref());
    docs::line(context, summary).finish()
}

fn moved(owner: &str, wire: &str, name: &VariantName, wanted: &VariantName) -> Diagnostic {
    let message = format!(
        "variant {wire:?} of {owner:?} becomes `{name}`, because another one is called `{wanted}`"
    );
    Diagnostic::warning(None, message).with_remedy(format!(
        "to choose the name, give it in csdlgen.toml, under `rename`, or with --rename: \"{owner}/{wire}\" = \"…\""
    ))
}
