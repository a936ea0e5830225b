//! Properties, navigation properties and enumeration members: corrected or added.

use super::find::{self, Found, enumeration, misfit, structured};
use super::overlay::{MemberChange, NavigationChange, PropertyChange};
use crate::diagnostic::Position;
use crate::model::{
    Annotations, EnumMember, Facets, Model, NavigationProperty, Property, StructuredId,
    StructuredKind, TypeRef, Typed,
};

/// Whether a type or one of its bases declares a member of this name.
fn is_declared(model: &Model, id: StructuredId, name: &str) -> bool {
    model
        .all_properties(id)
        .any(|property| property.name == name)
        || model
            .all_navigation(id)
            .any(|property| property.name == name)
}

/// The same for the type and all that derive from it: what a new member must not clash with.
fn is_taken(model: &Model, id: StructuredId, name: &str) -> bool {
    let mut types = std::iter::once(id).chain(model.descendants(id));
    types.any(|id| is_declared(model, id, name))
}

fn already<T>(ty: &str, name: &str) -> Found<T> {
    misfit(
        format!("`{ty}` or a type derived from it has `{name}` already"),
        "remove the entry: the metadata says it by now",
    )
}

pub(super) fn property(model: &mut Model, change: &PropertyChange, at: &Position) -> Found<()> {
    let id = structured(model, &change.ty)?;
    let is = change.is.as_deref();
    let ty = is.map(|text| find::typed(model, text)).transpose()?;
    if change.add {
        if is_taken(model, id, &change.name) {
            return already(&change.ty, &change.name);
        }
        let Some((item, collection)) = ty else {
            return misfit(
                format!("the new property `{}` has no type", change.name),
                "give it in `is`",
            );
        };
        let property = Property {
            name: change.name.clone(),
            ty: Typed {
                item,
                collection,
                nullable: change.nullable.unwrap_or(true),
                null_items: false,
                facets: Facets::default(),
            },
            default_value: None,
            annotations: Annotations::default(),
            position: at.clone(),
        };
        if let Some(ty) = model.structured.get_mut(id.index()) {
            ty.properties.push(property);
        }
        return Ok(());
    }
    let declared = model.structured.get_mut(id.index()).and_then(|ty| {
        let mut properties = ty.properties.iter_mut();
        properties.find(|property| property.name == change.name)
    });
    let Some(property) = declared else {
        return misfit(
            format!("`{}` declares no property `{}`", change.ty, change.name),
            "name the type that declares it, or say `add = true`",
        );
    };
    let before = property.ty.clone();
    if let Some((item, collection)) = ty {
        property.ty.item = item;
        property.ty.collection = collection;
    }
    property.ty.nullable = change.nullable.unwrap_or(property.ty.nullable);
    if before == property.ty {
        return misfit(
            format!("`{}/{}` is so already", change.ty, change.name),
            "remove the entry: the metadata says it by now",
        );
    }
    Ok(())
}

pub(super) fn navigation(model: &mut Model, change: &NavigationChange, at: &Position) -> Found<()> {
    let id = structured(model, &change.ty)?;
    let (target, collection) = find::typed(model, &change.is)?;
    let target = match target {
        TypeRef::Structured(target) if model[target].kind == StructuredKind::Entity => target,
        _ => {
            return misfit(
                format!(
                    "`{}` is not an entity type, so nothing leads to it",
                    change.is
                ),
                "name an entity type, or add a [[property]]",
            );
        }
    };
    let declared = model.structured.get_mut(id.index()).and_then(|ty| {
        let mut navigation = ty.navigation.iter_mut();
        navigation.find(|known| known.name == change.name)
    });
    if let Some(known) = declared {
        let same = known.target == Some(target) && known.collection == collection;
        if !same || known.contains_target == change.contained {
            return already(&change.ty, &change.name);
        }
        known.contains_target = change.contained;
        return Ok(());
    }
    if is_taken(model, id, &change.name) {
        return already(&change.ty, &change.name);
    }
    let property = NavigationProperty {
        name: change.name.clone(),
        target: Some(target),
        collection,
        nullable: true,
        contains_target: change.contained,
        partner: None,
        annotations: Annotations::default(),
        position: at.clone(),
    };
    if let Some(ty) = model.structured.get_mut(id.index()) {
        ty.navigation.push(property);
    }
    Ok(())
}

pub(super) fn member(model: &mut Model, change: &MemberChange, at: &Position) -> Found<()> {
    let id = enumeration(model, &change.enumeration)?;
    let Some(ty) = model.enums.get_mut(id.index()) else {
        return Ok(());
    };
    if ty.members.iter().any(|member| member.name == change.name) {
        return misfit(
            format!("`{}` has `{}` already", change.enumeration, change.name),
            "remove the entry: the metadata says it by now",
        );
    }
    let greatest = ty.members.iter().map(|member| member.value).max();
    let next = greatest.map_or(0, |value| value.saturating_add(1));
    ty.members.push(EnumMember {
        name: change.name.clone(),
        value: change.value.unwrap_or(next),
        annotations: Annotations::default(),
        position: at.clone(),
    });
    Ok(())
}
