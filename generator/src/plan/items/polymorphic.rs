//! Enums over a type and all that derives from it: a type with a family goes in, the enum, its variants and
//! the methods that read common properties come out.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::StructuredId;

use crate::plan::docs::deprecation;
use crate::plan::docs::{Text, code};
use crate::plan::items::structs;
use crate::plan::layout::refs::Refs;
use crate::plan::methods::operations;
use crate::plan::names::owned;
use crate::plan::names::scope::Scope;
use crate::plan::names::{MethodName, VariantName};
use crate::plan::{
    AccessorArm, AccessorPlan, AnyPlan, AnyVariantPlan, Context, FieldPlan, ItemType, Output, Read,
    Reading, Shape, StructPlan, TypePath,
};

/// The enum over a type's family, where it has one. `base` is the plan of the type itself.
pub(in crate::plan) fn plan(
    context: &Context<'_>,
    id: StructuredId,
    base: &StructPlan,
    refs: &mut Refs<'_, '_>,
) -> Option<AnyPlan> {
    let name = context.registry.structured(id).any.clone()?;
    let ty = &context.model[id];
    let mut scope = Scope::default();
    let mut types = vec![id];
    types.extend(context.hierarchies.derived(id));
    let variants: Vec<AnyVariantPlan> = types
        .iter()
        .filter_map(|derived| variant(context, id, *derived, &mut scope, refs))
        .collect();
    let wire = code(&context.model.qualified(ty.namespace, &ty.name));
    let polymorphic = context.hierarchies.is_polymorphic(id);
    let what = if polymorphic {
        format!(
            "Any {wire}: itself, or of a type derived from it. Which one it is, `@odata.type` tells; in what is \
             sent it stands where it must."
        )
    } else {
        format!(
            "A {wire} by its own type, as `@odata.type` tells it: see [`{0}::derived`].",
            base.name
        )
    };
    let reading = if polymorphic {
        Reading::Always
    } else {
        Reading::WhenAsked
    };
    // What all variants have is read from the struct where that is what is read.
    let (accessors, bases) = match reading {
        Reading::Always => (
            accessors(context, base, &types, &variants),
            bases(context, id, refs),
        ),
        Reading::WhenAsked => (Vec::new(), Vec::new()),
    };
    Some(AnyPlan {
        name,
        reading,
        wire: base.wire.clone(),
        docs: Text::new(context).own(&what).finish(),
        deprecated: deprecation::of(&ty.annotations),
        aliases: aliases(context, &types),
        variants,
        accessors,
        bases,
    })
}

/// The type itself and its bases.
fn bases(context: &Context<'_>, id: StructuredId, refs: &Refs<'_, '_>) -> Vec<TypePath> {
    let bases = context.model.with_bases(id);
    let bases = bases.filter(|base| context.offered.has_model(*base));
    bases.map(|base| refs.structured_by_path(base)).collect()
}

/// The aliases of the types' namespaces, each with what it means; without those that mean several.
fn aliases(context: &Context<'_>, types: &[StructuredId]) -> Vec<(String, String)> {
    let namespaces = types.iter().map(|ty| context.model[*ty].namespace);
    let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for namespace in namespaces.map(|id| &context.model[id]) {
        if let Some(alias) = namespace.alias.as_deref() {
            found.entry(alias).or_default().insert(&namespace.name);
        }
    }
    let single = found.into_iter().filter_map(|(alias, names)| {
        let mut names = names.into_iter();
        let name = names.next().filter(|name| *name != alias)?;
        names
            .next()
            .is_none()
            .then(|| (alias.to_owned(), name.to_owned()))
    });
    single.collect()
}

fn variant(
    context: &Context<'_>,
    base: StructuredId,
    id: StructuredId,
    scope: &mut Scope,
    refs: &mut Refs<'_, '_>,
) -> Option<AnyVariantPlan> {
    let ty = &context.model[id];
    let names = context.registry.structured(id);
    let plain = VariantName::new(names.name.as_str());
    let worded = VariantName::joined(&[names.namespace.as_str(), names.name.as_str()]);
    let numbered = (2..).map(|n| worded.numbered(n));
    let candidates = [plain, worded.clone()].into_iter().chain(numbered);
    let wire = context.model.qualified(ty.namespace, &ty.name);
    let what = match (id == base, ty.is_abstract) {
        (false, _) => format!("A {}.", code(&wire)),
        (true, true) => "Of a derived type that this crate does not know: see `extra`.".to_owned(),
        (true, false) => format!(
            "A {} itself, or of a derived type that this crate does not know.",
            code(&wire)
        ),
    };
    Some(AnyVariantPlan {
        name: scope.first_free(candidates, VariantName::as_str)?,
        read: context.model.unversioned_name(id),
        sent: context.model.wire_name(id),
        wire,
        docs: Text::new(context).own(&what).finish(),
        ty: refs.structured(id),
    })
}

/// A method for each property of the base, which all variants have.
fn accessors(
    context: &Context<'_>,
    base: &StructPlan,
    types: &[StructuredId],
    variants: &[AnyVariantPlan],
) -> Vec<AccessorPlan> {
    let mut scope = Scope::reserving(owned::ANYS.reserved());
    let mut accessors = Vec::new();
    for field in &base.fields {
        let plain = MethodName::of_field(&field.name);
        let Some(name) = operations::free_method(&plain, "property", &mut scope) else {
            continue;
        };
        let arms = types.iter().zip(variants).map(|(id, variant)| AccessorArm {
            variant: variant.name.clone(),
            field: context.members.field(*id, &field.wire),
            read: read(
                structs::shape_in(context, *id, &field.wire).unwrap_or(field.ty.shape),
                &field.ty.item,
            ),
        });
        accessors.push(AccessorPlan {
            name,
            docs: accessor_docs(context, field),
            deprecated: field.deprecated.clone(),
            output: output(field.ty.shape, &field.ty.item),
            ty: field.ty.clone(),
            arms: arms.collect(),
        });
    }
    accessors
}

/// What is small is copied, what has a borrowed form is given as that.
fn output(shape: Shape, item: &ItemType) -> Output {
    match (shape, item) {
        (Shape::Many, _) => Output::Slice,
        (Shape::ManyNullable, _) => Output::SliceOfNullable,
        (_, ItemType::Prelude("String")) => Output::Text,
        (_, ItemType::Prelude(_)) => Output::Value,
        _ => Output::Reference,
    }
}

fn read(shape: Shape, item: &ItemType) -> Read {
    match (shape, item) {
        (Shape::Many | Shape::ManyNullable | Shape::Boxed, _)
        | (_, ItemType::Prelude("String")) => Read::AsDeref,
        (_, ItemType::Prelude(_)) => Read::Copied,
        _ => Read::AsRef,
    }
}

fn accessor_docs(context: &Context<'_>, field: &FieldPlan) -> crate::plan::Docs {
    let what = format!("Property {}, whichever type it is.", code(&field.wire));
    Text::new(context).own(&what).finish()
}
