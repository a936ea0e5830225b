//! Constants for queries: properties go in, a constant's name and the kind of its value come out.

use crate::model::{NavigationProperty, Primitive, Property, StructuredId, TypeRef};

use crate::plan::docs::deprecation;
use crate::plan::layout::refs::Refs;
use crate::plan::{Context, Kind, PropertyPlan, TypePath};

/// The constant of a structural property in a type.
pub(in crate::plan) fn structural(
    context: &Context<'_>,
    owner: StructuredId,
    property: &Property,
    refs: &mut Refs<'_, '_>,
) -> PropertyPlan {
    PropertyPlan {
        name: context.members.constant(owner, &property.name),
        wire: property.name.clone(),
        deprecated: deprecation::of(&property.annotations),
        collection: property.ty.collection,
        kind: kind(context, property.ty.item, refs),
    }
}

/// The constant of a navigation property in a type.
pub(in crate::plan) fn navigation(
    context: &Context<'_>,
    owner: StructuredId,
    property: &NavigationProperty,
    refs: &mut Refs<'_, '_>,
) -> PropertyPlan {
    let surface = &context.offered;
    let kind = match property.target.filter(|target| surface.has_model(*target)) {
        Some(target) => Kind::Of("link", structured(context, target, refs)),
        None => Kind::Plain("any"),
    };
    PropertyPlan {
        name: context.members.constant(owner, &property.name),
        wire: property.name.clone(),
        deprecated: deprecation::of(&property.annotations),
        collection: property.collection,
        kind,
    }
}

fn kind(context: &Context<'_>, ty: TypeRef, refs: &mut Refs<'_, '_>) -> Kind {
    match ty {
        TypeRef::Primitive(primitive) => Kind::Plain(word(primitive)),
        TypeRef::Definition(id) => Kind::Plain(word(context.model[id].underlying)),
        TypeRef::Structured(id) => Kind::Of("complex", structured(context, id, refs)),
        TypeRef::Enum(id) => {
            let path = refs.model(context.registry.enumeration(id));
            let word = if context.model[id].is_flags {
                "flags"
            } else {
                "member"
            };
            Kind::Of(word, path)
        }
    }
}

/// The struct of a type. Where fields hold the enum over its family, nothing else may import it.
fn structured(context: &Context<'_>, id: StructuredId, refs: &mut Refs<'_, '_>) -> TypePath {
    if context.hierarchies.is_polymorphic(id) {
        refs.in_queries(id)
    } else {
        refs.structured(id)
    }
}

fn word(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::String => "text",
        Primitive::Byte
        | Primitive::SByte
        | Primitive::Int16
        | Primitive::Int32
        | Primitive::Int64
        | Primitive::Single
        | Primitive::Double
        | Primitive::Decimal => "number",
        Primitive::Boolean => "boolean",
        Primitive::Guid => "guid",
        Primitive::Date => "date",
        Primitive::DateTimeOffset => "date_time",
        Primitive::TimeOfDay => "time_of_day",
        Primitive::Duration => "duration",
        Primitive::Binary => "binary",
        Primitive::Stream | Primitive::Geo | Primitive::Any => "any",
    }
}
