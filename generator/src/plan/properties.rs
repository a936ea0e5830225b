//! Constants for queries: properties go in, a constant's name and the kind of its value come out.

use crate::model::{NavigationProperty, Primitive, Property, StructuredId, TypeRef};

use super::names::{ConstantName, FieldName};
use super::refs::Refs;
use super::scope::Scope;
use super::{Context, Kind, PropertyPlan, TypePath, deprecation};

/// The constants of one type, while it is planned.
#[derive(Debug, Default)]
pub(super) struct Constants<'m> {
    scope: Scope<'m>,
    plans: Vec<PropertyPlan>,
}

impl Constants<'_> {
    /// The constant of a structural property with this field.
    pub(super) fn structural(
        &mut self,
        context: &Context<'_>,
        property: &Property,
        field: &FieldName,
        refs: &mut Refs<'_, '_>,
    ) {
        let name = self.name(field);
        self.plans.push(PropertyPlan {
            name,
            wire: property.name.clone(),
            deprecated: deprecation::of(&property.annotations),
            collection: property.ty.collection,
            kind: kind(context, property.ty.item, refs),
        });
    }

    /// The constant of a navigation property with this field.
    pub(super) fn navigation(
        &mut self,
        context: &Context<'_>,
        property: &NavigationProperty,
        field: &FieldName,
        refs: &mut Refs<'_, '_>,
    ) {
        let name = self.name(field);
        let surface = &context.model.surface;
        let kind = match property.target.filter(|target| surface.has_model(*target)) {
            Some(target) => Kind::Of("link", structured(context, target, refs)),
            None => Kind::Plain("any"),
        };
        self.plans.push(PropertyPlan {
            name,
            wire: property.name.clone(),
            deprecated: deprecation::of(&property.annotations),
            collection: property.collection,
            kind,
        });
    }

    /// The constants, in the order of the fields.
    pub(super) fn finish(self) -> Vec<PropertyPlan> {
        self.plans
    }

    /// Fields have different names; what their constants leave out of them may still make two the same.
    fn name(&mut self, field: &FieldName) -> ConstantName {
        let mut name = ConstantName::of(field);
        while !self.scope.take(name.as_str()) {
            name = name.escaped();
        }
        name
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
    if context.lowered.hierarchies.has(id) {
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
