//! Structs: an entity type or a complex type goes in, its fields come out, inherited ones first.

use crate::model::{
    Facets, NavigationProperty, Primitive, Property, StructuredId, StructuredKind, TypeRef, Typed,
};
use crate::odata::vocabulary;

use crate::plan::docs::deprecation;
use crate::plan::docs::{Text, code, property_facts};
use crate::plan::items::annotations;
use crate::plan::items::properties;
use crate::plan::layout::refs::{self, Refs};
use crate::plan::names::FieldName;
use crate::plan::names::owned;
use crate::plan::{Context, FieldPlan, FieldRole, ItemType, Shape, StructPlan, ValueType};

/// Plans the struct of a type.
pub(in crate::plan) fn plan(
    context: &Context<'_>,
    id: StructuredId,
    refs: &mut Refs<'_, '_>,
) -> StructPlan {
    let ty = &context.model[id];
    let mut constants = Vec::new();
    let mut fields = Vec::new();
    let mut streams = Vec::new();
    for property in context.model.all_properties(id) {
        if is_stream(property) {
            streams.push(property.name.clone());
            continue;
        }
        let name = context.members.field(id, &property.name);
        constants.push(properties::structural(context, id, property, refs));
        fields.push(structural(context, id, property, name, refs));
    }
    for property in context.model.all_navigation(id) {
        let target = property.target;
        if target.is_some_and(|target| !context.offered.has_field_to(target)) {
            continue;
        }
        let name = context.members.field(id, &property.name);
        constants.push(properties::navigation(context, id, property, refs));
        fields.push(navigation(context, property, name, refs));
    }
    let names = context.registry.structured(id);
    let bases = context.model.ancestors(id);
    let bases = bases.filter(|base| context.offered.has_model(*base));
    let bases = bases.map(|base| refs.in_queries(base)).collect();
    StructPlan {
        name: names.name.clone(),
        wire: context.model.qualified(ty.namespace, &ty.name),
        docs: type_docs(context, id),
        deprecated: deprecation::of(&ty.annotations),
        fields,
        streams,
        is_open: ty.is_open,
        extra: FieldName::new(owned::EXTRA),
        rest: None,
        properties: constants,
        bases,
        query_imports: refs.take_query_imports(),
        annotations: annotations::plan(context, id, refs),
    }
}

/// A stream is not a value of its entity: it is reached by a path of its own (OData JSON 4.01, section 4.5.14).
pub(in crate::plan) fn is_stream(property: &Property) -> bool {
    property.ty.item == TypeRef::Primitive(Primitive::Stream) && !property.ty.collection
}

/// How a structural property stands in the struct of a type; `None` for another kind of property, which
/// stands alike in all.
pub(in crate::plan) fn shape_in(
    context: &Context<'_>,
    owner: StructuredId,
    property: &str,
) -> Option<Shape> {
    let mut properties = context.model.all_properties(owner);
    let property = properties.find(|p| p.name == property)?;
    Some(refs::shape(context, &property.ty, owner))
}

fn structural(
    context: &Context<'_>,
    owner: StructuredId,
    property: &Property,
    name: FieldName,
    refs: &mut Refs<'_, '_>,
) -> FieldPlan {
    let mut facts = Vec::new();
    let is_key = context
        .model
        .effective_key(owner)
        .iter()
        .any(|part| part.path == property.name);
    if is_key {
        facts.push("Key.".to_owned());
    }
    let role = if is_key || !vocabulary::is_updatable(&property.annotations) {
        FieldRole::ReadOnly
    } else {
        FieldRole::Structural
    };
    facts.extend(
        property_facts(&property.annotations)
            .into_iter()
            .map(str::to_owned),
    );
    facts.extend(range(&property.ty));
    let what = format!("Property {}. {}", code(&property.name), facts.join(" "));
    FieldPlan {
        name,
        wire: property.name.clone(),
        docs: Text::new(context)
            .described(&property.annotations)
            .own(&what)
            .finish(),
        deprecated: deprecation::of(&property.annotations),
        ty: refs.value(&property.ty, owner),
        role,
    }
}

/// What the metadata says of the values of a type (OData CSDL XML 4.01, section 7.2).
fn range(ty: &Typed) -> Option<String> {
    let Facets {
        max_length,
        precision,
        scale,
        ..
    } = &ty.facets;
    match ty.item {
        TypeRef::Primitive(Primitive::Geo) => Some("GeoJSON.".to_owned()),
        TypeRef::Primitive(Primitive::Binary) => {
            max_length.map(|length| format!("At most {length} bytes."))
        }
        TypeRef::Primitive(Primitive::Decimal) => {
            let digits = (*precision)?;
            let fraction: u32 = scale.as_deref().unwrap_or("0").parse().ok()?;
            Some(format!(
                "At most {digits} digits, {fraction} of them after the point."
            ))
        }
        _ => max_length.map(|length| format!("At most {length} characters.")),
    }
}

fn navigation(
    context: &Context<'_>,
    property: &NavigationProperty,
    name: FieldName,
    refs: &mut Refs<'_, '_>,
) -> FieldPlan {
    let target = property
        .target
        .filter(|target| context.offered.has_model(*target));
    let item = match target {
        Some(target) => ItemType::Generated(refs.declared(target)),
        None => ItemType::Runtime("Json"),
    };
    let is_polymorphic = |id| context.hierarchies.is_polymorphic(id);
    let shape = match target {
        _ if property.collection => Shape::Many,
        Some(target) if is_polymorphic(target) => Shape::One,
        _ => Shape::Boxed,
    };
    let contained = if property.contains_target {
        ", contained"
    } else {
        ""
    };
    let what = format!(
        "Navigation property {}{contained}: there when expanded.",
        code(&property.name)
    );
    FieldPlan {
        name,
        wire: property.name.clone(),
        docs: Text::new(context)
            .described(&property.annotations)
            .own(&what)
            .finish(),
        deprecated: deprecation::of(&property.annotations),
        ty: ValueType { shape, item },
        role: FieldRole::Navigation,
    }
}

fn type_docs(context: &Context<'_>, id: StructuredId) -> crate::plan::Docs {
    let ty = &context.model[id];
    let kind = match ty.kind {
        StructuredKind::Entity => "entity type",
        StructuredKind::Complex => "complex type",
    };
    let mut what = String::new();
    for (set, word) in [(ty.is_abstract, "abstract "), (ty.is_open, "open ")] {
        if set {
            what.push_str(word);
        }
    }
    let qualified = code(&context.model.qualified(ty.namespace, &ty.name));
    let mut sentence = capitalized(&format!("{what}{kind} {qualified}"));
    if let Some(base) = ty.base {
        let base = &context.model[base];
        sentence.push_str(", derived from ");
        sentence.push_str(&code(&context.model.qualified(base.namespace, &base.name)));
    }
    sentence.push('.');
    if context.hierarchies.has_enum(id) && !context.hierarchies.is_polymorphic(id) {
        sentence.push_str(
            " Values of derived types are read as it too: [`derived`](Self::derived) gives them.",
        );
    }
    if let [_, .., newest] = ty.versions.as_slice() {
        let newest = context.model.qualified(*newest, &ty.name);
        sentence.push_str(" It has the properties of all versions up to ");
        sentence.push_str(&code(&newest));
        sentence.push('.');
    }
    Text::new(context)
        .described(&ty.annotations)
        .own(&sentence)
        .link(context.type_link(ty.namespace, &ty.name))
        .finish()
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
