//! Types and what they are made of → elements.

use super::super::document::{
    EnumType, NavigationProperty, Property, StructuredType, TypeDefinition, TypeElement,
};
use super::element::Element;
use super::expressions::annotations;

pub(super) fn structured(ty: &StructuredType) -> Element<'_> {
    let name = match ty.element {
        TypeElement::Entity => "EntityType",
        TypeElement::Complex => "ComplexType",
    };
    let mut element = Element::new(name)
        .with("Name", &ty.name)
        .with_some("BaseType", ty.base.as_ref())
        .with_flag("Abstract", ty.is_abstract)
        .with_some("OpenType", ty.is_open)
        .with_some("HasStream", ty.has_stream)
        .at(&ty.position);
    if !ty.key.is_empty() {
        let mut key = Element::new("Key");
        key.extend(ty.key.iter().map(|part| {
            Element::new("PropertyRef")
                .with("Name", &part.path)
                .with_some("Alias", part.alias.as_ref())
        }));
        element.extend([key]);
    }
    element.extend(ty.properties.iter().map(property));
    element.extend(ty.navigation.iter().map(navigation));
    element.extend(annotations(&ty.annotations));
    element.sort();
    element
}

fn property(property: &Property) -> Element<'_> {
    let mut element = Element::new("Property")
        .with("Name", &property.name)
        .with("Type", &property.ty)
        .with_some("Nullable", property.nullable)
        .with_facets(&property.facets)
        .with_some("DefaultValue", property.default_value.as_ref())
        .at(&property.position);
    element.extend(annotations(&property.annotations));
    element
}

fn navigation(property: &NavigationProperty) -> Element<'_> {
    let mut element = Element::new("NavigationProperty")
        .with("Name", &property.name)
        .with("Type", &property.ty)
        .with_some("Nullable", property.nullable)
        .with_some("Partner", property.partner.as_ref())
        .with_flag("ContainsTarget", property.contains_target)
        .at(&property.position);
    for constraint in &property.constraints {
        let mut constraint_element = Element::new("ReferentialConstraint")
            .with("Property", &constraint.property)
            .with("ReferencedProperty", &constraint.referenced_property)
            .at(&constraint.position);
        constraint_element.extend(annotations(&constraint.annotations));
        element.extend([constraint_element]);
    }
    element.extend(property.on_delete.iter().map(|on_delete| {
        let mut element = Element::new("OnDelete")
            .with("Action", &on_delete.action)
            .at(&on_delete.position);
        element.extend(annotations(&on_delete.annotations));
        element
    }));
    element.extend(annotations(&property.annotations));
    element.sort();
    element
}

pub(super) fn enumeration(ty: &EnumType) -> Element<'_> {
    let mut element = Element::new("EnumType")
        .with("Name", &ty.name)
        .with_some("UnderlyingType", ty.underlying.as_ref())
        .with_flag("IsFlags", ty.is_flags)
        .at(&ty.position);
    element.extend(ty.members.iter().map(|member| {
        let mut element = Element::new("Member")
            .with("Name", &member.name)
            .with_some("Value", member.value)
            .at(&member.position);
        element.extend(annotations(&member.annotations));
        element
    }));
    element.extend(annotations(&ty.annotations));
    element.sort();
    element
}

pub(super) fn definition(ty: &TypeDefinition) -> Element<'_> {
    let mut element = Element::new("TypeDefinition")
        .with("Name", &ty.name)
        .with("UnderlyingType", &ty.underlying)
        .with_facets(&ty.facets)
        .at(&ty.position);
    element.extend(annotations(&ty.annotations));
    element
}
